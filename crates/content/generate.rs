//! From the folders of questionnaires to Rust: their ids and their files. Used by the build script.

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use candour_questionnaire::{
    catalog::Card, diagnostics::Author, questionnaire::Questionnaire, wording::Wording,
};

/// The variable with a folder of others, which `cargo xtask bench` sets to measure a page with many questions.
pub(crate) const OTHERS: &str = "CANDOUR_QUESTIONNAIRES";

/// The folder of the questionnaires.
pub(crate) fn folder() -> Result<PathBuf, String> {
    let folder = env::var(OTHERS).unwrap_or_else(|_| "../../questionnaires".to_owned());
    fs::canonicalize(&folder).map_err(|error| format!("{folder}: {error}"))
}

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

/// The constants `IDS`, `BUILT_IN`, `WORDINGS` and `GLOSSARY`, which contain the files. A questionnaire with a mistake in
/// it is left out of all but the first.
pub(crate) fn code(folder: &Path, ids: &[String]) -> Result<String, String> {
    let file = |id: &str, name: &str| {
        let path = folder.join(id).join(name);
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok::<_, String>(compact(&text))
    };
    let (mut built_in, mut wordings) = (String::new(), String::new());
    for id in ids {
        let (structure, words) = (file(id, "questionnaire.json")?, file(id, "en.json")?);
        let Some((card, digest)) = parsed(&structure, &words) else { continue };
        let Card { id, date, title, summary, situation, question_count, minutes } = card;
        writeln!(
            built_in,
            "    BuiltIn {{ id: {id:?}, date: {date:?}, title: {title:?}, summary: {summary:?}, \
             situation: {situation:?}, question_count: {question_count}, minutes: {minutes}, \
             structure: {structure:?}, wording_sha256: {digest:?} }},"
        )
        .and_then(|()| writeln!(wordings, "    {words:?},"))
        .map_err(|error| error.to_string())?;
    }
    Ok(format!(
        "/// The ids of the questionnaires, sorted.\npub const IDS: &[&str] = &{ids:?};\n\n\
         static BUILT_IN: &[BuiltIn] = &[\n{built_in}];\n\n\
         /// The English wording of each.\nstatic WORDINGS: &[&str] = &[\n{wordings}];\n\n\
         const GLOSSARY: &str = {:?};\n",
        file("glossary", "en.json")?
    ))
}

/// What is known of a questionnaire before it is parsed, and the digest of its wording; `None` if there is a mistake in it.
fn parsed(structure: &str, wording: &str) -> Option<(Card, String)> {
    let questionnaire = Questionnaire::parse_by(structure, Author::BuiltIn).ok()?;
    let wording = Wording::parse_by(wording, &questionnaire, Author::BuiltIn).ok()?;
    Some((Card::of(&questionnaire, &wording), wording.digest().to_owned()))
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
