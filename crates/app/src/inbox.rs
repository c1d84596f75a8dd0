//! Opening many files, and comparing what is in them.
//!
//! The shell holds the files that were chosen; this asks for the next few with [`Effect::ReadFiles`],
//! checks what [`Event::FilesRead`] brings and asks again. Between two batches the browser draws and
//! answers clicks. Archives are unpacked file by file within the same batches. To stop is not to ask
//! again.

mod state;

pub use state::{BroughtFile, Opening, Reading};
use state::{Found, Unpacking};

use std::rc::Rc;

use candour_age::{self as age, AgeProblem, Identity, Locked, OpenError};
use candour_compare::{
    export::{Collected, answers::Compared},
    workbench::{Lock, Place, Problem, Row, Used},
};
use candour_files::{
    check::{self, Checked, Genuine, Known, Verdict},
    intake::most_bytes,
    keys::identity,
    records::Records,
    text::{LONGEST_NAME, clean_line, file_name},
    zip::{self, Archive, ZipProblem},
};
use candour_proof::{date::Timestamp, json::Unreadable, key::SigningKey};

use super::{Effect, Model, Notice, PAGE};

/// How long a batch should take, in milliseconds: a click is answered within twice that.
const BATCH: u32 = 50;
/// Files of the first batch, and the most of any.
const FIRST: u32 = 4;
const MOST: u32 = 1_024;

/// Bytes unpacked after which a batch ends: many small files may be followed by as many large ones.
const MOST_BYTES: usize = 2_000_000;

/// The size of the next batch: twice as large if the last one was full and quick, half as large if it
/// was slow.
pub(super) fn next_batch(batch: u32, done: u32, took: u32) -> u32 {
    if took > BATCH + BATCH / 2 {
        (batch / 2).max(1)
    } else if took < BATCH / 2 && done >= batch {
        (batch * 2).min(MOST)
    } else {
        batch
    }
}

impl Model {
    /// Files were chosen; the shell holds them.
    pub(super) fn chose_files(&mut self, count: u32) -> Vec<Effect> {
        if count == 0 {
            return Vec::new();
        }
        self.notice = None;
        self.begin_reading(|reading| {
            reading.left += count;
            reading.total += count;
        })
    }

    /// Adds work to the reading, which begins if none is under way.
    fn begin_reading(&mut self, add: impl FnOnce(&mut Reading)) -> Vec<Effect> {
        if let Some(reading) = &mut self.opening.reading {
            add(reading);
            return Vec::new();
        }
        let related = self.workbench.rows().len();
        let requests = self.records.requests.len();
        let mut reading = Reading { batch: FIRST, related, requests, ..Reading::default() };
        add(&mut reading);
        let first = reading.ask();
        self.opening.reading = Some(reading);
        vec![first]
    }

    /// The shell brought files, or let the browser draw.
    pub(super) fn files_read(&mut self, files: Vec<BroughtFile>, took: u32, now: Timestamp) -> Vec<Effect> {
        // What still arrives after reading was stopped is not looked at.
        let Some(mut reading) = self.opening.reading.take() else {
            return Vec::new();
        };
        // Before the first batch nothing was done that could have taken time.
        if reading.last > 0 {
            reading.batch = next_batch(reading.batch, reading.last, took);
        }
        reading.last = 0;
        let brought = u32::try_from(files.len()).unwrap_or(u32::MAX);
        reading.left = reading.left.saturating_sub(brought);
        if reading.asked > 0 && files.is_empty() {
            // The shell has none of them any more.
            self.opening.unread += std::mem::take(&mut reading.left);
        }
        let identity = self.key.as_ref().map(|own| identity(&own.signing));
        for file in files {
            self.take_file(file, &mut reading, identity.as_ref(), now);
            reading.last += 1;
        }
        let mut bytes = 0;
        while reading.last < reading.batch && bytes < MOST_BYTES {
            let Some(more) = self.take_next(&mut reading, identity.as_ref(), now) else { break };
            bytes += more;
            reading.last += 1;
        }
        if reading.is_over() {
            self.relate_files();
            let requests = self.records.requests.len() > reading.requests;
            return if requests { self.keep() } else { Vec::new() };
        }
        // Relating takes the longer the more files there are, so it is done ever more rarely.
        if self.workbench.rows().len() >= reading.related.saturating_mul(2).max(PAGE) {
            reading.related = self.workbench.rows().len();
            self.relate_files();
        }
        let next = reading.ask();
        self.opening.reading = Some(reading);
        vec![next]
    }

    /// Takes in a file that the shell brought.
    fn take_file(
        &mut self,
        file: BroughtFile,
        reading: &mut Reading,
        identity: Option<&Identity>,
        now: Timestamp,
    ) {
        reading.done += 1;
        let name = clean_line(&file.name, LONGEST_NAME);
        match file.content {
            None if file.size > most_bytes(&file.name) => {
                self.workbench.add(Checked::too_large(&name, file.size), &self.catalog);
            }
            None => self.not_read(&name, file.size, Problem::NotRead),
            Some(content) if zip::is_zip(&content) => match Archive::parse(content) {
                Ok(archive) if archive.is_empty() => self.not_read(&name, file.size, Problem::EmptyArchive),
                Ok(archive) => {
                    reading.total += u32::try_from(archive.len()).unwrap_or(u32::MAX);
                    reading.archives.push(Unpacking { name, archive, next: 0 });
                }
                Err(problem) => self.not_read(&name, file.size, Problem::Archive(problem)),
            },
            Some(content) => self.check_file(None, &name, content, identity, now),
        }
    }

    /// Does the next file of an archive, or of those to be tried again; its bytes, if there was one.
    fn take_next(
        &mut self,
        reading: &mut Reading,
        identity: Option<&Identity>,
        now: Timestamp,
    ) -> Option<usize> {
        if let Some(Unpacking { name, archive, next }) = reading.archives.last_mut() {
            let name = [name, "/", archive.name(*next)].concat();
            let content = archive.read(*next, most_bytes(""));
            // What could not be unpacked took time, too.
            let bytes = content.as_ref().map_or(most_bytes(""), Vec::len);
            *next += 1;
            if *next >= archive.len() {
                reading.archives.pop();
            }
            reading.done += 1;
            match content {
                Ok(content) if zip::is_zip(&content) => self.not_read(&name, content.len(), Problem::Nested),
                Ok(content) => self.check_file(None, &name, content, identity, now),
                Err(ZipProblem::TooLong) => {
                    self.workbench.add(Checked::too_large(&name, 0), &self.catalog);
                }
                Err(problem) => self.not_read(&name, 0, Problem::Archive(problem)),
            }
            return Some(bytes);
        }
        let place = reading.again.pop()?;
        reading.done += 1;
        let name = self.workbench.row(place).map(|row| row.name.to_string());
        let held = self.opening.take_held(place);
        let bytes = held.as_ref().map_or(0, Vec::len);
        if let (Some(name), Some(content)) = (name, held) {
            self.check_file(Some(place), &name, content, identity, now);
        }
        Some(bytes)
    }

    /// Lists a file that was not read, and why.
    fn not_read(&mut self, name: &str, size: usize, problem: Problem) {
        let mut checked = Checked::too_large(name, size);
        checked.verdict = Verdict::Unreadable(Unreadable::NotText);
        let place = self.workbench.add(checked, &self.catalog);
        if let Some(row) = self.workbench.row_mut(place) {
            row.problem = Some(problem);
        }
    }

    /// Checks a file, which is opened with the own key if it is locked for that, and lists it: at its
    /// place if it has one.
    fn check_file(
        &mut self,
        place: Option<Place>,
        name: &str,
        content: Vec<u8>,
        identity: Option<&Identity>,
        now: Timestamp,
    ) {
        let catalog = Rc::clone(&self.catalog);
        let own = self.key.as_ref().map(|key| key.signing.public());
        let known = Known { catalog: &catalog, own, now };
        let mut checked = check::check(&content, name, &known);
        let (mut lock, mut problem, mut opened) = (None, None, false);
        if checked.verdict == Verdict::Encrypted {
            let plain = identity.map(|identity| age::decrypt_with(&content, identity));
            match (age::locked_by(&content), plain) {
                (Locked::Passphrase, _) => lock = Some(Lock::Passphrase),
                (_, Some(Ok(plain))) => {
                    checked = check::check(&plain, name, &known);
                    opened = true;
                }
                (Locked::Key, None | Some(Err(AgeProblem::OtherKey))) => lock = Some(Lock::Key),
                (_, Some(Err(why))) => problem = Some(Problem::Locked(why.into())),
                (Locked::Unknown, None) => problem = Some(Problem::Locked(OpenError::Unsupported)),
            }
        }
        // A request of one's own belongs on the list, so that what answers it is known. Whose it is shows
        // only the key: anybody can send a request along with answers to it.
        let mut request = false;
        if let Some(Ok(found)) = checked.request.take() {
            request = true;
            let listed = self.records.requests.iter().any(|known| known.key == found.key);
            if (listed || known.own == Some(found.key)) && self.records.add_request(found) {
                self.records_unsaved = true;
            }
        }
        let unknown = checked.report.as_ref().is_some_and(|report| report.questionnaire == Genuine::Unknown);
        let files = &mut self.workbench;
        let place = match place {
            Some(place) => {
                files.replace(place, checked, &catalog);
                place
            }
            None => files.add(checked, &catalog),
        };
        if let Some(row) = files.row_mut(place) {
            (row.lock, row.was_encrypted) = (lock, opened);
            row.problem = row.problem.or(problem);
        }
        if (lock.is_some() || unknown || request)
            && !self.opening.hold(place, content)
            && lock.is_some()
            && let Some(row) = self.workbench.row_mut(place)
        {
            row.problem = Some(Problem::LetGo);
        }
    }

    /// Tries again those of the files held for which something holds.
    pub(super) fn read_again(&mut self, holds: impl Fn(&Row) -> bool) -> Vec<Effect> {
        let files = &self.workbench;
        let held = self.opening.held.iter().map(|(place, _)| *place);
        let again: Vec<Place> = held.filter(|place| files.row(*place).is_some_and(&holds)).collect();
        self.relate_files();
        let Some(count @ 1..) = u32::try_from(again.len()).ok() else {
            return Vec::new();
        };
        self.begin_reading(|reading| {
            let new = again.into_iter().filter(|place| !reading.again.contains(place)).collect::<Vec<_>>();
            reading.total += u32::try_from(new.len()).unwrap_or(count);
            reading.again.extend(new);
        })
    }

    /// Another key is in use: what is locked for a key is tried with it.
    pub(super) fn try_key(&mut self) -> Vec<Effect> {
        self.read_again(|row| row.lock == Some(Lock::Key) || row.verdict == Verdict::Request)
    }

    /// A questionnaire was brought: results about unknown ones may be about it.
    pub(super) fn try_questionnaire(&mut self) -> Vec<Effect> {
        self.read_again(|row| row.lock.is_none())
    }

    /// Brings up to date what depends on other files, keys and requests.
    pub(super) fn relate_files(&mut self) {
        self.workbench.relate(&self.records, self.key.as_ref().map(|own| own.signing.public()));
    }

    /// Reading is to stop: what was read stays.
    pub(super) fn stop_reading(&mut self) -> Vec<Effect> {
        let Some(reading) = self.opening.reading.take() else {
            return Vec::new();
        };
        // Files to be tried again are held still.
        self.opening.unread += reading.rest().saturating_sub(u32::try_from(reading.again.len()).unwrap_or(0));
        self.relate_files();
        vec![Effect::ForgetFiles]
    }

    /// All files are to be taken off.
    pub(super) fn clear_files(&mut self) -> Vec<Effect> {
        self.opening = Opening::default();
        self.workbench.clear();
        vec![Effect::ForgetFiles]
    }

    pub(super) fn prefer_file(&mut self, place: Place) -> Vec<Effect> {
        self.workbench.prefer(place);
        self.relate_files();
        Vec::new()
    }

    /// Opens a file with a passphrase: a key or records, which are put to use, or something else, which
    /// takes its place on the list.
    pub(super) fn open_row(&mut self, place: Place, passphrase: &str, now: Timestamp) -> Vec<Effect> {
        let Some((_, content)) = self.opening.held.iter().find(|(held, _)| *held == place) else {
            return Vec::new();
        };
        let plain = match age::decrypt_with_passphrase(content, passphrase) {
            Ok(plain) => plain,
            Err(problem) => {
                if let Some(row) = self.workbench.row_mut(place) {
                    row.problem = Some(Problem::Locked(problem.into()));
                }
                return Vec::new();
            }
        };
        self.opening.take_held(place);
        // Whose they are is for the person to say: somebody else's key would sign the next request, and
        // somebody else's list would vouch for keys.
        if let Ok(signing) = SigningKey::from_key_file(&plain) {
            let public = signing.public();
            let own = self.key.as_ref().is_some_and(|own| own.signing.public() == public);
            self.used(place, if own { Used::Key } else { Used::FoundKey(public) });
            self.opening.found.push((place, Found::Key(signing)));
            return Vec::new();
        }
        if let Ok((records, left_out)) = Records::of_text(&plain, now) {
            let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            let (requests, keys) = (count(records.requests.len()), count(records.keys.len()));
            self.used(place, Used::FoundRecords { requests, keys });
            self.opening.found.push((place, Found::Records(records, left_out)));
            return Vec::new();
        }
        let name = self.workbench.row(place).map(|row| row.name.to_string()).unwrap_or_default();
        let identity = self.key.as_ref().map(|own| identity(&own.signing));
        self.check_file(Some(place), &name, plain.to_vec(), identity.as_ref(), now);
        if let Some(row) = self.workbench.row_mut(place) {
            row.was_encrypted = true;
        }
        self.relate_files();
        Vec::new()
    }

    /// Hands out what several organisations answered to a questionnaire: those on the table as it is
    /// shown, or all that count.
    pub(super) fn collect(&mut self, questionnaire: &str, what: Collected, now: Timestamp) -> Vec<Effect> {
        let catalog = Rc::clone(&self.catalog);
        let Some(entry) = catalog.entry(questionnaire) else {
            return Vec::new();
        };
        let own = &entry.questionnaire;
        let rows = match what {
            Collected::Answers => self.workbench.counted(own),
            Collected::Table | Collected::FollowUp => {
                let shown = self.comparing(questionnaire);
                self.workbench.table(own, &shown.filter, shown.sort)
            }
        };
        let compared = Compared { workbench: &self.workbench, entry, labels: &catalog.labels, rows: &rows };
        let content = what.content(compared, self.words);
        let (topic, ending) = what.file();
        let name = file_name(&[questionnaire, topic].concat(), "", &now.date(), ending);
        self.notice = Some(Notice::CollectedWritten(what));
        vec![Effect::Download { name, media: what.media(), content }]
    }

    /// Puts the key or the records found in a file to use.
    pub(super) fn use_found(&mut self, place: Place) -> Vec<Effect> {
        let Some(at) = self.opening.found.iter().position(|(found, _)| *found == place) else {
            return Vec::new();
        };
        match self.opening.found.swap_remove(at).1 {
            Found::Key(signing) if self.must_save_key() => {
                self.opening.found.push((place, Found::Key(signing)));
                self.refuse(Notice::SaveKeyFirst)
            }
            Found::Key(signing) => {
                self.used(place, Used::Key);
                self.use_key(signing)
            }
            Found::Records(records, left_out) => {
                self.used(place, Used::Records);
                self.join_records(records, left_out)
            }
        }
    }

    fn used(&mut self, place: Place, used: Used) {
        if let Some(row) = self.workbench.row_mut(place) {
            (row.lock, row.problem, row.used) = (None, None, Some(used));
        }
    }
}
