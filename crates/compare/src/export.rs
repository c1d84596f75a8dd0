//! What leaves the page beside the signed file: the plan as a table and as a calendar, a summary to
//! paste into a mail, and the report for word processors. None of it is signed or read back.

pub mod answers;
mod calendar;
mod cells;
mod csv;
pub mod decision;
pub mod document;
pub mod letters;
mod summary;

pub use calendar::calendar;
pub use cells::{choice_key, choice_words, cited, level_key, level_words, reason_key};
pub use csv::csv;
pub use summary::{markdown, plain};

use candour_proof::date::Timestamp;
use candour_questionnaire::{catalog::CatalogEntry, draft::Draft};
use candour_words::Words;

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
    /// The report as HTML for word processors.
    Document,
}

impl Export {
    /// All.
    pub const ALL: [Self; 5] = [Self::Table, Self::Calendar, Self::Markdown, Self::Plain, Self::Document];

    /// The name in the page: `table`, `calendar`, `markdown`, `plain` or `document`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Calendar => "calendar",
            Self::Markdown => "markdown",
            Self::Plain => "plain",
            Self::Document => "document",
        }
    }

    /// The media type with its parameters.
    pub fn media(self) -> &'static str {
        match self {
            Self::Table => "text/csv;charset=utf-8",
            Self::Calendar => "text/calendar;charset=utf-8",
            Self::Markdown => "text/markdown;charset=utf-8",
            Self::Plain => "text/plain;charset=utf-8",
            Self::Document => "text/html;charset=utf-8",
        }
    }

    /// The ending of a file name, with its dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Table => ".csv",
            Self::Calendar => ".ics",
            Self::Markdown => ".md",
            Self::Plain => ".txt",
            Self::Document => ".html",
        }
    }

    /// What a file name begins with, behind the questionnaire's id.
    pub fn topic(self) -> &'static str {
        match self {
            Self::Table | Self::Calendar => "-plan",
            Self::Markdown | Self::Plain => "-summary",
            Self::Document => "-report",
        }
    }

    /// The content; `None` of a calendar without any day.
    pub fn content(
        self,
        entry: &CatalogEntry,
        draft: &Draft,
        words: Words,
        now: Timestamp,
    ) -> Option<String> {
        Some(match self {
            Self::Table => csv(entry, draft, words),
            Self::Calendar => return calendar(entry, draft, words, now),
            Self::Markdown => markdown(entry, draft, words, Some(now.day())),
            Self::Plain => plain(entry, draft, words, Some(now.day())),
            Self::Document => {
                let blocks = document::report(entry, draft, words, Some(now.day()));
                document::html(&entry.wording.title, &blocks)
            }
        })
    }
}

/// What can be handed out of the answers of several organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparisonExport {
    /// The table as it is shown, for a spreadsheet.
    Table,
    /// All answers that count, a line each, for programs that analyse data.
    Answers,
    /// What to ask each organisation on the table next.
    FollowUp,
}

impl ComparisonExport {
    /// All.
    pub const ALL: [Self; 3] = [Self::Table, Self::Answers, Self::FollowUp];

    /// The name in the page: `table`, `answers` or `follow-up`.
    pub fn as_str(self) -> &'static str {
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
    pub fn content(self, compared: answers::ComparedOrganisation<'_>, words: Words) -> String {
        match self {
            Self::Table => answers::table(compared, words),
            Self::Answers => answers::lines(compared),
            Self::FollowUp => answers::follow_up(compared, words),
        }
    }
}

/// What the tests of these files share.
#[cfg(test)]
mod sample {
    use candour_proof::date::Day;
    use candour_questionnaire::{
        answers::{Answer, Choice},
        catalog::CatalogEntry,
        draft::Draft,
        plan::{State, Step},
        questionnaire, wording,
    };

    pub(super) fn entry() -> CatalogEntry {
        CatalogEntry::new(questionnaire::sample::questionnaire(), wording::sample::wording(), false)
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
}

#[cfg(test)]
mod tests {
    use candour_questionnaire::wording::{self, Wording};

    use super::*;

    #[test]
    fn what_people_read_isolates_names_and_what_programs_read_does_not() {
        let mut entry = sample::entry();
        let text = wording::sample::json();
        let text = [("Made up", "خروج"), ("Storage", "חנות"), ("Do you", "האם")]
            .iter()
            .fold(text, |text, (english, other)| {
                text.replace(&format!("\"{english}"), &format!("\"{other}"))
            });
        entry.wording = Wording::parse(&text, &entry.questionnaire).unwrap().into();
        let made = Export::ALL.map(|export| {
            let text = export.content(&entry, &sample::draft(), Words::english(), Timestamp(1_795_305_600));
            (export.as_str(), text.is_some_and(|text| text.contains('\u{2068}')))
        });
        assert_eq!(
            made,
            [("table", false), ("calendar", false), ("markdown", true), ("plain", true), ("document", true)]
        );
    }

    #[test]
    fn each_file_handed_out_says_of_what_kind_it_is() {
        let files = Export::ALL.map(|what| (what.as_str(), what.media(), what.ending()));
        assert_eq!(
            files,
            [
                ("table", "text/csv;charset=utf-8", ".csv"),
                ("calendar", "text/calendar;charset=utf-8", ".ics"),
                ("markdown", "text/markdown;charset=utf-8", ".md"),
                ("plain", "text/plain;charset=utf-8", ".txt"),
                ("document", "text/html;charset=utf-8", ".html"),
            ]
        );
        let files = ComparisonExport::ALL.map(|what| (what.as_str(), what.media(), what.file().1));
        assert_eq!(
            files,
            [
                ("table", "text/csv;charset=utf-8", ".csv"),
                ("answers", "application/x-ndjson", ".ndjson"),
                ("follow-up", "text/plain;charset=utf-8", ".txt"),
            ]
        );
    }
}
