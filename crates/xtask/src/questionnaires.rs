//! The folders under `questionnaires/`, read and checked.

use std::path::Path;

use candour_assessment::{
    questionnaire::Questionnaire,
    wording::{Wording, minutes},
};

use crate::{
    html,
    process::Outcome,
    workspace::{entries, read},
};

/// One questionnaire with the languages it is written in.
pub(crate) struct Folder {
    /// The structure.
    pub(crate) questionnaire: Questionnaire,
    /// The wordings, English first.
    pub(crate) wordings: Vec<Wording>,
}

/// Reads every folder, or lists everything that authors have to mend in any of them.
pub(crate) fn read_all(root: &Path) -> Outcome<Vec<Folder>> {
    let mut folders = Vec::new();
    let mut problems = Vec::new();
    for path in entries(&root.join("questionnaires"))? {
        if !path.join("questionnaire.json").exists() {
            continue;
        }
        match read_folder(&path)? {
            Ok(folder) => folders.push(folder),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(folders) } else { Err(problems.join("\n")) }
}

fn read_folder(path: &Path) -> Outcome<Result<Folder, Vec<String>>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let placed = |file: &str, problems: Vec<candour_assessment::questionnaire::Problem>| -> Vec<String> {
        problems.iter().map(|problem| format!("questionnaires/{name}/{file}: {problem}")).collect()
    };
    let questionnaire = match Questionnaire::parse(&read(&path.join("questionnaire.json"))?) {
        Ok(questionnaire) => questionnaire,
        Err(problems) => return Ok(Err(placed("questionnaire.json", problems))),
    };
    let mut problems = Vec::new();
    if questionnaire.id() != name {
        problems.push(format!(
            "questionnaires/{name}: holds `{}`; name the folder as the id",
            questionnaire.id()
        ));
    }
    let mut wordings = Vec::new();
    for file in entries(path)? {
        let file_name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if file.extension().is_none_or(|kind| kind != "json")
            || ["questionnaire.json", "cases.json"].contains(&file_name.as_str())
        {
            continue;
        }
        match Wording::parse(&read(&file)?, &questionnaire) {
            Ok(wording) if file_name == format!("{}.json", wording.language) => wordings.push(wording),
            Ok(wording) => problems.push(format!(
                "questionnaires/{name}/{file_name}: holds the language `{0}`; name the file `{0}.json`",
                wording.language
            )),
            Err(found) => problems.extend(placed(&file_name, found)),
        }
    }
    wordings.sort_by_key(|wording| (wording.language != "en", wording.language.clone()));
    if problems.is_empty() && wordings.is_empty() {
        problems.push(format!("questionnaires/{name}: no wording; add `en.json`"));
    }
    Ok(if problems.is_empty() { Ok(Folder { questionnaire, wordings }) } else { Err(problems) })
}

/// The list of the first screen: title, summary, number of questions and minutes.
///
/// `size` is the sentence with `{questions}` and `{minutes}` in it.
pub(crate) fn list(folders: &[Folder], size: &str) -> Outcome<String> {
    let mut out = String::new();
    for Folder { questionnaire, wordings } in folders {
        let Some(wording) = wordings.first() else { continue };
        let size = size
            .replace("{questions}", &questionnaire.question_count().to_string())
            .replace("{minutes}", &minutes(questionnaire, wording).to_string());
        let [title, summary, size] =
            [&wording.title, &wording.summary, &size].map(|text| html::escape(text, false));
        out.push_str(&format!("<li><h3>{}</h3><p>{}</p><p>{}</p></li>", title?, summary?, size?));
    }
    Ok(out)
}

/// Name and text of each canonical form, as it is published beside the page: who checks a signed
/// file finds there what its digests were made of.
pub(crate) fn canonical_files(folders: &[Folder]) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for Folder { questionnaire, wordings } in folders {
        let name = format!("{}-{}", questionnaire.id(), questionnaire.version());
        files.push((format!("{name}.jcs.json"), questionnaire.canonical().to_owned()));
        for wording in wordings {
            files.push((format!("{name}.{}.jcs.json", wording.language), wording.canonical().to_owned()));
        }
    }
    files
}
