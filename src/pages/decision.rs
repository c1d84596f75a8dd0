//! A decision: its outcome, the points and rules behind it, and what would change it.

use candour_compare::export::decision::{change, reasons, state_words};
use candour_questionnaire::{
    catalog::CatalogEntry,
    scoring::{Assessment, DecisionResult},
};
use candour_words::Key;
use yew::{AttrValue, Html};

use crate::components::{
    action::asked,
    elements::{self, Nodes, element, fold, h2, li, p, strong, tag, text},
    screen::Screen,
    sources,
};

/// The outcome in its words, and why.
pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry, decision: &DecisionResult) -> Html {
    let words = entry.wording.decision().outcome(decision.outcome);
    let mut children = vec![
        h2(screen.text(Key::DecisionHeading)),
        tag("p", "lead", vec![strong(words.title.clone().into())]),
        p(words.text.clone().into()),
    ];
    if decision.facts_first {
        children.push(p(screen.text(Key::DecisionFactsFirst)));
    }
    for reason in reasons(entry, decision) {
        let mut said = vec![text("h3", "", reason.title.to_owned().into()), p(reason.text.to_owned().into())];
        if reason.ours {
            said.push(p(screen.text(Key::DecisionOurs)));
        }
        if reason.citations.iter().any(|citation| citation.verified) {
            said.push(sources::citations(screen, entry, screen.asker(entry), reason.citations));
        }
        children.push(element("div", &[("data-rule", reason.rule.to_owned().into())], said));
    }
    if !decision.behind.is_empty() {
        children.push(text("h3", "", screen.text(Key::DecisionBehind)));
        let behind = decision
            .behind
            .iter()
            .map(|id| element("li", &[("data-change", id.clone().into())], asked(screen, entry, id)));
        children.push(tag("ul", "", behind.collect()));
        children.extend(change(entry, decision, screen.words).map(p));
    }
    let hooks =
        [("class", "first-look".into()), ("data-outcome", AttrValue::Static(decision.outcome.as_str()))];
    element("section", &hooks, children)
}

/// Every section with how far its problems are solved, and its answers.
pub(crate) fn sections(screen: &Screen<'_>, entry: &CatalogEntry, assessment: &Assessment) -> Html {
    let mut children = vec![h2(screen.text(Key::DecisionPoints))];
    let answers = &screen.model.draft(entry.questionnaire.id()).answers;
    for section in entry.questionnaire.sections() {
        let own = section.questions.iter().filter(|question| question.asked(answers));
        let items = own.map(|question| li(asked(screen, entry, &question.id))).collect();
        let title = elements::words(entry.wording.section(&section.id).title.clone());
        let said = vec![
            tag("h3", "", vec![title]),
            state(screen, assessment, &section.id),
            fold("", screen.text(Key::DecisionBehind), vec![tag("ul", "", items)]),
        ];
        children.push(element("article", &[("data-result", section.id.clone().into())], said));
    }
    tag("section", "", children)
}

/// How far the problems of a section are solved.
pub(crate) fn state(screen: &Screen<'_>, assessment: &Assessment, section: &str) -> Html {
    let said = state_words(screen.words, assessment, section).unwrap_or_default();
    let state = assessment.decision.iter().flat_map(|decision| &decision.points);
    let state = state.filter(|point| point.section == section).map(|point| point.state.as_str()).next();
    element("p", &[("data-state", AttrValue::Static(state.unwrap_or("none")))], vec![elements::words(said)])
}

/// How an outcome is made.
pub(crate) fn how_said(screen: &Screen<'_>) -> Nodes {
    [Key::HowDecisionStates, Key::HowDecision, Key::HowDecisionSum].map(|key| p(screen.text(key))).into()
}
