//! The days of the plan for a calendar: iCalendar (RFC 5545), whole days that block nothing.

use candour_proof::date::{Day, Timestamp};
use candour_questionnaire::{
    catalog::CatalogEntry,
    draft::Draft,
    plan::{Planned, State},
    scoring::assess,
};

use candour_words::{Key, Words};

/// Most bytes of a line (RFC 5545 section 3.1).
const LONGEST_LINE: usize = 75;

/// An all-day event for each action that has a day and is not done; `None` if there is none. Its number
/// is made of the ids of questionnaire, question and draft, so that a calendar replaces what it took in
/// before, and nothing of another draft (RFC 5545 section 3.8.4.7). It names no organisation, for calendars are
/// often kept on somebody's server.
pub fn calendar(entry: &CatalogEntry, draft: &Draft, words: Words, now: Timestamp) -> Option<String> {
    let assessment = assess(&entry.questionnaire, &draft.answers);
    let plan = entry.plan(&assessment, &draft.plan);
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//Candour//Candour");
    let words = words.for_programs();
    let name = words.with(Key::CalendarName, &[("name", &entry.wording.title)]);
    text_line(&mut out, "X-WR-CALNAME:", &name);
    let mut any = false;
    for planned in plan.actions.iter().filter(|planned| planned.step.state != State::Done) {
        let Some(due) = planned.step.due else { continue };
        event(&mut out, entry, words, planned, &draft.calendar, [due, now.day()]);
        any = true;
    }
    line(&mut out, "END:VCALENDAR");
    any.then_some(out)
}

/// One event on a day. It is stamped with midnight, as files should not tell when somebody works.
// RFC 5545 section 3.6.1: an event that starts on a day and has no end lasts that day.
fn event(
    out: &mut String,
    entry: &CatalogEntry,
    words: Words,
    planned: &Planned,
    draft: &str,
    [due, today]: [Day; 2],
) {
    let question = &planned.action.question;
    let text = entry.wording.question(question);
    line(out, "BEGIN:VEVENT");
    line(out, &["UID:", draft, ".", entry.questionnaire.id(), ".", question, "@candour.invalid"].concat());
    line(out, &["DTSTAMP:", &compact(today), "T000000Z"].concat());
    line(out, &["DTSTART;VALUE=DATE:", &compact(due)].concat());
    text_line(out, "SUMMARY:", &text.action);
    let mut about = String::new();
    for (key, said) in [(Key::TableFirstStep, &text.first_step), (Key::PlanRole, &planned.step.role)] {
        if !said.is_empty() {
            about.extend([if about.is_empty() { "" } else { "\n" }, &*words.text(key), ": ", said]);
        }
    }
    if !about.is_empty() {
        text_line(out, "DESCRIPTION:", &about);
    }
    line(out, "TRANSP:TRANSPARENT");
    line(out, "END:VEVENT");
}

/// `20261122`.
fn compact(day: Day) -> String {
    day.text().replace('-', "")
}

/// A property whose value is text, escaped (RFC 5545 section 3.3.11).
fn text_line(out: &mut String, name: &str, text: &str) {
    let mut escaped = String::from(name);
    for letter in text.chars() {
        match letter {
            '\n' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            _ if letter.is_control() => {}
            _ => escaped.push(letter),
        }
    }
    line(out, &escaped);
}

/// A line, folded before it gets too long and never within a letter.
fn line(out: &mut String, text: &str) {
    let mut length = 0;
    for letter in text.chars() {
        if length + letter.len_utf8() > LONGEST_LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(letter);
        length += letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        super::sample::{draft, entry},
        *,
    };

    const NOW: Timestamp = Timestamp(1_795_305_600 + 12_345);

    #[test]
    fn a_plan_without_open_days_gives_no_calendar() {
        let mut draft = draft();
        draft.plan.get_mut("deletion").unwrap().state = State::Done;
        assert_eq!(calendar(&entry(), &draft, Words::english(), NOW), None);
        draft.plan.remove("deletion");
        assert_eq!(calendar(&entry(), &draft, Words::english(), NOW), None);
    }

    #[test]
    fn an_open_day_is_an_event_without_hour_or_organisation() {
        let draft = Draft { calendar: "0123".to_owned(), ..draft() };
        let text = calendar(&entry(), &draft, Words::english(), NOW).unwrap();
        let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Candour//Candour\r\n\
            X-WR-CALNAME:Plan: Made up\r\nBEGIN:VEVENT\r\nUID:0123.made-up.deletion@candour.invalid\r\n\
            DTSTAMP:20261122T000000Z\r\nDTSTART;VALUE=DATE:20261224\r\nSUMMARY:Look after deletion.\r\n\
            DESCRIPTION:First step: Write down who looks after deletion.\\nWho (job role\r\n ): Head of shop\r\n\
            TRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn text_is_escaped_and_loses_control_characters() {
        let mut out = String::new();
        text_line(&mut out, "SUMMARY:", "a;b,c\\d\ne\rf\u{0}");
        assert_eq!(out, "SUMMARY:a\\;b\\,c\\\\d\\nef\r\n");
    }

    proptest! {
        #[test]
        fn a_folded_line_is_short_and_unfolds_to_what_it_was(text in "\\PC{0,300}") {
            let mut out = String::new();
            line(&mut out, &text);
            prop_assert!(out.split("\r\n").all(|line| line.len() <= LONGEST_LINE));
            let whole = out.strip_suffix("\r\n").unwrap();
            prop_assert_eq!(whole.replace("\r\n ", ""), text);
        }
    }
}
