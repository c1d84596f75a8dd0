//! From a language file to Rust: an enum of its keys, and the English texts. Used by the build script of each crate
//! that has texts, so that a missing key does not compile.

use std::{env, fmt::Write as _, fs, path::Path};

use serde_json::{Map, Value};

/// Writes `keys.rs` for the language file `json`, which is relative to the crate's folder: one flat object of
/// texts, where a text that depends on a number is an object of its forms, `one` and `other`.
///
/// The keys of a library are public and can be listed; those of a program are its own, so that the compiler warns of
/// an unused one.
pub(crate) fn keys(json: &str, of: Of) -> Result<(), String> {
    println!("cargo::rerun-if-changed={json}");
    let text = fs::read_to_string(json).map_err(|error| format!("{json}: {error}"))?;
    let words: Map<String, Value> =
        serde_json::from_str(&text).map_err(|error| format!("{json}: {error}"))?;
    let folder = env::var("OUT_DIR").map_err(|error| format!("OUT_DIR: {error}"))?;
    let code = code(&words, of).map_err(|problem| format!("{json}: {problem}"))?;
    fs::write(Path::new(&folder).join("keys.rs"), code).map_err(|error| format!("keys.rs: {error}"))
}

/// How many texts have one start in a table of [`Texts`](candour_words::Texts).
const GROUP: usize = 32;

/// Whose keys they are.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "each build script uses one of them")]
pub(crate) enum Of {
    /// A library.
    Library,
    /// A program.
    Program,
}

fn code(words: &Map<String, Value>, of: Of) -> Result<String, String> {
    let (mut texts, mut counted) = (Vec::new(), Vec::new());
    for (key, value) in words {
        match value {
            Value::String(text) => texts.push((key, format!("{text:?}"), text.clone())),
            Value::Object(forms) => {
                let form = |name: &str| forms.get(name).and_then(Value::as_str);
                let (Some(one), Some(other), 2) = (form("one"), form("other"), forms.len()) else {
                    return Err(format!("`{key}` needs the forms `one` and `other`, and no more"));
                };
                counted.push((key, format!("[{one:?}, {other:?}]"), other.to_owned()));
            }
            _ => return Err(format!("`{key}` is neither a text nor an object of forms")),
        }
    }
    let mut out = String::new();
    table(&mut out, "Key", "A text of the language file.", "&str", &texts, of)?;
    table(
        &mut out,
        "Counted",
        "A text that depends on a number: its forms for one and for other numbers.",
        "[&str; 2]",
        &counted,
        of,
    )?;
    Ok(out)
}

/// An enum, the names of its variants in the file, and how `candour_words` gets their English texts.
fn table(
    out: &mut String,
    name: &str,
    what: &str,
    kind: &str,
    entries: &[(&String, String, String)],
    of: Of,
) -> Result<(), String> {
    let mut variants = String::new();
    for (key, _, text) in entries {
        let first = text.lines().next().unwrap_or_default().replace(['[', ']', '<', '>'], "");
        write!(variants, "/// {first}\n{},\n", variant(key)?).map_err(|error| error.to_string())?;
    }
    let list = |part: fn(&(&String, String, String)) -> String| {
        entries.iter().map(part).collect::<Vec<_>>().join(",\n")
    };
    let names = list(|(key, ..)| format!("{key:?}"));
    let all = list(|(key, ..)| format!("Self::{}", variant(key).unwrap_or_default()));
    let count = entries.len();
    let given = kind.replace('&', "&'static ");
    let (visible, home) = if of == Of::Library { ("pub", "crate") } else { ("pub(crate)", "candour_words") };
    let interface = if name == "Counted" { "CountedText" } else { "Text" };
    let english = if name == "Counted" {
        let texts = list(|(_, english, _)| english.clone());
        format!("static TEXTS: [{kind}; {count}] = [{texts}]; TEXTS[self as usize]")
    } else {
        let texts: String = entries.iter().map(|(.., text)| text.as_str()).collect();
        let lengths: Vec<usize> = entries.iter().map(|(.., text)| text.len()).collect();
        let starts: Vec<usize> = lengths
            .chunks(GROUP)
            .scan(0, |next, group| Some(std::mem::replace(next, *next + group.iter().sum::<usize>())))
            .collect();
        format!(
            "static TEXTS: {home}::Texts = {home}::Texts {{ texts: {texts:?}, starts: &{starts:?}, lengths: &{lengths:?} }};\n\
             TEXTS.get(usize::from(self as u16))"
        )
    };
    let all = match of {
        Of::Program => String::new(),
        Of::Library => format!(
            "/// Every key, in the order of the file.\n\
             pub const ALL: [Self; {count}] = [{all}];\n"
        ),
    };
    // A program looks up no text for a number by its name.
    let by_name = if of == Of::Program && name == "Counted" {
        String::new()
    } else {
        format!(
            "/// The name of the key in the language file.\n\
             {visible} fn as_str(self) -> &'static str {{ static NAMES: [&str; {count}] = [{names}]; NAMES[self as usize] }}\n"
        )
    };
    write!(
        out,
        "/// {what}\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n\
         #[repr(u16)]\n\
         #[allow(clippy::enum_variant_names, clippy::doc_markdown, reason = \"the language file names them\")]\n\
         {visible} enum {name} {{\n{variants}}}\n\n\
         #[allow(clippy::too_many_lines, reason = \"tables\")]\n\
         impl {name} {{\n\
         {all}\
         {by_name}\
         }}\n\n\
         #[allow(clippy::too_many_lines, reason = \"tables\")]\n\
         impl {home}::{interface} for {name} {{\n\
         fn english(self) -> {given} {{ {english} }}\n\
         }}\n\n"
    )
    .map_err(|error| error.to_string())
}

/// `and-more` as `AndMore`.
fn variant(key: &str) -> Result<String, String> {
    let known = key.starts_with(|first: char| first.is_ascii_lowercase())
        && key.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-');
    if !known {
        return Err(format!("`{key}` is not a key; use lowercase letters, digits and `-`"));
    }
    Ok(key
        .split('-')
        .map(|part| part.get(..1).unwrap_or_default().to_uppercase() + part.get(1..).unwrap_or_default())
        .collect())
}
