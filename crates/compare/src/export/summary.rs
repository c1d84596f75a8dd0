//! The result in a few lines, to paste into a mail: as text, or marked as Markdown.

use candour_proof::date::Day;
use candour_questionnaire::{
    catalog::Entry,
    draft::Draft,
    scoring::{Assessment, Level, assess},
};

use super::texts::{SummaryTexts, Texts, fill};

/// How many actions the summary names.
const FIRST_ACTIONS: usize = 3;

/// The summary with headings and lists marked; what people typed marks nothing.
pub fn markdown(entry: &Entry, draft: &Draft, texts: &Texts, today: Option<Day>) -> String {
    summary(entry, draft, texts, today, true)
}

/// The summary as text.
pub fn plain(entry: &Entry, draft: &Draft, texts: &Texts, today: Option<Day>) -> String {
    summary(entry, draft, texts, today, false)
}

fn summary(entry: &Entry, draft: &Draft, texts: &Texts, today: Option<Day>, marked: bool) -> String {
    let words = &texts.summary;
    let assessment = assess(&entry.questionnaire, &draft.answers);
    let mut out = Sheet { text: String::new(), marked };
    out.heading("# ", &entry.wording.title);
    if entry.own {
        out.paragraph(&texts.own);
    }
    out.organisation(&draft.organisation);
    let basis = [("version", entry.questionnaire.version()), ("date", entry.questionnaire.date())];
    out.paragraph(&fill(&words.basis, &basis));
    if let Some(today) = today {
        out.paragraph(&fill(&words.day, &[("day", &today.text())]));
    }
    for (asked, option) in entry.questionnaire.limits(&draft.answers) {
        out.paragraph(entry.wording.profile(asked).limit(option));
    }
    if !assessment.complete() {
        out.paragraph(&words.so_far);
    }
    out.paragraph(&completeness(&assessment, words));
    if !assessment.stops.is_empty() {
        out.heading("## ", &words.stops);
        for stop in &assessment.stops {
            let stop = entry.wording.stop(stop);
            out.item("- ", &fill(&words.line, &[("name", &stop.title), ("level", &stop.text)]));
        }
    }
    out.heading("## ", &words.sections);
    for section in &assessment.sections {
        let name = &entry.wording.section(&section.id).title;
        let level = words.level(section.level);
        out.item("- ", &fill(&words.line, &[("name", name), ("level", level)]));
    }
    gaps(&mut out, entry, &assessment, words);
    actions(&mut out, entry, &assessment, words);
    out.paragraph(&words.disclaimer);
    out.text
}

fn gaps(out: &mut Sheet, entry: &Entry, assessment: &Assessment, words: &SummaryTexts) {
    out.heading("## ", &words.gaps);
    for gap in &assessment.serious_gaps {
        out.item("- ", &entry.wording.question(gap).question);
    }
    if assessment.serious_gaps.is_empty() {
        out.paragraph(&words.gaps_none);
    }
}

fn actions(out: &mut Sheet, entry: &Entry, assessment: &Assessment, words: &SummaryTexts) {
    out.heading("## ", &words.actions);
    for (action, number) in assessment.actions.iter().take(FIRST_ACTIONS).zip(["1. ", "2. ", "3. "]) {
        let text = entry.wording.question(&action.question);
        out.item(number, &fill(&words.action, &[("action", &text.action), ("step", &text.first_step)]));
    }
    if assessment.actions.is_empty() {
        out.paragraph(&words.actions_none);
    }
}

fn completeness(assessment: &Assessment, words: &SummaryTexts) -> String {
    let counts = &assessment.completeness;
    let values = [
        ("answered", counts.answered),
        ("asked", counts.asked),
        ("yes", counts.yes),
        ("partly", counts.partly),
        ("no", counts.no),
        ("unknown", counts.unknown),
        ("not", counts.not_applicable),
        ("open", counts.open),
    ]
    .map(|(name, count)| (name, count.to_string()));
    let values: Vec<(&str, &str)> = values.iter().map(|(name, count)| (*name, count.as_str())).collect();
    fill(&words.completeness, &values)
}

impl SummaryTexts {
    pub(super) fn level(&self, level: Option<Level>) -> &str {
        let place = level.map(|level| usize::from(level.number()));
        place.map_or(Some(&self.level_none), |place| self.levels.get(place)).map_or("", String::as_str)
    }
}

/// A text being written, with or without marks.
struct Sheet {
    text: String,
    marked: bool,
}

impl Sheet {
    /// Behind an empty line, with its mark.
    fn heading(&mut self, mark: &str, text: &str) {
        self.apart();
        self.put(if self.marked { mark } else { "" }, text);
        self.text.push('\n');
    }

    /// Behind an empty line.
    fn paragraph(&mut self, text: &str) {
        self.apart();
        self.put("", text);
    }

    /// On a line of its own.
    fn item(&mut self, mark: &str, text: &str) {
        self.put(mark, text);
    }

    /// What people typed, in bold; every sign that could mark something is escaped.
    fn organisation(&mut self, name: &str) {
        if name.is_empty() {
            return;
        }
        self.apart();
        if self.marked {
            self.text.push_str("**");
            self.escaped(name, |letter| letter.is_ascii_punctuation());
            self.text.push_str("**\n");
        } else {
            self.put("", name);
        }
    }

    fn put(&mut self, mark: &str, text: &str) {
        self.text.push_str(mark);
        if self.marked {
            self.escaped(text, |letter| "\\`*_[]<>~|".contains(letter));
        } else {
            self.text.push_str(text);
        }
        self.text.push('\n');
    }

    fn escaped(&mut self, text: &str, marks: fn(char) -> bool) {
        for letter in text.chars() {
            if marks(letter) {
                self.text.push('\\');
            }
            self.text.push(letter);
        }
    }

    fn apart(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use candour_questionnaire::answers::{Answer, Choice};
    use proptest::prelude::*;

    use super::{
        super::sample::{draft, entry, texts},
        *,
    };

    #[test]
    fn what_people_typed_marks_nothing() {
        let text = markdown(&entry(), &draft(), &texts(), None);
        assert!(text.contains("\n**Café \\*Söhne\\***\n"), "{text}");
        let mut draft = draft();
        draft.organisation = "<b>[x](https://example.org)".to_owned();
        let text = markdown(&entry(), &draft, &texts(), None);
        assert!(text.contains("**\\<b\\>\\[x\\]\\(https\\:\\/\\/example\\.org\\)**"), "{text}");
    }

    #[test]
    fn the_text_tells_the_result_in_order() {
        let expected = "Made up\n\nCafé *Söhne*\n\nVersion 1.0.0 of 2026-11-22\n\nAs of 2026-11-23\n\nSo far.\n\n\
            3 of 5 answered\n\nAreas\n\nStorage: Zero\nSecurity: Three\n\nSerious gaps\n\n\
            Do you look after deletion?\n\nTo do first\n\n\
            1. Look after deletion. First: Write down who looks after deletion.\n\
            2. Look after limits. First: Write down who looks after limits.\n\nNo advice.\n";
        let text = plain(&entry(), &draft(), &texts(), Day::parse("2026-11-23"));
        assert_eq!(text.replace("- ", ""), expected);
    }

    #[test]
    fn markdown_marks_headings_and_lists_and_says_the_same() {
        let (entry, draft, texts) = (entry(), draft(), texts());
        let text = markdown(&entry, &draft, &texts, None);
        assert!(text.starts_with("# Made up\n\n") && text.contains("\n## Areas\n\n- Storage: Zero\n"));
        assert!(text.contains("\n## To do first\n\n1. Look after deletion."));
        let unmarked = text.replace("# ", "").replace('#', "").replace("**", "").replace('\\', "");
        assert_eq!(unmarked, plain(&entry, &draft, &texts, None));
    }

    #[test]
    fn a_stop_rule_stands_above_the_levels() {
        let mut draft = draft();
        draft.answers.profile.insert("children".to_owned(), "yes".to_owned());
        let answer = Answer { choice: Some(Choice::No), ..Answer::default() };
        draft.answers.questions.insert("backup".to_owned(), answer);
        let text = plain(&entry(), &draft, &texts(), None);
        let stop = text.find("Take advice\n\n- Data may be lost: Ask somebody").unwrap();
        assert!(stop < text.find("Areas").unwrap());
    }

    #[test]
    fn nothing_missing_is_said_in_words() {
        let mut draft = draft();
        let answer = Answer { choice: Some(Choice::Yes), ..Answer::default() };
        for question in entry().questionnaire.questions() {
            draft.answers.questions.insert(question.id.clone(), answer.clone());
        }
        let text = plain(&entry(), &draft, &texts(), None);
        assert!(text.contains("Serious gaps\n\nNo serious gaps.\n\nTo do first\n\nNothing to do.\n"));
        assert!(!text.contains("So far."));
    }

    proptest! {
        #[test]
        fn an_organisation_never_begins_a_mark(name in "[!-~ é]{1,40}") {
            let mut draft = draft();
            draft.organisation = name.clone();
            let text = markdown(&entry(), &draft, &texts(), None);
            let bold = text.lines().nth(2).unwrap().strip_prefix("**").unwrap().strip_suffix("**").unwrap();
            let mut letters = bold.chars();
            let mut back = String::new();
            while let Some(letter) = letters.next() {
                prop_assert!(letter == '\\' || !letter.is_ascii_punctuation());
                back.push(if letter == '\\' { letters.next().unwrap() } else { letter });
            }
            prop_assert_eq!(back, name);
        }
    }
}
