//! The whole report as a list of blocks, for whatever writes documents; and as HTML that word processors open.

use candour_proof::date::Day;
use candour_questionnaire::{
    answers::{Answer, Choice},
    catalog::CatalogEntry,
    draft::Draft,
    plan::Planned,
    questionnaire::Question,
    scoring::{Assessment, DecisionResult, assess},
};
use candour_words::{Key, Words};
use implicit_clone::unsync::IString;

use super::{
    cells::{choice_words, day_text, level_words, reason_key},
    csv::state_key,
    decision::{change, reasons, state_words},
    summary::completeness,
};

/// A part of a document. Texts are plain: the writer of each format escapes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading; 1 is the highest.
    Heading(usize, String),
    /// A paragraph.
    Paragraph(String),
    /// An item of a list.
    Item(String),
    /// A table: the names of its columns, then its rows, each with as many cells.
    Table(Vec<String>, Vec<Vec<String>>),
}

/// The result with its plan and all answers.
pub fn report(entry: &CatalogEntry, draft: &Draft, words: Words, today: Option<Day>) -> Vec<Block> {
    let mut blocks = result(entry, draft, words, today);
    blocks.extend(answers(entry, draft, words));
    blocks
}

/// The result: what it is based on, levels, serious gaps, and the plan as a table.
pub fn result(entry: &CatalogEntry, draft: &Draft, words: Words, today: Option<Day>) -> Vec<Block> {
    let (questionnaire, wording) = (&entry.questionnaire, &entry.wording);
    let assessment = assess(questionnaire, &draft.answers);
    let mut out = vec![Block::Heading(1, wording.title.clone())];
    let mut paragraph = |text: &str| out.push(Block::Paragraph(text.to_owned()));
    if entry.own {
        paragraph(&words.text(Key::OwnMark));
    }
    if !draft.organisation.is_empty() {
        paragraph(&draft.organisation);
    }
    let basis = [("version", questionnaire.version()), ("date", questionnaire.date())];
    paragraph(&words.with(Key::SummaryBasis, &basis));
    if let Some(today) = today {
        paragraph(&words.with(Key::SummaryDay, &[("day", &today.text())]));
    }
    for (asked, option) in questionnaire.limits(&draft.answers) {
        paragraph(wording.profile(asked).limit(option));
    }
    if !assessment.complete() {
        paragraph(&words.text(Key::ResultSoFar));
    }
    paragraph(&completeness(&assessment, words));
    if !assessment.stops.is_empty() {
        out.push(Block::Heading(2, words.text(Key::StopsHeading).to_string()));
        for stop in &assessment.stops {
            let stop = wording.stop(stop);
            out.push(Block::Heading(3, stop.title.clone()));
            out.push(Block::Paragraph(stop.text.clone()));
        }
    }
    levels(&mut out, entry, &assessment, words);
    out.push(Block::Heading(2, words.text(Key::GapsHeading).to_string()));
    out.extend(assessment.serious_gaps.iter().map(|gap| Block::Item(numbered(entry, gap, words))));
    if assessment.serious_gaps.is_empty() {
        out.push(Block::Paragraph(words.text(Key::GapsNone).to_string()));
    }
    planned(&mut out, entry, draft, &assessment, words);
    out.push(Block::Paragraph(words.text(Key::ResultLead).to_string()));
    out
}

fn heads<const N: usize>(words: Words, keys: [Key; N]) -> Vec<String> {
    keys.map(|key| words.text(key).to_string()).into()
}

fn levels(out: &mut Vec<Block>, entry: &CatalogEntry, assessment: &Assessment, words: Words) {
    let (heading, column) = match &assessment.decision {
        Some(decision) => {
            decided(out, entry, decision, words);
            (Key::DecisionPoints, Key::PlanState)
        }
        None => (Key::ChartHeading, Key::ChartLevel),
    };
    out.push(Block::Heading(2, words.text(heading).to_string()));
    let rows = assessment.sections.iter().map(|section| {
        let title = entry.wording.section(&section.id).title.clone();
        let state = state_words(words, assessment, &section.id);
        vec![title, state.unwrap_or_else(|| level_words(words, section.level)).to_string()]
    });
    out.push(Block::Table(heads(words, [Key::ChartArea, column]), rows.collect()));
}

fn decided(out: &mut Vec<Block>, entry: &CatalogEntry, decision: &DecisionResult, words: Words) {
    let outcome = entry.wording.decision().outcome(decision.outcome);
    out.push(Block::Heading(2, outcome.title.clone()));
    out.push(Block::Paragraph(outcome.text.clone()));
    if decision.facts_first {
        out.push(Block::Paragraph(words.text(Key::DecisionFactsFirst).to_string()));
    }
    for reason in reasons(entry, decision) {
        out.push(Block::Heading(3, reason.title.to_owned()));
        out.push(Block::Paragraph(reason.text.to_owned()));
        if reason.ours {
            out.push(Block::Paragraph(words.text(Key::DecisionOurs).to_string()));
        }
    }
    if !decision.behind.is_empty() {
        out.push(Block::Heading(3, words.text(Key::DecisionBehind).to_string()));
        out.extend(decision.behind.iter().map(|id| Block::Item(numbered(entry, id, words))));
    }
    out.extend(change(entry, decision, words).map(|said| Block::Paragraph(said.to_string())));
}

fn planned(out: &mut Vec<Block>, entry: &CatalogEntry, draft: &Draft, assessment: &Assessment, words: Words) {
    let plan = entry.plan(assessment, &draft.plan);
    if plan.actions.is_empty() && !assessment.actions.is_empty() {
        return;
    }
    out.push(Block::Heading(2, words.text(Key::ReportPlanHeading).to_string()));
    if plan.actions.is_empty() {
        out.push(Block::Paragraph(words.text(Key::ActionsNone).to_string()));
        return;
    }
    let row = |(planned, place): (&Planned<'_>, u32)| {
        let text = entry.wording.question(&planned.action.question);
        vec![
            place.to_string(),
            text.action.clone(),
            text.first_step.clone(),
            planned.step.role.clone(),
            day_text(planned.step.due),
            words.text(state_key(planned.step.state)).to_string(),
        ]
    };
    let keys =
        [Key::TablePlace, Key::TableAction, Key::TableFirstStep, Key::PlanRole, Key::PlanDue, Key::PlanState];
    out.push(Block::Table(heads(words, keys), plan.actions.iter().zip(1..).map(row).collect()));
}

/// The profile answers, and for each area its questions with their answers and notes.
pub fn answers(entry: &CatalogEntry, draft: &Draft, words: Words) -> Vec<Block> {
    let mut out = Vec::new();
    let profile = entry.questionnaire.profile();
    if !profile.is_empty() {
        out.push(Block::Heading(2, words.text(Key::ResultAbout).to_string()));
        let rows = profile.iter().map(|asked| {
            let text = entry.wording.profile(&asked.id);
            let chosen = draft.answers.profile.get(&asked.id);
            let none = || words.text(Key::NotAnswered).to_string();
            vec![text.question.clone(), chosen.map_or_else(none, |option| text.option(option).to_owned())]
        });
        out.push(Block::Table(heads(words, [Key::TableQuestion, Key::TableAnswer]), rows.collect()));
    }
    for section in entry.questionnaire.sections() {
        let asked = section.questions.iter().filter(|question| question.asked(&draft.answers));
        let rows: Vec<Vec<String>> = asked
            .map(|question| {
                let answer = draft.answers.answer(&question.id);
                vec![
                    numbered(entry, &question.id, words),
                    given(entry, question, answer, words).to_string(),
                    answer.note.clone(),
                ]
            })
            .collect();
        if !rows.is_empty() {
            out.push(Block::Heading(2, entry.wording.section(&section.id).title.clone()));
            let keys = [Key::TableQuestion, Key::TableAnswer, Key::NoteLabel];
            out.push(Block::Table(heads(words, keys), rows));
        }
    }
    out
}

fn numbered(entry: &CatalogEntry, id: &str, words: Words) -> String {
    let number = entry.questionnaire.number(id).map(|number| number.to_string()).unwrap_or_default();
    let values = [("number", &*number), ("question", &entry.wording.question(id).question)];
    words.with(Key::NumberedQuestion, &values).to_string()
}

/// An answer in words: its choice with the reason or that it can be shown.
fn given(entry: &CatalogEntry, question: &Question, answer: &Answer, words: Words) -> IString {
    let Some(choice) = answer.choice else { return words.text(Key::NotAnswered) };
    let said = choice_words(words, entry, &question.id, choice);
    if question.lacks_note(answer) {
        let missing = words.text(Key::NoteMissing);
        return words.with(Key::TableReason, &[("answer", &said), ("reason", &missing)]);
    }
    match (choice, answer.reason) {
        (Choice::NotApplicable, reason) => {
            let reason = words.text(reason.map_or(Key::ReasonMissing, reason_key));
            words.with(Key::TableReason, &[("answer", &said), ("reason", &reason)])
        }
        (Choice::Yes | Choice::Partly, _) if answer.evidence => {
            words.with(Key::AnswerEvidence, &[("answer", &said)])
        }
        _ => said,
    }
}

/// Blocks as an HTML document that word processors open, without script, style or anything to load.
pub fn html(title: &str, blocks: &[Block]) -> String {
    let mut out =
        String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    escape(&mut out, title);
    out.push_str("</title>\n</head>\n<body>\n");
    let mut listed = false;
    for block in blocks {
        let item = matches!(block, Block::Item(_));
        if item != listed {
            out.push_str(if item { "<ul>\n" } else { "</ul>\n" });
            listed = item;
        }
        match block {
            Block::Heading(1, text) => element(&mut out, "h1", text),
            Block::Heading(2, text) => element(&mut out, "h2", text),
            Block::Heading(_, text) => element(&mut out, "h3", text),
            Block::Paragraph(text) => element(&mut out, "p", text),
            Block::Item(text) => element(&mut out, "li", text),
            Block::Table(heads, rows) => table(&mut out, heads, rows),
        }
    }
    if listed {
        out.push_str("</ul>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// With lines drawn by an attribute, which word processors keep.
fn table(out: &mut String, heads: &[String], rows: &[Vec<String>]) {
    out.push_str("<table border=\"1\" cellpadding=\"4\" cellspacing=\"0\" width=\"100%\">\n<tr>\n");
    for head in heads {
        element(out, "th", head);
    }
    for row in rows {
        out.push_str("</tr>\n<tr>\n");
        for cell in row {
            element(out, "td", cell);
        }
    }
    out.push_str("</tr>\n</table>\n");
}

fn element(out: &mut String, name: &str, text: &str) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    escape(out, text);
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

/// Text in which no letter marks anything. A line break stays one.
fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' => out.push_str("<br>"),
            _ => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::sample::{draft, entry},
        *,
    };

    #[test]
    fn a_report_holds_levels_plan_and_every_answer() {
        let (entry, draft) = (entry(), draft());
        let blocks = report(&entry, &draft, Words::english(), Day::parse("2026-11-30"));
        let tables: Vec<&Vec<Vec<String>>> = blocks
            .iter()
            .filter_map(|block| if let Block::Table(_, rows) = block { Some(rows) } else { None })
            .collect();
        let (levels, plan) = (tables[0], tables[1]);
        assert_eq!(levels.len(), entry.questionnaire.sections().len());
        assert_eq!(plan[0][3..], ["Head of shop", "2026-12-24", "In progress"]);
        let asked = entry.questionnaire.questions().filter(|question| question.asked(&draft.answers));
        let listed: usize = tables[3..].iter().map(|rows| rows.len()).sum();
        assert_eq!(listed, asked.count());
        for block in &blocks {
            if let Block::Table(heads, rows) = block {
                assert!(rows.iter().all(|row| row.len() == heads.len()), "{block:?}");
            }
        }
    }

    #[test]
    fn what_people_typed_marks_nothing_in_html() {
        let mut draft = draft();
        draft.organisation = "<script>alert(1)</script> & \"Co\"".to_owned();
        let blocks = report(&entry(), &draft, Words::english(), None);
        let html = html("<title>", &blocks);
        assert!(html.contains("<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; \"Co\"</p>"), "{html}");
        assert!(html.contains("<title>&lt;title&gt;</title>") && !html.contains("<script"));
    }

    #[test]
    fn lists_in_html_are_opened_and_closed() {
        let blocks =
            [Block::Item("a\nb".to_owned()), Block::Paragraph("c".to_owned()), Block::Item("d".to_owned())];
        let html = html("t", &blocks);
        assert!(
            html.contains("<ul>\n<li>a<br>b</li>\n</ul>\n<p>c</p>\n<ul>\n<li>d</li>\n</ul>\n</body>"),
            "{html}"
        );
    }
}
