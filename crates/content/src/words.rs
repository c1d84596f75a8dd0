//! The page's own words: one JSON file per language, looked up by key, never built from parts.

use std::rc::Rc;

use candour_compare::export::{ComparedTexts, PlanTexts, SummaryTexts, Texts};
use candour_proof::{
    json::{Json, Limits, Object},
    map::Table,
};
use candour_questionnaire::{
    answers::{Choice, Reason},
    labels::Labels,
};
use implicit_clone::unsync::IString;

/// English, the language that is always complete.
pub const ENGLISH: &str = include_str!("../../../words/en.json");

/// The texts of one language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words(Rc<Table<IString>>);

impl Words {
    /// Reads a language file: one flat object of texts. What is not a text is left out, and a
    /// test sees to it that nothing is.
    pub fn parse(json: &str) -> Self {
        let texts = Json::read(json.as_bytes(), Limits::FILE).ok();
        let texts = texts.as_ref().and_then(Json::as_object).into_iter().flat_map(Object::iter);
        Self(Rc::new(
            texts
                .filter_map(|(key, text)| Some((key.to_owned(), IString::from(text.as_text()?.to_owned()))))
                .collect(),
        ))
    }

    /// The text of a key. A key without text shows itself, so that nobody meets a blank.
    pub fn text(&self, key: &str) -> IString {
        self.0.get(key).cloned().unwrap_or_else(|| IString::from(key.to_owned()))
    }

    /// The text of a key with `{name}` replaced.
    pub fn with(&self, key: &str, values: &[(&str, &str)]) -> IString {
        let text = values.iter().fold(self.text(key).to_string(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        });
        IString::from(text)
    }

    /// The text for a number: `key-one` for 1, else `key-other`, with `{count}` replaced.
    pub fn count(&self, key: &str, count: u32) -> IString {
        let form = if count == 1 { "one" } else { "other" };
        self.with(&format!("{key}-{form}"), &[("count", &count.to_string())])
    }

    /// Every key, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The words that go into signed files.
    pub fn labels(&self) -> Labels {
        Labels {
            notice: self.text("file-notice").to_string(),
            choices: Choice::ALL.iter().map(|choice| self.text(choice_key(*choice)).to_string()).collect(),
            reasons: Reason::ALL.iter().map(|reason| self.text(reason_key(*reason)).to_string()).collect(),
        }
    }

    /// The words that go into tables, calendars and summaries.
    pub fn exports(&self) -> Texts {
        let text = |key: &str| self.text(key).to_string();
        let level = |key: &str, number: &str| {
            self.with("level-words", &[("level", &text(key)), ("number", number)]).to_string()
        };
        let plan = PlanTexts {
            place: text("table-place"),
            section: text("chart-area"),
            action: text("table-action"),
            first_step: text("table-first-step"),
            why: text("table-why"),
            sources: text("table-sources"),
            role: text("plan-role"),
            due: text("plan-due"),
            state: text("plan-state"),
            states: ["state-open", "state-doing", "state-done"].map(text),
            not_needed: text("plan-not-needed"),
            articles: ["citation-articles-one", "citation-articles-other"].map(text),
            recitals: ["citation-recitals-one", "citation-recitals-other"].map(text),
            principles: ["citation-principles-one", "citation-principles-other"].map(text),
            calendar: text("calendar-name"),
        };
        let summary = SummaryTexts {
            basis: text("summary-basis"),
            day: text("summary-day"),
            so_far: text("result-so-far"),
            completeness: text("summary-completeness"),
            sections: text("sections-heading"),
            stops: text("stops-heading"),
            gaps: text("gaps-heading"),
            gaps_none: text("gaps-none"),
            actions: text("actions-heading"),
            actions_none: text("actions-none"),
            levels: [
                level("level-0", "0"),
                level("level-1", "1"),
                level("level-2", "2"),
                level("level-3", "3"),
                level("level-4", "4"),
            ],
            level_none: text("level-none"),
            line: text("summary-line"),
            action: text("summary-action"),
            disclaimer: text("result-lead"),
        };
        let compared = ComparedTexts {
            organisation: text("column-name"),
            fingerprint: text("table-fingerprint"),
            file: text("table-file"),
            version: text("table-version"),
            finished: text("column-finished"),
            gaps: text("column-gaps"),
            gaps_which: text("table-gaps"),
            note: text("table-note"),
            verdicts: ["verdict-intact", "verdict-partial"].map(text),
            open: text("said-open"),
            withheld: text("said-withheld"),
            unclear: text("said-unclear"),
            not_asked: text("said-not-asked"),
            absent: text("stand-absent"),
            words: text("table-words"),
            same_words: [
                "table-words-same",
                "table-words-other",
                "table-words-language",
                "table-words-unknown",
            ]
            .map(text),
            worded: text("table-worded"),
            reason: text("table-reason"),
            evidence: text("table-evidence"),
            follow_up: text("follow-up-heading"),
            about: text("follow-up-about"),
            nameless: text("fact-no-name"),
            name_withheld: text("compare-name-withheld"),
            nothing: text("follow-up-none"),
            whys: [
                "why-no",
                "why-no-unexplained",
                "why-unknown",
                "why-open",
                "why-withheld",
                "why-unclear",
                "why-not-applicable",
            ]
            .map(text),
            serious: text("follow-up-serious"),
        };
        Texts { own: text("own-mark"), plan, summary, compared }
    }
}

/// The key of a choice's label.
pub fn choice_key(choice: Choice) -> &'static str {
    match choice {
        Choice::Yes => "choice-yes",
        Choice::Partly => "choice-partly",
        Choice::No => "choice-no",
        Choice::Unknown => "choice-unknown",
        Choice::NotApplicable => "choice-not-applicable",
    }
}

/// The key of a reason's label.
pub fn reason_key(reason: Reason) -> &'static str {
    match reason {
        Reason::NoSuchActivity => "reason-no-such-activity",
        Reason::DoneBySupplier => "reason-done-by-supplier",
        Reason::LawForbids => "reason-law-forbids",
        Reason::OtherStage => "reason-other-stage",
        Reason::Other => "reason-other",
    }
}
