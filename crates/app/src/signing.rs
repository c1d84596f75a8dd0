//! Signing a result, keeping its key, and handing a copy over.

pub(crate) mod event;
mod hand_over;
mod sign;
pub(crate) mod state;

use std::rc::Rc;

use candour_age::AgeError;
use candour_compare::export::Export;
use candour_files::{
    draft::CALENDAR_ID,
    intake, result,
    text::{answers_name, file_name},
    withhold::WithheldParts,
};
use candour_proof::{date::Timestamp, digest::hex, key::SigningKey};

use crate::{
    command::{AGE_FILE, Command, Commands, download, run, show},
    locked_file::{LOCKED, locked},
    message::{Failure, KeyRefusal},
    page::PageInfo,
    passed::content::{PassedContent, PassedKind},
    requests::state::Requests,
    storage::state::Storage,
    workspace::{SEED, Workspace},
};
use event::{SigningEvent, SigningNotice, SigningTask};
use state::PartToWithhold;

/// Takes one step. All state is that of the workspace.
pub(crate) fn update(
    event: SigningEvent,
    workspace: &mut Workspace,
    requests: &Requests,
    storage: &mut Storage,
) -> Commands {
    match event {
        SigningEvent::SignRequested(questionnaire) => match random_to_sign(workspace, &questionnaire) {
            Some(random) => run(SigningTask::Sign(questionnaire), random),
            None => Commands::new(),
        },
        SigningEvent::SignedSaved(written, is_whole) => {
            let content = PassedContent::draft(workspace, &written.questionnaire).filter(|_| is_whole);
            workspace.set_written(written);
            let mut commands = vec![Command::Show(SigningNotice::SignedSaved.into())];
            commands.extend(content.map(|content| Command::Passed(PassedKind::Signed, content)));
            commands
        }
        SigningEvent::WithholdingChanged(questionnaire, part, is_withheld) => {
            let what = workspace.withholding(&questionnaire).clone();
            workspace.set_withheld(questionnaire, changed(what, part, is_withheld));
            vec![Command::Dismiss, Command::Save]
        }
        SigningEvent::PreviewRequested(questionnaire) | SigningEvent::HandOverRequested(questionnaire)
            if storage.is_undecided(&questionnaire, workspace.request().is_some()) =>
        {
            show(Failure::ConfirmFirst)
        }
        SigningEvent::PreviewRequested(questionnaire) => match random_to_sign(workspace, &questionnaire) {
            Some(random) => run(SigningTask::Preview(questionnaire), random),
            None => Commands::new(),
        },
        SigningEvent::HandOverRequested(questionnaire) => match random_to_sign(workspace, &questionnaire) {
            Some(random) => run(SigningTask::HandOver(questionnaire), hand_over::SEALED + random),
            None => Commands::new(),
        },
        SigningEvent::CopySaved(copy) => {
            let notice = SigningNotice::CopySaved(copy.encrypted_for.clone());
            workspace.set_handed_over(copy);
            show(notice)
        }
        SigningEvent::ExportRequested(questionnaire, export) => {
            let random = if export == Export::Calendar { CALENDAR_ID } else { 0 };
            run(SigningTask::Export(questionnaire, export), random)
        }
        SigningEvent::ExportSaved(export) => show(SigningNotice::ExportSaved(export)),
        SigningEvent::KeyFileRequested(passphrase, again) => {
            storage.with_passphrase(passphrase, &again, SigningTask::WriteKeyFile, SEED + LOCKED)
        }
        SigningEvent::KeyFileSaved => {
            let key = workspace.key().map(|key| PassedContent::Key(key.signing.public()));
            let mut commands = show(SigningNotice::KeyFileSaved);
            commands.extend(key.map(|key| Command::Passed(PassedKind::Key, key)));
            commands
        }
        SigningEvent::KeyFileGiven(file, passphrase) => run(SigningTask::OpenKeyFile(file, passphrase), 0),
        SigningEvent::ForgetKeyRequested if requests.need_key(workspace.key()) => show(Failure::SaveKeyFirst),
        SigningEvent::ForgetKeyRequested => {
            if workspace.key().is_none() {
                return Commands::new();
            }
            workspace.forget_key();
            vec![Command::RecordsChanged, Command::Show(SigningNotice::KeyDeleted.into())]
        }
    }
}

/// Does the work of a task.
pub(crate) fn resume(
    task: SigningTask,
    random: &[u8],
    now: Timestamp,
    workspace: &mut Workspace,
    requests: &Requests,
    page: &PageInfo,
) -> Commands {
    let outcome = match task {
        SigningTask::Sign(questionnaire) => sign::sign(&questionnaire, random, now, workspace, page),
        SigningTask::Preview(questionnaire) => {
            hand_over::preview(&questionnaire, random, now, workspace, page)
        }
        SigningTask::HandOver(questionnaire) => {
            hand_over::hand_over(&questionnaire, random, now, workspace, page)
        }
        SigningTask::Export(questionnaire, export) => {
            write_export(&questionnaire, export, random, now, workspace, page)
        }
        SigningTask::WriteKeyFile(passphrase) => write_key_file(&passphrase, random, now, workspace),
        SigningTask::OpenKeyFile(file, passphrase) => {
            open_key_file(&file, &passphrase, now, workspace, requests)
        }
    };
    outcome.unwrap_or_else(show)
}

/// Puts a key from a file to use.
pub(crate) fn use_key(signing: SigningKey, workspace: &mut Workspace) -> Commands {
    workspace.set_key(signing);
    vec![Command::Show(SigningNotice::KeyOpened.into()), Command::KeyChanged]
}

fn changed(mut what: WithheldParts, part: PartToWithhold, is_withheld: bool) -> WithheldParts {
    let (list, id, is_listed) = match part {
        PartToWithhold::Answer(id) => (&mut what.answers, id, is_withheld),
        PartToWithhold::Note(id) => (&mut what.notes, id, is_withheld),
        PartToWithhold::List(id) => (&mut what.shown_lists, id, !is_withheld),
        PartToWithhold::Name => return WithheldParts { name: is_withheld, ..what },
        PartToWithhold::Profile => return WithheldParts { profile: is_withheld, ..what },
        PartToWithhold::Notes => return WithheldParts { all_notes: is_withheld, ..what },
    };
    list.retain(|other| *other != id);
    if is_listed {
        list.push(id);
    }
    what
}

/// How many random bytes the result needs: none once it is signed.
fn random_to_sign(workspace: &Workspace, questionnaire: &str) -> Option<usize> {
    let entry = workspace.catalog().entry(questionnaire)?;
    Some(match workspace.signed(questionnaire) {
        Some(_) => 0,
        None => SEED + result::random_bytes(&entry.questionnaire, workspace.draft(questionnaire)),
    })
}

fn write_export(
    questionnaire: &str,
    export: Export,
    random: &[u8],
    now: Timestamp,
    workspace: &mut Workspace,
    page: &PageInfo,
) -> Result<Commands, Failure> {
    let mut commands = Commands::new();
    let catalog = Rc::clone(workspace.catalog());
    let Some(entry) = catalog.entry(questionnaire) else {
        return Ok(commands);
    };
    let written =
        |workspace: &Workspace| export.content(entry, workspace.draft(questionnaire), page.words, now);
    let Some(mut content) = written(workspace) else {
        return Ok(commands);
    };
    if export == Export::Calendar && workspace.draft(questionnaire).calendar.is_empty() {
        let random = random.first_chunk::<CALENDAR_ID>().ok_or(Failure::NoRandom)?;
        workspace.change_drafts(|drafts| drafts.set_calendar(questionnaire, hex(random)));
        commands.push(Command::Save);
        content = written(workspace).unwrap_or(content);
    }
    let draft = workspace.draft(questionnaire);
    let organisation = &draft.organisation;
    let name = answers_name(&entry.questionnaire, export.topic(), organisation, &now.date(), export.ending());
    commands.extend(download(name, export.media(), content, SigningEvent::ExportSaved(export)));
    Ok(commands)
}

fn write_key_file(
    passphrase: &str,
    random: &[u8],
    now: Timestamp,
    workspace: &mut Workspace,
) -> Result<Commands, Failure> {
    let (key, rest) = workspace.key_from(random).ok_or(Failure::NoRandom)?;
    let file = locked(key.signing.to_key_file().as_bytes(), passphrase, rest)?;
    let name = file_name("signing-key", "", &now.date(), ".key.age");
    Ok(download(name, AGE_FILE, file, SigningEvent::KeyFileSaved))
}

fn open_key_file(
    file: &[u8],
    passphrase: &str,
    now: Timestamp,
    workspace: &Workspace,
    requests: &Requests,
) -> Result<Commands, Failure> {
    let plain = intake::decrypt(file, passphrase).map_err(|problem| Failure::KeyRefused(refusal(problem)))?;
    requests.open_plain(&plain, now, workspace).ok_or(Failure::KeyRefused(KeyRefusal::NotAKey))
}

fn refusal(problem: AgeError) -> KeyRefusal {
    match problem {
        AgeError::NotAge => KeyRefusal::NotAKey,
        problem => KeyRefusal::NotOpened(problem.into()),
    }
}
