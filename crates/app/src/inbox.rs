//! Files opened one by one: to be checked, and questionnaires to be imported.

pub(crate) mod event;
pub(crate) mod state;

use candour_age as age;
use candour_files::{
    check::Checked,
    questionnaires::{self, Problems},
    text::{LONGEST_NAME, clean_line},
};
use candour_proof::date::Timestamp;
use candour_questionnaire::listed::Listed;

use crate::{
    command::{Command, Commands, JSON_FILE, download, run, show},
    message::Failure,
    read_back::Reader,
    workspace::Workspace,
};
use event::{InboxEvent, InboxNotice, InboxTask};
use state::Inbox;

impl Inbox {
    pub(crate) fn update(&mut self, event: InboxEvent, workspace: &mut Workspace) -> Commands {
        match event {
            InboxEvent::FileOpened { name, size, content } => {
                let name = clean_line(&name, LONGEST_NAME);
                run(InboxTask::Check { name, size, content }, 0)
            }
            InboxEvent::FileNotRead(name) => show(Failure::FileNotRead(clean_line(&name, LONGEST_NAME))),
            InboxEvent::Cleared => {
                self.checked.clear();
                Commands::new()
            }
            InboxEvent::PassphraseGiven(index, passphrase) => run(InboxTask::Unlock(index, passphrase), 0),
            InboxEvent::QuestionnairesOpened(files) => self.import(&files, workspace),
            InboxEvent::QuestionnairesRequested => write_questionnaires(workspace),
            InboxEvent::QuestionnairesSaved => Commands::new(),
        }
    }

    pub(crate) fn resume(&mut self, task: InboxTask, workspace: &Workspace, now: Timestamp) -> Commands {
        let reader = Reader::of(workspace, now);
        match task {
            InboxTask::Check { name, size, content } => {
                let checked = match content {
                    Some(content) => reader.check(&content, &name),
                    None => Checked::too_large(&name, size),
                };
                self.checked.insert(0, checked);
            }
            InboxTask::Unlock(index, passphrase) => {
                // What is in it takes its place on the screen.
                if let Some(file) = self.checked.get_mut(index) {
                    *file = match age::decrypt_with_passphrase(&file.locked, &passphrase) {
                        Ok(plain) => reader.check(&plain, &file.name),
                        Err(problem) => Checked { problem: Some(problem.into()), ..file.clone() },
                    };
                }
            }
        }
        Commands::new()
    }

    /// Imports questionnaires from files opened together.
    fn import(&mut self, files: &[(String, Vec<u8>)], workspace: &mut Workspace) -> Commands {
        let all = match questionnaires::of_files(files, workspace.catalog()) {
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

/// Saves the imported questionnaires as one file.
fn write_questionnaires(workspace: &Workspace) -> Commands {
    if workspace.imported().is_empty() {
        return Commands::new();
    }
    let files: Vec<_> = workspace.imported().iter().map(|own| own.file.clone()).collect();
    let name = "candour-questionnaires.json".to_owned();
    download(name, JSON_FILE, questionnaires::write(&files), InboxEvent::QuestionnairesSaved)
}
