//! Where the bytes of a WebAssembly program come from, by crate.

use std::collections::BTreeMap;

use wasmparser::{BinaryReaderError, KnownCustom, Name, NameSectionReader, Parser, Payload, TypeRef};

use crate::process::Outcome;

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
    let program = read(program).map_err(|error| format!("the program cannot be read: {error}"))?;
    let program = program.ok_or("the program has no names in it")?;
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

/// `None` for a program without names.
fn read(program: &[u8]) -> Result<Option<Program>, BinaryReaderError> {
    let (mut sizes, mut names, mut imported, mut data) = (Vec::new(), BTreeMap::new(), 0, 0);
    for payload in Parser::new(0).parse_all(program) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    // Imported functions come first in the numbering.
                    imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.as_bytes().len()),
            Payload::DataSection(section) => {
                data = usize::try_from(section.range().end - section.range().start).unwrap_or(usize::MAX);
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(section) = section.as_known() {
                    names = function_names(section)?;
                }
            }
            _ => {}
        }
    }
    if names.is_empty() {
        return Ok(None);
    }
    let name = |index: usize| {
        let index = u32::try_from(index + imported).unwrap_or(u32::MAX);
        names.get(&index).map_or("?", |name| *name)
    };
    let with_name = |(index, size)| (format!("{:#}", rustc_demangle::demangle(name(index))), size);
    Ok(Some(Program { functions: sizes.into_iter().enumerate().map(with_name).collect(), data }))
}

fn function_names(section: NameSectionReader<'_>) -> Result<BTreeMap<u32, &str>, BinaryReaderError> {
    let mut names = BTreeMap::new();
    for kind in section {
        if let Name::Function(functions) = kind? {
            for function in functions {
                let function = function?;
                names.insert(function.index, function.name);
            }
        }
    }
    Ok(names)
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
        let found = by_crate(&read(PROGRAM).expect("a program").expect("names"));
        assert_eq!(found.get("core"), Some(&2));
        assert_eq!(found.get("yew"), Some(&3));
    }

    #[test]
    fn a_program_cut_short_is_refused_or_has_no_names() {
        for length in 0..PROGRAM.len() {
            assert!(!matches!(read(&PROGRAM[..length]), Ok(Some(_))), "{length}");
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
