//! A questionnaire as a table.

use candour_proof::{
    date::Day,
    json::{Json, Limits, Object},
};
use candour_questionnaire::catalog::CatalogEntry;

use super::{
    cells::{from_json, join},
    columns::{CHOICES, COLUMNS, Half, LABEL, LIMITS, NAME, Row, SETTINGS, TYPE},
};
use crate::{csv, text::text_of};

/// A part of a questionnaire that no cell can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwritable {
    /// The kind of row.
    pub row: Row,
    /// Its id.
    pub id: String,
    /// The member.
    pub member: String,
}

/// The rows of a table that holds a questionnaire, given as `{"questionnaire": …, "wording": …}`; the first row names
/// the columns. Only columns that hold something are in it.
///
/// # Errors
/// If it has something that a table cannot hold.
pub fn rows(file: &Json) -> Result<Vec<Vec<String>>, Unwritable> {
    let (structure, wording) =
        (file.get("questionnaire").unwrap_or(&Json::Null), file.get("wording").unwrap_or(&Json::Null));
    let mut writer = Writer { wording, rows: Vec::new() };
    let unwritable = |member: &str| {
        let id = text_of(structure, "id").unwrap_or_default().to_owned();
        Unwritable { row: Row::Setting, id, member: member.to_owned() }
    };
    for setting in SETTINGS {
        let object = if setting.half == Half::Structure { structure } else { wording };
        if let Some(value) = object.get(setting.member) {
            let cell = from_json(setting.kind, value).ok_or_else(|| unwritable(setting.member))?;
            writer.rows.push(vec![
                (TYPE, Row::Setting.as_str().to_owned()),
                (NAME, setting.column.to_owned()),
                (LABEL, cell),
            ]);
        }
    }
    for object in [structure, wording] {
        let known =
            |name: &str| OTHERS.contains(&name) || SETTINGS.iter().any(|setting| setting.member == name);
        for (name, _) in object.as_object().into_iter().flat_map(Object::iter) {
            if !known(name) {
                return Err(unwritable(name));
            }
        }
    }
    for text in items(wording, "before").filter_map(Json::as_text) {
        writer.rows.push(vec![(TYPE, Row::Before.as_str().to_owned()), (LABEL, text.to_owned())]);
    }
    for (row, member) in [(Row::Source, "sources"), (Row::Profile, "profile")] {
        items(structure, member).try_for_each(|item| writer.part(row, member, item))?;
    }
    for section in items(structure, "sections") {
        writer.part(Row::Section, "sections", section)?;
        items(section, "questions").try_for_each(|item| writer.part(Row::Question, "questions", item))?;
    }
    for (row, member) in [(Row::Stop, "stops"), (Row::Retired, "retired")] {
        items(structure, member).try_for_each(|item| writer.part(row, member, item))?;
    }
    items(wording, "terms").try_for_each(|item| writer.part(Row::Term, "terms", item))?;
    let used = |column: &&str| writer.rows.iter().flatten().any(|(name, _)| name == column);
    let columns: Vec<&str> = COLUMNS.iter().copied().filter(used).collect();
    let cells = |row: &Vec<(&str, String)>| {
        let cell = |column: &&str| {
            row.iter().find(|(name, _)| name == column).map_or("", |(_, cell)| cell).to_owned()
        };
        columns.iter().map(cell).collect()
    };
    let head = columns.iter().map(|column| (*column).to_owned()).collect();
    Ok(std::iter::once(head).chain(writer.rows.iter().map(cells)).collect())
}

/// The table as CSV, with a byte order mark so that spreadsheets read it as UTF-8.
///
/// # Errors
/// If it has something that a table cannot hold.
pub fn to_csv(file: &Json) -> Result<String, Unwritable> {
    let mut out = String::from('\u{feff}');
    for row in rows(file)? {
        // A day, so that a spreadsheet leaves it as it is; and an apostrophe of the text itself.
        let guarded = |cell: String| {
            if cell.starts_with('\'') || Day::parse(&cell).is_some() { ["'", &cell].concat() } else { cell }
        };
        let cells: Vec<String> = row.into_iter().map(guarded).collect();
        csv::row(&mut out, &cells.iter().map(String::as_str).collect::<Vec<_>>());
    }
    Ok(out)
}

/// A built-in questionnaire to be changed: with an id of its own, as no other may have the one it has.
pub fn own_copy(entry: &CatalogEntry) -> Json {
    let read = |text: &str| Json::read(text.as_bytes(), Limits::FILE).unwrap_or(Json::Null);
    let mut structure = read(entry.questionnaire.canonical());
    if let Json::Object(structure) = &mut structure {
        structure.set("id", ["own-", entry.questionnaire.id()].concat());
    }
    Object::new().with("questionnaire", structure).with("wording", read(entry.wording.canonical())).into()
}

/// Members that other rows hold, or that the reader of a table knows.
const OTHERS: [&str; 11] = [
    "$schema",
    "format",
    "questionnaire",
    "before",
    "sources",
    "profile",
    "sections",
    "questions",
    "stops",
    "retired",
    "terms",
];

struct Writer<'a> {
    wording: &'a Json,
    rows: Vec<Vec<(&'static str, String)>>,
}

impl Writer<'_> {
    fn part(&mut self, row: Row, member: &str, item: &Json) -> Result<(), Unwritable> {
        let id = text_of(item, "id").unwrap_or_default();
        let texts = self.wording.get(member);
        let text = if row == Row::Term { Some(item) } else { texts.and_then(|texts| texts.get(id)) };
        let text = text.unwrap_or(&Json::Null);
        let unwritable = |member: &str| Unwritable { row, id: id.to_owned(), member: member.to_owned() };
        let mut cells = vec![(TYPE, row.as_str().to_owned()), (NAME, id.to_owned())];
        if row == Row::Source {
            cells.push((LABEL, text.as_text().unwrap_or_default().to_owned()));
        }
        if row == Row::Profile {
            for (column, member) in [(CHOICES, "options"), (LIMITS, "limits")] {
                let texts = text.get(member).unwrap_or(&Json::Null);
                let option = |option: &Json| {
                    let id = option.as_text()?;
                    Some([id, " = ", text_of(texts, id)?].concat())
                };
                let parts: Option<Vec<String>> = items(item, member).map(option).collect();
                cells.push((column, join(&parts.ok_or_else(|| unwritable(member))?)));
            }
        }
        for field in row.fields() {
            let half = if field.half == Half::Structure { item } else { text };
            if let Some(value) = half.get(field.member) {
                cells.push((
                    field.column,
                    from_json(field.kind, value).ok_or_else(|| unwritable(field.member))?,
                ));
            }
        }
        let known = |name: &str| {
            ["id", "questions", "options", "limits"].contains(&name)
                || row.fields().iter().any(|field| field.member == name)
        };
        for (name, _) in [item, text].into_iter().filter_map(Json::as_object).flat_map(Object::iter) {
            if !known(name) {
                return Err(unwritable(name));
            }
        }
        cells.retain(|(_, cell)| !cell.is_empty());
        self.rows.push(cells);
        Ok(())
    }
}

fn items<'a>(value: &'a Json, member: &str) -> impl Iterator<Item = &'a Json> + use<'a> {
    value.get(member).and_then(Json::as_list).unwrap_or_default().iter()
}
