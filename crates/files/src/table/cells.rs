//! What stands in a cell, from JSON and to JSON.

use candour_proof::{
    jcs::canonical,
    json::{Json, Limits, Object},
};
use candour_questionnaire::{
    answers::Reason,
    questionnaire::names::{APPLIES, CitationStatus, PROFILE, QUESTION},
};

use super::columns::CellKind;

/// What a name in a condition is.
pub(super) type NameKind<'a> = dyn Fn(&str) -> Option<&'static str> + 'a;

/// What a cell that is not empty says, or what is wrong with it.
pub(super) fn to_json(kind: CellKind, cell: &str, name_kind: &NameKind<'_>) -> Result<Json, String> {
    Ok(match kind {
        CellKind::Text => cell.into(),
        CellKind::List => texts(split(cell)),
        CellKind::Reasons => match yes(cell) {
            Some(true) => texts(Reason::ALL.map(|reason| reason.as_str().to_owned()).into()),
            Some(false) => Json::List(Vec::new()),
            None => texts(split(cell)),
        },
        CellKind::Mark => mark(truth(cell)?).into(),
        CellKind::Truth => truth(cell)?.into(),
        CellKind::Json => Json::read(cell.as_bytes(), Limits::FILE)
            .map_err(|_| "invalid JSON; copy it from a table that was saved".to_owned())?,
        CellKind::Conditions => {
            let parts = cell.split(';').map(str::trim).filter(|part| !part.is_empty());
            Json::List(parts.map(|part| condition(part, name_kind)).collect::<Result<_, _>>()?)
        }
        CellKind::Citations => {
            let parts = cell.split(';').map(str::trim).filter(|part| !part.is_empty());
            Json::List(parts.map(citation).collect())
        }
        CellKind::Similar => {
            let parts = split(cell);
            Json::List(parts.iter().map(|part| similar(part)).collect::<Result<_, _>>()?)
        }
    })
}

/// The cell that says this; `None` if it cannot be written so.
pub(super) fn from_json(kind: CellKind, value: &Json) -> Option<String> {
    let list = || value.as_list();
    match kind {
        CellKind::Text => value.as_text().map(str::to_owned),
        CellKind::List | CellKind::Reasons => {
            Some(join(&list()?.iter().map(Json::as_text).collect::<Option<Vec<_>>>()?))
        }
        CellKind::Mark => {
            let checked = value.as_text()? == CitationStatus::Verified.as_str();
            Some(yes_or_no(checked).to_owned())
        }
        CellKind::Truth => Some(yes_or_no(value.as_bool()?).to_owned()),
        CellKind::Json => Some(canonical(value)),
        CellKind::Conditions => {
            Some(list()?.iter().map(condition_cell).collect::<Option<Vec<_>>>()?.join("; "))
        }
        CellKind::Citations => {
            Some(list()?.iter().map(citation_cell).collect::<Option<Vec<_>>>()?.join("; "))
        }
        CellKind::Similar => {
            let one = |item: &Json| {
                Some([item.get(QUESTIONNAIRE)?.as_text()?, "/", item.get(QUESTION)?.as_text()?].concat())
            };
            Some(list()?.iter().map(one).collect::<Option<Vec<_>>>()?.join(" | "))
        }
    }
}

/// The member of a similar question that names its questionnaire.
const QUESTIONNAIRE: &str = "questionnaire";

fn truth(cell: &str) -> Result<bool, String> {
    yes(cell).ok_or_else(|| format!("`{cell}` is neither yes nor no"))
}

/// Whether a cell says yes or no.
fn yes(cell: &str) -> Option<bool> {
    match cell.to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" => Some(true),
        "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

fn yes_or_no(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

fn mark(checked: bool) -> &'static str {
    if checked { CitationStatus::Verified } else { CitationStatus::ToCheck }.as_str()
}

fn texts(items: Vec<String>) -> Json {
    Json::List(items.into_iter().map(Json::from).collect())
}

/// The parts of a cell between bars; two bars stand for one in a text.
pub(super) fn split(cell: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = cell.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '|' && letters.peek() != Some(&'|') {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            if letter == '|' {
                letters.next();
            }
            part.push(letter);
        }
    }
    parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// A cell with these parts.
pub(super) fn join<T: AsRef<str>>(parts: &[T]) -> String {
    parts.iter().map(|part| part.as_ref().replace('|', "||")).collect::<Vec<_>>().join(" | ")
}

/// A condition as `XLSForm` writes it (`${copies} = 'yes'`) is one too.
fn bare(name: &str) -> &str {
    let name = name.trim();
    let name = name.strip_prefix("${").and_then(|name| name.strip_suffix('}')).unwrap_or(name);
    name.trim_matches(['\'', '"', '‘', '’', '“', '”']).trim()
}

fn condition(text: &str, name_kind: &NameKind<'_>) -> Result<Json, String> {
    if let Some((name, "")) = text.rsplit_once(APPLIES).map(|(name, rest)| (bare(name), rest.trim())) {
        return Ok(Object::new().with(APPLIES, name).into());
    }
    let wrong = || format!("`{text}` is not a condition; write one such as `copies = yes or not-sure`");
    let (name, values) = text.split_once('=').ok_or_else(wrong)?;
    let name = bare(name);
    let kind = name_kind(name).ok_or_else(|| {
        format!("no row has the name `{name}`; write it under `name` of the question that you mean")
    })?;
    let mut any = Vec::new();
    for value in values.split(" or ") {
        // XLSForm repeats the question: `${a} = 'x' or ${a} = 'y'`.
        let value = match value.split_once('=') {
            Some((same, value)) if bare(same) == name => value,
            Some(_) => return Err(wrong()),
            None => value,
        };
        any.push(Json::from(bare(value)));
    }
    Ok(Object::new().with(kind, name).with("any", any).into())
}

fn condition_cell(condition: &Json) -> Option<String> {
    if let Some(name) = condition.get(APPLIES) {
        return Some([name.as_text()?, " ", APPLIES].concat());
    }
    let name = condition.get(PROFILE).or_else(|| condition.get(QUESTION))?.as_text()?;
    let any = condition.get("any")?.as_list()?.iter().map(Json::as_text).collect::<Option<Vec<_>>>()?;
    Some([name, " = ", &any.join(" or ")].concat())
}

/// The members that count places in a source, with the word that stands before a place in a cell.
const PLACES: [(&str, &str); 3] = [("articles", ""), ("recitals", "recital "), ("principles", "principle ")];
/// What stands in a cell for a citation that was not compared with the text.
const TO_CHECK: &str = "to check";

fn citation(text: &str) -> Json {
    let (source, places) = text.split_once(':').unwrap_or((text, ""));
    let mut citation = Object::new().with("source", source.trim());
    let mut lists = PLACES.map(|(member, _)| (member, Vec::new()));
    for place in places.split(',').map(str::trim).filter(|place| !place.is_empty()) {
        if place == TO_CHECK || place == CitationStatus::Verified.as_str() {
            citation.set("mark", mark(place != TO_CHECK));
            continue;
        }
        let word = |word: &str| !word.is_empty() && place.starts_with(word);
        let at = PLACES.iter().position(|(_, before)| word(before)).unwrap_or_default();
        let before = PLACES.get(at).map_or("", |(_, before)| *before);
        if let Some((_, list)) = lists.get_mut(at) {
            list.push(Json::from(place.strip_prefix(before).unwrap_or(place).trim()));
        }
    }
    for (member, list) in lists {
        if !list.is_empty() {
            citation.set(member, list);
        }
    }
    citation.into()
}

fn citation_cell(citation: &Json) -> Option<String> {
    let mut places = Vec::new();
    for (member, before) in PLACES {
        for place in citation.get(member).and_then(Json::as_list).unwrap_or_default() {
            places.push([before, place.as_text()?].concat());
        }
    }
    match citation.get("mark").map(Json::as_text) {
        None => {}
        Some(mark) if mark == Some(CitationStatus::ToCheck.as_str()) => places.push(TO_CHECK.to_owned()),
        Some(mark) => places.push(mark?.to_owned()),
    }
    let source = citation.get("source")?.as_text()?;
    Some(if places.is_empty() { source.to_owned() } else { [source, ": ", &places.join(", ")].concat() })
}

fn similar(text: &str) -> Result<Json, String> {
    let wrong = || format!("`{text}` is not a similar question; write `questionnaire/question`");
    let (questionnaire, question) = text.split_once('/').ok_or_else(wrong)?;
    Ok(Object::new().with(QUESTIONNAIRE, questionnaire.trim()).with(QUESTION, question.trim()).into())
}
