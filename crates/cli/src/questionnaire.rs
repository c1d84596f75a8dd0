//! `candour questionnaire check`: every problem of a questionnaire with file, place and cure.

use std::{
    fs,
    path::{Path, PathBuf},
};

use candour_authoring::{
    folder::{CASES, Folder, STRUCTURE, is_file},
    readability::breaches,
};
use candour_batch::waiting::is_special;
use candour_content::catalog::IDS;
use candour_files::questionnaires::{self, ImportedQuestionnaire};
use candour_questionnaire::{
    catalog::Catalog, diagnostics::Author, questionnaire::Problem, wording::minutes,
};

use crate::messages::{CountedMessage, Message, Words};
use crate::{
    arguments::QuestionnaireCheck,
    context::questionnaire_files,
    error::{CliOutcome, ErrorMessage, ExitStatus},
    lines::{Lines, Style},
    terminal::Terminal,
};

/// Checks folders of questionnaires, and tables.
///
/// # Errors
/// If one cannot be read.
pub(crate) fn run(check: &QuestionnaireCheck) -> CliOutcome<ExitStatus> {
    let texts = Words::english();
    let mut terminal = Terminal::new(texts, false);
    let options = terminal.render_options();
    let mut exit = ExitStatus::Fine;
    for path in &check.folders {
        let of_folder = |folder: PathBuf| Ok((looked_at(&folder)?.map(|sound| vec![sound]), folder));
        let all: Vec<_> = if path.is_file() {
            vec![(of_file(path)?, path.clone())]
        } else {
            folders(path)?.into_iter().map(of_folder).collect::<CliOutcome<_>>()?
        };
        for (found, path) in all {
            let mut text = Lines::default();
            match found {
                Ok(sound) => sound.iter().for_each(|sound| sound.tell(texts, &mut text)),
                Err(problems) => {
                    exit = exit.max(ExitStatus::Not);
                    let count = texts
                        .count(CountedMessage::Problems, u32::try_from(problems.len()).unwrap_or(u32::MAX));
                    text.add(0, Style::Bad, &[&*path.display().to_string(), ": ", &*count].concat());
                    for problem in &problems {
                        text.item(0, problem);
                    }
                }
            }
            terminal.print(&text.render(options))?;
        }
    }
    terminal.end()?;
    Ok(exit)
}

/// The folder, or those in it that hold questionnaires.
fn folders(path: &Path) -> CliOutcome<Vec<PathBuf>> {
    if path.join(STRUCTURE).is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let entries =
        fs::read_dir(path).map_err(|error| ErrorMessage::new(Message::NotOpened).file(path).why(&error))?;
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    folders.retain(|folder| folder.join(STRUCTURE).is_file());
    folders.sort();
    if folders.is_empty() {
        return Err(ErrorMessage::new(Message::NoQuestionnaire).file(path).into());
    }
    Ok(folders)
}

/// A questionnaire without problems.
struct Sound {
    folder: Folder,
    /// How many cases its folder has; `None` if it is not in a folder, or has none.
    cases: Option<usize>,
    in_folder: bool,
}

/// The questionnaires of a table or another file, or everything an author has to fix.
fn of_file(path: &Path) -> CliOutcome<Result<Vec<Sound>, Vec<String>>> {
    let mut files = Vec::new();
    questionnaire_files(path, &mut files)?;
    let none = Catalog::default();
    let line = |(file, problem): &(String, Problem)| format!("{file}: {problem}");
    let all = match questionnaires::of_files(&files, &none) {
        Ok(all) => all,
        Err(problems) => return Ok(Err(problems.iter().map(line).collect())),
    };
    let hard = |own: &ImportedQuestionnaire| {
        let found = breaches(&own.entry.questionnaire, &own.entry.wording);
        found.into_iter().map(|problem| line(&(path.display().to_string(), problem))).collect::<Vec<_>>()
    };
    let problems: Vec<String> = all.iter().flat_map(hard).collect();
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let sound = |own: &ImportedQuestionnaire| {
        let (questionnaire, wording) = ((*own.entry.questionnaire).clone(), (*own.entry.wording).clone());
        Sound { folder: Folder { questionnaire, wordings: vec![wording] }, cases: None, in_folder: false }
    };
    Ok(Ok(all.iter().map(sound).collect()))
}

/// Everything an author has to fix, if there is something.
fn looked_at(path: &Path) -> CliOutcome<Result<Sound, Vec<String>>> {
    let unread = |path: &Path, error| ErrorMessage::new(Message::NotOpened).file(path).why(&error);
    let mut files = Vec::new();
    let entries = fs::read_dir(path).map_err(|error| unread(path, error))?;
    for file in entries.flatten().map(|entry| entry.path()) {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if is_file(&name) && !is_special(&file) {
            files.push((name, fs::read_to_string(&file).map_err(|error| unread(&file, error))?));
        }
    }
    files.sort();
    let shown = path.display().to_string();
    let built_in = |folder: &Folder| IDS.contains(&folder.questionnaire.id());
    let read = Folder::read(&shown, &files, Author::Other);
    let read = match read {
        // What is part of the page has to be complete.
        Ok(folder) if built_in(&folder) => Folder::read(&shown, &files, Author::BuiltIn),
        read => read,
    };
    let folder = match read {
        Ok(folder) => folder,
        Err(problems) => return Ok(Err(problems)),
    };
    let mut problems = folder.hard(&shown);
    let mut cases = None;
    if let Some((_, text)) = files.iter().find(|(name, _)| name == CASES) {
        match folder.cases(&shown, text) {
            Ok(count) => cases = Some(count),
            Err(different) => problems.extend(different),
        }
    }
    Ok(if problems.is_empty() { Ok(Sound { folder, cases, in_folder: true }) } else { Err(problems) })
}

impl Sound {
    fn tell(&self, texts: Words, text: &mut Lines) {
        let questionnaire = &self.folder.questionnaire;
        let name = [questionnaire.id(), " ", questionnaire.version()].concat();
        text.add(0, Style::Good, &texts.with(Message::Sound, &[("name", &name)]));
        for wording in &self.folder.wordings {
            let values = [
                ("language", wording.language.as_str()),
                ("questions", &questionnaire.question_count().to_string()),
                ("minutes", &minutes(questionnaire, wording).to_string()),
            ];
            text.item(0, &texts.with(Message::SoundWording, &values));
        }
        match self.cases.and_then(|cases| u32::try_from(cases).ok()) {
            Some(cases) => text.item(0, &texts.count(CountedMessage::SoundCases, cases)),
            None if self.in_folder => text.item(0, &texts.text(Message::SoundNoCases)),
            None => {}
        }
    }
}
