//! Many files opened: brought batch by batch, checked, stopped, opened with a key.

use candour_age as age;
use candour_compare::{
    export::ComparisonExport,
    workbench::{AppliedAs, Filter, Relation, RequestMatch},
};
use candour_files::{
    intake::{IntakeError, Needs},
    records::{KnownKey, Records, Verification},
    request::{NewRequest, Request, RequestedQuestionnaire},
    result::RequestRef,
    sample::{self, SampleResult, key},
    withhold::WithheldParts,
    zip::ZipError,
};
use candour_proof::json::Json;

use super::*;
use crate::{IncomingFile, OwnKey, SelectedView, comparison::next_batch};

/// What the browser does: it holds the files chosen and brings the next ones.
#[derive(Default)]
struct Shell {
    files: Vec<IncomingFile>,
    /// How long a file takes, in milliseconds.
    slow: u32,
    took: u32,
    /// How many were asked for, each time.
    asked: Vec<u32>,
}

impl Shell {
    fn choose(&mut self, model: &mut Model, files: Vec<IncomingFile>) -> Vec<Effect> {
        let count = u32::try_from(files.len()).unwrap();
        self.files.extend(files);
        model.update(ComparisonEvent::FilesChosen(count)).effects
    }

    /// Answers one effect; what comes of it.
    fn answer(&mut self, model: &mut Model, effect: &Effect) -> Vec<Effect> {
        match effect {
            Effect::ReadFiles(count) => {
                let files: Vec<_> = self.files.drain(..self.files.len().min(*count as usize)).collect();
                self.asked.push(*count);
                let before = model.comparison.workbench.rows().len();
                let effects =
                    model.update(ComparisonEvent::FilesRead { files, took: self.took, now: NOW }).effects;
                self.took =
                    self.slow * u32::try_from(model.comparison.workbench.rows().len() - before).unwrap();
                effects
            }
            Effect::DropPendingFiles => {
                self.files.clear();
                Vec::new()
            }
            Effect::MirrorForCrashScreen(_) | Effect::SaveToTab(_) | Effect::AskBeforeClosing(_) => {
                Vec::new()
            }
            other => panic!("{other:?}"),
        }
    }

    /// Answers until nothing is asked for any more.
    fn run(&mut self, model: &mut Model, mut effects: Vec<Effect>) {
        while let Some(effect) = effects.pop() {
            effects.extend(self.answer(model, &effect));
        }
        assert!(model.comparison.reader.is_none());
    }
}

fn bench() -> Model {
    Model::new(Rc::new(sample::catalog()), AppInfo::default())
}

fn file(name: &str, content: impl Into<Vec<u8>>) -> IncomingFile {
    let content = content.into();
    IncomingFile { name: name.to_owned(), size: content.len(), content: Ok(content) }
}

fn opened(model: &mut Model, files: Vec<IncomingFile>) {
    let mut shell = Shell::default();
    let effects = shell.choose(model, files);
    shell.run(model, effects);
}

fn by(number: u8) -> String {
    SampleResult {
        name: &format!("Company {number}"),
        key: number,
        chance: number,
        ..SampleResult::default()
    }
    .text()
}

/// A request for the made-up questionnaire, to be encrypted for the key of that seed.
fn request_by(seed: u8, chance: u8) -> Request {
    let asked = RequestedQuestionnaire::of(&sample::entry());
    let wish =
        NewRequest { from: "CSO".to_owned(), asked: vec![asked], encrypted: true, ..NewRequest::default() };
    Request::write(&wish, &key(seed), &[chance; 16], NOW).unwrap()
}

fn verdicts(model: &Model) -> Vec<(&str, &str)> {
    model.comparison.workbench.rows().iter().map(|row| (&*row.name, row.verdict.as_str())).collect()
}

fn encrypted_to(seed: u8, plain: &str) -> String {
    age::encrypt_to(plain.as_bytes(), &candour_files::keys::identity(&key(seed)).recipient(), &[7; 64])
        .unwrap()
        .0
}

fn locked(plain: &[u8]) -> String {
    age::encrypt_with_passphrase(plain, "a passphrase", 2, &[3; 48]).unwrap()
}

/// Answers the one put-off task.
fn resumed(model: &mut Model, event: impl Into<Event>) -> Vec<Effect> {
    let effects = model.update(event).effects;
    resume(model, effects, 0)
}

/// An archive of files that are stored as they are.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let crc32 = |bytes: &[u8]| {
        !bytes.iter().fold(!0_u32, |sum, byte| {
            (0..8)
                .fold(sum ^ u32::from(*byte), |sum, _| sum >> 1 ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 })
        })
    };
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let length = u32::try_from(content.len()).unwrap().to_le_bytes();
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        common.extend(crc32(content).to_le_bytes());
        common.extend([length, length].concat());
        common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        common.extend([0, 0]);
        directory.extend([b"PK\x01\x02\x14\0".as_slice(), &common, &[0; 10]].concat());
        directory.extend(u32::try_from(out.len()).unwrap().to_le_bytes());
        directory.extend(name.as_bytes());
        out.extend([b"PK\x03\x04".as_slice(), &common, name.as_bytes(), content].concat());
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let (size, start) = (u32::try_from(directory.len()).unwrap(), u32::try_from(out.len()).unwrap());
    out.extend(directory);
    out.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count].concat());
    out.extend([size.to_le_bytes(), start.to_le_bytes()].concat());
    out.extend([0, 0]);
    out
}

#[test]
fn batches_grow_while_quick_and_shrink_when_slow() {
    for (batch, done, took, expected) in [
        (4, 4, 0, 8),
        (4, 4, 24, 8),
        (4, 3, 0, 4),
        (4, 4, 25, 4),
        (4, 4, 75, 4),
        (4, 4, 76, 2),
        (1, 1, 9_000, 1),
        (1_024, 1_024, 0, 1_024),
    ] {
        assert_eq!(next_batch(batch, done, took), expected, "{batch} {done} {took}");
    }
}

#[test]
fn batches_settle_where_one_takes_about_fifty_milliseconds() {
    let mut model = bench();
    let mut shell = Shell { slow: 5, ..Shell::default() };
    let effects =
        shell.choose(&mut model, (0..120).map(|number| file("a.json", number.to_string())).collect());
    shell.run(&mut model, effects);
    assert_eq!(shell.asked.iter().sum::<u32>(), 120);
    assert!(shell.asked.iter().all(|count| (4..=16).contains(count)), "{:?}", shell.asked);
}

#[test]
fn batches_double_from_four() {
    let mut model = bench();
    let mut shell = Shell { took: 9_000, ..Shell::default() };
    let effects =
        shell.choose(&mut model, (0..60).map(|number| file("a.json", number.to_string())).collect());
    shell.run(&mut model, effects);
    assert_eq!(shell.asked, [4, 4, 8, 8, 16, 16, 4]);
}

#[test]
fn a_file_that_cannot_be_read_is_listed_with_the_reason() {
    let unread = |name: &str, size, why| IncomingFile { name: name.to_owned(), size, content: Err(why) };
    let mut model = bench();
    opened(
        &mut model,
        vec![
            unread("gone.json", 100, IntakeError::NotRead),
            unread("film.mov", 3_000_001, IntakeError::TooLarge),
            file("empty.json", ""),
        ],
    );
    let rows = model.comparison.workbench.rows();
    assert_eq!(rows[0].problem, Some(IntakeError::NotRead));
    assert_eq!((rows[1].verdict.as_str(), rows[1].problem), ("unreadable", None));
    assert!(rows.iter().all(|row| row.verdict.as_str() == "unreadable"));
    assert_eq!((rows[0].sha256, rows[2].sha256.is_some()), (None, true));
}

#[test]
fn an_archive_is_unpacked_file_by_file_and_one_within_it_is_not() {
    let (one, two) = (by(1), by(2));
    let inner = zip(&[("hidden.json", two.as_bytes())]);
    let archive = zip(&[
        ("a/one.json", one.as_bytes()),
        ("inner.zip", &inner),
        ("two.json", two.as_bytes()),
        ("three.json", b"{}"),
    ]);
    let mut model = bench();
    let mut shell = Shell::default();
    let effects = shell.choose(&mut model, vec![file("all.zip", archive)]);
    let effects = shell.answer(&mut model, &effects[0]);
    let reading = model.comparison.reader.as_ref().unwrap();
    assert_eq!((reading.done, reading.total), (2, 4));
    shell.run(&mut model, effects);
    assert_eq!(
        verdicts(&model),
        [
            ("all.zip/a/one.json", "intact"),
            ("all.zip/inner.zip", "unreadable"),
            ("all.zip/two.json", "intact"),
            ("all.zip/three.json", "other")
        ]
    );
    assert_eq!(model.comparison.workbench.rows()[1].problem, Some(IntakeError::NestedArchive));
}

#[test]
fn a_large_archive_is_never_unpacked_at_once() {
    let names: Vec<String> = (0..100).map(|number| format!("{number}.json")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), name.as_bytes())).collect();
    let mut model = bench();
    let mut shell = Shell { slow: 30, ..Shell::default() };
    let mut effects = shell.choose(&mut model, vec![file("all.zip", zip(&files)), file("last.json", "{}")]);
    let mut before = 0;
    while let Some(effect) = effects.pop() {
        effects.extend(shell.answer(&mut model, &effect));
        let rows = model.comparison.workbench.rows().len();
        assert!(rows - before <= 8, "{before} {rows}");
        before = rows;
    }
    assert_eq!(before, 101);
}

#[test]
fn an_archive_is_done_before_further_files_are_asked_for() {
    let names: Vec<String> = (0..20).map(|number| format!("{number}.json")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), name.as_bytes())).collect();
    let mut chosen = vec![file("all.zip", zip(&files))];
    chosen.extend((1..=5).map(|number| file(&format!("after-{number}.json"), "{}")));
    let mut model = bench();
    opened(&mut model, chosen);
    let names: Vec<&str> = model.comparison.workbench.rows().iter().map(|row| &*row.name).collect();
    assert_eq!((names.len(), model.comparison.unread), (25, 0));
    assert_eq!(names[..4], ["after-1.json", "after-2.json", "after-3.json", "all.zip/0.json"]);
    assert_eq!(names[22..], ["all.zip/19.json", "after-4.json", "after-5.json"]);
}

#[test]
fn a_broken_archive_is_named_as_such() {
    let whole = zip(&[("one.json", by(1).as_bytes())]);
    let mut changed = whole.clone();
    changed[60] ^= 1;
    let mut model = bench();
    opened(
        &mut model,
        vec![
            file("cut.zip", &whole[..whole.len() - 30]),
            file("changed.zip", changed),
            file("empty.zip", zip(&[])),
        ],
    );
    let problems: Vec<_> =
        model.comparison.workbench.rows().iter().map(|row| (&*row.name, row.problem.unwrap())).collect();
    assert_eq!(
        problems,
        [
            ("cut.zip", IntakeError::Archive(ZipError::Truncated)),
            ("changed.zip/one.json", IntakeError::Archive(ZipError::Damaged)),
            ("empty.zip", IntakeError::EmptyArchive)
        ]
    );
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_not_unpacked() {
    let mut large = zip(&[("one.json", by(1).as_bytes())]);
    let directory = large.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    large[directory + 24..directory + 28].copy_from_slice(&1_000_000_001_u32.to_le_bytes());
    let mut model = bench();
    opened(&mut model, vec![file("large.zip", large)]);
    let problems: Vec<_> =
        model.comparison.workbench.rows().iter().map(|row| (&*row.name, row.problem)).collect();
    assert_eq!(problems, [("large.zip", Some(IntakeError::Archive(ZipError::TooMuch)))]);
}

#[test]
fn reading_stops_in_the_middle_and_what_was_read_stays() {
    let mut model = bench();
    let mut shell = Shell::default();
    let effects = shell.choose(&mut model, (1..=20).map(|number| file("a.json", by(number))).collect());
    let effects = shell.answer(&mut model, &effects[0]);
    assert_eq!(effects.len(), 1);
    let stopped = model.update(ComparisonEvent::StopRequested).effects;
    assert_eq!(stopped, [Effect::DropPendingFiles, Effect::ScrollToTop]);
    let read = model.comparison.workbench.rows().len();
    assert!((1..20).contains(&read) && model.comparison.reader.is_none());
    assert_eq!(model.comparison.unread as usize, 20 - read, "what was not read is counted");
    let late = ComparisonEvent::FilesRead { files: vec![file("late.json", by(21))], took: 0, now: NOW };
    assert!(model.update(late).effects.is_empty());
    assert_eq!(model.comparison.workbench.rows().len(), read, "what arrives late is not looked at");
    assert!(model.update(ComparisonEvent::StopRequested).effects.is_empty());
    opened(&mut model, vec![file("again.json", by(22))]);
    assert_eq!(model.comparison.workbench.rows().len(), read + 1);
}

#[test]
fn files_chosen_while_others_are_read_are_read_after_them() {
    let mut model = bench();
    let mut shell = Shell::default();
    let mut effects = shell.choose(&mut model, (1..=10).map(|number| file("a.json", by(number))).collect());
    effects = shell.answer(&mut model, &effects[0]);
    assert!(shell.choose(&mut model, vec![file("b.json", by(11))]).is_empty());
    assert_eq!(model.comparison.reader.as_ref().unwrap().total, 11);
    shell.run(&mut model, effects);
    assert_eq!((model.comparison.workbench.rows().len(), model.comparison.unread), (11, 0));
}

#[test]
fn missing_files_end_the_reading() {
    let mut model = bench();
    let mut effects = model.update(ComparisonEvent::FilesChosen(3)).effects;
    Shell::default().run(&mut model, std::mem::take(&mut effects));
    assert_eq!(model.comparison.unread, 3);
}

#[test]
fn answers_encrypted_to_the_own_key_are_opened() {
    let mut model = bench();
    model.update(Event::Started(BootFacts::default()));
    let (ours, theirs) = (encrypted_to(40, &by(1)), encrypted_to(41, &by(2)));
    let broken = ours.replacen('\n', "\n!", 2);
    opened(
        &mut model,
        vec![file("a.age", ours), file("b.age", theirs), file("c.age", broken), file("d.json", by(1))],
    );
    let locks =
        |model: &Model| model.comparison.workbench.rows().iter().map(|row| row.lock).collect::<Vec<_>>();
    assert_eq!(locks(&model)[..2], [Some(Needs::Key), Some(Needs::Key)]);
    assert!(matches!(model.comparison.workbench.rows()[2].problem, Some(IntakeError::Locked(_))));

    let key_file = locked(key(40).to_key_file().as_bytes());
    let effects =
        resumed(&mut model, SigningEvent::KeyFileGiven(key_file.into_bytes(), passphrase("a passphrase")));
    assert_eq!(effects, [Effect::ReadFiles(0)], "what is held is tried again");
    Shell::default().run(&mut model, effects);
    let rows = model.comparison.workbench.rows();
    assert_eq!((rows[0].verdict.as_str(), rows[0].was_encrypted, rows[0].lock), ("intact", true, None));
    assert_eq!(rows[1].lock, Some(Needs::Key));
    assert_eq!(rows[3].relation, Relation::Duplicate { of: 0, exact: true });

    opened(&mut model, vec![file("e.age", encrypted_to(40, &by(3)))]);
    assert_eq!(model.comparison.workbench.rows()[4].verdict.as_str(), "intact");
}

#[test]
fn a_key_file_among_the_files_opens_the_others() {
    let mut model = bench();
    let key_file = locked(key(40).to_key_file().as_bytes());
    opened(&mut model, vec![file("a.age", encrypted_to(40, &by(1))), file("my.key.age", key_file)]);
    assert_eq!(model.comparison.workbench.rows()[1].lock, Some(Needs::Passphrase));
    let effects = resumed(&mut model, ComparisonEvent::PassphraseGiven(1, passphrase("wrong")));
    assert!(effects.is_empty() && model.key().is_none());
    assert!(matches!(model.comparison.workbench.rows()[1].problem, Some(IntakeError::Locked(_))));
    let effects = resumed(&mut model, ComparisonEvent::PassphraseGiven(1, passphrase("a passphrase")));
    assert!(effects.is_empty() && model.key().is_none(), "whose key it is is for the person to say");
    assert_eq!(model.comparison.workbench.rows()[1].used, Some(AppliedAs::FoundKey(key(40).public())));
    let effects = model.update(ComparisonEvent::FoundAccepted(1)).effects;
    Shell::default().run(&mut model, effects);
    assert_eq!(model.key().unwrap().signing.public(), key(40).public());
    let rows = model.comparison.workbench.rows();
    assert_eq!((rows[1].used, rows[1].lock, rows[1].problem), (Some(AppliedAs::Key), None, None));
    assert_eq!(rows[0].verdict.as_str(), "intact");
}

#[test]
fn a_locked_result_takes_its_place_once_it_is_opened() {
    let mut model = bench();
    opened(&mut model, vec![file("a.age", locked(by(1).as_bytes()))]);
    resumed(&mut model, ComparisonEvent::PassphraseGiven(0, passphrase("a passphrase")));
    let row = &model.comparison.workbench.rows()[0];
    assert_eq!((row.verdict.as_str(), row.was_encrypted, row.lock), ("intact", true, None));
}

#[test]
fn locked_files_are_held_until_there_is_no_room() {
    let mut model = bench();
    let locked = locked(" ".repeat(20_000).as_bytes());
    opened(&mut model, (1..=3).map(|number| file(&format!("{number}.age"), locked.clone())).collect());
    for place in 0..3 {
        assert_eq!(model.comparison.workbench.rows()[place as usize].problem, None);
        resumed(&mut model, ComparisonEvent::PassphraseGiven(place, passphrase("a passphrase")));
        assert!(model.comparison.workbench.rows()[place as usize].was_encrypted);
    }
}

#[test]
fn trying_files_again_shows_how_far_it_is() {
    let mut model = bench();
    let files = (1..=6).map(|number| file("a.age", encrypted_to(40, &by(number)))).collect();
    opened(&mut model, files);
    let key_file = locked(key(40).to_key_file().as_bytes());
    let effects =
        resumed(&mut model, SigningEvent::KeyFileGiven(key_file.into_bytes(), passphrase("a passphrase")));
    let mut shell = Shell::default();
    let effects = shell.answer(&mut model, &effects[0]);
    let reading = model.comparison.reader.as_ref().unwrap();
    assert_eq!((reading.done, reading.total), (4, 6));
    shell.run(&mut model, effects);
    assert!(model.comparison.workbench.rows().iter().all(|row| row.verdict.as_str() == "intact"));
    assert_eq!(model.message, Some(ComparisonNotice::OpenedWithKey(6).into()));
}

#[test]
fn files_are_compared_while_others_are_still_read() {
    let mut model = bench();
    let mut shell = Shell::default();
    let one = by(1);
    let mut effects = shell.choose(&mut model, (0..200).map(|_| file("a.json", one.clone())).collect());
    while model.comparison.workbench.rows().len() < 60 {
        effects = shell.answer(&mut model, &effects[0]);
    }
    assert!(model.comparison.reader.is_some());
    assert_eq!(model.comparison.workbench.rows()[49].relation, Relation::Duplicate { of: 0, exact: true });
    shell.run(&mut model, effects);
}

#[test]
fn of_two_results_of_one_day_the_one_preferred_counts() {
    let mut model = bench();
    let files =
        [1, 2].map(|chance| file("a.json", SampleResult { chance, ..SampleResult::default() }.text()));
    opened(&mut model, files.into());
    for chosen in [0, 1] {
        model.update(ComparisonEvent::FilePreferred(chosen));
        assert_eq!(model.comparison.workbench.counted(&model.catalog().entries[0].questionnaire), [chosen]);
    }
}

#[test]
fn ones_own_key_among_the_files_is_known_as_such() {
    let mut model = bench();
    model.workspace.set_own_key(Some(OwnKey { signing: key(40), saved: true }));
    let file_of = |seed| file("a.age", locked(key(seed).to_key_file().as_bytes()));
    opened(&mut model, vec![file_of(40), file_of(41)]);
    for (place, used) in [(0, AppliedAs::Key), (1, AppliedAs::FoundKey(key(41).public()))] {
        resumed(&mut model, ComparisonEvent::PassphraseGiven(place, passphrase("a passphrase")));
        assert_eq!(model.comparison.workbench.rows()[place as usize].used, Some(used));
    }
}

#[test]
fn a_key_that_was_found_waits_until_the_own_one_is_saved() {
    let mut model = bench();
    model.workspace.set_own_key(Some(OwnKey { signing: key(9), saved: false }));
    model.requests.records.edit(|records| records.add_request(request_by(9, 1)));
    opened(&mut model, vec![file("a.age", locked(key(40).to_key_file().as_bytes()))]);
    resumed(&mut model, ComparisonEvent::PassphraseGiven(0, passphrase("a passphrase")));
    for (saved, used) in [(false, AppliedAs::FoundKey(key(40).public())), (true, AppliedAs::Key)] {
        let signing = key(9);
        model.workspace.set_own_key(Some(OwnKey { signing, saved }));
        model.update(ComparisonEvent::FoundAccepted(0));
        assert_eq!(model.message == Some(Failure::SaveKeyFirst.into()), !saved);
        assert_eq!(model.comparison.workbench.rows()[0].used, Some(used));
    }
    assert_eq!(model.key().unwrap().signing.public(), key(40).public());
}

#[test]
fn a_questionnaire_brought_later_finds_the_results_about_it() {
    let mut model = model();
    model.update(Event::Started(BootFacts::default()));
    opened(&mut model, vec![file("a.json", by(1))]);
    let own = Rc::clone(&sample::catalog().entries[0]);
    assert!(model.comparison.workbench.counted(&own.questionnaire).is_empty());
    let structure = candour_questionnaire::questionnaire::sample::JSON.as_bytes().to_vec();
    let wording = candour_questionnaire::wording::sample::json().into_bytes();
    let files = vec![("questionnaire.json".to_owned(), structure), ("en.json".to_owned(), wording)];
    let effects = model.update(InboxEvent::QuestionnairesOpened(files)).effects;
    assert_eq!(model.inbox.problems, []);
    let again: Vec<Effect> =
        effects.into_iter().filter(|effect| matches!(effect, Effect::ReadFiles(_))).collect();
    Shell::default().run(&mut model, again);
    assert_eq!(model.comparison.workbench.counted(&own.questionnaire), [0]);
}

#[test]
fn noting_a_key_changes_what_is_said_of_its_files() {
    let mut model = bench();
    opened(&mut model, vec![file("a.json", by(1))]);
    let standing =
        |model: &Model| model.comparison.workbench.rows()[0].sheet.as_ref().unwrap().standing.as_str();
    assert_eq!(standing(&model), "new");
    let note = RequestEvent::KeyNoted(
        key(1).public(),
        "Company 1".to_owned(),
        Verification::Telephone,
        "2026-11-22".to_owned(),
    );
    model.update(note);
    assert_eq!(standing(&model), "checked");
    model.update(RequestEvent::ForgetKeyRequested(key(1).public()));
    assert_eq!(standing(&model), "new");
}

#[test]
fn clearing_and_erasing_leave_no_file_behind() {
    for event in [ComparisonEvent::ClearRequested.into(), Event::EraseRequested] {
        let mut model = bench();
        let mut shell = Shell::default();
        let effects = shell.choose(&mut model, (1..=20).map(|number| file("a.json", by(number))).collect());
        shell.answer(&mut model, &effects[0]);
        let effects = model.update(event).effects;
        assert!(effects.iter().any(|effect| matches!(effect, Effect::DropPendingFiles)), "{effects:?}");
        assert!(
            model.comparison.workbench.is_empty()
                && model.comparison.reader.is_none()
                && model.comparison.held.is_empty()
        );
    }
}

#[test]
fn thirty_files_of_all_kinds_are_each_named_for_what_they_are() {
    let mut model = bench();
    let key_file = locked(key(40).to_key_file().as_bytes());
    resumed(
        &mut model,
        SigningEvent::KeyFileGiven(key_file.clone().into_bytes(), passphrase("a passphrase")),
    );
    let mut files: Vec<IncomingFile> =
        (1..=14).map(|number| file(&format!("{number}.json"), by(number))).collect();
    files.push(file("15-again.json", by(1)));
    files.push(file("16-altered.json", by(15).replace("\"choice\": \"no\"", "\"choice\": \"yes\"")));
    files.push(file(
        "17-older.json",
        SampleResult { name: "Company 1", days_ago: 9, chance: 90, ..SampleResult::default() }.text(),
    ));
    files.push(file(
        "18-other-key.json",
        SampleResult { name: "company  2", key: 99, chance: 91, ..SampleResult::default() }.text(),
    ));
    let withheld = WithheldParts { name: true, ..WithheldParts::default() };
    files.push(file(
        "19-partial.json",
        SampleResult { key: 19, chance: 92, ..SampleResult::default() }.without(&withheld),
    ));
    files.push(file("20-encrypted.age", encrypted_to(40, &by(20))));
    files.push(file("21-not-for-us.age", encrypted_to(41, &by(21))));
    files.push(file("22-key.age", key_file));
    files.push(file("23-key.json", key(3).to_key_file().as_bytes().to_vec()));
    files.push(file("24-page.html", "<!doctype html><html></html>"));
    files.push(file("25-cut.json", by(25).split_at(900).0));
    files.push(file("26-picture.png", b"\x89PNG\r\n\x1a\n\0\xff".to_vec()));
    files.push(file("27-other.json", "{\"a\":1}"));
    files.push(file("28-newer.json", "{\"format\":\"candour-result/9\"}"));
    files.push(file("29-unsigned.json", "{\"format\":\"candour-result/1\"}"));
    files.push(file("30.zip", zip(&[("a.json", by(30).as_bytes())])));
    assert_eq!(files.len(), 30);
    opened(&mut model, files);
    let found: Vec<(&str, &str)> = model
        .comparison
        .workbench
        .rows()
        .iter()
        .skip(14)
        .map(|row| (row.verdict.as_str(), row.relation.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("intact", "duplicate"),
            ("altered", "only"),
            ("intact", "older"),
            ("intact", "other-key"),
            ("partial", "only"),
            ("intact", "only"),
            ("encrypted", "only"),
            ("encrypted", "only"),
            ("secret-key", "only"),
            ("page", "only"),
            ("unreadable", "only"),
            ("unreadable", "only"),
            ("other", "only"),
            ("newer", "only"),
            ("unsigned", "only"),
            ("intact", "only"),
        ]
    );
    let own = &model.catalog().entries[0].questionnaire;
    assert_eq!(model.comparison.workbench.counted(own).len(), 14 + 4);
    assert!(
        model
            .comparison
            .workbench
            .rows()
            .iter()
            .all(|row| row.counts().is_none_or(|sheet| sheet.request == RequestMatch::None))
    );
}

#[test]
fn a_thousand_files_are_all_listed() {
    // Signing a thousand takes a minute without optimisation; ten, each opened a hundred times, ask as much.
    let ten: Vec<IncomingFile> = (1..=10).map(|number| file(&format!("{number}.json"), by(number))).collect();
    let many = ten.iter().cycle().take(1_000).cloned().collect();
    let mut model = bench();
    let mut shell = Shell::default();
    let effects = shell.choose(&mut model, many);
    shell.run(&mut model, effects);
    assert_eq!(model.comparison.workbench.rows().len(), 1_000);
    assert_eq!(model.comparison.workbench.counted(&model.catalog().entries[0].questionnaire).len(), 10);
}

#[test]
fn only_ones_own_request_among_the_files_is_listed() {
    let request = request_by(9, 1);
    let echo = RequestRef { id: request.key.did(), from: "CSO".to_owned(), nonce: request.nonce.clone() };
    let answer = SampleResult { echo: Some(echo), ..SampleResult::default() }.text();
    for (own, listed) in [(Some(9), true), (Some(8), false), (None, false)] {
        let mut model = bench();
        model.workspace.set_own_key(own.map(|own| OwnKey { signing: key(own), saved: true }));
        let mut shell = Shell::default();
        let files = vec![file("answer.json", answer.clone()), file("request.json", request.file())];
        let mut effects = shell.choose(&mut model, files);
        while let Some(effect @ Effect::ReadFiles(_)) = effects.first().cloned() {
            effects = shell.answer(&mut model, &effect);
        }
        assert_eq!(
            effects.iter().any(|effect| matches!(effect, Effect::SaveToTab(Some(_)))),
            listed,
            "{own:?}"
        );
        let found = model.comparison.workbench.rows()[0].sheet.as_ref().unwrap().request;
        assert_eq!(matches!(found, RequestMatch::Yours(0, _)), listed, "{own:?}");
        if listed {
            let effects = shell.choose(&mut model, vec![file("again.json", request.file())]);
            assert_eq!(shell.answer(&mut model, &effects[0]), [], "there is nothing new to keep");
        }
    }
}

#[test]
fn a_request_is_listed_once_its_key_is_known_or_opened() {
    let mut model = bench();
    model.requests.records.edit(|records| records.add_request(request_by(9, 1)));
    let files = [(9, 2), (8, 3), (7, 4)];
    let files = files.map(|(seed, chance)| file("request.json", request_by(seed, chance).file()));
    opened(&mut model, files.into());
    let listed =
        |model: &Model| model.requests.records.requests.iter().map(|request| request.key).collect::<Vec<_>>();
    assert_eq!(listed(&model), [key(9).public(), key(9).public()]);
    let key_file = locked(key(8).to_key_file().as_bytes());
    let effects =
        resumed(&mut model, SigningEvent::KeyFileGiven(key_file.into_bytes(), passphrase("a passphrase")));
    Shell::default().run(&mut model, effects);
    assert_eq!(listed(&model), [key(9).public(), key(9).public(), key(8).public()]);
    assert!(model.requests.records_unsaved);
}

#[test]
fn the_table_is_saved_as_shown() {
    let mut model = bench();
    opened(&mut model, (1..=3).map(|number| file("a.json", by(number))).collect());
    let filter = Filter { name: "Company 2".to_owned(), ..Filter::default() };
    model.update(ComparisonEvent::ViewSelected("made-up".to_owned(), SelectedView::Filter(filter)));
    for (what, name, organisations) in [
        (ComparisonExport::Table, "made-up-compared-2026-11-22.csv", &[2][..]),
        (ComparisonExport::Answers, "made-up-answers-2026-11-22.ndjson", &[1, 2, 3]),
        (ComparisonExport::FollowUp, "made-up-follow-up-2026-11-22.txt", &[2]),
    ] {
        let effects = resumed(&mut model, ComparisonEvent::ExportRequested("made-up".to_owned(), what));
        let (written, content) = download(&effects);
        assert_eq!(written, name);
        assert_eq!(model.message, Some(ComparisonNotice::ExportSaved(what).into()));
        for number in 1..=3 {
            let there = content.contains(&format!("Company {number}"));
            assert_eq!(there, organisations.contains(&number), "{name} {number}");
        }
    }
    assert!(
        resumed(&mut model, ComparisonEvent::ExportRequested("no-such".to_owned(), ComparisonExport::Table))
            .is_empty()
    );
}

#[test]
fn a_strangers_key_or_list_is_not_put_to_use_unasked() {
    use candour_files::records::{KnownKey, Records};
    use candour_proof::json::Json;
    let day = Day::parse("2026-11-30").unwrap();
    let theirs =
        KnownKey { key: key(66).public(), name: "Acme".to_owned(), how: Verification::Telephone, day };
    let records = Json::from(Records { keys: vec![theirs], ..Records::default() }.write()).pretty();
    let mut model = bench();
    model.workspace.set_own_key(Some(OwnKey { signing: key(9), saved: true }));
    let files = vec![
        file("answers.age", locked(key(66).to_key_file().as_bytes())),
        file("more.age", locked(records.as_bytes())),
    ];
    opened(&mut model, files);
    for place in [0, 1] {
        resumed(&mut model, ComparisonEvent::PassphraseGiven(place, passphrase("a passphrase")));
    }
    assert_eq!(model.key().unwrap().signing.public(), key(9).public());
    assert!(model.requests.records.is_empty());
    let used = Some(AppliedAs::FoundRecords { requests: 0, keys: 1, key: None });
    assert_eq!(model.comparison.workbench.rows()[1].used, used);
    model.update(ComparisonEvent::FoundAccepted(1));
    assert_eq!(
        (model.requests.records.keys.len(), model.comparison.workbench.rows()[1].used),
        (1, Some(AppliedAs::Records))
    );
}

#[test]
fn a_strangers_key_or_list_checked_alone_is_not_put_to_use() {
    let theirs = KnownKey {
        key: key(66).public(),
        name: "Acme".to_owned(),
        how: Verification::Telephone,
        day: Day::parse("2026-11-30").unwrap(),
    };
    let requests = vec![request_by(66, 1)];
    let records = Json::from(Records { keys: vec![theirs], requests, ..Records::default() }.write()).pretty();
    let (key_file, records) = (key(66).to_key_file(), records.as_bytes());
    for content in [key_file.as_bytes(), records, request_by(66, 1).file().as_bytes()] {
        for content in [content.to_vec(), locked(content).into_bytes()] {
            let mut model = bench();
            model.workspace.set_own_key(Some(OwnKey { signing: key(9), saved: true }));
            let opened =
                InboxEvent::FileOpened { name: "a".to_owned(), size: content.len(), content: Some(content) };
            let mut effects = resumed(&mut model, opened);
            effects.extend(resumed(&mut model, InboxEvent::PassphraseGiven(0, passphrase("a passphrase"))));
            assert_eq!(effects, []);
            assert_eq!(model.key().unwrap().signing.public(), key(9).public());
            assert!(
                model.requests.records.is_empty()
                    && model.workspace.request().is_none()
                    && model.storage.stores_nothing(&model.workspace, &model.requests)
            );
        }
    }
}

#[test]
fn a_batch_ends_after_two_megabytes() {
    let big = vec![b' '; 1_500_000];
    let mut model = bench();
    let mut shell = Shell::default();
    let small = zip(&[("empty.json", b"".as_slice()); 200]);
    let effects = shell.choose(&mut model, vec![file("small.zip", small)]);
    shell.run(&mut model, effects);
    let large = zip(&[("big.json", big.as_slice()); 9]);
    let effects = shell.choose(&mut model, vec![file("large.zip", large)]);
    let before = model.comparison.workbench.rows().len();
    shell.answer(&mut model, &effects[0]);
    assert!(
        model.comparison.workbench.rows().len() - before <= 2,
        "{}",
        model.comparison.workbench.rows().len() - before
    );
}
