//! Where the bytes of a WebAssembly program come from, by crate.

use std::collections::BTreeMap;

use crate::process::Outcome;

const CODE: u8 = 10;
const DATA: u8 = 11;
const IMPORT: u8 = 2;
const CUSTOM: u8 = 0;

/// A table of the crates whose functions take most bytes, and the data.
///
/// Generic code counts for the crate that wrote it, not for the one that made it necessary.
pub(crate) fn table(program: &[u8]) -> Outcome<String> {
    let by_crate = by_crate(program).ok_or("this program cannot be read, or has no names in it")?;
    let mut rows: Vec<(&String, &usize)> = by_crate.iter().collect();
    rows.sort_by_key(|(name, bytes)| (std::cmp::Reverse(**bytes), *name));
    let total: usize = by_crate.values().sum();
    let mut out = format!("{:<28}{:>10}{:>8}\n", "crate", "bytes", "share");
    for (name, bytes) in rows.iter().take(20) {
        out.push_str(&format!("{name:<28}{bytes:>10}{:>7}%\n", *bytes * 100 / total.max(1)));
    }
    out.push_str(&format!("{:<28}{total:>10}\n", "all of it"));
    Ok(out)
}

fn by_crate(program: &[u8]) -> Option<BTreeMap<String, usize>> {
    let mut rest = Reader(program.strip_prefix(b"\0asm\x01\0\0\0")?);
    let (mut sizes, mut names, mut imported) = (Vec::new(), BTreeMap::new(), 0);
    let mut totals = BTreeMap::new();
    while !rest.0.is_empty() {
        let kind = rest.byte()?;
        let length = rest.number()?;
        let mut section = Reader(rest.take(length)?);
        match kind {
            CODE => sizes = function_sizes(&mut section)?,
            DATA => *totals.entry("(data: texts and tables)".to_owned()).or_default() += length,
            IMPORT => imported = imported_functions(&mut section)?,
            CUSTOM if section.text()? == "name" => names = function_names(&mut section)?,
            _ => {}
        }
    }
    if names.is_empty() {
        return None;
    }
    for (place, size) in sizes.into_iter().enumerate() {
        let name = names.get(&(place + imported)).map_or("?", String::as_str);
        *totals.entry(crate_of(&format!("{:#}", rustc_demangle::demangle(name)))).or_default() += size;
    }
    Some(totals)
}

fn function_sizes(section: &mut Reader) -> Option<Vec<usize>> {
    (0..section.number()?)
        .map(|_| {
            let size = section.number()?;
            section.take(size).map(<[u8]>::len)
        })
        .collect()
}

fn function_names(section: &mut Reader) -> Option<BTreeMap<usize, String>> {
    while !section.0.is_empty() {
        let kind = section.byte()?;
        let length = section.number()?;
        let mut part = Reader(section.take(length)?);
        // 1: the names of functions.
        if kind == 1 {
            return (0..part.number()?).map(|_| Some((part.number()?, part.text()?.to_owned()))).collect();
        }
    }
    Some(BTreeMap::new())
}

/// Imported functions come first in the numbering. Only functions are imported by what wasm-bindgen makes.
fn imported_functions(section: &mut Reader) -> Option<usize> {
    let count = section.number()?;
    for _ in 0..count {
        section.text()?;
        section.text()?;
        if section.byte()? != 0 {
            return None;
        }
        section.number()?;
    }
    Some(count)
}

/// The crate in a function's name: `<yew::html::Classes as core::fmt::Debug>::fmt` is yew's.
fn crate_of(name: &str) -> String {
    let name = name.trim_start_matches(['<', '&', '[', '(', '*']);
    let name =
        ["mut ", "dyn ", "const "].iter().fold(name, |name, word| name.strip_prefix(word).unwrap_or(name));
    let end = name.find(|letter: char| !(letter.is_alphanumeric() || letter == '_')).unwrap_or(name.len());
    match name.split_at(end) {
        (first, rest) if rest.starts_with("::") && !first.is_empty() => first.to_owned(),
        _ => "(other)".to_owned(),
    }
}

/// Reads the numbers and texts of the WebAssembly format.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// LEB128: seven bits a byte, the lowest first.
    fn number(&mut self) -> Option<usize> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{by_crate, crate_of};

    // (module (func $yew::run (nop)) (func $core::fmt)), by hand.
    const PROGRAM: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x03\x03\x02\0\0\
        \x0a\x08\x02\x03\0\x01\x0b\x02\0\x0b\
        \0\x1d\x04name\x01\x16\x02\0\x08yew::run\x01\x09core::fmt";

    #[test]
    fn each_function_counts_for_its_crate() {
        let found = by_crate(PROGRAM).expect("a program with names");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [("core".to_owned(), 2), ("yew".to_owned(), 3)]);
    }

    #[test]
    fn a_program_cut_short_is_no_program() {
        for length in 9..PROGRAM.len() {
            assert_eq!(by_crate(&PROGRAM[..length]), None, "{length}");
        }
    }

    #[test]
    fn the_crate_is_found_in_every_kind_of_name() {
        for (name, wanted) in [
            ("yew::scheduler::start", "yew"),
            ("<candour::App as yew::Component>::view", "candour"),
            ("<&mut serde_json::Value as core::fmt::Debug>::fmt", "serde_json"),
            ("main", "(other)"),
            ("<alloc::vec::Vec<T> as core::ops::Drop>::drop", "alloc"),
        ] {
            assert_eq!(crate_of(name), wanted, "{name}");
        }
    }
}
