//! `candour-questionnaires/1`: questionnaires that somebody brings, structure and wording together;
//! and `candour-built-in/1`, what a page carries for those it is handed to.

mod format;

pub use format::{BUILT_IN, FORMAT, MOST, STRUCTURE, WORDING};

use std::rc::Rc;

use candour_proof::{
    jcs::canonical,
    json::{Json, Limits, Object},
};
use candour_questionnaire::{
    answers::Choice,
    catalog::{Catalog, CatalogEntry},
    questionnaire::{Problem, Questionnaire},
    wording::Wording,
};

use super::limits;
use crate::{
    deflate,
    table::{self, TableDraft},
    text::{LONGEST_NAME, clean_line, text_of},
};

/// Most bytes that a page carries, unpacked.
const LONGEST: usize = 4_000_000;
/// How what a page carries is read.
const LIMITS: Limits = Limits { bytes: LONGEST, ..Limits::FILE };

/// A questionnaire that somebody brought.
#[derive(Clone, Debug)]
pub struct ImportedQuestionnaire {
    /// It and its texts.
    pub entry: Rc<CatalogEntry>,
    /// As a file holds it: `{"questionnaire": …, "wording": …}`.
    pub file: Json,
}

/// What is wrong with a file, by the file's name.
pub type Problems = Vec<(String, Problem)>;

/// Reads questionnaires from files opened together: each file holds structures with wordings, or is a table, or a
/// structure is matched with a wording of its id.
///
/// # Errors
/// Everything an author has to fix, with file and place. Then nothing is taken.
pub fn of_files(
    files: &[(String, Vec<u8>)],
    catalog: &Catalog,
) -> Result<Vec<ImportedQuestionnaire>, Problems> {
    let mut problems = Problems::new();
    let (mut pairs, mut structures, mut wordings) = (Vec::new(), Vec::new(), Vec::new());
    let mut tables: Vec<(&String, TableDraft)> = Vec::new();
    for (name, bytes) in files {
        if is_table(name, bytes) {
            match table::read(bytes) {
                Ok(draft) => tables.push((name, draft)),
                Err(said) => problems.extend(said.into_iter().map(|problem| (name.clone(), problem))),
            }
            continue;
        }
        let Ok(value) = Json::read(bytes, LIMITS) else {
            // The reader of authors' files says where and why.
            let said = Questionnaire::parse(&String::from_utf8_lossy(bytes)).err().unwrap_or_default();
            problems.extend(said.into_iter().map(|problem| (name.clone(), problem)));
            continue;
        };
        match kind_of(&value) {
            Some(STRUCTURE) => structures.push((name, value)),
            Some(WORDING) => wordings.push((name, value)),
            Some(FORMAT) => {
                let list = value.get("questionnaires").and_then(Json::as_list).unwrap_or_default();
                if list.len() > MOST {
                    problems.push((name.clone(), too_many()));
                    continue;
                }
                pairs.extend(list.iter().map(|pair| (name, name, pair.clone())));
                if list.is_empty() {
                    problems.push((name.clone(), file_problem("no `questionnaires`; add a list of them")));
                }
            }
            _ => problems.push((name.clone(), file_problem(OTHER))),
        }
    }
    for (name, structure) in structures {
        let id = text_of(&structure, "id").unwrap_or_default().to_owned();
        let own = |(_, wording): &(&String, Json)| text_of(wording, "questionnaire") == Some(&*id);
        match wordings.iter().position(own) {
            Some(place) => {
                let (wording_name, wording) = wordings.remove(place);
                pairs.push((name, wording_name, pair(structure, wording)));
            }
            None => problems.push((name.clone(), file_problem(ALONE))),
        }
    }
    problems.extend(wordings.iter().map(|(name, _)| ((*name).clone(), file_problem(ALONE))));
    let mut brought: Vec<ImportedQuestionnaire> = Vec::new();
    let tables = tables.into_iter().map(|(name, draft)| (name, name, draft.file.clone(), Some(draft)));
    let pairs = pairs.into_iter().map(|(structure, wording, file)| (structure, wording, file, None));
    for (structure_name, wording_name, file, draft) in tables.chain(pairs) {
        let read = read(&file, catalog).map_err(|(part, said)| match &draft {
            Some(draft) => (part, draft.problems(said)),
            None => (part, said),
        });
        let read = match (read, draft.map(|draft| draft.problems(Vec::new()))) {
            (Ok(_), Some(said)) if !said.is_empty() => Err((QuestionnairePart::Structure, said)),
            (read, _) => read,
        };
        match read {
            // Of two that differ under one id and version nobody could tell which is meant.
            Ok(new) if brought.iter().any(|other| new.entry.passes_for(&other.entry)) => {
                problems.push((structure_name.clone(), file_problem(TWICE)));
            }
            Ok(new) => {
                brought.retain(|other| other.entry.questionnaire.id() != new.entry.questionnaire.id());
                brought.push(new);
            }
            Err((part, said)) => {
                let name = if part == QuestionnairePart::Wording { wording_name } else { structure_name };
                problems.extend(said.into_iter().map(|problem| (name.clone(), problem)));
            }
        }
    }
    for (name, _) in &mut problems {
        *name = clean_line(name, LONGEST_NAME);
    }
    // Nobody mends more at once, and each is a line on the screen.
    problems.truncate(100);
    if problems.is_empty() { Ok(brought) } else { Err(problems) }
}

/// Of files opened together those that hold questionnaires, and the names of the others: cases, further languages and
/// whatever else lies in a folder. Of several languages one is kept: `language`, or else the first. All of them if none
/// holds a questionnaire, so that it is said why.
pub fn needed(files: &[(String, Vec<u8>)], language: &str) -> (Vec<(String, Vec<u8>)>, Vec<String>) {
    let value = |bytes: &[u8]| Json::read(bytes, LIMITS).ok();
    let kind = |(name, bytes): &(String, Vec<u8>)| {
        if is_table(name, bytes) {
            return Some(FORMAT);
        }
        // A broken one is perhaps what is missing.
        value(bytes).map_or_else(|| has_ending(name, ".json").then_some(FORMAT), |value| kind_of(&value))
    };
    // The first wording of each questionnaire, but the one in that language before others.
    let mut wordings: Vec<(String, usize)> = Vec::new();
    let mut kept = Vec::new();
    for (place, file) in files.iter().enumerate() {
        let known = kind(file);
        if known == Some(WORDING) {
            let json = value(&file.1).unwrap_or(Json::Null);
            let of = text_of(&json, "questionnaire").unwrap_or_default();
            if let Some((_, other)) = wordings.iter_mut().find(|(id, _)| id == of) {
                if text_of(&json, "language") == Some(language) {
                    *other = place;
                }
            } else {
                wordings.push((of.to_owned(), place));
            }
        } else if known.is_some() {
            kept.push(place);
        }
    }
    kept.extend(wordings.iter().map(|(_, place)| *place));
    if kept.is_empty() {
        return (files.to_vec(), Vec::new());
    }
    let (mut used, mut others) = (Vec::new(), Vec::new());
    for (place, file) in files.iter().enumerate() {
        if kept.contains(&place) {
            used.push(file.clone());
        } else {
            others.push(clean_line(&file.0, LONGEST_NAME));
        }
    }
    (used, others)
}

/// Adds a file to those that hold questionnaires or half of one, if it does, and there is room. One of the same name is
/// replaced.
pub fn offer(offered: &mut Vec<(String, Vec<u8>)>, name: &str, bytes: &[u8]) {
    let holds =
        is_table(name, bytes) || Json::read(bytes, LIMITS).is_ok_and(|value| kind_of(&value).is_some());
    if holds {
        offered.retain(|(other, _)| other != name);
        if offered.len() < MOST_OFFERED {
            offered.push((name.to_owned(), bytes.to_vec()));
        }
    }
}

/// Which format a document has, or lacks the name of.
fn kind_of(value: &Json) -> Option<&'static str> {
    if let Some(format) = text_of(value, "format") {
        return [STRUCTURE, WORDING, FORMAT].into_iter().find(|known| *known == format);
    }
    if value.get("sections").is_some_and(|sections| sections.as_list().is_some()) {
        return Some(STRUCTURE);
    }
    value.get("questions").is_some_and(|questions| questions.as_object().is_some()).then_some(WORDING)
}

/// Most files that are offered at once: both halves of as many questionnaires as there can be.
const MOST_OFFERED: usize = 2 * MOST;

/// Whether a file is read as a table: by its name, or because its first line names the columns.
fn is_table(name: &str, bytes: &[u8]) -> bool {
    [".csv", ".tsv", ".xlsx", ".ods"].into_iter().any(|ending| has_ending(name, ending))
        || table::is_table(bytes)
}

fn has_ending(name: &str, ending: &str) -> bool {
    name.to_ascii_lowercase().ends_with(ending)
}

const OTHER: &str =
    "no questionnaire; open a table, or its `questionnaire.json` and `en.json` together, or a file with both";
const ALONE: &str = "half of a questionnaire; open its `questionnaire.json` and `en.json` together";
const TAKEN: &str = "the id of a built-in questionnaire; choose another id";
const TWICE: &str = "opened twice with the same id and version but different content; open only one of them";

/// Most bytes of a part: eight times those of the largest built-in questionnaire. Readers compare each
/// id with all others.
fn longest(part: QuestionnairePart) -> usize {
    match part {
        QuestionnairePart::Structure => 250_000,
        QuestionnairePart::Wording => 1_000_000,
    }
}

/// That there are more than [`MOST`].
pub fn too_many() -> Problem {
    file_problem("more than 20 questionnaires; close the page and open only those that you need")
}

/// Which part of a questionnaire a problem is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionnairePart {
    /// Its structure.
    Structure,
    /// Its texts.
    Wording,
}

/// Reads `{"questionnaire": …, "wording": …}`.
///
/// # Errors
/// Everything an author has to fix, and in which part.
pub fn read(
    file: &Json,
    catalog: &Catalog,
) -> Result<ImportedQuestionnaire, (QuestionnairePart, Vec<Problem>)> {
    let part = |name: &str, part: QuestionnairePart| {
        let value = file.get(name).ok_or_else(|| (part, vec![file_problem(ALONE)]))?;
        let text = canonical(value);
        if text.len() > longest(part) {
            let message = format!("longer than {} bytes; shorten it", longest(part));
            return Err((part, vec![file_problem(&message)]));
        }
        if value.has_invisible_text() {
            let message = "a control character in a text; remove it";
            return Err((part, vec![file_problem(message)]));
        }
        Ok(text)
    };
    let structure = part("questionnaire", QuestionnairePart::Structure)?;
    let wording = part("wording", QuestionnairePart::Wording)?;
    let questionnaire =
        Questionnaire::parse(&structure).map_err(|said| (QuestionnairePart::Structure, said))?;
    if catalog.is_built_in(questionnaire.id()) {
        let problem = Problem { place: "id".to_owned(), message: TAKEN.to_owned() };
        return Err((QuestionnairePart::Structure, vec![problem]));
    }
    let wording =
        Wording::parse(&wording, &questionnaire).map_err(|said| (QuestionnairePart::Wording, said))?;
    check_labels(&questionnaire, &wording, catalog)?;
    Ok(ImportedQuestionnaire {
        entry: Rc::new(CatalogEntry::new(questionnaire, wording, true)),
        file: file.clone(),
    })
}

/// No answer is called like another one.
fn check_labels(
    questionnaire: &Questionnaire,
    wording: &Wording,
    catalog: &Catalog,
) -> Result<(), (QuestionnairePart, Vec<Problem>)> {
    let mut problems = Vec::new();
    for question in questionnaire.questions() {
        let Some(label) = wording.label(&question.id, Choice::Partly) else { continue };
        let others = Choice::ALL.into_iter().filter(|other| *other != Choice::Partly);
        if others.map(|other| catalog.labels.choice(other)).any(|other| other.eq_ignore_ascii_case(label)) {
            let place = ["questions.", &question.id, ".partlyLabel"].concat();
            let message = ["`", label, "` is the name of another answer; choose another name"].concat();
            problems.push(Problem { place, message });
        }
    }
    if problems.is_empty() { Ok(()) } else { Err((QuestionnairePart::Wording, problems)) }
}

/// A questionnaire as a file holds it.
pub fn file_of(entry: &CatalogEntry) -> Json {
    let read = |text: &str| Json::read(text.as_bytes(), LIMITS).unwrap_or(Json::Null);
    pair(read(entry.questionnaire.canonical()), read(entry.wording.canonical()))
}

/// The text of a file that holds these questionnaires.
pub fn write(files: &[Json]) -> String {
    Json::from(Object::new().with("format", FORMAT).with("questionnaires", files.to_vec())).pretty()
}

/// What a page carries: a request and questionnaires, packed.
pub fn pack(request: Option<&Object>, files: &[Json]) -> String {
    let mut object = Object::new().with("format", BUILT_IN);
    if let Some(request) = request {
        object.set("request", request.clone());
    }
    deflate::pack(canonical(&object.with("questionnaires", files.to_vec()).into()).as_bytes())
}

/// Unpacks what a page carries (what [`pack`] gave): the request's document, and the questionnaires' files. `None` if it
/// was cut or changed, is too long, or has more entries than the limits of [`BUILT_IN`] allow. Nothing of it is checked yet.
pub fn unpack(text: &str) -> Option<(Option<Json>, Vec<Json>)> {
    let bytes = deflate::unpack(text.trim(), LONGEST).ok()?;
    let value = Json::read(&bytes, LIMITS).ok()?;
    if text_of(&value, "format") != Some(BUILT_IN) {
        return None;
    }
    let files = value.get("questionnaires").and_then(Json::as_list).unwrap_or_default().to_vec();
    if limits::beyond(&value, BUILT_IN).is_some() {
        return None;
    }
    Some((value.get("request").cloned(), files))
}

fn pair(structure: Json, wording: Json) -> Json {
    Object::new().with("questionnaire", structure).with("wording", wording).into()
}

fn file_problem(message: &str) -> Problem {
    Problem { place: "file".to_owned(), message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use candour_questionnaire::{questionnaire::sample, wording};

    use super::*;

    fn files() -> (Vec<u8>, Vec<u8>) {
        (sample::JSON.as_bytes().to_vec(), wording::sample::json().into_bytes())
    }

    fn names(files: &[(&str, &[u8])]) -> Result<Vec<ImportedQuestionnaire>, Problems> {
        let files: Vec<_> = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
        of_files(&files, &Catalog::default())
    }

    #[test]
    fn two_files_opened_together_are_one_questionnaire() {
        let (structure, wording) = files();
        let brought = names(&[("en.json", &wording), ("questionnaire.json", &structure)]).unwrap();
        assert_eq!(brought.len(), 1);
        assert!(brought[0].entry.own);
        let text = write(&[brought[0].file.clone()]);
        let again = names(&[("both.json", text.as_bytes())]).unwrap();
        assert_eq!(again[0].entry.questionnaire.digest(), brought[0].entry.questionnaire.digest());
        assert_eq!(again[0].file, brought[0].file);
    }

    #[test]
    fn a_questionnaire_may_be_longer_than_other_files() {
        let (mut structure, wording) = files();
        structure.extend(b" ".repeat(3_000_000));
        assert_eq!(names(&[("q.json", &structure), ("en.json", &wording)]).unwrap().len(), 1);
    }

    #[test]
    fn each_unusable_file_is_named_with_its_reason() {
        let (structure, wording) = files();
        let said = |files: &[(&str, &[u8])]| -> Vec<(String, String)> {
            let problems = names(files).err().unwrap();
            problems.into_iter().map(|(name, problem)| (name, problem.message)).collect()
        };
        assert_eq!(said(&[("q.json", &structure)]), [("q.json".to_owned(), ALONE.to_owned())]);
        assert_eq!(said(&[("en.json", &wording)]), [("en.json".to_owned(), ALONE.to_owned())]);
        assert_eq!(said(&[("x.json", b"{}")]), [("x.json".to_owned(), OTHER.to_owned())]);
        assert_eq!(said(&[("x.json", b"{")])[0].0, "x.json");
        let broken = String::from_utf8(wording.clone()).unwrap().replacen("\"title\"", "\"titel\"", 1);
        let problems = said(&[("q.json", &structure), ("en.json", broken.as_bytes())]);
        assert!(problems.len() >= 2 && problems.iter().all(|(name, _)| name == "en.json"), "{problems:?}");
    }

    #[test]
    fn a_half_without_its_format_is_told_what_to_add() {
        let (structure, wording) = files();
        let without = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes).replacen("\"format\": \"candour-wording/1\", ", "", 1);
            text.into_bytes()
        };
        let problems = names(&[("q.json", &structure), ("en.json", &without(&wording))]).err().unwrap();
        assert_eq!(problems[0].1.message, "no `format`; add it", "{problems:?}");
    }

    #[test]
    fn what_lies_beside_a_questionnaire_is_passed_over() {
        let (structure, wording) = files();
        let french = String::from_utf8_lossy(&wording).replacen("\"en\"", "\"fr\"", 1).into_bytes();
        let put = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
        let all = [
            put("cases.json", b"{\"cases\": []}"),
            put("fr.json", &french),
            put("en.json", &wording),
            put("picture.png", b"\x89PNG"),
            put("questionnaire.json", &structure),
        ];
        let (used, others) = needed(&all, "en");
        assert_eq!(others, ["cases.json", "fr.json", "picture.png"]);
        assert_eq!(of_files(&used, &Catalog::default()).unwrap().len(), 1);
        let stray = [put("cases.json", b"{}")];
        assert_eq!(needed(&stray, "en"), (stray.to_vec(), Vec::new()), "it is said why nothing was opened");
    }

    #[test]
    fn the_id_of_a_built_in_questionnaire_is_refused() {
        let (structure, wording) = files();
        let brought = names(&[("q.json", &structure), ("en.json", &wording)]).unwrap();
        let entry = &brought[0].entry;
        let own = Catalog { entries: vec![Rc::clone(entry)], ..Catalog::default() };
        assert!(read(&brought[0].file, &own).is_ok());
        let built_in = CatalogEntry { own: false, ..CatalogEntry::clone(entry) };
        let unused = Catalog { changed: vec![built_in.card.clone()], ..Catalog::default() };
        let used = Catalog { entries: vec![Rc::new(built_in)], ..Catalog::default() };
        for catalog in [used, unused] {
            let (part, problems) = read(&brought[0].file, &catalog).err().unwrap();
            assert_eq!((part, problems[0].message.as_str()), (QuestionnairePart::Structure, TAKEN));
        }
    }

    #[test]
    fn the_later_of_two_openings_of_a_questionnaire_counts() {
        let (structure, wording) = files();
        let with = |bytes: &[u8], from: &str, to: &str| {
            String::from_utf8_lossy(bytes).replace(from, to).into_bytes()
        };
        let brought = names(&[
            ("q.json", &structure),
            ("en.json", &wording),
            ("other/q.json", &with(&structure, "\"made-up\"", "\"other\"")),
            ("other/en.json", &with(&wording, "\"made-up\"", "\"other\"")),
            ("later/q.json", &with(&structure, "\"1.0.0\"", "\"1.0.1\"")),
            ("later/en.json", &with(&wording, "Made up", "Made up later")),
        ]);
        let brought = brought.unwrap();
        let found: Vec<_> =
            brought.iter().map(|one| (one.entry.questionnaire.id(), &*one.entry.wording.title)).collect();
        assert_eq!(found, [("other", "Made up"), ("made-up", "Made up later")]);
    }

    #[test]
    fn two_that_differ_under_one_id_and_version_are_refused() {
        let (structure, wording) = files();
        let other = String::from_utf8(wording.clone()).unwrap().replace("Do you look after", "Do you forget");
        let file = |wording: &[u8]| {
            let read = |bytes: &[u8]| Json::read(bytes, LIMITS).unwrap();
            write(&[pair(read(&structure), read(wording))]).into_bytes()
        };
        let (first, turned) = (file(&wording), file(other.as_bytes()));
        let opened = |files: &[(&str, &[u8])]| names(files).map(|brought| brought.len());
        let refused = vec![("b.json".to_owned(), file_problem(TWICE))];
        assert_eq!(opened(&[("a.json", &first), ("b.json", &turned)]), Err(refused));
        assert_eq!(opened(&[("a.json", &first), ("b.json", &first)]), Ok(1));
    }

    #[test]
    fn a_part_that_is_longer_than_any_is_refused() {
        let (structure, wording) = files();
        let (structure, wording) =
            (Json::read(&structure, LIMITS).unwrap(), Json::read(&wording, LIMITS).unwrap());
        let longer = |value: &Json, name: &str, length: usize| {
            let object = value.as_object().unwrap().clone().with(name, "");
            let more = length - canonical(&object.clone().into()).len();
            Json::from(object.with(name, "x".repeat(more)))
        };
        let refused = |file: &Json| read(file, &Catalog::default()).err();
        let long = |length| pair(longer(&structure, "$schema", length), wording.clone());
        assert_eq!(refused(&long(250_000)), None);
        let problem = |length: usize| vec![file_problem(&format!("longer than {length} bytes; shorten it"))];
        assert_eq!(refused(&long(250_001)), Some((QuestionnairePart::Structure, problem(250_000))));
        let long = pair(structure.clone(), longer(&wording, "summary", 1_000_001));
        assert_eq!(refused(&long), Some((QuestionnairePart::Wording, problem(1_000_000))));
    }

    #[test]
    fn what_a_page_carries_unpacks_to_what_was_packed() {
        let (structure, wording) = files();
        let brought = names(&[("q.json", &structure), ("en.json", &wording)]).unwrap();
        let files = vec![brought[0].file.clone()];
        let request = Object::new().with("format", "candour-request/1");
        let text = pack(Some(&request), &files);
        let (read, own) = unpack(&text).unwrap();
        assert_eq!(read, Some(request.into()));
        assert_eq!(canonical(&Json::List(own)), canonical(&Json::List(files)));
        assert_eq!(unpack(text.split_at(text.len() - 9).0), None);
        assert_eq!(unpack(&deflate::pack(b"{}")), None);
        assert_eq!(unpack(""), None);
    }
}
