//! `candour language`: translating, with tables and files for translators' programs.

use std::{fs, path::Path};

use candour_content::catalog;
use candour_language::{
    checks::{self, FileStatus, Report},
    english::English,
    pack::{Language, Pack},
    po,
    table::{self, ReadRow},
};
use candour_proof::map::Table;
use candour_questionnaire::questionnaire::Problem;

use crate::messages::{CountedMessage, Message, Words};
use crate::{
    arguments::{LanguageCheck, LanguageCommand, LanguageConvert, LanguageTemplate},
    error::{CliOutcome, ErrorMessage, ExitStatus},
    lines::{Lines, Style},
    new_file::{self, Permissions},
    spreadsheet::has_ending,
    terminal::{Terminal, print_note},
};

/// Carries out one of them.
///
/// # Errors
/// If a file cannot be read or written, or is not a language.
pub(crate) fn run(command: &LanguageCommand) -> CliOutcome<ExitStatus> {
    let english = English::new(&catalog::catalog(Words::english()), &catalog::glossary());
    match command {
        LanguageCommand::Template(template) => write_template(template, &english),
        LanguageCommand::Check(check) => check_files(check, &english),
        LanguageCommand::Import(convert) | LanguageCommand::Export(convert) => {
            convert_file(convert, &english)
        }
    }
}

fn write_template(template: &LanguageTemplate, english: &English) -> CliOutcome<ExitStatus> {
    let pack = Pack::new(Language {
        tag: template.language.clone(),
        name: template.name.clone(),
        english_name: template.english_name.clone(),
        direction: template.direction,
        plurals: template.plurals,
    });
    write(&template.output, &pack, english)
}

/// Reads a language in one form and writes it in another one.
fn convert_file(convert: &LanguageConvert, english: &English) -> CliOutcome<ExitStatus> {
    let (pack, report) = read(&convert.input, english)?;
    if !report.problems.is_empty() {
        return Err(refused(&convert.input, &report.problems).into());
    }
    write(&convert.output, &pack, english)
}

/// Writes a language in the form that the ending of the new file names.
fn write(output: &Path, pack: &Pack, english: &English) -> CliOutcome<ExitStatus> {
    let content = if has_ending(output, "csv") {
        table::write(pack, english)
    } else if has_ending(output, "po") {
        po::write(pack, english)
    } else if has_ending(output, "json") {
        pack.write(english)
    } else {
        return Err(ErrorMessage::new(Message::LanguageForm).file(output).into());
    };
    new_file::new_file(output, content.as_bytes(), Permissions::Usual)?;
    let mut note = Lines::default();
    let name = output.display().to_string();
    note.plain(0, &Words::english().with(Message::LanguageWritten, &[("file", &name)]));
    print_note(&note);
    Ok(ExitStatus::Fine)
}

/// That a file is no language that can be used, with everything to fix.
fn refused(path: &Path, problems: &[Problem]) -> ErrorMessage {
    let list = problems.iter().map(Problem::to_string).collect();
    ErrorMessage::new(Message::LanguageRefused).file(path).list(list)
}

/// Reads a language and checks it. Problems name the row in which a text stands.
fn read(path: &Path, english: &English) -> CliOutcome<(Pack, Report)> {
    let text = fs::read_to_string(path)
        .map_err(|error| ErrorMessage::new(Message::NotOpened).file(path).why(&error))?;
    let refused = |problems: Vec<Problem>| refused(path, &problems);
    if has_ending(path, "json") {
        let pack = Pack::read(&text).map_err(refused)?;
        let report = checks::check(&pack, english);
        return Ok((pack, report));
    }
    let rows = if has_ending(path, "po") { po::read(&text) } else { table::read(&text) }.map_err(refused)?;
    let pack = table::of_rows(&rows).map_err(refused)?;
    // What the rows say about the language itself has to fit into a pack.
    Pack::read(&pack.write(english)).map_err(refused)?;
    let mut report = checks::check(&pack, english);
    let places: Table<&ReadRow> = rows.iter().map(|row| (row.key.clone(), row)).collect();
    for problem in report.problems.iter_mut().chain(&mut report.remarks) {
        if let Some(row) = places.get(&problem.place) {
            problem.place = format!("{} ({})", row.place, problem.place);
        }
    }
    Ok((pack, report))
}

/// Reports how far each language is, and everything to correct or to look at again.
fn check_files(check: &LanguageCheck, english: &English) -> CliOutcome<ExitStatus> {
    let words = Words::english();
    let mut terminal = Terminal::new(words, false);
    let mut exit = ExitStatus::Fine;
    for path in &check.files {
        let (pack, report) = read(path, english)?;
        let mut text = Lines::default();
        let language = &pack.language;
        let values = [
            ("file", &*path.display().to_string()),
            ("language", &language.tag),
            ("name", &language.english_name),
        ];
        text.add(0, Style::Plain, &words.with(Message::LanguageHead, &values));
        for file in report.files.iter().filter(|file| file.translated > 0) {
            text.item(0, &status(file, words));
        }
        for (key, problems, style) in [
            (CountedMessage::Problems, &report.problems, Style::Bad),
            (CountedMessage::LanguageRemarks, &report.remarks, Style::Plain),
        ] {
            if !problems.is_empty() {
                text.add(0, style, &words.count(key, u32::try_from(problems.len()).unwrap_or(u32::MAX)));
                for problem in problems {
                    text.item(0, &problem.to_string());
                }
            }
        }
        if !report.problems.is_empty() {
            exit = ExitStatus::Not;
        }
        terminal.print(&text.render(terminal.render_options()))?;
    }
    terminal.end()?;
    Ok(exit)
}

fn status(file: &FileStatus, words: Words) -> String {
    let values = [
        ("name", file.name.as_str()),
        ("done", &file.translated.to_string()),
        ("all", &file.of.to_string()),
        ("state", file.review.state.as_str()),
    ];
    let status = words.with(Message::LanguageFile, &values);
    if file.older {
        [&status, " ", &*words.text(Message::LanguageOlder)].concat()
    } else {
        status.to_string()
    }
}
