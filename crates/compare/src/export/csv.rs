//! The plan as a table: RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8.

use candour_files::csv::row;
use candour_questionnaire::{
    catalog::CatalogEntry,
    draft::Draft,
    plan::{State, Step},
    questionnaire::Citation,
    scoring::assess,
};

use candour_words::{Key, Words};

use super::cells::{cited, day_text};

/// The plan: a row for each action in the order of urgency, then one for each step that is done or no
/// longer needed. Every cell stands in quotes, and none is taken for a formula.
pub fn csv(entry: &CatalogEntry, draft: &Draft, words: Words) -> String {
    let words = words.for_programs();
    let assessment = assess(&entry.questionnaire, &draft.answers);
    let plan = entry.plan(&assessment, &draft.plan);
    let mut out = String::from('\u{feff}');
    let heads = [
        Key::TablePlace,
        Key::ChartArea,
        Key::TableAction,
        Key::TableFirstStep,
        Key::TableWhy,
        Key::TableSources,
        Key::PlanRole,
        Key::PlanDue,
        Key::PlanState,
    ]
    .map(|key| words.text(key));
    row(&mut out, &heads.each_ref().map(|head| &**head));
    let mut place = 0_u32;
    let mut add = |question: &str, step: &Step, state: &str| {
        place += 1;
        let Some((section, own)) = entry.questionnaire.question(question) else { return };
        let text = entry.wording.question(question);
        row(
            &mut out,
            &[
                &place.to_string(),
                &entry.wording.section(&section.id).title,
                entry.wording.step(question),
                &text.first_step,
                &text.severity,
                &sources(entry, &own.citations, words),
                &step.role,
                &day_text(step.due),
                state,
            ],
        );
    };
    for planned in &plan.actions {
        add(&planned.action.question, planned.step, &words.text(state_key(planned.step.state)));
    }
    for settled in &plan.settled {
        let done = settled.step.state == State::Done;
        let state = if done { Key::StateDone } else { Key::PlanNotNeeded };
        add(settled.question, settled.step, &words.text(state));
    }
    out
}

pub(super) fn state_key(state: State) -> Key {
    match state {
        State::Open => Key::StateOpen,
        State::Doing => Key::StateDoing,
        State::Done => Key::StateDone,
    }
}

/// The checked sources with their places, one a line.
fn sources(entry: &CatalogEntry, citations: &[Citation], words: Words) -> String {
    let mut out = String::new();
    for citation in entry.shown(citations) {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&cited(entry, citation, words));
    }
    out
}

#[cfg(test)]
mod tests {
    use candour_files::csv::read;

    use super::{
        super::sample::{draft, entry},
        *,
    };

    #[test]
    fn the_table_holds_every_action_and_what_is_settled() {
        let text = csv(&entry(), &draft(), Words::english());
        assert!(text.starts_with("\u{feff}\"No.\",\"Area\",\"Action\""));
        let rows = read(&text, ',').unwrap();
        let column = |place: usize| rows.iter().map(|row| row[place].as_str()).collect::<Vec<_>>();
        assert_eq!(column(0), ["No.", "1", "2", "3"]);
        assert_eq!(column(2), ["Action", "Look after deletion.", "Look after limits.", "Look after backup."]);
        assert_eq!(column(5), ["Sources", "The law", "The law", "The law"]);
        assert_eq!(column(6), ["Who (job role)", "Head of shop", "", ""]);
        assert_eq!(column(7), ["Due date", "2026-12-24", "", "2026-12-24"]);
        assert_eq!(column(8), ["Status", "In progress", "Open", "Done"]);
    }

    #[test]
    fn a_step_no_longer_needed_says_so() {
        let mut draft = draft();
        draft.plan.insert("backup".to_owned(), Step { role: "Somebody".to_owned(), ..Step::NONE });
        assert!(
            csv(&entry(), &draft, Words::english()).ends_with("\"Somebody\",\"\",\"No longer needed\"\r\n")
        );
    }

    #[test]
    fn a_source_stands_with_its_places() {
        let entry = entry();
        let citations = &entry.questionnaire.sections()[0].citations;
        assert_eq!(sources(&entry, citations, Words::english()), "The law · Article 5(1)(e) · Recital 39");
    }
}
