//! Withholding: a copy of a signed result that keeps parts back and still verifies.

use candour_proof::{
    json::{Json, Object},
    map::Table,
};

use super::salts;

/// What a copy keeps back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WithheldParts {
    /// The signer's name; the key stays.
    pub name: bool,
    /// The first answers.
    pub profile: bool,
    /// All notes, whatever questions they are on.
    pub all_notes: bool,
    /// Ids of questions whose answers are kept back, each with its note.
    pub answers: Vec<String>,
    /// Ids of questions whose notes are kept back.
    pub notes: Vec<String>,
    /// Ids of the lists that are not kept back; all others are.
    pub shown_lists: Vec<String>,
}

impl WithheldParts {
    /// Whether nothing was chosen: only lists are kept back.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a list is kept back, which may have notes.
    pub fn withholds_list(&self, id: &str, has_notes: bool) -> bool {
        self.all_notes && has_notes || !self.shown_lists.iter().any(|shown| shown == id)
    }
}

/// A salt is missing, short, or there twice, so that what was withheld could be guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeakSalts;

impl std::fmt::Display for WeakSalts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the salts of the file do not hide what would be withheld")
    }
}

impl std::error::Error for WeakSalts {}

/// What is kept back of each questionnaire, as it is kept with the drafts.
pub fn write_all(all: &Table<WithheldParts>) -> Object {
    let texts = |ids: &[String]| Json::List(ids.iter().map(|id| id.as_str().into()).collect());
    let mut object = Object::new();
    for (id, what) in all.iter().filter(|(_, what)| !what.is_empty()) {
        let written = Object::new()
            .with("name", what.name)
            .with("profile", what.profile)
            .with("allNotes", what.all_notes)
            .with("answers", texts(&what.answers))
            .with("notes", texts(&what.notes));
        let written = if what.shown_lists.is_empty() {
            written
        } else {
            written.with("shownLists", texts(&what.shown_lists))
        };
        object.set(id, written);
    }
    object
}

/// Reads what [`write_all`] gave; what is not of that kind is left out.
pub fn read_all(value: Option<&Json>) -> Vec<(String, WithheldParts)> {
    let read = |what: &Json| {
        let truth = |name: &str| what.get(name).and_then(Json::as_bool).unwrap_or_default();
        let texts = |name: &str| {
            let list = what.get(name).and_then(Json::as_list).unwrap_or_default();
            list.iter().filter_map(Json::as_text).map(str::to_owned).collect()
        };
        WithheldParts {
            name: truth("name"),
            profile: truth("profile"),
            all_notes: truth("allNotes"),
            answers: texts("answers"),
            notes: texts("notes"),
            shown_lists: texts("shownLists"),
        }
    };
    let all = value.and_then(Json::as_object).into_iter().flat_map(Object::iter);
    all.map(|(id, what)| (id.to_owned(), read(what))).collect()
}

/// A copy of a signed result without these parts; the list of parts and its proof stay. With the
/// first answers, or any answer, the result and the decision go too: they would tell what the answers were.
/// Lists are kept back unless they are to be shown. Without anything to keep back the copy is the same.
///
/// # Errors
/// [`WeakSalts`] if a part that is shown has no salt of its own.
pub fn withhold(document: &Object, what: &WithheldParts) -> Result<Object, WeakSalts> {
    let mut copy = document.clone();
    let lists = document.get("lists").and_then(Json::as_list).unwrap_or_default();
    if what.is_empty() && lists.is_empty() {
        return Ok(copy);
    }
    if !salts::problems(document).is_empty() {
        return Err(WeakSalts);
    }
    if what.name
        && let Some(signer) = document.get("signer")
    {
        copy.set("signer", withheld(signer.get("id")));
    }
    let mut told = what.profile && document.get("profile").is_some();
    if told {
        copy.set("profile", withheld(None));
    }
    if let Some(sections) = document.get("sections").and_then(Json::as_list) {
        let sections: Vec<Json> = sections.iter().map(|shown| section(shown, what, &mut told)).collect();
        copy.set("sections", sections);
    }
    for name in ["result", "decision"] {
        if told && document.get(name).is_some() {
            copy.set(name, withheld(None));
        }
    }
    if !lists.is_empty() {
        copy.set("lists", lists.iter().map(|shown| list(shown, what)).collect::<Vec<Json>>());
    }
    if copy != *document {
        // The outer proof is that of the whole.
        copy.remove("proof");
    }
    Ok(copy)
}

/// A section of the copy; notes in `told` whether an answer in it is kept back.
fn section(shown: &Json, what: &WithheldParts, told: &mut bool) -> Json {
    let (Some(section), Some(answers)) = (shown.as_object(), shown.get("answers").and_then(Json::as_list))
    else {
        return shown.clone();
    };
    let answers: Vec<Json> = answers.iter().map(|shown| answer(shown, what, told)).collect();
    section.clone().with("answers", answers).into()
}

/// A list of the copy.
fn list(shown: &Json, what: &WithheldParts) -> Json {
    let id = shown.get("id");
    let items = shown.get("items").and_then(Json::as_list).unwrap_or_default();
    let notes = items.iter().any(|item| item.get("note").is_some());
    if what.withholds_list(id.and_then(Json::as_text).unwrap_or_default(), notes) {
        withheld(id)
    } else {
        shown.clone()
    }
}

fn answer(shown: &Json, what: &WithheldParts, told: &mut bool) -> Json {
    let id = shown.get("id");
    let named = |ids: &[String]| ids.iter().any(|own| id.and_then(Json::as_text) == Some(own));
    let note = shown.get("note").filter(|_| what.all_notes || named(&what.notes));
    match (shown.as_object(), note) {
        (Some(answer), Some(Json::Object(_))) if !named(&what.answers) => {
            answer.clone().with("note", withheld(None)).into()
        }
        (_, None) if !named(&what.answers) => shown.clone(),
        _ => {
            *told = true;
            withheld(id)
        }
    }
}

/// What stands in the place of a part.
fn withheld(id: Option<&Json>) -> Json {
    let mut object = Object::new();
    if let Some(id) = id {
        object.set("id", id.clone());
    }
    object.with("withheld", true).into()
}
