//! The folders under `questionnaires/`, read and checked.

use std::path::{Path, PathBuf};

pub(crate) use candour_authoring::folder::Folder;
use candour_authoring::folder::{STRUCTURE, is_file};
use candour_questionnaire::diagnostics::Author;

use crate::{
    process::Outcome,
    workspace::{entries, read},
};

/// The folder of all of them.
pub(crate) const FOLDER: &str = "questionnaires";

/// The variable with a folder of others for the page, for `bench`; `crates/content/build.rs` reads it too.
pub(crate) const OTHERS: &str = "CANDOUR_QUESTIONNAIRES";

/// Reads those of the page, or lists everything that authors have to fix in any of them.
pub(crate) fn read_all(root: &Path) -> Outcome<Vec<Folder>> {
    read_in(&std::env::var_os(OTHERS).map_or_else(|| root.join(FOLDER), PathBuf::from))
}

/// Reads those in a folder.
pub(crate) fn read_in(folder: &Path) -> Outcome<Vec<Folder>> {
    let mut folders = Vec::new();
    let mut problems = Vec::new();
    for path in entries(folder)? {
        if !path.join(STRUCTURE).exists() {
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
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut files = Vec::new();
    for file in entries(path)?.iter().filter(|file| is_file(&name(file))) {
        files.push((name(file), read(file)?));
    }
    Ok(Folder::read(&format!("questionnaires/{}", name(path)), &files, Author::BuiltIn))
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
