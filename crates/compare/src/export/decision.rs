//! A decision in words: the outcome, and why.

use candour_questionnaire::{
    catalog::CatalogEntry,
    questionnaire::Citation,
    scoring::{Assessment, DecisionResult, PointState},
};
use candour_words::{Key, Words};
use implicit_clone::unsync::IString;

/// Why a decision is as it is.
pub struct DecisionReason<'a> {
    /// Id of the rule; empty for the built-in one, that no point is solved.
    pub rule: &'a str,
    /// What is the matter.
    pub title: &'a str,
    /// What it means.
    pub text: &'a str,
    /// Whether it is a rule of the authors.
    pub ours: bool,
    /// Where it comes from.
    pub citations: &'a [Citation],
}

/// The rules that were set off, in order; first that no point is solved.
pub fn reasons<'a>(entry: &'a CatalogEntry, decision: &DecisionResult) -> Vec<DecisionReason<'a>> {
    let words = entry.wording.decision();
    let all = &words.all_unsolved;
    let built_in = decision.all_unsolved().then_some(DecisionReason {
        rule: "",
        title: &all.title,
        text: &all.text,
        ours: false,
        citations: &[],
    });
    let rules = entry.questionnaire.decision().into_iter().flat_map(|decision| &decision.rules);
    let set_off = rules.filter(|rule| decision.rules.contains(&rule.id)).map(|rule| {
        let text = words.rule(&rule.id);
        DecisionReason {
            rule: &rule.id,
            title: &text.title,
            text: &text.text,
            ours: rule.ours,
            citations: &rule.citations,
        }
    });
    built_in.into_iter().chain(set_off).collect()
}

/// The name of a state.
pub fn state_key(state: PointState) -> Key {
    match state {
        PointState::Clear => Key::PointClear,
        PointState::Solved => Key::PointSolved,
        PointState::Open => Key::PointOpen,
        PointState::Unsolved => Key::PointUnsolved,
    }
}

/// How a section stands where a decision stands in place of levels; `None` where none does.
pub fn state_words(words: Words, assessment: &Assessment, section: &str) -> Option<IString> {
    let decision = assessment.decision.as_ref()?;
    let point = decision.points.iter().find(|point| point.section == section);
    Some(words.text(point.map_or(Key::PointNone, |point| state_key(point.state))))
}

/// What would change it; `None` if nothing could be better.
pub fn change(entry: &CatalogEntry, decision: &DecisionResult, words: Words) -> Option<IString> {
    let outcome = &*entry.wording.decision().outcome(decision.next?).title;
    Some(words.with(Key::DecisionChange, &[("outcome", outcome)]))
}
