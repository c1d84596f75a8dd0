//! The program as it stands in the page: packed by LZMA, written as text. `src/unpack.js` is the other side.

use std::io::{Read as _, Write as _};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use lzma_rust2::{EncodeMode, LzmaOptions, LzmaReader, LzmaWriter, MfType};

use crate::process::Outcome;

/// What packs WebAssembly best: four bits of the byte before foretell the next, its place never does,
/// because the parts of a program begin anywhere. The page reads these settings only.
const SETTINGS: LzmaOptions = LzmaOptions {
    // Distances reach back to the start of the program.
    dict_size: 1 << 22,
    lc: 4,
    lp: 0,
    pb: 0,
    preset_dict: None,
    mode: EncodeMode::Normal,
    nice_len: 273,
    mf: MfType::Bt4,
    depth_limit: 0,
};

/// A `.lzma` file in base64.
pub(crate) fn pack(program: &[u8]) -> Outcome<String> {
    let broken = |error| format!("cannot pack the program: {error}");
    let size = u64::try_from(program.len()).map_err(|error| error.to_string())?;
    let mut writer = LzmaWriter::new_use_header(Vec::new(), &SETTINGS, Some(size)).map_err(broken)?;
    writer.write_all(program).map_err(broken)?;
    Ok(STANDARD.encode(writer.finish().map_err(broken)?))
}

/// What was packed.
pub(crate) fn unpack(text: &str) -> Outcome<Vec<u8>> {
    let bytes = STANDARD.decode(text).map_err(|error| format!("the program is not base64: {error}"))?;
    let mut program = Vec::new();
    LzmaReader::new_mem_limit(&bytes[..], u32::MAX, None)
        .and_then(|mut reader| reader.read_to_end(&mut program))
        .map_err(|error| format!("the program cannot be unpacked: {error}"))?;
    Ok(program)
}

#[cfg(test)]
pub(crate) mod tests {
    use std::{
        io::Write as _,
        process::{Command, Stdio},
    };

    use base64::{Engine as _, engine::general_purpose::STANDARD};

    use super::{pack, unpack};

    /// Passes each line to a function of the page's own script.
    const NODE: &str = r#"
        const fs = require("fs");
        const call = new Function(fs.readFileSync(process.argv[1], "utf8") + "; return " + process.argv[2])();
        const lines = fs.readFileSync(0, "utf8").split("\n").slice(0, -1);
        const answers = lines.map(line => {
            try { return Buffer.from(call(new Uint8Array(Buffer.from(line, "base64")))).toString("base64"); }
            catch (problem) { return `refused: ${problem.message}`; }
        });
        console.log(answers.join("\n"));
    "#;

    /// What the page makes of each text by the function that is all of a script: bytes, or why it refuses.
    pub(crate) fn in_the_page(function: &str, packed: &[String]) -> Vec<Result<Vec<u8>, String>> {
        let script = format!("{}/../../src/{function}.js", env!("CARGO_MANIFEST_DIR"));
        let mut node = Command::new("node")
            .args(["-e", NODE, &script, function])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node.js, as the README asks for");
        let lines: String = packed.iter().map(|text| format!("{text}\n")).collect();
        // Dropped here, so that Node sees the end.
        node.stdin.take().expect("a pipe").write_all(lines.as_bytes()).expect("Node.js reads");
        let answers = node.wait_with_output().expect("Node.js ends");
        assert!(answers.status.success(), "Node.js failed");
        let answers = String::from_utf8(answers.stdout).expect("text");
        let answers: Vec<_> = answers
            .split_terminator('\n')
            .map(|line| match line.strip_prefix("refused: ") {
                Some(why) => Err(why.to_owned()),
                None => Ok(STANDARD.decode(line).expect("base64")),
            })
            .collect();
        assert_eq!(answers.len(), packed.len());
        answers
    }

    /// Bytes without any pattern, the same each time (xorshift).
    fn noise(length: usize) -> Vec<u8> {
        let mut state = 0x2545_f491_u32;
        let bytes = std::iter::repeat_with(|| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state.to_le_bytes()[1]
        });
        bytes.take(length).collect()
    }

    /// Short, with literals, matches near and far, and repeated distances; it begins as programs do.
    fn sample() -> Vec<u8> {
        let mut text = b"\0asm\x01\0\0\0".to_vec();
        text.extend(b"local.get 0 local.get 1 i32.add local.set 2 local.get 2 i32.load ".repeat(3));
        text.extend(noise(200));
        text.extend_from_within(10..150);
        text.extend((0..40).flat_map(|step: u8| [b'a', b'b', b'c', step]));
        text
    }

    #[test]
    fn the_page_unpacks_what_was_packed() {
        // A real program: the one that runs this test.
        let mut real = std::fs::read(std::env::current_exe().expect("a path")).expect("a file");
        real.truncate(600_000);
        let cases = [
            ("nothing", Vec::new()),
            ("one byte", vec![7]),
            ("a few bytes", b"\0asm\x01\0\0\0".to_vec()),
            ("each kind of step", sample()),
            ("one byte a million times", vec![0; 1_000_000]),
            ("a pattern longer than a match can be", noise(300).repeat(1000)),
            ("noise", noise(70_000)),
            ("the same noise again, more than 64 kB later", noise(200_000).repeat(2)),
            ("a real program", real),
        ];
        let packed: Vec<String> = cases.iter().map(|(_, bytes)| pack(bytes).expect("packed")).collect();
        for (((name, bytes), text), unpacked) in cases.iter().zip(&packed).zip(in_the_page("unpack", &packed))
        {
            assert!(unpacked.as_ref() == Ok(bytes), "the page: {name}: {:?}", unpacked.err());
            assert!(unpack(text).as_ref() == Ok(bytes), "xtask: {name}");
        }
    }

    #[test]
    fn the_same_program_is_packed_into_the_same_text() {
        assert_eq!(pack(&sample()), pack(&sample()));
    }

    #[test]
    fn a_program_cut_short_anywhere_is_refused() {
        let whole = STANDARD.decode(pack(&sample()).expect("packed")).expect("base64");
        let cut: Vec<String> =
            (0..whole.len()).filter_map(|end| Some(STANDARD.encode(whole.get(..end)?))).collect();
        for (end, answer) in in_the_page("unpack", &cut).into_iter().enumerate() {
            assert!(answer.is_err(), "cut after {end} of {} bytes", whole.len());
        }
    }

    #[test]
    fn a_program_with_more_behind_it_is_refused() {
        let mut longer = STANDARD.decode(pack(&sample()).expect("packed")).expect("base64");
        longer.push(0);
        let answers = in_the_page("unpack", &[STANDARD.encode(longer)]);
        assert!(answers.iter().all(Result::is_err));
    }

    #[test]
    fn a_program_with_any_bit_changed_is_refused() {
        let whole = STANDARD.decode(pack(&sample()).expect("packed")).expect("base64");
        // Bytes 1 to 4 tell other programs how much memory to keep; the page keeps all.
        let places = (0..whole.len()).filter(|place| !(1..5).contains(place));
        let changes: Vec<(usize, u8)> =
            places.flat_map(|place| (0..8).map(move |bit| (place, 1 << bit))).collect();
        let damaged: Vec<String> = changes
            .iter()
            .map(|(place, bit)| {
                let mut bytes = whole.clone();
                bytes.iter_mut().skip(*place).take(1).for_each(|byte| *byte ^= bit);
                STANDARD.encode(bytes)
            })
            .collect();
        for ((place, bit), answer) in changes.iter().zip(in_the_page("unpack", &damaged)) {
            assert!(answer.is_err(), "bit {bit:#x} of byte {place}");
        }
    }
}
