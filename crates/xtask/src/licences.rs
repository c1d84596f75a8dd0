//! Under which licences the work of others stands: what may be used, and the notice that the page carries.

use std::collections::{BTreeMap, BTreeSet};

use spdx::{Expression, Licensee};

use crate::{
    crates::{Crate, Id},
    process::Outcome,
    workspace,
};

/// A licence whose text the page carries.
struct Licence {
    /// By SPDX.
    id: &'static str,
    name: &'static str,
    text: &'static str,
    /// Whoever hands on the program has to name who holds the rights.
    names_holders: bool,
}

/// The best first: of a choice of licences the first of these is used.
const CARRIED: [Licence; 4] = [
    Licence {
        id: "Apache-2.0",
        name: "Apache License 2.0",
        text: include_str!("../../../LICENSE"),
        names_holders: false,
    },
    Licence {
        id: "MIT",
        name: "MIT License",
        text: include_str!("../licences/MIT.txt"),
        names_holders: true,
    },
    Licence {
        id: "BSD-3-Clause",
        name: "BSD 3-Clause License",
        text: include_str!("../licences/BSD-3-Clause.txt"),
        names_holders: true,
    },
    Licence {
        id: "Unicode-3.0",
        name: "Unicode License v3",
        text: include_str!("../licences/Unicode-3.0.txt"),
        names_holders: true,
    },
];

/// What comes compiled with Rust: <https://www.rust-lang.org/policies/licenses>, library/compiler-builtins/LICENSE.txt.
pub(crate) const STANDARD_LIBRARY: &str =
    "(MIT OR Apache-2.0) AND MIT AND Apache-2.0 WITH LLVM-exception AND Unicode-3.0";

/// What is in the page without being a crate of its own, by licence.
const OTHERS: [(&str, &str); 5] = [
    ("Apache-2.0", "The standard library of Rust: The Rust Project Developers, https://thanks.rust-lang.org"),
    ("Apache-2.0", "The script that wasm-bindgen writes: The wasm-bindgen Developers"),
    (
        "MIT",
        "Compiler-builtins and libm in the standard library of Rust: Copyright (c) 2009-2016 by the contributors listed in \
         CREDITS.TXT of LLVM's compiler-rt; Copyright (c) 2018 Jorge Aparicio; Copyright \u{a9} 2005-2020 Rich Felker, et al.",
    ),
    (
        "Unicode-3.0",
        "Tables of letters in the standard library of Rust: Copyright \u{a9} 1991-2024 Unicode, Inc.",
    ),
    (
        "Unicode-3.0",
        "Tables that names are compared with (decompositions, and the letters that look alike of UTS #39): \
         Copyright \u{a9} 1991-2025 Unicode, Inc.",
    ),
];

/// The notice about all work of others in the page, each text once. Blank lines part paragraphs; `# ` stands before
/// the name of a licence.
pub(crate) fn notice(crates: &BTreeMap<Id, Crate>) -> Outcome<String> {
    let mut works: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (id, about) in crates.iter().filter(|(_, about)| about.inside && about.checksum.is_some()) {
        for licence in used(&about.licence).map_err(|problem| format!("`{}`: {problem}", id.0))? {
            let mut work = format!("{} {}", id.0, id.1);
            if licence.names_holders {
                work.push_str(": ");
                work.push_str(&holders(about, licence)?.join("; "));
            }
            works.entry(licence.id).or_default().push(work);
        }
    }
    let mut paragraphs = Vec::new();
    for licence in &CARRIED {
        paragraphs.push(format!("# {}", licence.name));
        let mut lines: Vec<String> =
            OTHERS.iter().filter(|(id, _)| *id == licence.id).map(|(_, work)| (*work).to_owned()).collect();
        let works = works.remove(licence.id).unwrap_or_default();
        if licence.names_holders {
            lines.extend(works);
        } else {
            lines.push(works.join(", "));
        }
        paragraphs.push(lines.join("\n"));
        paragraphs.extend(self::paragraphs(licence.text));
    }
    Ok(paragraphs.join("\n\n") + "\n")
}

/// Which of the carried licences a work is used under.
fn used(expression: &str) -> Outcome<Vec<&'static Licence>> {
    let carried =
        CARRIED.iter().map(|licence| Licensee::parse(licence.id).map_err(|error| error.to_string()));
    let carried = carried.collect::<Outcome<Vec<_>>>()?;
    let needed = parsed(expression)?.minimized_requirements(&carried);
    let needed = needed.map_err(|_| format!("the page contains no text for `{expression}`"))?;
    let needed: Vec<String> = needed.iter().map(ToString::to_string).collect();
    Ok(CARRIED.iter().filter(|licence| needed.iter().any(|id| id == licence.id)).collect())
}

/// Who holds the rights, in the words of the crate; its licence must be word for word the one that the page carries.
fn holders(about: &Crate, licence: &Licence) -> Outcome<Vec<String>> {
    let mut lines = Vec::new();
    for path in workspace::entries(&about.folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        let other = CARRIED.iter().any(|other| other.id != licence.id && name.contains(&short(other.id)));
        if !name.starts_with("LICEN") || other {
            continue;
        }
        let text = workspace::read(&path)?;
        if !words(&text).contains(&words(licence.text)) {
            return Err(format!("`{}` differs from the {} in the page", path.display(), licence.name));
        }
        lines.extend(copyrights(&text));
    }
    if lines.is_empty() {
        let source = workspace::read(&about.folder.join("src/lib.rs"))?;
        lines.extend(copyrights(source.split("*/").next().unwrap_or_default()));
    }
    if lines.is_empty() {
        lines.push(about.authors.join(", "));
    }
    if lines.iter().all(String::is_empty) {
        return Err(format!("`{}` names no author", about.folder.display()));
    }
    Ok(lines)
}

/// `APACHE` for `Apache-2.0`, as in names of files.
fn short(id: &str) -> String {
    id.split('-').next().unwrap_or_default().to_uppercase()
}

/// Lines that say who holds the rights.
fn copyrights(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.trim_matches([' ', '*', '/', '\t']));
    let lines = lines.filter(|line| {
        ["Copyright (c)", "Copyright \u{a9}", "Copyright 2"].iter().any(|start| line.starts_with(start))
    });
    lines.map(str::to_owned).collect()
}

/// Words alone, to compare texts that were set differently.
fn words(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// The paragraphs of a licence, each in one line: a narrow screen breaks them itself.
fn paragraphs(text: &str) -> Vec<String> {
    let text = text.split_once("END OF TERMS AND CONDITIONS").map_or(text, |(terms, _)| terms);
    let mut paragraphs: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines() {
        if line.trim().is_empty() {
            paragraphs.push(Vec::new());
        } else if let Some(last) = paragraphs.last_mut() {
            last.extend(line.split_whitespace());
        }
    }
    paragraphs.iter().filter(|words| !words.is_empty()).map(|words| words.join(" ")).collect()
}

/// Whether a work may be used when these licences may.
pub(crate) fn allowed(expression: &str, licences: &BTreeSet<String>) -> Outcome<bool> {
    Ok(parsed(expression)?.evaluate(|needed| licences.contains(&needed.to_string())))
}

fn parsed(expression: &str) -> Outcome<Expression> {
    Expression::parse(expression)
        .map_err(|error| format!("`{expression}` is not a licence expression: {}", error.reason))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{CARRIED, STANDARD_LIBRARY, allowed, copyrights, paragraphs, parsed, used};

    fn set(ids: &[&str]) -> BTreeSet<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn a_choice_needs_one_licence_and_a_sum_needs_all() {
        let apache = set(&["Apache-2.0"]);
        for (expression, fine) in [
            ("MIT OR Apache-2.0", true),
            ("MIT AND Apache-2.0", false),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", false),
            ("Apache-2.0 WITH LLVM-exception", false),
            ("MIT AND Zlib OR Apache-2.0", true),
            ("MIT AND (Zlib OR Apache-2.0)", false),
            ("GPL-3.0-only", false),
        ] {
            assert_eq!(allowed(expression, &apache), Ok(fine), "{expression}");
        }
    }

    #[test]
    fn what_is_not_an_expression_is_refused() {
        for expression in
            ["", "MIT OR", "MIT Apache-2.0", "(MIT", "MIT)", "AND MIT", "MIT WITH", "non-standard text"]
        {
            assert!(parsed(expression).is_err(), "{expression}");
        }
    }

    #[test]
    fn of_a_choice_the_first_licence_of_the_page_is_used() {
        let ids = |expression| used(expression).map(|used| used.iter().map(|it| it.id).collect::<Vec<_>>());
        assert_eq!(ids("MIT OR Apache-2.0"), Ok(vec!["Apache-2.0"]));
        assert_eq!(ids("Unlicense OR MIT"), Ok(vec!["MIT"]));
        assert_eq!(ids("(MIT OR Apache-2.0) AND Unicode-3.0"), Ok(vec!["Apache-2.0", "Unicode-3.0"]));
        assert!(ids("GPL-3.0-only OR Zlib").is_err());
        let standard = STANDARD_LIBRARY.replace(" WITH LLVM-exception", "");
        assert!(ids(&standard).is_ok(), "its exception asks for nothing");
    }

    #[test]
    fn copyright_holders_are_found_in_a_licence_file() {
        let text = "/*\n * Copyright (c) Project Nayuki. (MIT License)\n */\nThe above copyright notice\nCopyright 2016-2020 A & B\n";
        assert_eq!(
            copyrights(text),
            ["Copyright (c) Project Nayuki. (MIT License)", "Copyright 2016-2020 A & B"]
        );
    }

    #[test]
    fn each_text_ends_where_its_terms_end() {
        for licence in &CARRIED {
            let paragraphs = paragraphs(licence.text);
            assert!(paragraphs.len() > 2, "{}", licence.name);
            assert!(!paragraphs.iter().any(|it| it.contains("[yyyy]")), "{}", licence.name);
        }
    }
}
