//! The result in a few lines, to paste into a mail: as text, or marked as Markdown.

use candour_proof::date::Day;
use candour_questionnaire::{
    catalog::CatalogEntry,
    draft::Draft,
    scoring::{Assessment, assess},
};

use candour_words::{Counted, Key, Words};
use implicit_clone::unsync::IString;

use super::{
    cells::level_words,
    decision::{change, reasons, state_words},
};

/// How many actions the summary names.
const FIRST_ACTIONS: usize = 3;

/// The summary with headings and lists marked; what people typed marks nothing.
pub fn markdown(entry: &CatalogEntry, draft: &Draft, words: Words, today: Option<Day>) -> String {
    summary(entry, draft, words, today, true)
}

/// The summary as text.
pub fn plain(entry: &CatalogEntry, draft: &Draft, words: Words, today: Option<Day>) -> String {
    summary(entry, draft, words, today, false)
}

fn summary(entry: &CatalogEntry, draft: &Draft, words: Words, today: Option<Day>, marked: bool) -> String {
    let assessment = assess(&entry.questionnaire, &draft.answers);
    let mut out = SummaryText { text: String::new(), marked };
    out.heading("# ", &entry.wording.title);
    if entry.own {
        out.paragraph(&words.text(Key::OwnMark));
    }
    out.organisation(&draft.organisation);
    let basis = [("version", entry.questionnaire.version()), ("date", entry.questionnaire.date())];
    out.paragraph(&words.with(Key::SummaryBasis, &basis));
    if let Some(today) = today {
        out.paragraph(&words.with(Key::SummaryDay, &[("day", &today.text())]));
    }
    for (asked, option) in entry.questionnaire.limits(&draft.answers) {
        out.paragraph(entry.wording.profile(asked).limit(option));
    }
    if !assessment.complete() {
        out.paragraph(&words.text(Key::ResultSoFar));
    }
    out.paragraph(&completeness(&assessment, words));
    if !assessment.stops.is_empty() {
        out.heading("## ", &words.text(Key::StopsHeading));
        for stop in &assessment.stops {
            let stop = entry.wording.stop(stop);
            out.item("- ", &words.with(Key::SummaryLine, &[("name", &stop.title), ("level", &stop.text)]));
        }
    }
    decided(&mut out, entry, &assessment, words);
    for section in &assessment.sections {
        let name = &entry.wording.section(&section.id).title;
        let state = state_words(words, &assessment, &section.id);
        let level = state.unwrap_or_else(|| level_words(words, section.level));
        out.item("- ", &words.with(Key::SummaryLine, &[("name", name), ("level", &level)]));
    }
    gaps(&mut out, entry, &assessment, words);
    actions(&mut out, entry, &assessment, words);
    out.paragraph(&words.text(Key::ResultLead));
    out.text
}

/// The decision, if there is one, and the heading of what the sections amount to.
fn decided(out: &mut SummaryText, entry: &CatalogEntry, assessment: &Assessment, words: Words) {
    let Some(decision) = &assessment.decision else {
        return out.heading("## ", &words.text(Key::SectionsHeading));
    };
    let outcome = entry.wording.decision().outcome(decision.outcome);
    out.heading("## ", &outcome.title);
    out.paragraph(&outcome.text);
    if decision.facts_first {
        out.paragraph(&words.text(Key::DecisionFactsFirst));
    }
    for reason in reasons(entry, decision) {
        out.item("- ", &words.with(Key::SummaryLine, &[("name", reason.title), ("level", reason.text)]));
    }
    if !decision.behind.is_empty() {
        out.heading("## ", &words.text(Key::DecisionBehind));
        for id in &decision.behind {
            out.item("- ", &entry.wording.question(id).question);
        }
    }
    if let Some(change) = change(entry, decision, words) {
        out.paragraph(&change);
    }
    out.heading("## ", &words.text(Key::DecisionPoints));
}

fn gaps(out: &mut SummaryText, entry: &CatalogEntry, assessment: &Assessment, words: Words) {
    out.heading("## ", &words.text(Key::GapsHeading));
    let answered = assessment.answered_gaps();
    for gap in &answered {
        out.item("- ", &entry.wording.question(gap).question);
    }
    let open = &assessment.critical_open;
    if answered.is_empty() {
        out.paragraph(&words.text(if open.is_empty() { Key::GapsNone } else { Key::GapsNoneSoFar }));
    }
    if let Ok(count @ 1..) = u32::try_from(open.len()) {
        out.heading("## ", &words.count(Counted::CriticalOpen, count));
        for id in open {
            out.item("- ", &entry.wording.question(id).question);
        }
    }
}

fn actions(out: &mut SummaryText, entry: &CatalogEntry, assessment: &Assessment, words: Words) {
    let open = assessment.completeness.open;
    let mut first = Vec::new();
    if open > 0 {
        first.push(words.count(Counted::ActionAnswerOpen, open));
    }
    for action in entry.actions(assessment).take(FIRST_ACTIONS) {
        let text = entry.wording.question(&action.question);
        let values = [("action", text.action.as_str()), ("step", &text.first_step)];
        first.push(match text.first_step.as_str() {
            "" => text.action.clone().into(),
            _ => words.with(Key::SummaryAction, &values),
        });
    }
    if let Ok(count @ 1..) = u32::try_from(assessment.evidence_missing.len())
        && first.is_empty()
    {
        first.push(words.count(Counted::ActionProof, count));
    }
    // Where answers call for actions and their author states none, nothing is said of them.
    if first.is_empty() && !assessment.actions.is_empty() {
        return;
    }
    out.heading("## ", &words.text(Key::ActionsHeading));
    if first.is_empty() {
        out.paragraph(&words.text(Key::ActionsNone));
    }
    for (action, number) in first.iter().zip(["1. ", "2. ", "3. ", "4. "]) {
        out.item(number, action);
    }
}

pub(super) fn completeness(assessment: &Assessment, words: Words) -> IString {
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
    words.with(Key::SummaryCompleteness, &values)
}

/// A text being written, with or without marks.
struct SummaryText {
    text: String,
    marked: bool,
}

impl SummaryText {
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
        super::sample::{draft, entry},
        *,
    };

    fn text_of(key: Key) -> String {
        Words::english().text(key).to_string()
    }

    #[test]
    fn what_people_typed_marks_nothing() {
        let text = markdown(&entry(), &draft(), Words::english(), None);
        assert!(text.contains("\n**Café \\*Söhne\\***\n"), "{text}");
        let mut draft = draft();
        draft.organisation = "<b>[x](https://example.org)".to_owned();
        let text = markdown(&entry(), &draft, Words::english(), None);
        assert!(text.contains("**\\<b\\>\\[x\\]\\(https\\:\\/\\/example\\.org\\)**"), "{text}");
    }

    #[test]
    fn the_text_tells_the_result_in_order() {
        let text = plain(&entry(), &draft(), Words::english(), Day::parse("2026-11-23"));
        let parts = [
            "Made up\n\nCafé *Söhne*\n\n",
            "1.0.0",
            "2026-11-22",
            "2026-11-23",
            &text_of(Key::ResultSoFar),
            &text_of(Key::SectionsHeading),
            "\n- Storage: ",
            "\n- Security: ",
            &text_of(Key::GapsHeading),
            "\n- Do you look after deletion?",
            &text_of(Key::ActionsHeading),
            &format!("\n1. {}", Words::english().count(Counted::ActionAnswerOpen, 2)),
            "\n2. Look after deletion. ",
            "Write down who looks after deletion.\n3. Look after limits. ",
            &text_of(Key::ResultLead),
        ];
        let mut rest = text.as_str();
        for part in parts {
            let (_, after) =
                rest.split_once(part).unwrap_or_else(|| panic!("`{part}` in its place in {text}"));
            rest = after;
        }
        assert_eq!(rest, "\n");
    }

    #[test]
    fn markdown_marks_headings_and_lists_and_says_the_same() {
        let (entry, draft, texts) = (entry(), draft(), Words::english());
        let text = markdown(&entry, &draft, texts, None);
        assert!(
            text.starts_with("# Made up\n\n")
                && text.contains(&["\n## ", &*text_of(Key::SectionsHeading), "\n\n- Storage: "].concat())
        );
        assert!(text.contains(&["\n## ", &*text_of(Key::ActionsHeading), "\n\n1. "].concat()), "{text}");
        assert!(text.contains("\n2. Look after deletion. "), "{text}");
        let unmarked = text.replace("# ", "").replace('#', "").replace("**", "").replace('\\', "");
        assert_eq!(unmarked, plain(&entry, &draft, texts, None));
    }

    #[test]
    fn a_stop_rule_stands_above_the_levels() {
        let mut draft = draft();
        draft.answers.profile.insert("children".to_owned(), "yes".to_owned());
        let answer = Answer { choice: Some(Choice::No), ..Answer::default() };
        draft.answers.questions.insert("backup".to_owned(), answer);
        let text = plain(&entry(), &draft, Words::english(), None);
        let stop = text
            .find(&[&*text_of(Key::StopsHeading), "\n\n- Data may be lost: Ask somebody"].concat())
            .unwrap();
        assert!(stop < text.find(&*text_of(Key::SectionsHeading)).unwrap());
    }

    #[test]
    fn nothing_missing_is_said_in_words() {
        let all_yes = |evidence: bool| {
            let mut draft = draft();
            let answer = Answer { choice: Some(Choice::Yes), evidence, ..Answer::default() };
            for question in entry().questionnaire.questions() {
                draft.answers.questions.insert(question.id.clone(), answer.clone());
            }
            plain(&entry(), &draft, Words::english(), None)
        };
        let headings = [Key::GapsHeading, Key::GapsNone, Key::ActionsHeading].map(text_of).join("\n\n");
        let text = all_yes(false);
        let proof = Words::english().count(Counted::ActionProof, 2);
        assert!(text.contains(&[&*headings, "\n\n1. ", &*proof].concat()), "{text}");
        assert!(!text.contains(&text_of(Key::ResultSoFar)));
        let text = all_yes(true);
        assert!(text.contains(&[headings, text_of(Key::ActionsNone)].join("\n\n")), "{text}");
    }

    proptest! {
        #[test]
        fn an_organisation_never_begins_a_mark(name in "[!-~ é]{1,40}") {
            let mut draft = draft();
            draft.organisation = name.clone();
            let text = markdown(&entry(), &draft, Words::english(), None);
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
