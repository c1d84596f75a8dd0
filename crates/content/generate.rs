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

/// The constants `IDS` and `QUESTIONNAIRES`, which include the files.
pub(crate) fn code(folder: &Path, ids: &[String]) -> String {
    let pairs = ids.iter().map(|id| {
        let file = |name: &str| folder.join(id).join(name).display().to_string();
        format!(
            "    (include_str!({:?}), include_str!({:?})),\n",
            file("questionnaire.json"),
            file("en.json")
        )
    });
    format!(
        "/// The ids of the questionnaires, sorted.\npub const IDS: &[&str] = &{ids:?};\n\n\
         /// A questionnaire as its files are in the repository: structure, then English wording.\n\
         pub const QUESTIONNAIRES: &[(&str, &str)] = &[\n{}];\n",
        pairs.collect::<String>()
    )
}
