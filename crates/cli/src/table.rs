//! The table of a comparison for a terminal: a row for each organisation, a column for each area.

use candour_compare::export::{decision::state_key, level_key};
use candour_compare::{
    then_and_now::LevelsFrom,
    workbench::{FileRow, Relation, Response, ResultSummary, RowIndex, SectionLevel, Workbench},
};
use candour_content::messages;
use candour_files::{check::QuestionnaireMatch, names::mixes_alphabets};
use candour_proof::date::Day;
use candour_questionnaire::catalog::CatalogEntry;
use candour_questionnaire::scoring::Level;

use crate::messages::{Page, PageCounted};
use crate::{
    context::CheckContext,
    lines::{Lines, RenderOptions, Style, visible, width, wrap},
};

/// Columns of a name at least and at most, and what is between two columns.
const NARROWEST: usize = 12;
const WIDEST: usize = 48;
const GAP: &str = "  ";
/// Columns where nobody sees them, in a file.
const USUAL: usize = 100;

/// Signs that stand for what is no level.
const NO_RESULT: &str = "-";
const WITHHELD: &str = "w";
const ABSENT: &str = ".";

/// The table of these rows.
pub(crate) fn table(
    context: &CheckContext,
    bench: &Workbench,
    entry: &CatalogEntry,
    rows: &[RowIndex],
    options: RenderOptions,
) -> Lines {
    let page = context.texts;
    let mut text = Lines::default();
    let version = entry.questionnaire.version();
    let title = page.with(Page::FactTitle, &[("title", &entry.wording.title), ("version", version)]);
    text.add(0, Style::Strong, &title);
    if entry.own {
        text.add(0, Style::Care, &page.text(Page::OwnMark));
    }
    text.plain(0, &page.count(PageCounted::Organisations, u32::try_from(rows.len()).unwrap_or(u32::MAX)));
    text.plain(0, &page.text(Page::CompareTableLead));
    text.space();
    let sections = entry.questionnaire.sections();
    for (letter, section) in letters().zip(sections) {
        text.plain(0, &[&letter, GAP, &entry.wording.section(&section.id).title].concat());
    }
    text.space();
    let found = |place: &RowIndex| Some((bench.row(*place)?, bench.row(*place)?.sheet.as_deref()?));
    let rows: Vec<(&FileRow, &ResultSummary)> = rows.iter().filter_map(found).collect();
    let lines: Vec<_> = rows.iter().map(|(row, sheet)| cells(context, row, sheet, entry)).collect();
    grid(&head(context, entry), &lines, options, &mut text);
    text.space();
    legend(context, entry, &mut text);
    for (row, sheet) in &rows {
        remarks(context, bench, row, sheet, &mut text);
    }
    facts(context, entry, &rows, &mut text);
    text
}

/// A, B, C and so on.
fn letters() -> impl Iterator<Item = String> {
    (0_u32..).map(|number| {
        let letter = |number: u32| char::from_u32(u32::from('A') + number % 26).unwrap_or('?');
        match number / 26 {
            0 => letter(number).to_string(),
            more => [letter(more - 1), letter(number)].iter().collect(),
        }
    })
}

fn head(context: &CheckContext, entry: &CatalogEntry) -> Vec<String> {
    let text = |key: Page| context.texts.text(key).to_string();
    let mut cells = vec![text(Page::ColumnName), text(Page::ColumnFinished)];
    cells.extend(entry.questionnaire.decision().map(|_| text(Page::ColumnOutcome)));
    cells.extend(letters().take(entry.questionnaire.sections().len()));
    cells.extend([text(Page::ColumnGaps), text(Page::ChartUnknown), text(Page::ColumnWithheld)]);
    cells
}

fn cells(context: &CheckContext, row: &FileRow, sheet: &ResultSummary, entry: &CatalogEntry) -> Vec<String> {
    let mut cells = vec![name(context, row, sheet), sheet.finished.map(Day::text).unwrap_or_default()];
    if entry.questionnaire.decision().is_some() {
        let title = |outcome| entry.wording.decision().outcome(outcome).title.clone();
        cells.push(sheet.outcome.map_or_else(|| WITHHELD.to_owned(), title));
    }
    for section in (0..).take(entry.questionnaire.sections().len()) {
        cells.push(match sheet.level(section) {
            SectionLevel::Level(level) => level.number().to_string(),
            SectionLevel::Point(state) => context.texts.text(state_key(state)).to_string(),
            SectionLevel::NoneCounts => NO_RESULT.to_owned(),
            SectionLevel::Withheld => WITHHELD.to_owned(),
            SectionLevel::Absent => ABSENT.to_owned(),
        });
    }
    cells.push(sheet.gaps.len().to_string());
    cells.push(sheet.counts.of(Response::Unknown).to_string());
    cells.push(sheet.withheld.len().to_string());
    cells
}

/// The organisation's name; where there is none, the name of its file.
fn name(context: &CheckContext, row: &FileRow, sheet: &ResultSummary) -> String {
    let key = match &*sheet.organisation {
        _ if sheet.withholds("signer") => Page::CompareNameWithheld,
        "" => Page::CompareNoName,
        name => return name.to_owned(),
    };
    context.texts.with(key, &[("file", &row.name)]).to_string()
}

/// Cells in columns below their heads: the first as wide as there is room and broken where it is longer, the
/// rest as wide as the widest cell, with heads broken into words.
fn grid(head: &[String], lines: &[Vec<String>], options: RenderOptions, text: &mut Lines) {
    let widest = |column: usize| {
        let words = head.get(column).into_iter().flat_map(|head| head.split(' ')).map(width);
        let cells = lines.iter().filter_map(|line| line.get(column)).map(|cell| width(&visible(cell)));
        words.chain(cells).max().unwrap_or_default()
    };
    let others: Vec<usize> = (1..head.len()).map(widest).collect();
    let taken: usize = others.iter().map(|other| other + GAP.len()).sum();
    let room = options.width.unwrap_or(USUAL).saturating_sub(taken);
    let columns = [vec![widest(0).min(room.clamp(NARROWEST, WIDEST))], others].concat();
    row(head, &columns, Style::Strong, text);
    for line in lines {
        row(line, &columns, Style::Plain, text);
    }
}

/// A row: wrapped cells continue in the next lines; those of the head are aligned at its bottom.
fn row(cells: &[String], columns: &[usize], tone: Style, text: &mut Lines) {
    let cells: Vec<String> = cells.iter().map(|cell| visible(cell)).collect();
    let parts: Vec<Vec<&str>> =
        cells.iter().zip(columns).map(|(cell, columns)| wrap(cell, Some(*columns))).collect();
    let height = parts.iter().map(Vec::len).max().unwrap_or_default();
    for line in 0..height {
        let mut out = String::new();
        for (place, (parts, columns)) in parts.iter().zip(columns).enumerate() {
            let above = if tone == Style::Strong { height - parts.len() } else { 0 };
            let part = line.checked_sub(above).and_then(|line| parts.get(line)).copied().unwrap_or_default();
            out.push_str(if place > 0 { GAP } else { "" });
            // Names and days are aligned left, numbers right.
            out.push_str(&padded(part, *columns, place > 1));
        }
        text.whole(tone, out.trim_end());
    }
}

fn padded(cell: &str, columns: usize, right: bool) -> String {
    let space = " ".repeat(columns.saturating_sub(width(cell)));
    if right { [&space, cell].concat() } else { [cell, &space].concat() }
}

fn legend(context: &CheckContext, entry: &CatalogEntry, text: &mut Lines) {
    let page = context.texts;
    let decides = entry.questionnaire.decision().is_some();
    let levels = Level::ALL.into_iter().filter(|_| !decides);
    let mut parts: Vec<String> = levels
        .map(|level| [&level.number().to_string(), " ", &*page.text(level_key(level))].concat())
        .collect();
    let none = if decides { Page::PointNone } else { Page::LevelNone };
    for (sign, key) in [(NO_RESULT, none), (WITHHELD, Page::StandWithheld), (ABSENT, Page::StandAbsent)] {
        parts.push([sign, " ", &*page.text(key)].concat());
    }
    text.plain(0, &parts.join(" · "));
}

/// The lists, item by item: what each organisation found. Nothing is counted.
fn facts(
    context: &CheckContext,
    entry: &CatalogEntry,
    rows: &[(&FileRow, &ResultSummary)],
    text: &mut Lines,
) {
    let page = context.texts;
    let mut places = 0..;
    for list in entry.questionnaire.lists() {
        let words = entry.wording.list(&list.id);
        text.space();
        text.add(0, Style::Strong, &words.title);
        for (place, item) in places.by_ref().zip(list.items()) {
            text.plain(0, &words.item(&item.id).question);
            for (row, sheet) in rows {
                let answer = match sheet.fact(place) {
                    _ if sheet.withholds(&list.id) => page.text(Page::StandWithheld).to_string(),
                    (None, _) => continue,
                    (Some(choice), "") => words.answer(choice).to_owned(),
                    (Some(choice), note) => {
                        let values = [("answer", words.answer(choice)), ("reason", note)];
                        page.with(Page::TableReason, &values).to_string()
                    }
                };
                let name = name(context, row, sheet);
                let values = [("name", &*name), ("level", &*answer)];
                text.item(1, &page.with(Page::SummaryLine, &values));
            }
        }
    }
}

/// What a reader of the table must know of an organisation.
fn remarks(
    context: &CheckContext,
    bench: &Workbench,
    row: &FileRow,
    sheet: &ResultSummary,
    text: &mut Lines,
) {
    let page = context.texts;
    let mut said = Vec::new();
    match row.relation {
        Relation::OtherKey(_) => said.push(page.text(Page::RemarkOtherKey)),
        Relation::OtherName(_) => said.push(page.text(Page::RemarkOtherName)),
        _ => {}
    }
    if mixes_alphabets(&sheet.organisation) {
        said.push(page.text(Page::NameMixed));
    }
    if sheet.is_contradictory() {
        said.push(page.text(Page::RemarkFindings));
    }
    if !sheet.stops.is_empty() {
        said.push(page.text(Page::RemarkStops));
    }
    if let Some(key) = messages::other_words(sheet.words) {
        said.push(page.text(key));
    }
    if let Some(subject) = bench.subject(sheet).filter(|subject| subject.genuine != QuestionnaireMatch::Yes) {
        let key =
            if sheet.levels_from == LevelsFrom::File { Page::RemarkStated } else { Page::RemarkEdition };
        said.push(page.with(key, &[("version", subject.version.as_str())]));
    }
    for remark in said {
        text.item(0, &[&name(context, row, sheet), ": ", &*remark].concat());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other_in_every_script() {
        let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
        let head = ["Name", "Day", "A", "Serious gaps"].map(str::to_owned);
        let lines = [
            row(["漢字", "2026-11-22", "3", "0"]),
            row(["A name that is far too long for this", "2026-11-22", "0", "12"]),
            row(["e\u{1b}[2J", "", "-", "1"]),
        ];
        let mut text = Lines::default();
        let options = RenderOptions { colour: false, width: Some(43) };
        grid(&head, &lines, options, &mut text);
        assert_eq!(
            text.render(options),
            "                                    Serious\n\
             Name                 Day         A     gaps\n\
             漢字                 2026-11-22  3        0\n\
             A name that is far   2026-11-22  0       12\n\
             too long for this\n\
             e\\u{1b}[2J                       -        1\n"
        );
    }

    #[test]
    fn areas_have_letters_however_many_there_are() {
        let letters: Vec<String> = letters().take(54).collect();
        assert_eq!((letters[0].as_str(), letters[25].as_str(), letters[26].as_str()), ("A", "Z", "AA"));
        assert_eq!(letters[53], "BB");
    }
}
