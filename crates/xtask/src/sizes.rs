//! How many bytes something takes, as it is and as servers send it.

use std::io::Write as _;

use crate::process::Outcome;

/// Bytes after gzip at its best level.
pub(crate) fn gzip(bytes: &[u8]) -> Outcome<usize> {
    gzipped(bytes).map(|packed| packed.len())
}

/// The bytes gzipped at its best level.
pub(crate) fn gzipped(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let packed = writer.write_all(bytes).and_then(|()| writer.finish());
    packed.map_err(|error| format!("cannot gzip: {error}"))
}

/// Bytes after brotli at its best level.
pub(crate) fn brotli(bytes: &[u8]) -> Outcome<usize> {
    let mut packed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &settings)
        .map_err(|error| format!("cannot brotli: {error}"))?;
    Ok(packed.len())
}

/// A table with one row for each part.
pub(crate) fn table(parts: &[(&str, &[u8])]) -> Outcome<String> {
    let mut out = format!("{:<28}{:>10}{:>10}{:>10}\n", "bytes", "raw", "gzip", "brotli");
    for (name, bytes) in parts {
        out.push_str(&format!("{name:<28}{:>10}{:>10}{:>10}\n", bytes.len(), gzip(bytes)?, brotli(bytes)?));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn the_table_gives_each_part_raw_gzipped_and_brotlied() {
        let text = "the same words again and again, ".repeat(100);
        let table = table(&[("part", text.as_bytes())]).expect("a table");
        let row: Vec<&str> = table.lines().nth(1).expect("a row").split_whitespace().collect();
        assert_eq!(row[..2], ["part", "3200"]);
        for packed in &row[2..] {
            assert!(packed.parse::<usize>().is_ok_and(|size| size < 200), "{packed}");
        }
    }
}
