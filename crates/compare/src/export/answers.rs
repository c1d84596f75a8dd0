//! The answers of several organisations: as a table for a spreadsheet, as lines for programs that
//! analyse data (docs/ANALYSIS.md), and what to ask each of them next.
//!
//! Only files that are unchanged, or openly withheld in part, are here; never one that was altered.

use candour_files::{
    check::{QuestionnaireMatch, SameWords, Verdict},
    csv::row,
};
use candour_proof::{json::write_text, key::PublicKey};
use candour_questionnaire::{
    answers::{Choice, Reason},
    catalog::CatalogEntry,
    labels::Labels,
    questionnaire::{DecisionOutcome, Fact, FactList, Section},
    scoring::{Level, PointState},
};

use candour_words::{Key, Words};

use super::{
    cells::{day_text, level_words},
    decision::state_key,
};
use crate::{
    then_and_now::LevelsFrom,
    workbench::{
        FileRow, NotePresence, ReportedAnswer, Response, ResultSummary, RowIndex, SectionLevel, Subject,
        Workbench,
    },
};

/// What these files are made from.
#[derive(Clone, Copy, Debug)]
pub struct ComparedOrganisation<'a> {
    /// The files opened.
    pub workbench: &'a Workbench,
    /// The questionnaire.
    pub entry: &'a CatalogEntry,
    /// The words for answers and reasons.
    pub labels: &'a Labels,
    /// The organisations, in the order in which they are written.
    pub rows: &'a [RowIndex],
}

/// An organisation, as it stands in these files.
struct OrganisationAnswers<'a> {
    row: &'a FileRow,
    sheet: &'a ResultSummary,
    subject: &'a Subject,
}

impl<'a> ComparedOrganisation<'a> {
    /// The organisations: sound files only, whatever rows were given.
    fn organisations(self) -> impl Iterator<Item = OrganisationAnswers<'a>> {
        self.rows.iter().filter_map(move |place| {
            let row = self.workbench.row(*place)?;
            let sheet = row.counts()?;
            let subject = self.workbench.subject(sheet)?;
            (subject.placed_in == self.entry.questionnaire.digest()).then_some(OrganisationAnswers {
                row,
                sheet,
                subject,
            })
        })
    }

    /// Sections with the places of their questions.
    fn sections(self) -> impl Iterator<Item = (RowIndex, &'a Section, Vec<(RowIndex, &'a str)>)> {
        let mut next = 0..;
        (0..).zip(self.entry.questionnaire.sections()).map(move |(place, section)| {
            let ids = section.questions.iter().map(|question| question.id.as_str());
            (place, section, next.by_ref().zip(ids).collect())
        })
    }

    /// The items of all lists, each with its list.
    fn facts(self) -> impl Iterator<Item = (&'a FactList, &'a Fact)> {
        let lists = self.entry.questionnaire.lists().iter();
        lists.flat_map(|list| list.items().map(move |item| (list, item)))
    }

    fn question(self, place: RowIndex) -> &'a str {
        &self.entry.wording.question(self.id(place)).question
    }

    fn id(self, place: RowIndex) -> &'a str {
        self.entry.questionnaire.questions().nth(place as usize).map_or("", |question| &question.id)
    }

    /// The answer to a question, with the words that were answered where they are other ones than the head's.
    fn answer(self, sheet: &ResultSummary, question: RowIndex, words: Words) -> String {
        let answer = self.answer_alone(question, sheet.answer(question), words);
        match sheet.worded(question) {
            Some(asked) => {
                words.with(Key::TableWorded, &[("answer", &answer), ("question", asked)]).to_string()
            }
            None => answer,
        }
    }

    fn answer_alone(self, question: RowIndex, answer: ReportedAnswer, words: Words) -> String {
        let Some(choice) = answer.said.choice() else { return said_words(words, answer.said) };
        let own = self.entry.wording.label(self.id(question), choice);
        let label = own.unwrap_or_else(|| self.labels.choice(choice));
        match answer.reason {
            Some(reason) => {
                let values = [("answer", label), ("reason", self.labels.reason(reason))];
                words.with(Key::TableReason, &values).to_string()
            }
            None if answer.evidence && matches!(choice, Choice::Yes | Choice::Partly) => {
                words.with(Key::TableEvidence, &[("answer", label)]).to_string()
            }
            None => label.to_owned(),
        }
    }
}

/// The table: RFC 4180 with a byte order mark, a row for each organisation. No cell is taken for a
/// formula.
pub fn table(compared: ComparedOrganisation<'_>, words: Words) -> String {
    let words = words.for_programs();
    let wording = &compared.entry.wording;
    let questionnaire = &compared.entry.questionnaire;
    let mut out = String::from('\u{feff}');
    let text = |key: Key| words.text(key).to_string();
    let decides = questionnaire.decision().is_some();
    let mut heads = [
        Key::ColumnName,
        Key::TableFingerprint,
        Key::TableFile,
        Key::TableVersion,
        Key::TableWords,
        Key::ColumnFinished,
    ]
    .map(text)
    .to_vec();
    heads.extend(decides.then(|| text(Key::ColumnOutcome)));
    heads.extend(questionnaire.sections().iter().map(|section| wording.section(&section.id).title.clone()));
    heads.extend([Key::ColumnGaps, Key::TableGaps].map(text));
    let counted = Response::ALL.into_iter().filter(|said| *said != Response::NotAsked);
    heads.extend(counted.clone().map(|said| {
        said.choice().map_or_else(|| said_words(words, said), |own| compared.labels.choice(own).to_owned())
    }));
    heads.extend(questionnaire.profile().iter().map(|asked| wording.profile(&asked.id).question.clone()));
    let questions: Vec<&str> =
        questionnaire.questions().map(|question| wording.question(&question.id).question.as_str()).collect();
    heads.extend(questions.iter().map(|text| (*text).to_owned()));
    let note = |text: &&str| words.with(Key::TableNote, &[("question", text)]).to_string();
    heads.extend(questions.iter().map(note));
    heads.extend(compared.facts().map(|(list, item)| wording.list(&list.id).item(&item.id).question.clone()));
    row(&mut out, &heads.iter().map(String::as_str).collect::<Vec<_>>());
    for OrganisationAnswers { row: file, sheet, subject } in compared.organisations() {
        let mut cells: Vec<String> = vec![
            sheet.organisation.to_string(),
            sheet.key.as_ref().map(PublicKey::fingerprint).unwrap_or_default(),
            text(verdict_key(&file.verdict)),
            subject.version.clone(),
            text(same_words_key(sheet.words)),
            day_text(sheet.finished),
        ];
        let outcome = |outcome| wording.decision().outcome(outcome).title.clone();
        cells.extend(decides.then(|| sheet.outcome.map(outcome).unwrap_or_default()));
        for (section, ..) in compared.sections() {
            cells.push(match sheet.level(section) {
                SectionLevel::Level(level) => level_words(words, Some(level)).to_string(),
                SectionLevel::Point(state) => text(state_key(state)),
                SectionLevel::NoneCounts => level_words(words, None).to_string(),
                SectionLevel::Withheld => said_words(words, Response::Withheld),
                SectionLevel::Absent => text(Key::StandAbsent),
            });
        }
        cells.push(sheet.gaps.len().to_string());
        let gaps: Vec<&str> = sheet.gaps.iter().map(|gap| compared.question(*gap)).collect();
        cells.push(gaps.join("\n"));
        cells.extend(counted.clone().map(|said| sheet.counts.of(said).to_string()));
        for ((place, asked), chosen) in (0..).zip(questionnaire.profile()).zip(&sheet.profile) {
            let option = chosen.and_then(|chosen| asked.options.get(usize::from(chosen)));
            let label = option.map_or("", |option| wording.profile(&asked.id).option(option));
            cells.push(match sheet.worded_profile(place) {
                Some((question, label)) => {
                    words.with(Key::TableWorded, &[("answer", label), ("question", question)]).to_string()
                }
                None => label.to_owned(),
            });
        }
        let places = 0..u32::try_from(questions.len()).unwrap_or(u32::MAX);
        cells.extend(places.clone().map(|place| compared.answer(sheet, place, words)));
        cells.extend(places.map(|place| match sheet.answer(place).note {
            NotePresence::Withheld => said_words(words, Response::Withheld),
            NotePresence::No | NotePresence::Yes => sheet.note(place).to_owned(),
        }));
        for (place, (list, _)) in compared.facts().enumerate() {
            let label = |choice| wording.list(&list.id).answer(choice);
            cells.push(match sheet.fact(place) {
                _ if sheet.withholds(&list.id) => said_words(words, Response::Withheld),
                (None, _) => String::new(),
                (Some(choice), "") => label(choice).to_owned(),
                (Some(choice), note) => {
                    let values = [("answer", label(choice)), ("reason", note)];
                    words.with(Key::TableReason, &values).to_string()
                }
            });
        }
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        row(&mut out, &cells);
    }
    out
}

/// The answers as newline-delimited JSON: a line for each answer, with the members of docs/ANALYSIS.md
/// in their order. First answers come before the others; questions that were not asked have no line.
pub fn lines(compared: ComparedOrganisation<'_>) -> String {
    let mut out = String::new();
    let CatalogEntry { questionnaire, wording, .. } = compared.entry;
    let mut left = compared.rows.len();
    for one in compared.organisations() {
        let (sheet, first) = (one.sheet, out.is_empty());
        let head = head(&one, compared.entry);
        for ((place, profile), chosen) in (0..).zip(questionnaire.profile()).zip(&sheet.profile) {
            let Some(option) = chosen.and_then(|chosen| profile.options.get(usize::from(chosen))) else {
                continue;
            };
            let mut line = JsonLine { out: &mut out };
            line.out.push_str(&head);
            line.text("section", "profile");
            line.number("level", None);
            line.text("state", "");
            line.text("question", &profile.id);
            line.text("text", &wording.profile(&profile.id).question);
            line.answer(option, NO_ANSWER, false, "");
            line.words(sheet, sheet.worded_profile(place));
        }
        for (section, own, places) in compared.sections() {
            for (place, id) in places {
                let answer = sheet.answer(place);
                if answer.said == Response::NotAsked {
                    continue;
                }
                let mut line = JsonLine { out: &mut out };
                line.out.push_str(&head);
                line.text("section", &own.id);
                line.number("level", sheet.level(section).level().map(Level::number));
                line.text("state", sheet.level(section).state().map_or("", PointState::as_str));
                line.text("question", id);
                line.text("text", &wording.question(id).question);
                let gap = sheet.gaps.binary_search(&place).is_ok();
                line.answer(answer.said.as_str(), answer, gap, sheet.note(place));
                line.words(sheet, sheet.worded(place).map(|asked| (asked, "")));
            }
        }
        for (place, (list, item)) in compared.facts().enumerate() {
            let (choice, note) = sheet.fact(place);
            let said = match choice {
                _ if sheet.withholds(&list.id) => Response::Withheld,
                Some(choice) => choice.into(),
                None => continue,
            };
            let mut line = JsonLine { out: &mut out };
            line.out.push_str(&head);
            line.text("section", &list.id);
            line.number("level", None);
            line.text("state", "");
            line.text("question", &item.id);
            line.text("text", &wording.list(&list.id).item(&item.id).question);
            line.answer(said.as_str(), ReportedAnswer { said, ..NO_ANSWER }, false, note);
            line.words(sheet, None);
        }
        // Growing a text of hundreds of megabytes step by step would need the room twice.
        left = left.saturating_sub(1);
        if first {
            out.reserve(out.len().saturating_mul(left));
        }
    }
    out
}

const NO_ANSWER: ReportedAnswer =
    ReportedAnswer { said: Response::NotAsked, reason: None, evidence: false, note: NotePresence::No };

/// What is the same in all lines of a file.
fn head(one: &OrganisationAnswers<'_>, entry: &CatalogEntry) -> String {
    let OrganisationAnswers { row, sheet, subject } = one;
    let mut out = String::from("{");
    let mut line = JsonLine { out: &mut out };
    line.text("organisation", &sheet.organisation);
    line.text("key", &sheet.key.as_ref().map(PublicKey::did).unwrap_or_default());
    line.text("keyStanding", sheet.standing.as_str());
    line.text("verdict", row.verdict.as_str());
    line.text("request", sheet.request.as_str());
    line.text("result", &sheet.id);
    line.text("sha256", &row.sha256_text());
    line.text("questionnaire", entry.questionnaire.id());
    line.truth("builtIn", !entry.own);
    line.text("version", &subject.version);
    line.truth("sameVersion", subject.genuine == QuestionnaireMatch::Yes);
    line.text("finished", &day_text(sheet.finished));
    line.text("levelsFrom", if sheet.levels_from == LevelsFrom::Answers { "answers" } else { "file" });
    line.text("outcome", sheet.outcome.map_or("", DecisionOutcome::as_str));
    out
}

/// A line being written, member by member.
struct JsonLine<'a> {
    out: &'a mut String,
}

impl JsonLine<'_> {
    fn name(&mut self, name: &str) {
        if !self.out.ends_with('{') {
            self.out.push(',');
        }
        for part in ["\"", name, "\":"] {
            self.out.push_str(part);
        }
    }

    /// A text; `null` if there is none.
    fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        if value.is_empty() {
            self.out.push_str("null");
            return;
        }
        let start = self.out.len();
        write_text(value, self.out);
        // On one line also for readers that end lines at these two signs.
        if value.contains(['\u{2028}', '\u{2029}']) {
            let escaped = self.out.split_off(start).replace('\u{2028}', "\\u2028");
            self.out.push_str(&escaped.replace('\u{2029}', "\\u2029"));
        }
    }

    fn truth(&mut self, name: &str, value: bool) {
        self.name(name);
        self.out.push_str(if value { "true" } else { "false" });
    }

    fn number(&mut self, name: &str, value: Option<u8>) {
        self.name(name);
        self.out.push_str(&value.map_or_else(|| "null".to_owned(), |value| value.to_string()));
    }

    fn answer(&mut self, said: &str, answer: ReportedAnswer, gap: bool, note: &str) {
        self.text("answer", said);
        self.text("reason", answer.reason.map_or("", Reason::as_str));
        self.truth("evidence", answer.evidence);
        self.truth("seriousGap", gap);
        self.text("note", note);
        self.truth("noteWithheld", answer.note == NotePresence::Withheld);
    }

    /// Whether the words answered are those known here, and those of the question and the answer where they are not.
    fn words(&mut self, sheet: &ResultSummary, asked: Option<(&str, &str)>) {
        let (question, label) = asked.unwrap_or_default();
        self.text("words", sheet.words.as_str());
        self.text("asked", question);
        self.text("answeredAs", label);
        self.out.push_str("}\n");
    }
}

/// What to ask each organisation next, as text for a mail.
pub fn follow_up(compared: ComparedOrganisation<'_>, words: Words) -> String {
    let wording = &compared.entry.wording;
    let mut out = words.with(Key::FollowUpHeading, &[("name", &wording.title)]).to_string();
    out.push('\n');
    if compared.entry.own {
        out.push_str(&words.text(Key::OwnMark));
        out.push('\n');
    }
    for OrganisationAnswers { sheet, subject, .. } in compared.organisations() {
        let name = match &*sheet.organisation {
            _ if sheet.withholds("signer") => words.text(Key::CompareNameWithheld),
            "" => words.text(Key::FactNoName),
            name => name.to_owned().into(),
        };
        let fingerprint = sheet.key.as_ref().map(PublicKey::fingerprint).unwrap_or_default();
        let day = day_text(sheet.finished);
        let values = [("version", subject.version.as_str()), ("day", &day), ("fingerprint", &fingerprint)];
        for line in ["\n", &*name, "\n", &*words.with(Key::FollowUpAbout, &values), "\n"] {
            out.push_str(line);
        }
        out.push('\n');
        out.push_str(
            &asks(compared, sheet, words).unwrap_or_else(|| words.text(Key::FollowUpNone).to_string()),
        );
        out.push('\n');
    }
    out
}

/// The letter that asks an organisation (by its row) on: only what to ask, in the second person. `None` if there is
/// nothing to ask.
pub fn letter(compared: ComparedOrganisation<'_>, row: RowIndex, words: Words) -> Option<String> {
    asks(compared, compared.workbench.row(row)?.counts()?, words)
}

fn asks(compared: ComparedOrganisation<'_>, sheet: &ResultSummary, words: Words) -> Option<String> {
    let list = sheet.follow_up();
    if list.is_empty() {
        return None;
    }
    let day = day_text(sheet.finished);
    let values = [("title", compared.entry.wording.title.as_str()), ("day", &day)];
    let mut out = words.with(Key::LetterAgain, &values).to_string();
    out.push_str("\n\n");
    for (number, one) in (1_u32..).zip(&list) {
        let question = sheet.worded(one.question).unwrap_or_else(|| compared.question(one.question));
        for part in [&*number.to_string(), ". ", question, "\n   ", &*words.text(one.why.key()), "\n"] {
            out.push_str(part);
        }
    }
    out.push('\n');
    out.push_str(&words.text(Key::LetterAgainEnd));
    Some(out)
}

/// What is written in the place of a choice; empty of a choice.
fn said_words(words: Words, said: Response) -> String {
    let key = match said {
        Response::Open => Key::SaidOpen,
        Response::Withheld => Key::SaidWithheld,
        Response::Unclear => Key::SaidUnclear,
        Response::NotAsked => Key::SaidNotAsked,
        _ => return String::new(),
    };
    words.text(key).to_string()
}

fn same_words_key(words: SameWords) -> Key {
    match words {
        SameWords::Yes => Key::TableWordsSame,
        SameWords::Other => Key::TableWordsOther,
        SameWords::OtherLanguage => Key::TableWordsLanguage,
        SameWords::Unknown => Key::TableWordsUnknown,
    }
}

fn verdict_key(verdict: &Verdict) -> Key {
    if *verdict == Verdict::Partial { Key::VerdictPartial } else { Key::VerdictIntact }
}

#[cfg(test)]
mod tests {
    use candour_files::{
        records::Records,
        sample::{self, SampleResult, catalog, checked},
        withhold::WithheldParts,
    };
    use candour_proof::json::{Json, Limits};

    use super::*;

    /// Names and notes that could do harm on a screen, in a spreadsheet or in a line of JSON.
    const HOSTILE: [&str; 9] = [
        "<script>alert(1)</script><b>Acme</b>",
        "=HYPERLINK(\"https://example.org\",\"Acme\")",
        "+cmd|' /C calc'!A0",
        "Acme\"; \"beta\",\r\n\"gamma",
        "\u{202e}emcA\u{2066}",
        "A\u{200b}c\u{200d}me",
        "one\u{2028}two\u{2029}three",
        "{version} {question} {answer}",
        "\u{feff}@SUM(A1)",
    ];

    fn opened(files: &[String]) -> Workbench {
        let (mut workbench, catalog) = (Workbench::default(), catalog());
        for text in files {
            workbench.add(checked(text, "file.json"), &catalog);
        }
        workbench.relate(&Records::default(), None);
        workbench
    }

    fn written<T>(files: &[String], write: impl FnOnce(ComparedOrganisation<'_>) -> T) -> T {
        let (workbench, catalog) = (opened(files), catalog());
        let rows: Vec<RowIndex> = (0..).take(files.len()).collect();
        let entry = &catalog.entries[0];
        write(ComparedOrganisation { workbench: &workbench, entry, labels: &catalog.labels, rows: &rows })
    }

    fn text_of(key: Key) -> String {
        Words::english().text(key).to_string()
    }

    fn rows(files: &[String]) -> Vec<Vec<String>> {
        candour_files::csv::read(&written(files, |compared| table(compared, Words::english())), ',').unwrap()
    }

    fn parsed(files: &[String]) -> Vec<Json> {
        let text = written(files, lines);
        assert!(text.is_empty() || text.ends_with('\n'));
        text.lines().map(|line| Json::read(line.as_bytes(), Limits::FILE).unwrap()).collect()
    }

    fn said<'a>(lines: &'a [Json], question: &str, member: &str) -> &'a Json {
        let line = lines.iter().find(|line| line.get("question").unwrap().as_text() == Some(question));
        line.unwrap().get(member).unwrap()
    }

    #[test]
    fn the_table_has_a_row_per_organisation() {
        let notes = [("backup", "Next\nyear.")];
        let reasons = [("limits", Reason::Other)];
        let evidence = ["deletion", "limits", "backup"];
        let files = [SampleResult {
            notes: &notes,
            reasons: &reasons,
            evidence: &evidence,
            ..SampleResult::default()
        }
        .text()];
        let found = rows(&files);
        assert_eq!(found.len(), 2);
        let cell = |head: &str| {
            let place = found[0].iter().position(|known| known == head);
            found[1][place.unwrap_or_else(|| panic!("{head} in {:?}", found[0]))].as_str()
        };
        let head = |key: Key| cell(&text_of(key));
        assert!(found.iter().all(|row| row.len() == found[0].len()));
        assert_eq!(head(Key::TableFile), text_of(Key::VerdictIntact));
        assert_eq!((head(Key::ColumnName), head(Key::TableVersion)), ("Acme", "'1.0.0"));
        assert_eq!((head(Key::ColumnFinished), head(Key::ColumnGaps)), ("2026-11-22", "1"));
        assert_eq!(head(Key::TableFingerprint).split(' ').count(), 8);
        let entry = &catalog().entries[0];
        let words = |id: &str| entry.wording.question(id).question.clone();
        let title = |id: &str| entry.wording.section(id).title.clone();
        let level = |level: Level| level_words(Words::english(), Some(level));
        assert_eq!(cell(&title("storage")), &*level(Level::Mostly));
        assert_eq!(cell(&title("security")), &*level(Level::NotStarted));
        assert_eq!((head(Key::TableGaps), head(Key::SaidOpen)), (words("backup").as_str(), "1"));
        let with = |key: Key, values: &[(&str, &str)]| Words::english().with(key, values);
        assert_eq!(cell(&words("deletion")), &*with(Key::TableEvidence, &[("answer", "choice 0")]));
        assert_eq!(cell(&words("backup")), "choice 2");
        let reason = [("answer", "choice 4"), ("reason", "reason 4")];
        assert_eq!(cell(&words("limits")), &*with(Key::TableReason, &reason));
        assert_eq!(cell(&words("contract")), text_of(Key::SaidNotAsked));
        assert_eq!(cell(&words("tidiness")), text_of(Key::SaidOpen));
        assert_eq!(cell(&with(Key::TableNote, &[("question", &words("backup"))])), "Next\nyear.");
    }

    #[test]
    fn answers_to_other_words_keep_those_words() {
        let digest = catalog().entries[0].wording.digest().to_owned();
        let asked = "Do you do without backup?";
        let other = SampleResult::default().with(&[
            (&digest, &"0".repeat(64)),
            ("Do you look after backup?", asked),
            ("Do children use it?", "Is it kept from children?"),
        ]);
        let files = [SampleResult { key: 2, chance: 2, ..SampleResult::default() }.text(), other];
        let found = rows(&files);
        let entry = &catalog().entries[0];
        let cell = |row: usize, head: &str| {
            found[row][found[0].iter().position(|known| known == head).unwrap()].as_str()
        };
        let backup = entry.wording.question("backup").question.as_str();
        let children = entry.wording.profile("children").question.as_str();
        let head = text_of(Key::TableWords);
        assert_eq!(cell(1, &head), text_of(Key::TableWordsSame));
        assert_eq!(cell(2, &head), text_of(Key::TableWordsOther));
        assert_eq!(cell(1, backup), "choice 2");
        let worded = |answer: &str, asked: &str| {
            Words::english().with(Key::TableWorded, &[("answer", answer), ("question", asked)]).to_string()
        };
        assert_eq!(cell(2, backup), worded("choice 2", asked));
        assert_eq!(cell(1, children), "No");
        assert_eq!(cell(2, children), worded("No", "Is it kept from children?"));
        let text = |line: &Json, name: &str| line.get(name).and_then(Json::as_text).map(str::to_owned);
        let lines = parsed(&files);
        let told: Vec<_> = lines
            .iter()
            .filter(|line| text(line, "question").as_deref() == Some("backup"))
            .map(|line| (text(line, "words").unwrap(), text(line, "asked"), text(line, "answeredAs")))
            .collect();
        let told_children = lines.iter().filter(|line| text(line, "answeredAs").is_some()).count();
        assert_eq!(
            told,
            [("same".to_owned(), None, None), ("other".to_owned(), Some(asked.to_owned()), None)]
        );
        assert_eq!(told_children, 1);
        let mail = written(&files, |compared| follow_up(compared, Words::english()));
        assert!(mail.contains(asked) && mail.contains(backup), "{mail}");
    }

    #[test]
    fn what_is_withheld_says_so_in_every_file() {
        let notes = [("deletion", "A note.")];
        let what = WithheldParts {
            name: true,
            answers: vec!["backup".to_owned()],
            notes: vec!["deletion".to_owned()],
            ..WithheldParts::default()
        };
        let files = [SampleResult { notes: &notes, ..SampleResult::default() }.without(&what)];
        let found = rows(&files);
        assert_eq!(found[1][0], "");
        assert_eq!(found[1][2], text_of(Key::VerdictPartial));
        assert_eq!(
            found[1].iter().filter(|cell| **cell == text_of(Key::SaidWithheld)).count(),
            3,
            "level, answer and note"
        );
        let lines = parsed(&files);
        assert_eq!(said(&lines, "backup", "answer").as_text(), Some("withheld"));
        assert_eq!(said(&lines, "backup", "level"), &Json::Null);
        assert_eq!(said(&lines, "deletion", "noteWithheld").as_bool(), Some(true));
        assert_eq!(said(&lines, "deletion", "organisation"), &Json::Null);
        assert!(
            written(&files, |compared| follow_up(compared, Words::english()))
                .contains(&["\n", &text_of(Key::CompareNameWithheld), "\n"].concat())
        );
    }

    #[test]
    fn an_altered_file_is_in_no_export_whatever_rows_are_given() {
        let text = SampleResult::default().text();
        let files = [text.replace("\"choice\": \"no\"", "\"choice\": \"yes\"")];
        assert_ne!(files[0], text);
        assert_eq!(rows(&files).len(), 1);
        assert!(parsed(&files).is_empty());
        assert_eq!(written(&files, |compared| follow_up(compared, Words::english())).lines().count(), 1);
    }

    #[test]
    fn every_line_has_the_same_members_in_the_documented_order() {
        let files = [SampleResult { notes: &[("backup", "Soon.")], ..SampleResult::default() }.text()];
        let lines = parsed(&files);
        let ids: Vec<&str> =
            lines.iter().map(|line| line.get("question").unwrap().as_text().unwrap()).collect();
        assert_eq!(ids, ["role", "children", "deletion", "limits", "tidiness", "backup"]);
        let members = |line: &Json| -> Vec<String> {
            line.as_object().unwrap().iter().map(|(name, _)| name.to_owned()).collect()
        };
        let documented = include_str!("../../../../docs/ANALYSIS.md");
        let documented: Vec<&str> = documented
            .lines()
            .skip_while(|line| !line.starts_with("| Member |"))
            .skip(2)
            .take_while(|line| line.starts_with("| `"))
            .map(|line| line.split('`').nth(1).unwrap())
            .collect();
        for line in &lines {
            assert_eq!(members(line), documented);
        }
        assert_eq!(said(&lines, "backup", "note").as_text(), Some("Soon."));
        assert_eq!(said(&lines, "backup", "seriousGap").as_bool(), Some(true));
        assert_eq!(said(&lines, "deletion", "level").as_integer(), Some(2));
        assert_eq!(said(&lines, "tidiness", "answer").as_text(), Some("open"));
        assert_eq!(said(&lines, "role", "answer").as_text(), Some("controller"));
        assert_eq!(said(&lines, "role", "section").as_text(), Some("profile"));
    }

    #[test]
    fn every_line_names_questionnaire_version_and_whose_levels() {
        let digest = catalog().entries[0].questionnaire.digest().to_owned();
        let older = [("\"1.0.0\"", "\"0.9.0\""), (&*digest, &*"0".repeat(64))];
        for (changes, version, same, from) in
            [(&[][..], "1.0.0", true, "answers"), (&older, "0.9.0", false, "file")]
        {
            let lines = parsed(&[SampleResult::default().with(changes)]);
            for line in &lines {
                let text = |member: &str| line.get(member).and_then(Json::as_text);
                assert_eq!((text("questionnaire"), text("version")), (Some("made-up"), Some(version)));
                assert_eq!(
                    (line.get("sameVersion"), text("levelsFrom")),
                    (Some(&Json::Bool(same)), Some(from))
                );
                assert_eq!(line.get("builtIn"), Some(&Json::Bool(true)));
            }
        }
        let own = |compared: ComparedOrganisation<'_>| {
            lines(ComparedOrganisation { entry: &CatalogEntry { own: true, ..sample::entry() }, ..compared })
        };
        assert!(
            written(&[SampleResult::default().text()], own)
                .lines()
                .all(|line| line.contains("\"builtIn\":false"))
        );
    }

    #[test]
    fn hostile_names_and_notes_stay_one_cell() {
        let long = "Æ".repeat(5_000);
        for (key, hostile) in (1..).zip(HOSTILE.into_iter().chain([long.as_str()])) {
            let notes = [("backup", hostile)];
            let files =
                [SampleResult { name: hostile, key, chance: key, notes: &notes, ..SampleResult::default() }
                    .text()];
            let found = rows(&files);
            assert_eq!(found.len(), 2, "{hostile:.20}");
            assert_eq!(found[1].len(), found[0].len());
            for cell in &found[1] {
                let start =
                    cell.trim_start_matches(|sign: char| !sign.is_ascii_graphic() && !sign.is_alphanumeric());
                assert!(!start.starts_with(['=', '+', '-', '@']), "{cell:.40}");
            }
            let lines = parsed(&files);
            assert_eq!(lines.len(), 6);
            let name = said(&lines, "backup", "organisation").as_text().unwrap();
            assert!(!name.contains(['\n', '\u{202e}', '\u{2066}', '\u{feff}']), "{name:?}");
            assert!(name.chars().count() <= 200);
            let text = written(&files, super::lines);
            assert!(!text.contains(['\u{2028}', '\u{2029}', '\r']));
            let next = written(&files, |compared| follow_up(compared, Words::english()));
            assert!(next.lines().any(|line| line == name.trim_end() || line == name), "{next:.200}");
        }
    }

    #[test]
    fn what_to_ask_next_is_numbered_for_each_organisation() {
        let all = [
            ("deletion", Choice::Yes),
            ("limits", Choice::Yes),
            ("tidiness", Choice::Yes),
            ("backup", Choice::Yes),
        ];
        let fine =
            SampleResult { name: "Fine", key: 2, chance: 2, answers: &all, ..SampleResult::default() }.text();
        let nobody = SampleResult { name: "", key: 3, chance: 3, ..SampleResult::default() }.text();
        let files = [SampleResult::default().text(), fine, nobody];
        let text = written(&files, |compared| follow_up(compared, Words::english()));
        let entry = &catalog().entries[0];
        let question = |id: &str| entry.wording.question(id).question.clone();
        let said: Vec<&str> = text.lines().collect();
        let title = [("name", entry.wording.title.as_str())];
        assert_eq!(said[0], &*Words::english().with(Key::FollowUpHeading, &title));
        assert_eq!((said[1], said[2]), ("", "Acme"));
        assert!(said[3].contains("1.0.0") && said[3].contains("2026-11-22"), "{}", said[3]);
        let letter = [("title", entry.wording.title.as_str()), ("day", "2026-11-22")];
        assert_eq!(said[5], &*Words::english().with(Key::LetterAgain, &letter));
        assert_eq!(said[7], ["1. ", &question("backup")].concat());
        assert_eq!(said[8], ["   ", &*text_of(Key::WhyNoUnexplained)].concat());
        assert_eq!(said[9], ["2. ", &question("tidiness")].concat());
        assert_eq!(said[10], ["   ", &*text_of(Key::WhyOpen)].concat());
        assert_eq!((said[12], said[14]), (&*text_of(Key::LetterAgainEnd), "Fine"));
        assert_eq!([said[17], said[19]], [Key::FollowUpNone, Key::FactNoName].map(text_of));
    }
}
