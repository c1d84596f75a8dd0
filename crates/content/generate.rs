//! From the folders of questionnaires to Rust: their ids and their files. Used by the build script.

use std::{fs, path::Path};

/// The ids of the questionnaires in a folder, sorted: the names of the folders in it that have a structure.
pub(crate) fn ids(folder: &Path) -> Result<Vec<String>, String> {
    let problem = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut ids = Vec::new();
    for entry in fs::read_dir(folder).map_err(problem)? {
        let path = entry.map_err(problem)?.path();
        if path.join("questionnaire.json").is_file() {
            ids.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    ids.sort();
    Ok(ids)
}

/// The constants `IDS`, `QUESTIONNAIRES` and `GLOSSARY`, which contain the files.
pub(crate) fn code(folder: &Path, ids: &[String]) -> Result<String, String> {
    let file = |id: &str, name: &str| {
        let path = folder.join(id).join(name);
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok::<_, String>(compact(&text))
    };
    let pair = |id: &String| {
        Ok(format!("    ({:?}, {:?}),\n", file(id, "questionnaire.json")?, file(id, "en.json")?))
    };
    let pairs = ids.iter().map(pair).collect::<Result<String, String>>()?;
    Ok(format!(
        "/// The ids of the questionnaires, sorted.\npub const IDS: &[&str] = &{ids:?};\n\n\
         /// Structure and English wording of each questionnaire.\n\
         const QUESTIONNAIRES: &[(&str, &str)] = &[\n{pairs}];\n\n\
         const GLOSSARY: &str = {:?};\n",
        file("glossary", "en.json")?
    ))
}

/// A JSON text without the white space between its tokens.
fn compact(json: &str) -> String {
    let (mut is_string, mut is_escape) = (false, false);
    json.chars()
        .filter(|letter| {
            let keep = is_string || !letter.is_ascii_whitespace();
            is_string ^= *letter == '"' && !is_escape;
            is_escape = is_string && *letter == '\\' && !is_escape;
            keep
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn only_white_space_between_tokens_is_dropped() {
        for (json, wanted) in [
            ("{\n  \"a b\": [1, true]\n}\n", r#"{"a b":[1,true]}"#),
            (r#"{ "a \" b": "c \\" , "d e": 1 }"#, r#"{"a \" b":"c \\","d e":1}"#),
        ] {
            assert_eq!(compact(json), wanted);
        }
    }
}
