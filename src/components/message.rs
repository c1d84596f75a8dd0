//! What just happened, and what is under way, in words.

use candour_age::OpenError;
use candour_app::{
    ComparisonNotice, ComparisonTask, Deferred, DraftNotice, Failure, InboxNotice, InboxTask, KeyRefusal,
    Message, Notice, PassphraseError, RequestNotice, RequestTask, SigningNotice, SigningTask, StorageMode,
    StorageNotice, StorageTask,
};
use candour_compare::export::{ComparisonExport, Export};
use candour_questionnaire::listed::{Listed, shown};
use candour_words::{Counted, Key};
use yew::AttrValue;

use crate::{
    components::{
        elements::{Nodes, p},
        ids::ids,
        screen::Screen,
    },
    messages,
};

/// The work under way, or else what just happened.
pub(crate) fn view(screen: &Screen<'_>) -> Nodes {
    if let Some(task) = &screen.model.busy {
        return vec![p(screen.text(busy_key(task)))];
    }
    match screen.model.message_above() {
        None => Nodes::new(),
        Some(Message::Notice(done)) => notice(screen, done),
        Some(Message::Failure(not_done)) => failure(screen, not_done),
    }
}

fn busy_key(task: &Deferred) -> Key {
    match task {
        Deferred::ReadClock
        | Deferred::Drafts(_)
        | Deferred::Storage(StorageTask::Save | StorageTask::Suggest(_))
        | Deferred::Requests(RequestTask::Make { .. })
        | Deferred::Comparison(ComparisonTask::Export(..))
        | Deferred::Signing(
            SigningTask::Sign(_)
            | SigningTask::Preview(_)
            | SigningTask::HandOver(_)
            | SigningTask::Export(..),
        ) => Key::BusyWriting,
        Deferred::Storage(StorageTask::Lock(_) | StorageTask::WritePage(_))
        | Deferred::Requests(RequestTask::WriteRecords(_) | RequestTask::WriteIdentity(_)) => Key::BusyLock,
        Deferred::Storage(StorageTask::Unlock(..))
        | Deferred::Requests(RequestTask::OpenRecords(..))
        | Deferred::Inbox(InboxTask::Unlock(..))
        | Deferred::Comparison(ComparisonTask::Unlock(..)) => Key::BusyUnlock,
        Deferred::Signing(SigningTask::WriteKeyFile(_)) => Key::BusyKeySave,
        Deferred::Signing(SigningTask::OpenKeyFile(..)) => Key::BusyKeyOpen,
        Deferred::Requests(RequestTask::Open(_)) | Deferred::Inbox(InboxTask::Check { .. }) => {
            Key::BusyChecking
        }
    }
}

fn notice(screen: &Screen<'_>, notice: &Notice) -> Nodes {
    match notice {
        Notice::Drafts(notice) => drafts(screen, notice),
        Notice::Storage(notice) => storage(screen, notice),
        Notice::Signing(notice) => signing(screen, notice),
        Notice::Requests(notice) => requests(screen, notice),
        Notice::Inbox(InboxNotice::QuestionnairesImported { count, replaced, not_placed }) => {
            let mut said =
                placed(screen, screen.words.count(Counted::NoticeBrought, *count), not_placed, None);
            let replaced =
                replaced.iter().map(|name| screen.words.with(Key::NoticeReplaced, &[("name", name)]));
            said.extend(replaced.map(p));
            said
        }
        Notice::Inbox(InboxNotice::FileChecked(index)) => checked(screen, *index),
        Notice::Inbox(InboxNotice::FilesChecked(count)) => {
            vec![p(screen.words.count(Counted::NoticeChecked, *count))]
        }
        Notice::Comparison(ComparisonNotice::ExportSaved(what)) => vec![p(screen.text(collected_key(*what)))],
        Notice::Comparison(ComparisonNotice::OpenedWithKey(count)) => {
            vec![p(screen.words.count(Counted::NoticeOpenedWithKey, *count))]
        }
        Notice::EscapeLeft(left) => vec![p(screen.words.count(Counted::EscapeLeft, *left))],
        Notice::EraseByEscape(true) => vec![p(screen.text(Key::NoticeEscapeOn))],
        Notice::EraseByEscape(false) => vec![p(screen.text(Key::NoticeEscapeOff))],
        Notice::PageCopySaved => vec![p(screen.text(Key::NoticeCopy))],
        Notice::TextCopied => vec![p(screen.text(Key::NoticeTextCopied))],
        Notice::FileSeen => vec![p(screen.text(Key::NoticeFileSeen))],
    }
}

/// The verdict on a file, by its name.
fn checked(screen: &Screen<'_>, index: usize) -> Nodes {
    let Some(file) = screen.model.inbox.checked.get(index) else {
        return Nodes::new();
    };
    let (verdict, _) = messages::checked(screen.words, file, &screen.model.page.app.sha256);
    vec![p(screen.words.with(Key::NoticeCheckedFile, &[("name", &file.name), ("verdict", &verdict)]))]
}

fn drafts(screen: &Screen<'_>, notice: &DraftNotice) -> Nodes {
    let words = screen.words;
    let key = match notice {
        DraftNotice::Cleared(_) => Key::NoticeCleared,
        DraftNotice::StartedOver => Key::NoticeStartedOver,
        DraftNotice::Undone => Key::NoticeUndone,
        DraftNotice::FileSaved => Key::NoticeDraft,
        DraftNotice::ActionCleared => Key::NoticeStepForgotten,
        DraftNotice::Copied => Key::NoticeDuplicated,
        DraftNotice::Deleted => Key::NoticeDeleted,
        DraftNotice::Merged { taken, kept, not_placed, other_version } => {
            let first = words.count(Counted::NoticeMerged, *taken);
            let mut said = placed(screen, first, not_placed, other_version.as_deref());
            if !kept.is_empty() {
                said.push(p(screen.text(Key::NoticeMergedKept)));
                let (kept, more) = shown(kept);
                said.push(ids(screen, kept, more));
            }
            return said;
        }
        DraftNotice::Imported { answers, not_placed, other_version } => {
            let first = words.count(Counted::NoticeImported, *answers);
            return placed(screen, first, not_placed, other_version.as_deref());
        }
    };
    vec![p(words.text(key))]
}

fn storage(screen: &Screen<'_>, notice: &StorageNotice) -> Nodes {
    let words = screen.words;
    let key = match notice {
        StorageNotice::StoredAs(StorageMode::Tab) => Key::NoticeModeTab,
        StorageNotice::StoredAs(StorageMode::Locked) => Key::NoticeModeLocked,
        StorageNotice::StoredAs(StorageMode::Unlocked) => Key::NoticeModeUnlocked,
        StorageNotice::Discarded => Key::NoticeDiscarded,
        StorageNotice::Confirmed => Key::NoticeConfirmed,
        StorageNotice::Dismissed => Key::NoticeLeftOut,
        StorageNotice::DraftsAdded(count) => return vec![p(words.count(Counted::NoticeSideBySide, *count))],
        StorageNotice::PageSaved { drafts, answers, notes } => {
            return vec![
                p(words.text(Key::NoticePage)),
                p(words.count(Counted::DraftsLink, *drafts)),
                p(words.count(Counted::WrittenAnswers, *answers)),
                p(words.count(Counted::WrittenNotes, *notes)),
            ];
        }
        StorageNotice::Unlocked { not_placed } => {
            return placed(screen, words.text(Key::NoticeUnlocked), not_placed, None);
        }
        StorageNotice::Restored { not_placed } => {
            return placed(screen, words.text(Key::NoticeRestored), not_placed, None);
        }
    };
    vec![p(words.text(key))]
}

fn signing(screen: &Screen<'_>, notice: &SigningNotice) -> Nodes {
    let key = match notice {
        SigningNotice::SignedSaved => Key::NoticeSigned,
        SigningNotice::PreviewMade => Key::NoticePreview,
        SigningNotice::CopySaved(None) => Key::NoticeHanded,
        SigningNotice::CopySaved(Some(name)) => {
            return vec![p(screen.words.with(Key::NoticeHandedEncrypted, &[("name", name)]))];
        }
        SigningNotice::ExportSaved(export) => export_key(*export),
        SigningNotice::KeyFileSaved => Key::NoticeKeyWritten,
        SigningNotice::KeyOpened => Key::NoticeKeyOpened,
        SigningNotice::KeyDeleted => Key::NoticeKeyDeleted,
    };
    vec![p(screen.text(key))]
}

fn requests(screen: &Screen<'_>, notice: &RequestNotice) -> Nodes {
    let words = screen.words;
    let key = match notice {
        RequestNotice::FileSaved => Key::NoticeRequest,
        RequestNotice::PageSaved => Key::NoticeRequestPage,
        RequestNotice::LettersSaved => Key::NoticeLetters,
        RequestNotice::Closed => Key::NoticeRequestPutAway,
        RequestNotice::IdentitySaved => Key::NoticeIdentity,
        RequestNotice::RecordsSaved { requests, keys } => {
            return vec![
                p(words.text(Key::NoticeRecords)),
                p(words.count(Counted::RecordsRequests, *requests)),
                p(words.count(Counted::RecordsKeysCount, *keys)),
            ];
        }
        RequestNotice::RecordsOpened { left_out: left_out @ 1.. } => {
            return vec![
                p(words.text(Key::NoticeRecordsOpened)),
                p(words.count(Counted::NoticeRecordsLeftOut, *left_out)),
            ];
        }
        RequestNotice::RecordsOpened { .. } => Key::NoticeRecordsOpened,
    };
    vec![p(words.text(key))]
}

/// Why something was not done.
pub(crate) fn failure(screen: &Screen<'_>, failure: &Failure) -> Nodes {
    let key = match failure {
        Failure::NotADay => Key::NoticeNotADay,
        Failure::TooManyDrafts => Key::NoticeTooManyDrafts,
        Failure::Passphrase(PassphraseError::TooShort) => Key::NoticePassphraseShort,
        Failure::Passphrase(PassphraseError::Guessable) => Key::NoticePassphraseGuessable,
        Failure::Passphrase(PassphraseError::Differs) => Key::NoticePassphraseDiffers,
        Failure::OlderCopy => Key::NoticeOlderCopy,
        Failure::NotRestored => Key::NoticeNotRestored,
        Failure::NothingToSave => Key::NoticeNothingToKeep,
        Failure::ConfirmFirst => Key::NoticeConfirmFirst,
        Failure::SaveKeyFirst => Key::NoticeSaveKeyFirst,
        Failure::KeyOfRequest => Key::NoticeKeyOfRequest,
        Failure::KeyRefused(KeyRefusal::NotAKey) => Key::NoticeKeyNotAKey,
        Failure::KeyRefused(KeyRefusal::NotOpened(OpenError::WrongPassphrase)) => Key::NoticeKeyWrong,
        Failure::KeyRefused(KeyRefusal::NotOpened(OpenError::Damaged)) => Key::NoticeKeyDamaged,
        Failure::KeyRefused(KeyRefusal::NotOpened(OpenError::Unsupported)) => Key::NoticeKeyUnsupported,
        Failure::RecordsRefused(Some(OpenError::WrongPassphrase)) => Key::NoticeRecordsWrong,
        Failure::RecordsRefused(Some(OpenError::Damaged)) => Key::NoticeRecordsDamaged,
        Failure::RecordsRefused(Some(OpenError::Unsupported)) => Key::NoticeRecordsUnsupported,
        Failure::RecordsRefused(None) => Key::NoticeRecordsOther,
        Failure::NoRandom => Key::NoticeNoChance,
        Failure::NotReadBack => Key::NoticeNotReadBack,
        Failure::FileNotRead(name) => {
            return vec![p(screen.words.with(Key::NoticeFileNotRead, &[("name", name)]))];
        }
        Failure::NoCopy => Key::NoticeNoCopy,
        Failure::NotSaved => Key::NoticeNotSaved,
        Failure::NotRemoved => Key::NoticeNotRemoved,
        Failure::NotCopied => Key::NoticeNotCopied,
        Failure::NotPrinted => Key::NoticeNotPrinted,
    };
    vec![p(screen.text(key))]
}

fn collected_key(what: ComparisonExport) -> Key {
    match what {
        ComparisonExport::Table => Key::NoticeComparedTable,
        ComparisonExport::Answers => Key::NoticeComparedAnswers,
        ComparisonExport::FollowUp => Key::NoticeComparedFollowUp,
    }
}

fn export_key(export: Export) -> Key {
    match export {
        Export::Table => Key::NoticeTable,
        Export::Calendar => Key::NoticeCalendar,
        Export::Markdown | Export::Plain => Key::NoticeSummary,
        Export::Document => Key::NoticeDocument,
    }
}

/// What came in, and each thing that found no place.
fn placed(
    screen: &Screen<'_>,
    first: AttrValue,
    not_placed: &Listed<String>,
    version: Option<&str>,
) -> Nodes {
    let mut children = vec![p(first)];
    if let Some(version) = version {
        children.push(p(screen.words.with(Key::NoticeOtherVersion, &[("version", version)])));
    }
    if !not_placed.is_empty() {
        children.push(p(screen.text(Key::NoticeNotPlaced)));
        children.push(ids(screen, not_placed, not_placed.more()));
    }
    children
}
