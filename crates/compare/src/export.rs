//! What leaves the page beside the signed file: the plan as a table and as a calendar, and a summary
//! to paste into a mail. None of it is signed or read back.

pub mod answers;
mod calendar;
mod csv;
mod summary;

pub use calendar::calendar;
pub use csv::csv;
pub use summary::{markdown, plain};

use candour_proof::date::{Day, Timestamp};
use candour_questionnaire::{catalog::Entry, draft::Draft};

/// What can be handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// The plan as a table for a spreadsheet.
    Table,
    /// The days of the plan, for a calendar.
    Calendar,
    /// The summary with headings and lists marked.
    Markdown,
    /// The summary as text.
    Plain,
}

impl Export {
    /// All.
    pub const ALL: [Self; 4] = [Self::Table, Self::Calendar, Self::Markdown, Self::Plain];

    /// The name in the page: `table`, `calendar`, `markdown` or `plain`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Calendar => "calendar",
            Self::Markdown => "markdown",
            Self::Plain => "plain",
        }
    }

    /// The media type with its parameters.
    pub fn media(self) -> &'static str {
        match self {
            Self::Table => "text/csv;charset=utf-8",
            Self::Calendar => "text/calendar;charset=utf-8",
            Self::Markdown => "text/markdown;charset=utf-8",
            Self::Plain => "text/plain;charset=utf-8",
        }
    }

    /// The ending of a file name, with its dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Table => ".csv",
            Self::Calendar => ".ics",
            Self::Markdown => ".md",
            Self::Plain => ".txt",
        }
    }

    /// What a file name begins with, behind the questionnaire's id.
    pub fn topic(self) -> &'static str {
        match self {
            Self::Table | Self::Calendar => "-plan",
            Self::Markdown | Self::Plain => "-summary",
        }
    }

    /// The content; `None` of a calendar without any day.
    pub fn content(self, entry: &Entry, draft: &Draft, texts: &Texts, now: Timestamp) -> Option<String> {
        Some(match self {
            Self::Table => csv(entry, draft, texts),
            Self::Calendar => return calendar(entry, draft, texts, now),
            Self::Markdown => markdown(entry, draft, texts, Some(now.day())),
            Self::Plain => plain(entry, draft, texts, Some(now.day())),
        })
    }
}

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

/// What can be handed out of the answers of several organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collected {
    /// The table as it is shown, for a spreadsheet.
    Table,
    /// All answers that count, a line each, for programs that analyse data.
    Answers,
    /// What to ask each organisation on the table next.
    FollowUp,
}

impl Collected {
    /// All.
    pub const ALL: [Self; 3] = [Self::Table, Self::Answers, Self::FollowUp];

    /// The name in the page: `table`, `answers` or `follow-up`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Answers => "answers",
            Self::FollowUp => "follow-up",
        }
    }

    /// The media type with its parameters.
    pub fn media(self) -> &'static str {
        match self {
            Self::Table => "text/csv;charset=utf-8",
            Self::Answers => "application/x-ndjson",
            Self::FollowUp => "text/plain;charset=utf-8",
        }
    }

    /// What a file name begins with, behind the questionnaire's id, and its ending.
    pub fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Table => ("-compared", ".csv"),
            Self::Answers => ("-answers", ".ndjson"),
            Self::FollowUp => ("-follow-up", ".txt"),
        }
    }

    /// The content.
    pub fn content(self, compared: answers::Compared<'_>, texts: &Texts) -> String {
        match self {
            Self::Table => answers::table(compared, texts),
            Self::Answers => answers::lines(compared),
            Self::FollowUp => answers::follow_up(compared, texts),
        }
    }
}

/// A text with each `{name}` replaced. A value is never looked into for names.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
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
fn day_text(day: Option<Day>) -> String {
    day.map(Day::text).unwrap_or_default()
}

/// What the tests of these files share.
#[cfg(test)]
mod sample {
    use candour_proof::date::Day;
    use candour_questionnaire::{
        answers::{Answer, Choice},
        catalog::Entry,
        draft::Draft,
        plan::{State, Step},
        questionnaire, wording,
    };

    use super::{ComparedTexts, PlanTexts, SummaryTexts, Texts};

    pub(super) fn entry() -> Entry {
        Entry {
            questionnaire: questionnaire::sample::questionnaire(),
            wording: wording::sample::wording(),
            own: false,
        }
    }

    /// Critical deletion is missing and planned, the backup is in place and its step done.
    pub(super) fn draft() -> Draft {
        let mut draft = Draft { organisation: "Café *Söhne*".to_owned(), ..Draft::default() };
        draft.answers.profile.insert("children".to_owned(), "no".to_owned());
        for (id, choice) in [("deletion", Choice::No), ("limits", Choice::Partly), ("backup", Choice::Yes)] {
            let answer = Answer { choice: Some(choice), ..Answer::default() };
            draft.answers.questions.insert(id.to_owned(), answer);
        }
        let due = Day::parse("2026-12-24");
        let role = "Head of shop".to_owned();
        draft.plan.insert("deletion".to_owned(), Step { state: State::Doing, role, due });
        draft.plan.insert("backup".to_owned(), Step { state: State::Done, due, ..Step::NONE });
        draft
    }

    pub(super) fn texts() -> Texts {
        let text = str::to_owned;
        Texts {
            plan: PlanTexts {
                place: text("No."),
                section: text("Area"),
                action: text("Action"),
                first_step: text("First step"),
                why: text("Why"),
                sources: text("Sources"),
                role: text("Who"),
                due: text("By"),
                state: text("State"),
                states: ["Open", "Doing", "Done"].map(text),
                not_needed: text("No longer needed"),
                articles: ["Article {list}", "Articles {list}"].map(text),
                recitals: ["Recital {list}", "Recitals {list}"].map(text),
                principles: ["Principle {list}", "Principles {list}"].map(text),
                calendar: text("Plan: {name}"),
            },
            summary: SummaryTexts {
                basis: text("Version {version} of {date}"),
                day: text("As of {day}"),
                so_far: text("So far."),
                completeness: text("{answered} of {asked} answered"),
                sections: text("Areas"),
                stops: text("Take advice"),
                gaps: text("Serious gaps"),
                gaps_none: text("No serious gaps."),
                actions: text("To do first"),
                actions_none: text("Nothing to do."),
                levels: ["Zero", "One", "Two", "Three", "Four"].map(text),
                level_none: text("No result"),
                line: text("{name}: {level}"),
                action: text("{action} First: {step}"),
                disclaimer: text("No advice."),
            },
            own: text("Brought by somebody."),
            compared: ComparedTexts {
                organisation: text("Organisation"),
                fingerprint: text("Fingerprint"),
                file: text("File"),
                version: text("Version"),
                finished: text("Finished"),
                gaps: text("Serious gaps"),
                gaps_which: text("Which"),
                note: text("Note: {question}"),
                verdicts: ["Unchanged", "In part"].map(text),
                open: text("Open"),
                withheld: text("Withheld"),
                unclear: text("Unclear"),
                not_asked: text("Not asked"),
                absent: text("No such area"),
                reason: text("{answer}: {reason}"),
                evidence: text("{answer}, with evidence"),
                follow_up: text("Ask about: {name}"),
                about: text("Version {version}, {day}, key {fingerprint}"),
                nameless: text("No name"),
                name_withheld: text("Name withheld"),
                nothing: text("Nothing to ask."),
                whys: [
                    "No.",
                    "No, unexplained.",
                    "Unknown.",
                    "Left open.",
                    "Is withheld.",
                    "Is unclear.",
                    "Does not apply?",
                ]
                .map(text),
                serious: text("Serious."),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_handed_out_says_of_what_kind_it_is() {
        let files = Export::ALL.map(|what| (what.name(), what.media(), what.ending()));
        assert_eq!(
            files,
            [
                ("table", "text/csv;charset=utf-8", ".csv"),
                ("calendar", "text/calendar;charset=utf-8", ".ics"),
                ("markdown", "text/markdown;charset=utf-8", ".md"),
                ("plain", "text/plain;charset=utf-8", ".txt"),
            ]
        );
        let files = Collected::ALL.map(|what| (what.name(), what.media(), what.file().1));
        assert_eq!(
            files,
            [
                ("table", "text/csv;charset=utf-8", ".csv"),
                ("answers", "application/x-ndjson", ".ndjson"),
                ("follow-up", "text/plain;charset=utf-8", ".txt"),
            ]
        );
    }

    #[test]
    fn names_in_braces_are_filled_once_and_unknown_ones_stay() {
        let fill = |text| fill(text, &[("a", "{b}"), ("b", "x")]);
        assert_eq!(fill("{a} {b} {c} {"), "{b} x {c} {");
        assert_eq!(fill("} {{a}}"), "} {{b}}");
    }
}
