//! A table as the JSON of a questionnaire, with the row of each part for what is wrong with it.

use candour_proof::{
    date::Day,
    json::{Json, Object},
    map::Table,
    sort::sort_by_key,
};
use candour_questionnaire::{
    diagnostics::one_of,
    questionnaire::{
        Problem, Severity,
        names::{self, PROFILE, QUESTION},
    },
    wording,
};

use super::{
    cells::{split, to_json},
    columns::{CHECKED, CHOICES, COLUMNS, Half, LABEL, LIMITS, NAME, Row, SETTINGS, SOURCE, TYPE},
    ids::{Ids, slug},
};
use crate::csv;

/// Most bytes of a table.
const LONGEST: usize = 1_000_000;
/// Most rows of a table.
const MOST_ROWS: usize = 3_000;
/// Most columns of a table.
const MOST_COLUMNS: usize = 100;
/// Most rows that one message lists.
const MOST_LISTED: usize = 20;

/// Something wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fault {
    /// The row, from 1, which is the one that names the columns; `None` if it is about the table as a whole.
    row: Option<usize>,
    /// The column.
    column: Option<String>,
    /// What is wrong and how to fix it.
    message: String,
}

/// A table that was read: it is a questionnaire once nothing is wrong with it or with its JSON.
#[derive(Debug)]
pub struct TableDraft {
    /// `{"questionnaire": …, "wording": …}`
    pub file: Json,
    faults: Vec<Fault>,
    /// Places of the JSON formats, with the row that each comes from and what that is.
    places: Vec<(String, usize, Row)>,
}

/// Reads a table: the first row names the columns. Cells are parted by commas, semicolons or tabs.
///
/// # Errors
/// If the text is no table. What is wrong with its rows is in the draft.
pub fn read(bytes: &[u8]) -> Result<TableDraft, Vec<Problem>> {
    let fault = |message: String| vec![placed(None, &[], message)];
    if bytes.len() > LONGEST {
        return Err(fault(format!("longer than {LONGEST} bytes; shorten it")));
    }
    if bytes.starts_with(b"PK") {
        return Err(fault(
            "a file of a spreadsheet program; save it as “CSV UTF-8” and open that".to_owned(),
        ));
    }
    let text = str::from_utf8(bytes).map_err(|_| {
        fault("not UTF-8; save it again as “CSV UTF-8”, or choose the character set UTF-8".to_owned())
    })?;
    let Some(separator) = separator(text) else {
        let message = "no table; the first row must name the columns, at least `type` and `label`";
        return Err(fault(message.to_owned()));
    };
    let rows = csv::read(text, separator).map_err(|open| {
        let message =
            "a quote is opened here and never closed; add the closing quote, and write two for one in a text";
        vec![placed(None, &[open.row], message.to_owned())]
    })?;
    of_rows(&rows)
}

/// Whether bytes look like a table: their first line names the columns `type` and `label`.
pub fn is_table(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4_096)).unwrap_or_default();
    separator(&String::from_utf8_lossy(head)).is_some()
}

/// What parts the cells of the first line that is not empty.
fn separator(text: &str) -> Option<char> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let head = text.split(['\r', '\n']).find(|line| !line.trim().is_empty())?;
    [',', ';', '\t'].into_iter().find(|separator| {
        let named = |column: &str| {
            head.split(*separator).any(|cell| heading(cell.trim().trim_matches('"')) == column)
        };
        named(TYPE) && named(LABEL)
    })
}

/// The column that a heading names, or the heading. `XLSForm` writes a language behind it: `label::French (fr)`.
fn heading(cell: &str) -> &str {
    known_column(cell).map_or_else(|| cell.trim(), |(column, _)| column)
}

/// The column that a heading names, and the language behind it, if there is one.
fn known_column(cell: &str) -> Option<(&'static str, Option<&str>)> {
    let (name, language) = match cell.split_once("::") {
        Some((name, language)) => (name, Some(language.trim()).filter(|language| !language.is_empty())),
        None => (cell, None),
    };
    let column = COLUMNS.into_iter().find(|column| column.eq_ignore_ascii_case(name.trim()))?;
    Some((column, language))
}

/// The tag in the name of a language such as `French (fr)`; without one, the name.
fn language_tag(language: &str) -> &str {
    let tag = language.strip_suffix(')').and_then(|language| language.rsplit_once('('));
    tag.map_or(language, |(_, tag)| tag.trim())
}

/// The same of a table whose cells are known: one of a spreadsheet program.
///
/// # Errors
/// If it is too large, or its first row does not name the columns.
pub fn of_rows(rows: &[Vec<String>]) -> Result<TableDraft, Vec<Problem>> {
    let mut numbered = (1..).zip(rows).filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()));
    let Some((_, head)) = numbered.next() else {
        return Err(vec![placed(None, &[], "empty; write the rows into it".to_owned())]);
    };
    if head.len() > MOST_COLUMNS || rows.len() > MOST_ROWS {
        let message = format!("more than {MOST_ROWS} rows or {MOST_COLUMNS} columns; use fewer");
        return Err(vec![placed(None, &[], message)]);
    }
    let mut reader = Reader::new(head);
    let rows: Vec<Line> = numbered.filter_map(|(number, cells)| reader.line(number, cells)).collect();
    for row in &rows {
        if let Some(name) = row.cells.get(NAME).filter(|_| row.kind != Row::Setting) {
            reader.ids.note(name);
            let kind = match row.kind {
                Row::Profile => PROFILE,
                Row::Question => QUESTION,
                _ => continue,
            };
            // A second one of that name is reported.
            if !reader.names.contains_key(name) {
                reader.names.insert(name.clone(), kind);
            }
        }
    }
    for row in &rows {
        reader.row(row);
    }
    Ok(reader.finish())
}

/// A row that is not empty, with what stands under each column that is known.
struct Line {
    number: usize,
    kind: Row,
    cells: Table<String>,
}

impl Line {
    /// The cell in that column; empty if there is none.
    fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

struct Reader<'a> {
    columns: Vec<&'a str>,
    /// The tag of the language that columns name.
    language: Option<&'a str>,
    faults: Vec<Fault>,
    places: Vec<(String, usize, Row)>,
    ids: Ids,
    /// Which names conditions can be about.
    names: Table<&'static str>,
    structure: Object,
    wording: Object,
    before: Vec<Json>,
    sources: Vec<Json>,
    profile: Vec<Json>,
    sections: Vec<(Object, Vec<Json>)>,
    /// The section of questions that stand before the first one: it gets the title of the whole.
    untitled: Option<String>,
    stops: Vec<Json>,
    retired: Vec<Json>,
    terms: Vec<Json>,
    /// The texts of each kind of row, by id.
    texts: [Object; 5],
}

/// The kinds of rows with texts by id, with the member of the wording that holds them.
const TEXTS: [(Row, &str); 5] = [
    (Row::Profile, "profile"),
    (Row::Section, "sections"),
    (Row::Question, "questions"),
    (Row::Stop, "stops"),
    (Row::Source, "sources"),
];

/// Stands for a text that is missing, which was reported.
const MISSING: &str = "…";

impl<'a> Reader<'a> {
    fn new(head: &'a [String]) -> Self {
        let head: Vec<&str> = head.iter().map(|cell| cell.trim_start_matches('\u{feff}')).collect();
        let columns: Vec<&str> = head.iter().map(|cell| heading(cell)).collect();
        let mut languages: Vec<&str> = Vec::new();
        for language in head.iter().filter_map(|cell| known_column(cell)?.1) {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        let mut reader = Self {
            columns: Vec::new(),
            language: languages.first().map(|language| language_tag(language)),
            faults: Vec::new(),
            places: Vec::new(),
            ids: Ids::default(),
            names: Table::new(),
            structure: Object::new().with("format", names::FORMAT),
            wording: Object::new().with("format", wording::FORMAT),
            before: Vec::new(),
            sources: Vec::new(),
            profile: Vec::new(),
            sections: Vec::new(),
            untitled: None,
            stops: Vec::new(),
            retired: Vec::new(),
            terms: Vec::new(),
            texts: Default::default(),
        };
        if languages.len() > 1 {
            let message = format!(
                "columns in several languages: {}; write each language into a table of its own",
                languages.join(", ")
            );
            reader.fault(1, None, message);
        }
        for (place, (column, cell)) in columns.iter().zip(&head).enumerate() {
            if languages.len() > 1 && known_column(cell).is_some_and(|(_, language)| language.is_some()) {
                continue;
            }
            if columns.iter().take(place).any(|other| other == column && !column.is_empty()) {
                reader.fault(1, None, format!("two columns `{column}`; keep one of them"));
            } else if !column.is_empty() && !COLUMNS.contains(column) {
                reader.fault(1, None, format!("unknown column `{column}`; use {}", COLUMNS.join(", ")));
            }
        }
        for needed in [TYPE, LABEL].into_iter().filter(|needed| !columns.contains(needed)) {
            reader.fault(1, None, format!("no column `{needed}`; add it"));
        }
        reader.columns = columns;
        reader
    }

    fn fault(&mut self, row: usize, column: Option<&str>, message: impl Into<String>) {
        self.faults.push(Fault {
            row: Some(row),
            column: column.map(str::to_owned),
            message: message.into(),
        });
    }

    /// The cells of a row, if it says what it is.
    fn line(&mut self, number: usize, cells: &[String]) -> Option<Line> {
        let mut known = Table::new();
        for (place, cell) in cells.iter().enumerate() {
            let cell = plain(cell);
            if cell.is_empty() {
                continue;
            }
            match self.columns.get(place).copied().filter(|column| !column.is_empty()) {
                None => {
                    let message =
                        "more cells than columns; put quotes around a text that holds what parts the cells";
                    self.fault(number, None, message);
                }
                Some(column) if is_error(&cell) => {
                    let message = format!(
                        "`{cell}` is an error of a formula; write the text again, and let it not begin with =, +, - or @"
                    );
                    self.fault(number, Some(column), message);
                }
                Some(column) if COLUMNS.contains(&column) => known.insert(column.to_owned(), cell),
                // Reported with the columns.
                Some(_) => {}
            }
        }
        let kind = known.remove(TYPE).unwrap_or_default();
        let found = Row::ALL.into_iter().find(|row| row.as_str().eq_ignore_ascii_case(&kind));
        if found.is_none() {
            let all = one_of(&Row::ALL.map(Row::as_str));
            let message = match kind.as_str() {
                "" => format!("empty; write {all}"),
                kind => format!("unknown type `{kind}`; use {all}"),
            };
            self.fault(number, Some(TYPE), message);
        }
        Some(Line { number, kind: found?, cells: known })
    }

    fn row(&mut self, row: &Line) {
        self.check_columns(row);
        if row.cell(LABEL).is_empty() && row.kind != Row::Retired {
            self.fault(row.number, Some(LABEL), "empty; write the text");
        }
        match row.kind {
            Row::Setting => self.setting(row),
            Row::Before => {
                self.before.extend(Some(row.cell(LABEL)).filter(|text| !text.is_empty()).map(Json::from));
            }
            _ => self.part(row),
        }
    }

    /// Reports cells under columns that say nothing about such a row.
    fn check_columns(&mut self, row: &Line) {
        let own = |column: &str| match column {
            LABEL => row.kind != Row::Retired,
            NAME => row.kind != Row::Before,
            CHOICES | LIMITS if row.kind == Row::Profile => true,
            _ => row.kind.fields().iter().any(|field| field.column == column),
        };
        let stray: Vec<String> = row.cells.keys().filter(|column| !own(column)).cloned().collect();
        for column in stray {
            let message =
                format!("says nothing in a row of the type `{}`; clear the cell", row.kind.as_str());
            self.fault(row.number, Some(&column), message);
        }
    }

    fn setting(&mut self, row: &Line) {
        let name = row.cell(NAME);
        let Some(setting) = SETTINGS.into_iter().find(|known| known.column.eq_ignore_ascii_case(name)) else {
            let all = one_of(&SETTINGS.map(|setting| setting.column));
            self.fault(row.number, Some(NAME), format!("unknown setting `{name}`; use {all}"));
            return;
        };
        let name = setting.member;
        let value = if row.cell(LABEL).is_empty() { MISSING } else { row.cell(LABEL) };
        let value = match to_json(setting.kind, value, &|_| None) {
            Ok(value) => value,
            Err(message) => return self.fault(row.number, Some(LABEL), message),
        };
        let object = if setting.half == Half::Structure { &mut self.structure } else { &mut self.wording };
        if object.get(name).is_some() {
            self.fault(row.number, Some(NAME), format!("a second setting `{name}`; keep one of them"));
            return;
        }
        object.set(name, value);
        self.places.push((name.to_owned(), row.number, Row::Setting));
    }

    /// A row that is a part of the questionnaire with an id.
    fn part(&mut self, row: &Line) {
        let id = match row.cell(NAME) {
            "" => self.ids.make(row.cell(LABEL), row.kind.as_str()),
            name => name.to_owned(),
        };
        let mut structure = Object::new().with("id", id.as_str());
        let mut text = Object::new();
        if row.kind == Row::Question {
            structure.set("severity", Severity::Medium.as_str());
        }
        for field in row.kind.fields() {
            let cell = match row.cell(field.column) {
                "" if field.column == LABEL => MISSING,
                cell => cell,
            };
            if cell.is_empty() {
                continue;
            }
            let names = &self.names;
            match to_json(field.kind, cell, &|name| names.get(name).copied()) {
                Ok(Json::List(list)) if list.is_empty() => {}
                Ok(value) if field.half == Half::Structure => structure.set(field.member, value),
                Ok(value) => text.set(field.member, value),
                Err(message) => self.fault(row.number, Some(field.column), message),
            }
        }
        if row.kind == Row::Profile {
            options(row, &mut structure, &mut text);
        }
        self.place(row, structure, text, &id);
    }

    /// Puts a part where it belongs, and notes where that is.
    fn place(&mut self, row: &Line, structure: Object, text: Object, id: &str) {
        if row.kind == Row::Term {
            self.places.push((format!("terms[{}]", self.terms.len()), row.number, row.kind));
            let all =
                structure.iter().chain(text.iter()).map(|(name, value)| (name.to_owned(), value.clone()));
            self.terms.push(all.collect::<Object>().into());
            return;
        }
        let list = match row.kind {
            Row::Section => {
                self.places.push((format!("sections[{}]", self.sections.len()), row.number, row.kind));
                self.sections.push((structure, Vec::new()));
                self.text(row, id, text.into());
                return;
            }
            Row::Question => {
                if self.sections.is_empty() {
                    self.only_section();
                }
                let section = self.sections.len().saturating_sub(1);
                let Some((_, questions)) = self.sections.last_mut() else { return };
                let place = format!("sections[{section}].questions[{}]", questions.len());
                questions.push(structure.into());
                self.places.push((place, row.number, row.kind));
                self.text(row, id, text.into());
                return;
            }
            Row::Profile => &mut self.profile,
            Row::Stop => &mut self.stops,
            Row::Source => &mut self.sources,
            _ => &mut self.retired,
        };
        let member = match row.kind {
            Row::Profile => "profile",
            Row::Stop => "stops",
            Row::Source => "sources",
            _ => "retired",
        };
        self.places.push((format!("{member}[{}]", list.len()), row.number, row.kind));
        list.push(structure.into());
        let text = match row.kind {
            Row::Source => Json::from(if row.cell(LABEL).is_empty() { MISSING } else { row.cell(LABEL) }),
            _ => text.into(),
        };
        self.text(row, id, text);
    }

    /// A section around questions that stand before the first one.
    fn only_section(&mut self) {
        let id = self.ids.make(Row::Section.as_str(), Row::Section.as_str());
        self.sections.push((Object::new().with("id", id.as_str()), Vec::new()));
        self.untitled = Some(id);
    }

    fn text(&mut self, row: &Line, id: &str, text: Json) {
        let found = TEXTS.iter().zip(&mut self.texts).find(|((kind, _), _)| *kind == row.kind);
        if let Some(((_, member), texts)) = found {
            texts.set(id, text);
            self.places.push((format!("{member}.{id}"), row.number, row.kind));
        }
    }

    fn finish(mut self) -> TableDraft {
        self.settings();
        let (mut structure, mut wording) = (self.structure, self.wording);
        let sections: Vec<Json> = self
            .sections
            .into_iter()
            .map(|(section, questions)| section.with("questions", questions).into())
            .collect();
        for (member, list, needed) in [
            ("retired", self.retired, false),
            ("sources", self.sources, false),
            ("profile", self.profile, false),
            ("sections", sections, true),
            ("stops", self.stops, false),
        ] {
            if needed || !list.is_empty() {
                structure.set(member, list);
            }
        }
        if !self.before.is_empty() {
            wording.set("before", self.before);
        }
        if !self.terms.is_empty() {
            wording.set("terms", self.terms);
        }
        for ((kind, member), texts) in TEXTS.into_iter().zip(self.texts) {
            if !texts.is_empty() || matches!(kind, Row::Section | Row::Question) {
                wording.set(member, texts);
            }
        }
        let file = Object::new().with("questionnaire", structure).with("wording", wording).into();
        TableDraft { file, faults: self.faults, places: self.places }
    }

    /// What holds for settings that are missing.
    fn settings(&mut self) {
        let title = self.wording.get("title").and_then(Json::as_text).unwrap_or_default().to_owned();
        for (name, value) in [("title", MISSING), ("date", "2000-01-01")] {
            let object = if name == "title" { &mut self.wording } else { &mut self.structure };
            if object.get(name).is_none() {
                object.set(name, value);
                let message = format!(
                    "no {name}; add a row with `setting` under `type`, `{name}` under `name` and its value under `label`"
                );
                self.faults.push(Fault { row: None, column: None, message });
            }
        }
        let sections = TEXTS.iter().zip(&mut self.texts).find(|((kind, _), _)| *kind == Row::Section);
        if let (Some(id), Some((_, texts))) = (&self.untitled, sections) {
            texts.set(id, Object::new().with("title", if title.is_empty() { MISSING } else { &title }));
        }
        for (name, value) in [("version", "1.0.0"), ("id", &slug(&title))] {
            if self.structure.get(name).is_none() {
                self.structure.set(name, if value.is_empty() { Row::Question.as_str() } else { value });
            }
        }
        match (self.wording.get("language").and_then(Json::as_text), self.language) {
            (None, language) => self.wording.set("language", language.unwrap_or("en")),
            (Some(stated), Some(language)) if stated != language => {
                let message = format!(
                    "columns in the language `{language}`, and the setting `language` is `{stated}`; make them the same"
                );
                self.faults.push(Fault { row: Some(1), column: None, message });
            }
            _ => {}
        }
        let id = self.structure.get("id").cloned().unwrap_or(Json::Null);
        self.wording.set("questionnaire", id);
    }
}

/// The options of a profile question, in both halves.
fn options(row: &Line, structure: &mut Object, text: &mut Object) {
    for (column, member) in [(CHOICES, "options"), (LIMITS, "limits")] {
        let (mut ids, mut texts) = (Vec::<Json>::new(), Object::new());
        for part in split(row.cell(column)) {
            let (id, words) = match part.split_once('=').map(|(id, words)| (id.trim(), words.trim())) {
                Some((id, words)) if !id.is_empty() && !words.is_empty() => (id.to_owned(), words.to_owned()),
                _ => (slug(&part), part),
            };
            texts.set(&id, words);
            ids.push(id.into());
        }
        if !ids.is_empty() || column == CHOICES {
            structure.set(member, ids);
            text.set(member, texts);
        }
    }
}

/// A cell without what spreadsheets need around it.
fn plain(cell: &str) -> String {
    let cell = csv::unguarded(cell).replace("\r\n", "\n");
    let cell = cell.trim();
    // A day is written with an apostrophe, so that a spreadsheet leaves it as it is.
    let day = cell.strip_prefix('\'').filter(|rest| rest.starts_with('\'') || Day::parse(rest).is_some());
    day.unwrap_or(cell).to_owned()
}

/// Whether a spreadsheet took a text for a formula.
fn is_error(cell: &str) -> bool {
    ["#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!"].contains(&cell)
}

impl TableDraft {
    /// Everything that is wrong: with the rows, and `found` in the JSON of the others. What is the same in several rows is
    /// said once.
    pub fn problems(&self, found: Vec<Problem>) -> Vec<Problem> {
        // Of a row that could not be read, the JSON lacks what is wrong with it.
        let unread = |row: usize| self.faults.iter().any(|own| own.row == Some(row));
        let of_json = found.into_iter().map(|problem| self.fault(problem));
        let of_json = of_json.filter(|fault| !fault.row.is_some_and(unread));
        let mut groups: Vec<(Fault, Vec<usize>)> = Vec::new();
        for fault in self.faults.iter().cloned().chain(of_json) {
            let same = |(other, _): &&mut (Fault, Vec<usize>)| {
                other.message == fault.message && other.column == fault.column
            };
            if let Some((_, rows)) = groups.iter_mut().find(same) {
                rows.extend(fault.row.filter(|row| !rows.contains(row)));
            } else {
                let rows = fault.row.into_iter().collect();
                groups.push((fault, rows));
            }
        }
        sort_by_key(&mut groups, |(fault, _)| fault.row);
        groups
            .into_iter()
            .map(|(fault, rows)| placed(fault.column.as_deref(), &rows, fault.message))
            .collect()
    }

    /// What is wrong with the JSON, with the row that it comes from.
    fn fault(&self, problem: Problem) -> Fault {
        let place = problem.place.as_str();
        let within = |prefix: &str| {
            place.strip_prefix(prefix).filter(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let longest =
            self.places.iter().filter_map(|(prefix, row, kind)| Some((prefix, within(prefix)?, row, kind)));
        let Some((_, rest, row, kind)) = longest.max_by_key(|(prefix, ..)| prefix.len()) else {
            let message =
                if place == "file" { problem.message } else { [place, ": ", &problem.message].concat() };
            return Fault { row: None, column: None, message };
        };
        // A member that is missing is a cell that is empty.
        let missing = problem.message.strip_prefix("no `").and_then(|rest| rest.strip_suffix("`; add it"));
        if let Some(field) =
            kind.fields().iter().find(|field| rest.is_empty() && Some(field.member) == missing)
        {
            let message = "empty; write the text".to_owned();
            return Fault { row: Some(*row), column: Some(field.column.to_owned()), message };
        }
        let member = rest.trim_start_matches('.').split(['.', '[']).next().unwrap_or_default();
        let half = if place.contains('[') && !place.starts_with("profile.") && *kind != Row::Term {
            Half::Structure
        } else {
            Half::Wording
        };
        let field = kind.fields().iter().find(|field| field.member == member && field.half == half);
        let column = match (member, kind) {
            ("", Row::Setting) => Some(LABEL),
            ("", _) => None,
            ("id", _) => Some(NAME),
            ("options", _) => Some(CHOICES),
            ("limits", _) => Some(LIMITS),
            ("mark", _) => Some(CHECKED),
            ("citations", _) => Some(SOURCE),
            _ => field.map(|field| field.column),
        };
        Fault { row: Some(*row), column: column.map(str::to_owned), message: problem.message }
    }
}

/// A problem with the rows and the column for its place.
fn placed(column: Option<&str>, rows: &[usize], message: String) -> Problem {
    let listed: Vec<String> = rows.iter().take(MOST_LISTED).map(usize::to_string).collect();
    let more = match rows.len().saturating_sub(MOST_LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let rows = match rows {
        [] => "table".to_owned(),
        [row] => format!("row {row}"),
        _ => format!("rows {}{more}", listed.join(", ")),
    };
    let place = column.map_or_else(|| rows.clone(), |column| format!("{rows}, column {column}"));
    Problem { place, message }
}
