//! Opening many files, and comparing what is in them.
//!
//! The shell holds the files that were chosen; this asks for the next few with [`Effect::ReadFiles`],
//! checks what [`ComparisonEvent::FilesRead`] brings and asks again. Between two batches the browser draws and
//! answers clicks. Archives are unpacked file by file within the same batches. To stop is not to ask
//! again.

pub(crate) mod event;
pub(crate) mod state;
pub(crate) mod table_view;

use std::rc::Rc;

use candour_age::Identity;
use candour_compare::{
    export::{ComparisonExport, answers::ComparedOrganisation},
    workbench::{AppliedAs, FileRow, RowIndex},
};
use candour_files::{
    check::{Checked, CheckerContext, QuestionnaireMatch, Verdict},
    intake::{self, Context, IntakeError, IntakeFile, Needs, Unlocked, most_bytes, pieces},
    keys::identity,
    questionnaires,
    records::Records,
    text::{LONGEST_NAME, clean_line, file_name},
    zip::is_junk,
};
use candour_proof::{date::Timestamp, key::SigningKey};

use crate::{
    command::{Command, Commands, download, run, show},
    effect::Effect,
    message::Failure,
    page::PageInfo,
    requests::state::Requests,
    workspace::Workspace,
};
use event::{ComparisonEvent, ComparisonNotice, ComparisonTask};
use state::{BatchReader, ComparedFiles, IncomingFile, UnlockedContent};
use table_view::{PAGE, SelectedView};

/// How long a batch should take, in milliseconds: a click is answered within twice that.
const BATCH: u32 = 50;
/// Files of the first batch, and the most of any.
const FIRST: u32 = 4;
const MOST: u32 = 1_024;

/// Bytes unpacked after which a batch ends: many small files may be followed by as many large ones.
const MOST_BYTES: usize = 2_000_000;

/// The size of the next batch: twice as large if the last one was full and quick, half as large if it
/// was slow.
pub(crate) fn next_batch(batch: u32, done: u32, took: u32) -> u32 {
    if took > BATCH + BATCH / 2 {
        (batch / 2).max(1)
    } else if took < BATCH / 2 && done >= batch {
        (batch * 2).min(MOST)
    } else {
        batch
    }
}

impl ComparedFiles {
    pub(crate) fn update(
        &mut self,
        event: ComparisonEvent,
        workspace: &Workspace,
        requests: &mut Requests,
    ) -> Commands {
        match event {
            ComparisonEvent::FilesChosen(0) => Commands::new(),
            ComparisonEvent::FilesChosen(count) => {
                let mut commands = vec![Command::Dismiss];
                commands.extend(self.begin(&requests.records, |reader| {
                    reader.left += count;
                    reader.total += count;
                }));
                commands
            }
            ComparisonEvent::FilesRead { files, took, now } => {
                self.files_read(files, took, &mut Checker::new(workspace, requests, now))
            }
            ComparisonEvent::StopRequested => self.stop(workspace, requests),
            ComparisonEvent::ClearRequested => {
                let view = std::mem::take(&mut self.view);
                let mut workbench = std::mem::take(&mut self.workbench);
                workbench.clear();
                *self = Self { workbench, view, ..Self::default() };
                vec![Effect::DropPendingFiles.into()]
            }
            ComparisonEvent::PassphraseGiven(place, passphrase) => {
                run(ComparisonTask::Unlock(place, passphrase), 0)
            }
            ComparisonEvent::ExportRequested(questionnaire, what) => {
                run(ComparisonTask::Export(questionnaire, what), 0)
            }
            ComparisonEvent::ExportSaved(what) => show(ComparisonNotice::ExportSaved(what)),
            ComparisonEvent::FoundAccepted(place) => self.use_found(place, workspace, requests),
            ComparisonEvent::FilePreferred(place) => {
                self.workbench.prefer(place);
                self.relate(workspace, requests);
                Commands::new()
            }
            ComparisonEvent::ViewSelected(questionnaire, view) => {
                // The button goes with the filters, so the focus goes to the heading.
                let focus = (view == SelectedView::NoFilter).then_some(Effect::ScrollToTop);
                self.view.select(&questionnaire, view);
                focus.map(Command::Effect).into_iter().collect()
            }
        }
    }

    pub(crate) fn resume(
        &mut self,
        task: &ComparisonTask,
        now: Timestamp,
        workspace: &Workspace,
        requests: &mut Requests,
        page: &PageInfo,
    ) -> Commands {
        match task {
            ComparisonTask::Export(questionnaire, what) => {
                self.export(questionnaire, *what, now, workspace, page)
            }
            ComparisonTask::Unlock(place, passphrase) => {
                self.unlock(*place, passphrase, &mut Checker::new(workspace, requests, now))
            }
        }
    }

    /// Adds work to the reading, which begins if none is under way.
    fn begin(&mut self, records: &Records, add: impl FnOnce(&mut BatchReader)) -> Commands {
        if let Some(reader) = &mut self.reader {
            add(reader);
            return Commands::new();
        }
        let related = self.workbench.rows().len();
        let requests = records.requests.len();
        let mut reader = BatchReader { batch: FIRST, related, requests, ..BatchReader::default() };
        add(&mut reader);
        let first = Effect::ReadFiles(reader.ask());
        self.reader = Some(reader);
        vec![first.into()]
    }

    /// The shell read files, or let the browser draw.
    fn files_read(&mut self, files: Vec<IncomingFile>, took: u32, with: &mut Checker<'_>) -> Commands {
        // What still arrives after reading was stopped is not looked at.
        let Some(mut reader) = self.reader.take() else {
            return Commands::new();
        };
        // Before the first batch nothing was done that could have taken time.
        if reader.last > 0 {
            reader.batch = next_batch(reader.batch, reader.last, took);
        }
        reader.last = 0;
        let incoming = u32::try_from(files.len()).unwrap_or(u32::MAX);
        reader.left = reader.left.saturating_sub(incoming);
        if reader.asked > 0 && files.is_empty() {
            // The shell has none of them any more.
            self.unread += std::mem::take(&mut reader.left);
        }
        for file in files {
            self.take_file(file, &mut reader, with);
            reader.last += 1;
        }
        let mut bytes = 0;
        while reader.last < reader.batch && bytes < MOST_BYTES {
            let Some(more) = self.take_next(&mut reader, with) else { break };
            bytes += more;
            reader.last += 1;
        }
        if reader.is_over() {
            self.relate(with.workspace, with.requests);
            let mut commands = Commands::new();
            if with.requests.records.requests.len() > reader.requests {
                commands.push(Command::Save);
            }
            if reader.opened > 0 {
                commands.extend(show(ComparisonNotice::OpenedWithKey(reader.opened)));
            }
            return commands;
        }
        // Relating takes the longer the more files there are, so it is done ever more rarely.
        if self.workbench.rows().len() >= reader.related.saturating_mul(2).max(PAGE) {
            reader.related = self.workbench.rows().len();
            self.relate(with.workspace, with.requests);
        }
        let next = Effect::ReadFiles(reader.ask());
        self.reader = Some(reader);
        vec![next.into()]
    }

    /// Takes a file that the shell read.
    fn take_file(&mut self, file: IncomingFile, reader: &mut BatchReader, with: &mut Checker<'_>) {
        let name = clean_line(&file.name, LONGEST_NAME);
        if is_junk(&name) {
            // Whoever chooses all files of a folder does not mean these.
            reader.done += 1;
            self.left_out += 1;
            return;
        }
        let pieces = match file.content {
            Ok(content) => pieces(&name, content),
            Err(error) => IntakeFile::unread(&name, file.size, error).into(),
        };
        self.left_out += u32::try_from(pieces.left_out()).unwrap_or(u32::MAX);
        match pieces.len() {
            1 => pieces.for_each(|piece| {
                self.take_piece(piece, reader, with);
            }),
            count => {
                reader.total += u32::try_from(count).unwrap_or(u32::MAX).saturating_sub(1);
                reader.archives.push(pieces);
            }
        }
    }

    /// Does the next file of an archive, or of those to be tried again; its bytes, if there was one.
    fn take_next(&mut self, reader: &mut BatchReader, with: &mut Checker<'_>) -> Option<usize> {
        if let Some(archive) = reader.archives.last_mut() {
            let piece = archive.next();
            if archive.len() == 0 {
                reader.archives.pop();
            }
            return piece.map(|piece| self.take_piece(piece, reader, with));
        }
        let place = reader.again.pop()?;
        reader.done += 1;
        let name = self.workbench.row(place).map(|row| row.name.to_string());
        let held = self.take_held(place);
        let bytes = held.as_ref().map_or(0, Vec::len);
        if let (Some(name), Some(content)) = (name, held) {
            let waited = self.workbench.row(place).is_some_and(|row| row.lock == Some(Needs::Key));
            let checked = intake::open(&name, &content, &with.context());
            reader.opened += u32::from(waited && checked.was_encrypted);
            self.list_file(Some(place), checked, content, with);
        }
        Some(bytes)
    }

    /// Opens a file and lists it; how many bytes that took.
    fn take_piece(&mut self, piece: IntakeFile, reader: &mut BatchReader, with: &mut Checker<'_>) -> usize {
        reader.done += 1;
        let (name, size) = (piece.name.clone(), piece.size());
        match piece.read() {
            Ok(content) => {
                let bytes = content.len();
                let checked = intake::open(&name, &content, &with.context());
                self.list_file(None, checked, content, with);
                bytes
            }
            Err(error) => {
                self.workbench.add(Checked::unread(&name, size, error), with.workspace.catalog());
                // What could not be unpacked took time, too.
                most_bytes(&[])
            }
        }
    }

    /// Lists a file that was opened: at its place if it has one. Its bytes are held if they may have to be opened
    /// again.
    fn list_file(
        &mut self,
        place: Option<RowIndex>,
        mut checked: Checked,
        content: Vec<u8>,
        with: &mut Checker<'_>,
    ) {
        let catalog = Rc::clone(with.workspace.catalog());
        let own = with.workspace.key().map(|key| key.signing.public());
        // A request of one's own belongs on the list, so that what answers it is known. Whose it is shows
        // only the key: anybody can send a request along with answers to it.
        let mut request = false;
        if let Some(Ok(found)) = checked.request.take() {
            request = true;
            let requests = &mut *with.requests;
            let listed = requests.records.requests.iter().any(|known| known.key == found.key);
            if (listed || own == Some(found.key))
                && requests.records.edit(|records| records.add_request(found))
            {
                requests.records_unsaved = true;
            }
        }
        // Only these can hold questions; nothing else is read a second time.
        if matches!(checked.verdict, Verdict::Questionnaire | Verdict::Unreadable(_)) {
            questionnaires::offer(&mut self.offered, &checked.name, &content);
        }
        let unknown =
            checked.report.as_ref().is_some_and(|report| report.questionnaire == QuestionnaireMatch::Unknown);
        let locked = checked.lock.is_some();
        let files = &mut self.workbench;
        let place = match place {
            Some(place) => {
                files.replace(place, checked, &catalog);
                place
            }
            None => files.add(checked, &catalog),
        };
        let held = !(locked || unknown || request) || self.hold(place, content);
        if locked
            && !held
            && let Some(row) = self.workbench.row_mut(place)
        {
            row.problem = Some(IntakeError::NotHeld);
        }
    }

    /// Tries again those of the files held for which something holds.
    fn read_again(
        &mut self,
        workspace: &Workspace,
        requests: &Requests,
        holds: impl Fn(&FileRow) -> bool,
    ) -> Commands {
        let files = &self.workbench;
        let held = self.held.iter().map(|(place, _)| *place);
        let again: Vec<RowIndex> = held.filter(|place| files.row(*place).is_some_and(&holds)).collect();
        self.relate(workspace, requests);
        let Some(count @ 1..) = u32::try_from(again.len()).ok() else {
            return Commands::new();
        };
        self.begin(&requests.records, |reader| {
            let new = again.into_iter().filter(|place| !reader.again.contains(place)).collect::<Vec<_>>();
            reader.total += u32::try_from(new.len()).unwrap_or(count);
            reader.again.extend(new);
        })
    }

    /// Another key is in use: what is locked for a key is tried with it.
    pub(crate) fn key_changed(&mut self, workspace: &Workspace, requests: &Requests) -> Commands {
        self.read_again(workspace, requests, |row| {
            row.lock == Some(Needs::Key) || row.verdict == Verdict::Request
        })
    }

    /// A questionnaire was imported: results about unknown ones may be about it.
    pub(crate) fn questionnaires_changed(&mut self, workspace: &Workspace, requests: &Requests) -> Commands {
        self.offered.clear();
        self.read_again(workspace, requests, |row| row.lock.is_none())
    }

    /// Brings up to date what depends on other files, keys and requests.
    pub(crate) fn relate(&mut self, workspace: &Workspace, requests: &Requests) {
        self.workbench.relate(&requests.records, workspace.key().map(|own| own.signing.public()));
    }

    /// Reading is to stop: what was read stays.
    fn stop(&mut self, workspace: &Workspace, requests: &Requests) -> Commands {
        let Some(reader) = self.reader.take() else {
            return Commands::new();
        };
        // Files to be tried again are held still.
        self.unread += reader.rest().saturating_sub(u32::try_from(reader.again.len()).unwrap_or(0));
        self.relate(workspace, requests);
        // The button goes, so the focus goes to the heading.
        vec![Effect::DropPendingFiles.into(), Effect::ScrollToTop.into()]
    }

    /// Opens a file with a passphrase: a key or records, which can be used then, or something else, which
    /// takes its place on the list.
    fn unlock(&mut self, place: RowIndex, passphrase: &str, with: &mut Checker<'_>) -> Commands {
        let Some((_, content)) = self.held.iter().find(|(held, _)| *held == place) else {
            return Commands::new();
        };
        let name = self.workbench.row(place).map(|row| row.name.to_string()).unwrap_or_default();
        let unlocked = intake::unlock(&name, content, passphrase, &with.context());
        if unlocked.is_ok() {
            self.take_held(place);
        }
        match unlocked {
            Err(error) => {
                if let Some(row) = self.workbench.row_mut(place) {
                    row.problem = Some(IntakeError::Locked(error));
                }
                return vec![Command::Refuse];
            }
            // Whose they are is for the person to say: somebody else's key would sign the next request, and
            // somebody else's list would vouch for keys.
            Ok(Unlocked::Key(signing)) => {
                let public = signing.public();
                let own = with.workspace.key().is_some_and(|own| own.signing.public() == public);
                self.mark_used(place, if own { AppliedAs::Key } else { AppliedAs::FoundKey(public) });
                self.found.push((place, UnlockedContent::Key(signing)));
            }
            Ok(Unlocked::Records(file)) => {
                let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
                let (requests, keys) = (count(file.records.requests.len()), count(file.records.keys.len()));
                let key = file.key.as_ref().map(SigningKey::public);
                self.mark_used(place, AppliedAs::FoundRecords { requests, keys, key });
                self.found.push((place, UnlockedContent::Records(file)));
            }
            Ok(Unlocked::File(checked, plain)) => {
                self.list_file(Some(place), *checked, plain.to_vec(), with);
                self.relate(with.workspace, with.requests);
            }
        }
        Commands::new()
    }

    /// Saves what several organisations answered to a questionnaire: those on the table as it is
    /// shown, or all that count.
    fn export(
        &self,
        questionnaire: &str,
        what: ComparisonExport,
        now: Timestamp,
        workspace: &Workspace,
        page: &PageInfo,
    ) -> Commands {
        let catalog = workspace.catalog();
        let Some(entry) = catalog.entry(questionnaire) else {
            return Commands::new();
        };
        let own = &entry.questionnaire;
        let rows = match what {
            ComparisonExport::Answers => self.workbench.counted(own),
            ComparisonExport::Table | ComparisonExport::FollowUp => {
                let shown = self.view.of(questionnaire);
                self.workbench.table(own, &shown.filter, shown.sort)
            }
        };
        let compared =
            ComparedOrganisation { workbench: &self.workbench, entry, labels: &catalog.labels, rows: &rows };
        let content = what.content(compared, page.words);
        let (topic, ending) = what.file();
        let name = file_name(&[questionnaire, topic].concat(), "", &now.date(), ending);
        download(name, what.media(), content, ComparisonEvent::ExportSaved(what))
    }

    /// Uses the key or the records found in a file.
    fn use_found(&mut self, place: RowIndex, workspace: &Workspace, requests: &Requests) -> Commands {
        let Some(at) = self.found.iter().position(|(found, _)| *found == place) else {
            return Commands::new();
        };
        match self.found.swap_remove(at).1 {
            UnlockedContent::Key(signing) if requests.need_key(workspace.key()) => {
                self.found.push((place, UnlockedContent::Key(signing)));
                show(Failure::SaveKeyFirst)
            }
            UnlockedContent::Key(signing) => {
                self.mark_used(place, AppliedAs::Key);
                vec![Command::UseKey(signing)]
            }
            UnlockedContent::Records(file)
                if file.key.is_some() && requests.need_other_key(workspace.key(), &file) =>
            {
                self.found.push((place, UnlockedContent::Records(file)));
                show(Failure::SaveKeyFirst)
            }
            UnlockedContent::Records(file) => {
                self.mark_used(place, AppliedAs::Records);
                vec![Command::JoinRecords(file)]
            }
        }
    }
}

/// What files are checked with.
struct Checker<'a> {
    workspace: &'a Workspace,
    requests: &'a mut Requests,
    identity: Option<Identity>,
    now: Timestamp,
}

impl<'a> Checker<'a> {
    fn new(workspace: &'a Workspace, requests: &'a mut Requests, now: Timestamp) -> Self {
        let identity = workspace.key().map(|own| identity(&own.signing));
        Self { workspace, requests, identity, now }
    }

    /// What is at hand to open files with.
    fn context(&self) -> Context<'_> {
        let own = self.workspace.key().map(|key| key.signing.public());
        let known = CheckerContext { catalog: self.workspace.catalog(), own, now: self.now };
        Context { known, identity: self.identity.as_ref() }
    }
}
