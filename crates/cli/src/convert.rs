//! `candour questionnaire convert`: a questionnaire as a table, and a table as a questionnaire.

use std::path::Path;

use candour_authoring::folder::STRUCTURE;
use candour_content::catalog;
use candour_files::{
    questionnaires::{self, ImportedQuestionnaire},
    table,
};
use candour_proof::json::Json;
use candour_questionnaire::catalog::Catalog;

use crate::messages::{Message, Words};
use crate::{
    arguments::QuestionnaireConvert,
    context::questionnaire_files,
    error::{CliOutcome, ErrorMessage, ExitStatus},
    lines::Lines,
    new_file::{self, Permissions},
    spreadsheet::{self, has_ending},
    terminal::print_note,
};

/// Reads a questionnaire and writes it in the form that the ending of the new file names.
///
/// # Errors
/// If it cannot be read or written.
pub(crate) fn run(convert: &QuestionnaireConvert) -> CliOutcome<ExitStatus> {
    let file = read(&convert.input)?;
    let output = convert.output.as_path();
    let unwritable = |unwritable: table::Unwritable| {
        ErrorMessage::new(Message::NoCellFor).with("id", unwritable.id).with("member", unwritable.member)
    };
    let write = |content: &[u8]| new_file::new_file(output, content, Permissions::Usual);
    if has_ending(output, "csv") {
        write(table::to_csv(&file).map_err(unwritable)?.as_bytes())?;
    } else if has_ending(output, "xlsx") {
        let rows = table::rows(&file).map_err(unwritable)?;
        let content = spreadsheet::of_rows(&rows)
            .map_err(|error| ErrorMessage::new(Message::NotWritten).file(output).with("why", error))?;
        write(&content)?;
    } else if has_ending(output, "json") {
        write(questionnaires::write(&[file]).as_bytes())?;
    } else {
        folder(output, &file)?;
    }
    let mut note = Lines::default();
    let name = output.display().to_string();
    note.plain(0, &Words::english().with(Message::Converted, &[("file", &name)]));
    print_note(&note);
    Ok(ExitStatus::Fine)
}

/// The one questionnaire in a file or folder, or the built-in one of that id with an id of its own.
fn read(input: &Path) -> CliOutcome<Json> {
    let id = input.to_string_lossy();
    let built_in = catalog::catalog(Words::english());
    if let Some(entry) = built_in.entry(&id).filter(|_| !input.exists()) {
        return Ok(table::own_copy(entry));
    }
    let mut files = Vec::new();
    questionnaire_files(input, &mut files)?;
    let none = Catalog::default();
    let all = questionnaires::of_files(&files, &none).map_err(|problems| {
        let list = problems.iter().map(|(file, problem)| format!("{file}: {problem}")).collect();
        ErrorMessage::new(Message::QuestionnairesRefused).list(list)
    })?;
    match <[ImportedQuestionnaire; 1]>::try_from(all) {
        Ok([one]) => Ok(one.file),
        Err(_) => Err(ErrorMessage::new(Message::SeveralQuestionnaires).file(input).into()),
    }
}

/// A folder with structure and wording, as authors keep them.
fn folder(path: &Path, file: &Json) -> CliOutcome<()> {
    let half = |name: &str| file.get(name).unwrap_or(&Json::Null);
    let language = half("wording").get("language").and_then(Json::as_text).unwrap_or_default();
    new_file::folder(path)?;
    for (name, half) in
        [(STRUCTURE.to_owned(), half("questionnaire")), (format!("{language}.json"), half("wording"))]
    {
        new_file::new_file(&path.join(name), half.pretty().as_bytes(), Permissions::Usual)?;
    }
    Ok(())
}
