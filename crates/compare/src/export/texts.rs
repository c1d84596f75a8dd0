//! Words of what is handed out, and how they are filled in.

use candour_proof::date::Day;

/// The words of all of these, in the language in use. A word in braces stands for a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// Words of the plan.
    pub plan: PlanTexts,
    /// Words of the summary.
    pub summary: SummaryTexts,
    /// Words of what is written of the answers of several organisations.
    pub compared: ComparedTexts,
    /// What is said of a questionnaire that somebody brought.
    pub own: String,
}

/// Words of the plan, as a table and as a calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanTexts {
    /// Heading: the number of the row.
    pub place: String,
    /// Heading: the section.
    pub section: String,
    /// Heading: what to do.
    pub action: String,
    /// Heading: the first step.
    pub first_step: String,
    /// Heading: why it matters.
    pub why: String,
    /// Heading: where it comes from.
    pub sources: String,
    /// Heading: who does it, by role.
    pub role: String,
    /// Heading: by when.
    pub due: String,
    /// Heading: how far it is.
    pub state: String,
    /// A word for each of [`candour_questionnaire::plan::State::ALL`], in that order.
    pub states: [String; 3],
    /// The state of a step whose action is no longer needed.
    pub not_needed: String,
    /// One article, or several, as `{list}`.
    pub articles: [String; 2],
    /// One recital, or several, as `{list}`.
    pub recitals: [String; 2],
    /// One principle, or several, as `{list}`.
    pub principles: [String; 2],
    /// What the calendar is called; `{name}` is the questionnaire.
    pub calendar: String,
}

/// Words of the summary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SummaryTexts {
    /// `{version}` of the questionnaire, and its `{date}`.
    pub basis: String,
    /// The `{day}` the summary is made.
    pub day: String,
    /// Said while questions are open.
    pub so_far: String,
    /// Counts: `{answered}` of `{asked}`, `{yes}`, `{partly}`, `{no}`, `{unknown}`, `{not}`, `{open}`.
    pub completeness: String,
    /// Heading of the sections.
    pub sections: String,
    /// Heading of the stop rules set off.
    pub stops: String,
    /// Heading of the serious gaps.
    pub gaps: String,
    /// Said if there is no serious gap.
    pub gaps_none: String,
    /// Heading of the first actions.
    pub actions: String,
    /// Said if there is no action.
    pub actions_none: String,
    /// A name for each of [`candour_questionnaire::scoring::Level::ALL`], in that order.
    pub levels: [String; 5],
    /// Said of a section without level.
    pub level_none: String,
    /// A section's `{name}` and its `{level}`; a stop rule's title and text stand in the same way.
    pub line: String,
    /// An `{action}` and its first `{step}`.
    pub action: String,
    /// What this is not.
    pub disclaimer: String,
}

/// Words of what is written of the answers of several organisations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComparedTexts {
    /// Heading: the organisation's name.
    pub organisation: String,
    /// Heading: the fingerprint of its key.
    pub fingerprint: String,
    /// Heading: what the check of the file showed.
    pub file: String,
    /// Heading: the version of the questionnaire.
    pub version: String,
    /// Heading: the day the result was finished.
    pub finished: String,
    /// Heading: how many serious gaps.
    pub gaps: String,
    /// Heading: which.
    pub gaps_which: String,
    /// Heading: the note to a `{question}`.
    pub note: String,
    /// What is said of a file that is unchanged, and of one with parts withheld.
    pub verdicts: [String; 2],
    /// Said of a question that was left open.
    pub open: String,
    /// Said of what is withheld.
    pub withheld: String,
    /// Said of what is no answer to the question.
    pub unclear: String,
    /// Said of a question that was not asked.
    pub not_asked: String,
    /// Said of a section that the file does not have.
    pub absent: String,
    /// Heading: whether the words answered are those of the table.
    pub words: String,
    /// They are; they are other ones; they are in another language; they cannot be compared.
    pub same_words: [String; 4],
    /// An `{answer}` to a `{question}` in other words than those of the table.
    pub worded: String,
    /// An `{answer}` with its `{reason}`.
    pub reason: String,
    /// An `{answer}` for which evidence could be shown.
    pub evidence: String,
    /// Heading of what to ask next; `{name}` is the questionnaire's.
    pub follow_up: String,
    /// The result it is about: `{version}`, `{day}` and `{fingerprint}`.
    pub about: String,
    /// In the place of a name that was not given.
    pub nameless: String,
    /// In the place of a name that is withheld.
    pub name_withheld: String,
    /// Said if there is nothing to ask.
    pub nothing: String,
    /// A sentence for each of [`crate::workbench::Why::ALL`], in that order.
    pub whys: [String; 7],
    /// Said behind it of a serious gap.
    pub serious: String,
}

/// A text with each `{name}` replaced. A value is never looked into for names.
pub(super) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        out.push_str(before);
        let named = from.split_once('}');
        let known = named.and_then(|(name, _)| values.iter().find(|(known, _)| *known == name));
        if let (Some((_, value)), Some((_, after))) = (known, named) {
            out.push_str(value);
            rest = after;
        } else {
            out.push('{');
            rest = from;
        }
    }
    out.push_str(rest);
    out
}

/// A day as it stands in a cell; empty if there is none.
pub(super) fn day_text(day: Option<Day>) -> String {
    day.map(Day::text).unwrap_or_default()
}
