//! A pack as a table (CSV): a row for each text, for spreadsheets. Also the rows that PO writes.

use candour_files::csv;
use candour_proof::map::Table;
use candour_questionnaire::questionnaire::Problem;
use candour_words::{PluralForm, Plurals};

use crate::{
    english::{English, GLOSSARY},
    pack::{Direction, Language, Pack, Review, ReviewState},
};

/// The columns.
pub const COLUMNS: [&str; 4] = ["key", "English", "note", "translation"];
/// Begins the keys of what a pack says about itself.
const ABOUT: &str = "pack/";
/// Between the forms of an explained word, and between prefixes.
const BETWEEN: &str = " | ";

/// One text of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its key.
    pub key: String,
    /// In English, or what is asked for.
    pub english: String,
    /// What a translator has to know.
    pub note: String,
    /// The translation; empty if there is none yet.
    pub translation: String,
    /// Of a text that depends on a number: the form.
    pub form: Option<PluralForm>,
}

/// A translation that was read, and where it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadRow {
    /// `row 12`
    pub place: String,
    /// Its key.
    pub key: String,
    /// The translation.
    pub translation: String,
}

/// All rows of a pack: what it says about itself, and every text with its translation.
pub fn rows(pack: &Pack, english: &English) -> Vec<Row> {
    let Language { tag, name, english_name, direction, plurals } = &pack.language;
    let about = |key: &str, english: &str, note: &str, value: &str| Row {
        key: [ABOUT, key].concat(),
        english: english.to_owned(),
        note: note.to_owned(),
        translation: value.to_owned(),
        form: None,
    };
    let mut rows = vec![
        about("language", "language tag", "BCP 47, such as my or pt-BR", tag),
        about("name", "name of the language", "in the language itself", name),
        about("englishName", "English name of the language", "", english_name),
        about("direction", "direction of its script", "ltr or rtl", direction.as_str()),
        about("plurals", "plural forms", &Plurals::ALL.map(Plurals::as_str).join(", "), plurals.as_str()),
        about(
            "prefixes",
            "what is written together with the next word",
            "with | between",
            &pack.prefixes().join(BETWEEN),
        ),
    ];
    for file in english.files() {
        let Review { state, on, from } = pack.review(file);
        let states = ReviewState::ALL.map(ReviewState::as_str).join(", ");
        rows.push(about(
            &["state.", file].concat(),
            &["who has looked at ", file].concat(),
            &states,
            state.as_str(),
        ));
        rows.push(about(
            &["on.", file].concat(),
            &["the day of that, of ", file].concat(),
            "2027-02-01",
            &on.unwrap_or_default(),
        ));
        let from = from.unwrap_or_else(|| english.digest(file));
        rows.push(about(
            &["from.", file].concat(),
            &["digest of the English texts of ", file].concat(),
            "leave it",
            &from,
        ));
    }
    for text in english.texts(*plurals) {
        let translation = pack.text(&text.key).unwrap_or_default().to_owned();
        let term =
            text.key.strip_prefix(GLOSSARY).and_then(|rest| rest.strip_prefix('/')?.strip_suffix(".term"));
        let also = term.and_then(|id| {
            let english = english.glossary().term(id)?;
            Some(Row {
                key: format!("{GLOSSARY}/{id}.also"),
                english: english.also.join(BETWEEN),
                note: "other forms of the word before, with | between".to_owned(),
                translation: pack.also(id).join(BETWEEN),
                form: None,
            })
        });
        let note = text.note();
        rows.push(Row { key: text.key, english: text.english, note, translation, form: text.form });
        rows.extend(also);
    }
    rows
}

/// The pack of rows that were read.
///
/// # Errors
/// What it says about itself and is wrong, with the row.
pub fn of_rows(rows: &[ReadRow]) -> Result<Pack, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut seen: Table<()> = Table::new();
    let mut pack = Pack::default();
    for ReadRow { place, key, translation } in rows.iter().filter(|row| !row.key.is_empty()) {
        let mut problem = |message: String| problems.push(Problem { place: place.clone(), message });
        if seen.contains_key(key) {
            problem(format!("`{key}` is there already; keep one row of it"));
            continue;
        }
        seen.insert(key.clone(), ());
        if let Some(about) = key.strip_prefix(ABOUT) {
            if let Err(message) = say(&mut pack, about, translation) {
                problem(message);
            }
        } else if let Some(id) =
            key.strip_prefix(GLOSSARY).and_then(|rest| rest.strip_prefix('/')?.strip_suffix(".also"))
        {
            pack.set_also(id, parts(translation));
        } else {
            pack.set(key, translation);
        }
    }
    if problems.is_empty() { Ok(pack) } else { Err(problems) }
}

fn parts(text: &str) -> Vec<String> {
    text.split('|').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Sets what a pack says about itself.
fn say(pack: &mut Pack, about: &str, value: &str) -> Result<(), String> {
    let one_of = |all: &[&str]| format!("unknown `{value}`; use {}", all.join(", "));
    let language = &mut pack.language;
    match about.split_once('.').unwrap_or((about, "")) {
        ("language", _) => value.clone_into(&mut language.tag),
        ("name", _) => value.clone_into(&mut language.name),
        ("englishName", _) => value.clone_into(&mut language.english_name),
        ("direction", _) => {
            language.direction = value.parse().map_err(|_| one_of(&Direction::ALL.map(Direction::as_str)))?;
        }
        ("plurals", _) => {
            let known = Plurals::ALL.into_iter().find(|family| family.as_str() == value);
            language.plurals = known.ok_or_else(|| one_of(&Plurals::ALL.map(Plurals::as_str)))?;
        }
        ("prefixes", _) => pack.set_prefixes(parts(value)),
        (member @ ("state" | "on" | "from"), file) => {
            let mut review = pack.review(file);
            let given = (!value.is_empty()).then(|| value.to_owned());
            match member {
                "state" => {
                    let states = || one_of(&ReviewState::ALL.map(ReviewState::as_str));
                    review.state = value.parse().map_err(|_| states())?;
                }
                "on" => review.on = given,
                _ => review.from = given,
            }
            pack.set_review(file, review);
        }
        _ => return Err(format!("unknown key `{ABOUT}{about}`; remove the row")),
    }
    Ok(())
}

/// A pack as CSV, with a byte order mark so that spreadsheets take it for UTF-8.
pub fn write(pack: &Pack, english: &English) -> String {
    let mut out = "\u{feff}".to_owned();
    csv::row(&mut out, &COLUMNS);
    for Row { key, english, note, translation, .. } in rows(pack, english) {
        csv::row(&mut out, &[&key, &english, &note, &translation]);
    }
    out
}

/// The rows of a table. Columns are found by their names, so that they may be moved and others added.
///
/// # Errors
/// If it is no table with a key and a translation in each row.
pub fn read(text: &str) -> Result<Vec<ReadRow>, Vec<Problem>> {
    let refused = |place: String, message: &str| vec![Problem { place, message: message.to_owned() }];
    let head = text.lines().next().unwrap_or_default();
    // What a country's spreadsheets put between cells.
    let separator =
        [',', ';', '\t'].into_iter().max_by_key(|sign| head.matches(*sign).count()).unwrap_or(',');
    let table = csv::read(text, separator)
        .map_err(|quote| refused(format!("row {}", quote.row), "a quote that is not closed; close it"))?;
    let mut table = table.into_iter();
    let head = table.next().unwrap_or_default();
    let column = |name: &str| head.iter().position(|own| own.trim().eq_ignore_ascii_case(name));
    let (Some(key), Some(translation)) = (column("key"), column("translation")) else {
        return Err(refused(
            "row 1".to_owned(),
            "no columns `key` and `translation`; export a table anew and fill it in",
        ));
    };
    let cell = |row: &[String], place: usize| {
        row.get(place).map(|cell| csv::unguarded(cell)).unwrap_or_default().trim().to_owned()
    };
    let read = |(number, row): (usize, Vec<String>)| ReadRow {
        place: format!("row {}", number + 2),
        key: cell(&row, key),
        translation: cell(&row, translation),
    };
    Ok(table.enumerate().map(read).collect())
}
