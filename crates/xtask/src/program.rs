//! Where the bytes of a WebAssembly program come from, by crate.

use std::collections::BTreeMap;

use crate::process::Outcome;

const CODE: u8 = 10;
const DATA: u8 = 11;
const IMPORT: u8 = 2;
const CUSTOM: u8 = 0;

/// What a program consists of.
struct Program {
    /// Name and bytes of each function.
    functions: Vec<(String, usize)>,
    /// Bytes of texts and tables.
    data: usize,
}

/// Two tables: the crates whose functions take most bytes, and the largest functions.
///
/// Generic code counts for the crate that wrote it, not for the one that made it necessary.
pub(crate) fn table(program: &[u8]) -> Outcome<String> {
    let program = read(program).ok_or("this program cannot be read, or has no names in it")?;
    let crates = by_crate(&program);
    let total: usize = crates.values().sum();
    let crates: Vec<(&str, usize)> = crates.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let functions = program.functions.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    Ok(format!(
        "{}{}\n{}",
        rows("crate", crates, total),
        format_args!("{total:>10}  100%  all of it\n"),
        rows("function", functions, total)
    ))
}

/// The twenty largest.
fn rows(what: &str, mut sizes: Vec<(&str, usize)>, total: usize) -> String {
    sizes.sort_by_key(|(name, bytes)| (std::cmp::Reverse(*bytes), *name));
    let mut out = format!("{:>10}{:>6}  {what}\n", "bytes", "share");
    for (name, bytes) in sizes.into_iter().take(20) {
        let name: String = name.chars().take(100).collect();
        out.push_str(&format!("{bytes:>10}{:>5}%  {name}\n", bytes * 100 / total.max(1)));
    }
    out
}

fn by_crate(program: &Program) -> BTreeMap<String, usize> {
    let mut totals = BTreeMap::from([("(data: texts and tables)".to_owned(), program.data)]);
    for (name, bytes) in &program.functions {
        *totals.entry(crate_of(name)).or_default() += bytes;
    }
    totals
}

/// `None` for what is no program, or one without names.
fn read(program: &[u8]) -> Option<Program> {
    let mut rest = Reader(program.strip_prefix(b"\0asm\x01\0\0\0")?);
    let (mut sizes, mut names, mut imported, mut data) = (Vec::new(), BTreeMap::new(), 0, 0);
    while !rest.0.is_empty() {
        let kind = rest.byte()?;
        let length = rest.number()?;
        let mut section = Reader(rest.take(length)?);
        match kind {
            CODE => sizes = function_sizes(&mut section)?,
            DATA => data = length,
            IMPORT => imported = imported_functions(&mut section)?,
            CUSTOM if section.text()? == "name" => names = function_names(&mut section)?,
            _ => {}
        }
    }
    if names.is_empty() {
        return None;
    }
    let name = |place: usize| names.get(&(place + imported)).map_or("?", String::as_str);
    let with_name = |(place, size)| (format!("{:#}", rustc_demangle::demangle(name(place))), size);
    Some(Program { functions: sizes.into_iter().enumerate().map(with_name).collect(), data })
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
    use super::{by_crate, crate_of, read};

    // (module (func $yew::run (nop)) (func $core::fmt)), by hand.
    const PROGRAM: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x03\x03\x02\0\0\
        \x0a\x08\x02\x03\0\x01\x0b\x02\0\x0b\
        \0\x1d\x04name\x01\x16\x02\0\x08yew::run\x01\x09core::fmt";

    #[test]
    fn each_function_counts_for_its_crate() {
        let found = by_crate(&read(PROGRAM).expect("a program with names"));
        assert_eq!(found.get("core"), Some(&2));
        assert_eq!(found.get("yew"), Some(&3));
    }

    #[test]
    fn a_program_cut_short_is_no_program() {
        for length in 9..PROGRAM.len() {
            assert!(read(&PROGRAM[..length]).is_none(), "{length}");
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
