//! Everything a worker needs to check files: questionnaires, words, a key and the time.

use std::{
    fs,
    path::{Path, PathBuf},
    rc::Rc,
};

use candour_age::Identity;
use candour_authoring::folder::{CASES, ENGLISH, STRUCTURE, is_file};
use candour_batch::waiting::is_special;
use candour_content::catalog;
use candour_files::{check::CheckerContext, intake::Context, questionnaires, records::Records};
use candour_proof::date::Timestamp;
use candour_questionnaire::{catalog::Catalog, questionnaire::Problem};

use crate::messages::{Message, Words};
use crate::{
    arguments::CheckerOptions,
    clock::now,
    error::{CliOutcome, ErrorMessage},
    key_file::{self, DecryptionKey},
    lines::{Lines, Style},
    passphrase::PassphraseSource,
    spreadsheet,
    terminal::print_note,
    waiting::announced,
};

/// What contexts are made from; it can be sent to other threads.
pub(crate) struct ContextFactory {
    now: Timestamp,
    /// Imported questionnaires, as files: name and bytes.
    brought: Vec<(String, Vec<u8>)>,
    pub(crate) key: Option<DecryptionKey>,
    /// The requests made with the key, and whom they were made for, if it is in a requester file.
    pub(crate) records: Records,
}

/// The context of one worker.
pub(crate) struct CheckContext {
    pub(crate) now: Timestamp,
    pub(crate) texts: Words,
    pub(crate) catalog: Catalog,
    pub(crate) key: Option<DecryptionKey>,
    /// What opens files, of that key.
    identity: Option<Identity>,
}

impl ContextFactory {
    /// # Errors
    /// If questionnaires or the key cannot be read.
    pub(crate) fn new(own: &CheckerOptions) -> CliOutcome<Self> {
        let mut brought = Vec::new();
        for path in &own.questionnaires {
            questionnaire_files(path, &mut brought)?;
        }
        // Problems are reported now, and once.
        let entries = read(&brought).map_err(|problems| {
            let list = problems.iter().map(|(file, problem)| format!("{file}: {problem}")).collect();
            ErrorMessage::new(Message::QuestionnairesRefused).list(list)
        })?;
        instead_of_built_in(&entries);
        let passphrase = PassphraseSource::new(&own.passphrase);
        let opened = own.identity.as_deref().map(|path| key_file::open_all(path, &passphrase)).transpose()?;
        let (key, records) = opened.map(|opened| (opened.key, opened.records)).unzip();
        Ok(Self { now: now(), brought, key, records: records.unwrap_or_default() })
    }

    /// The context of one worker.
    pub(crate) fn context(&self) -> CheckContext {
        let texts = Words::english();
        let mut catalog = catalog::catalog(texts);
        for new in read(&self.brought).unwrap_or_default() {
            let id = new.entry.questionnaire.id().to_owned();
            catalog.entries.retain(|entry| entry.questionnaire.id() != id);
            catalog.entries.push(Rc::clone(&new.entry));
        }
        let identity = self.key.as_ref().map(DecryptionKey::identity);
        CheckContext { now: self.now, texts, catalog, key: self.key.clone(), identity }
    }
}

impl CheckContext {
    /// What is at hand to open files with.
    pub(crate) fn intake(&self) -> Context<'_> {
        Context { known: self.known(), identity: self.identity.as_ref() }
    }

    /// What is known when a file is checked.
    pub(crate) fn known(&self) -> CheckerContext<'_> {
        CheckerContext {
            catalog: &self.catalog,
            own: self.key.as_ref().and_then(DecryptionKey::public),
            now: self.now,
        }
    }
}

/// Notes which questionnaires replace a built-in one of the same id and version with other content.
fn instead_of_built_in(brought: &[questionnaires::ImportedQuestionnaire]) {
    let texts = Words::english();
    let built_in = if brought.is_empty() { Catalog::default() } else { catalog::catalog(texts) };
    let mut note = Lines::default();
    for entry in brought.iter().map(|brought| &brought.entry) {
        let id = entry.questionnaire.id();
        if built_in.entry(id).is_some_and(|known| entry.passes_for(known)) {
            note.add(0, Style::Care, &texts.with(Message::InsteadOfBuiltIn, &[("name", id)]));
        }
    }
    print_note(&note);
}

/// Questionnaires from files. The page refuses one with the id of a built-in one; here somebody says for each
/// call what holds.
fn read(
    files: &[(String, Vec<u8>)],
) -> Result<Vec<questionnaires::ImportedQuestionnaire>, Vec<(String, Problem)>> {
    let none = Catalog::default();
    if files.is_empty() { Ok(Vec::new()) } else { questionnaires::of_files(files, &none) }
}

/// A file, or of a folder its questionnaire with a wording: English if there is, else the first. Of a folder
/// of such folders, all of them.
///
/// # Errors
/// If something cannot be read, or there is no questionnaire.
pub(crate) fn questionnaire_files(path: &Path, files: &mut Vec<(String, Vec<u8>)>) -> CliOutcome<()> {
    let unread = |path: &Path, error| ErrorMessage::new(Message::NotOpened).file(path).why(&error);
    let mut add = |path: &Path| {
        let content = if spreadsheet::is_spreadsheet(path) {
            spreadsheet::to_csv(path)?
        } else {
            announced(path, || fs::read(path)).map_err(|error| unread(path, error))?
        };
        files.push((path.display().to_string(), content));
        Ok(())
    };
    if !path.is_dir() {
        return add(path);
    }
    let entries = fs::read_dir(path).map_err(|error| unread(path, error))?;
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    if !path.join(STRUCTURE).is_file() {
        let folders: Vec<_> = entries.iter().filter(|entry| entry.join(STRUCTURE).is_file()).collect();
        if folders.is_empty() {
            return Err(ErrorMessage::new(Message::NoQuestionnaire).file(path).into());
        }
        return folders.into_iter().try_for_each(|folder| questionnaire_files(folder, files));
    }
    add(&path.join(STRUCTURE))?;
    let is_wording = |entry: &&PathBuf| {
        let name = entry.file_name().unwrap_or_default().to_string_lossy();
        is_file(&name) && name != STRUCTURE && name != CASES && !is_special(entry)
    };
    let english = path.join(ENGLISH);
    let wording = if english.is_file() { Some(&english) } else { entries.iter().find(is_wording) };
    wording.map_or(Ok(()), |wording| add(wording))
}
