//! Files opened one by one: to be checked, and questionnaires to be imported.

pub(crate) mod event;
pub(crate) mod state;

use candour_files::{
    check::{Checked, CheckerContext, Verdict},
    intake::{self, Context, IntakeError, IntakeFile, Unlocked, pieces},
    keys::identity,
    questionnaires::{self, Problems},
    table,
    text::{LONGEST_NAME, clean_line, file_name},
    zip::is_junk,
};
use candour_proof::date::Timestamp;
use candour_questionnaire::listed::Listed;

use crate::{
    command::{CSV_FILE, Command, Commands, JSON_FILE, download, run, show},
    message::Failure,
    route::Route,
    workspace::Workspace,
};
use event::{InboxEvent, InboxNotice, InboxTask};
use state::Inbox;

/// Files of one archive that are checked at once.
const MOST_AT_ONCE: usize = 100;

impl Inbox {
    pub(crate) fn update(&mut self, event: InboxEvent, workspace: &mut Workspace) -> Commands {
        match event {
            InboxEvent::FileOpened { name, size, content } => {
                let name = clean_line(&name, LONGEST_NAME);
                if let Some(content) = &content {
                    questionnaires::offer(&mut self.offered, &name, content);
                }
                run(InboxTask::Check { name, size, content }, 0)
            }
            InboxEvent::FileNotRead(name) => show(Failure::FileNotRead(clean_line(&name, LONGEST_NAME))),
            InboxEvent::ClearRequested => {
                self.checked.clear();
                self.left_out = 0;
                self.offered.clear();
                vec![Command::Dismiss]
            }
            InboxEvent::PassphraseGiven(index, passphrase) => run(InboxTask::Unlock(index, passphrase), 0),
            InboxEvent::QuestionnairesOpened(files) => self.import(&files, workspace),
            InboxEvent::OfferAccepted => {
                let mut commands = vec![Command::Go(Route::Write)];
                let files = std::mem::take(&mut self.offered);
                commands.extend(self.import(&files, workspace));
                commands
            }
            InboxEvent::QuestionnairesRequested => write_questionnaires(workspace),
            InboxEvent::TableRequested(id) => write_table(&id, workspace),
            InboxEvent::ExampleRequested(table) => {
                let name = "candour-questions-example.csv".to_owned();
                download(name, CSV_FILE, table.to_owned(), InboxEvent::QuestionnairesSaved)
            }
            InboxEvent::QuestionnairesSaved => Commands::new(),
        }
    }

    pub(crate) fn resume(&mut self, task: InboxTask, workspace: &Workspace, now: Timestamp) -> Commands {
        let own = workspace.key();
        let identity = own.map(|key| identity(&key.signing));
        let known =
            CheckerContext { catalog: workspace.catalog(), own: own.map(|key| key.signing.public()), now };
        let context = Context { known, identity: identity.as_ref() };
        match task {
            InboxTask::Check { name, size, content } => {
                let count = self.check(&name, size, content, &context);
                Self::announce(0, count)
            }
            InboxTask::Unlock(index, passphrase) => {
                // What is in it takes its place on the screen.
                let Some(file) = self.checked.get_mut(index) else {
                    return Commands::new();
                };
                *file = unlocked(file, &passphrase, &context);
                match file.problem {
                    Some(IntakeError::Locked(_)) => vec![Command::Refuse],
                    _ => Self::announce(index, 1),
                }
            }
        }
    }

    /// Says what was found: of one file its verdict, of several how many there are.
    fn announce(index: usize, count: usize) -> Commands {
        match u32::try_from(count).unwrap_or(u32::MAX) {
            0 => Commands::new(),
            1 => show(InboxNotice::FileChecked(index)),
            count => show(InboxNotice::FilesChecked(count)),
        }
    }

    /// Opens a file, and each file of an archive; how many were opened.
    fn check(&mut self, name: &str, size: usize, bytes: Option<Vec<u8>>, context: &Context<'_>) -> usize {
        if is_junk(name) {
            // Whoever chooses all files of a folder does not mean these.
            self.left_out += 1;
            return 0;
        }
        let mut pieces = match bytes {
            Some(bytes) => pieces(name, bytes),
            None => IntakeFile::unread(name, size, IntakeError::TooLarge).into(),
        };
        self.left_out += u32::try_from(pieces.left_out()).unwrap_or(u32::MAX);
        // More are opened in steps, where there is a list for them.
        if pieces.len() > MOST_AT_ONCE {
            pieces = IntakeFile::unread(name, size, IntakeError::ManyFiles).into();
        }
        let pieces: Vec<IntakeFile> = pieces.collect();
        let count = pieces.len();
        for piece in pieces.into_iter().rev() {
            self.checked.insert(0, piece.open(context));
        }
        count
    }

    /// Imports questionnaires from files opened together.
    fn import(&mut self, files: &[(String, Vec<u8>)], workspace: &mut Workspace) -> Commands {
        let here = workspace.catalog().entries.first();
        let language = here.map_or("", |entry| entry.wording.language.as_str());
        let (files, passed_over) = questionnaires::needed(files, language);
        self.passed_over = passed_over;
        let all = match questionnaires::of_files(&files, workspace.catalog()) {
            Ok(all) => all,
            Err(problems) => {
                self.problems = problems;
                return vec![Command::Dismiss];
            }
        };
        let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let new = all.iter().filter(|own| !workspace.has_imported(own)).count();
        if workspace.imported().len() + new > questionnaires::MOST {
            self.problems = vec![(String::new(), questionnaires::too_many())];
            return vec![Command::Dismiss];
        }
        self.problems = Problems::new();
        let (mut replaced, mut not_placed) = (Vec::new(), Listed::new());
        for new in all {
            replaced.extend(workspace.passed_for(&new));
            not_placed.append(workspace.import(new));
        }
        workspace.place_unplaced();
        let notice = InboxNotice::QuestionnairesImported { count, replaced, not_placed };
        vec![Command::Save, Command::QuestionnairesChanged, Command::Show(notice.into())]
    }
}

/// A locked file after a passphrase was tried: what is in it, or why it stays closed.
fn unlocked(file: &Checked, passphrase: &str, context: &Context<'_>) -> Checked {
    let stays = |error| Checked { problem: Some(error), ..file.clone() };
    match intake::unlock(&file.name, &file.locked, passphrase, context) {
        Ok(Unlocked::File(checked, _)) => *checked,
        // What a key or a list of keys is for is decided elsewhere.
        Ok(Unlocked::Key(_)) => stays(IntakeError::KeyFile),
        Ok(Unlocked::Records(_)) => Checked {
            verdict: Verdict::Records,
            was_encrypted: true,
            lock: None,
            locked: Vec::new(),
            problem: None,
            ..file.clone()
        },
        Err(error) => stays(IntakeError::Locked(error)),
    }
}

/// Saves a questionnaire as a table, once it is read back as the same.
fn write_table(id: &str, workspace: &Workspace) -> Commands {
    let imported = workspace.imported().iter().find(|own| own.entry.questionnaire.id() == id);
    let Some(file) =
        imported.map(|own| own.file.clone()).or_else(|| workspace.catalog().entry(id).map(table::own_copy))
    else {
        return Commands::new();
    };
    match table::to_csv(&file) {
        Ok(text) => {
            let name = file_name("candour-questions", id, "", ".csv");
            download(name, CSV_FILE, text, InboxEvent::QuestionnairesSaved)
        }
        Err(_) => show(Failure::NotReadBack),
    }
}

/// Saves the imported questionnaires as one file.
fn write_questionnaires(workspace: &Workspace) -> Commands {
    if workspace.imported().is_empty() {
        return Commands::new();
    }
    let files: Vec<_> = workspace.imported().iter().map(|own| own.file.clone()).collect();
    let name = "candour-questionnaires.json".to_owned();
    download(name, JSON_FILE, questionnaires::write(&files), InboxEvent::QuestionnairesSaved)
}
