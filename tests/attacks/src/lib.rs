//! Every known attack on a signed result, as files that were made once and are never made again,
//! each with what a checker must say of it. See the README.
#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "made for tests, which may stop at what is missing"
)]

use std::{fs, path::PathBuf, rc::Rc};

use candour_files::{questionnaires, result::AppInfo};
use candour_proof::{
    date::Timestamp,
    json::{Json, Limits, Object},
};
use candour_questionnaire::{
    answers::{Choice, Reason},
    catalog::{Catalog, CatalogEntry},
    labels::Labels,
};

/// 2026-11-23T00:00:00Z: the time for which the verdicts are stated. Any later one gives the same, for 170 years.
pub const NOW: Timestamp = Timestamp(1_795_392_000);
/// The file that the others are made from.
pub const GENUINE: &str = "000-genuine.json";

/// The page's own words in signed files, as they were when the files were made.
const WORDS: &str = include_str!("../../golden/questionnaire/words.json");

/// One file, and what a checker must say of it.
#[derive(Clone, Debug)]
pub struct Case(Json);

/// All files in the order of their numbers.
pub fn cases() -> Vec<Case> {
    let list = Json::read(&read("cases.json"), Limits::FILE).expect("cases.json is plain JSON");
    list.as_list().expect("a list").iter().cloned().map(Case).collect()
}

impl Case {
    /// The number of the attack.
    pub fn number(&self) -> i64 {
        self.0.get("number").and_then(Json::as_integer).expect("a number")
    }

    /// The name of the file.
    pub fn file(&self) -> &str {
        self.text("file").expect("a file")
    }

    /// What was done, in a sentence.
    pub fn what(&self) -> &str {
        self.text("what").expect("a sentence")
    }

    /// The verdict, by its word in FORMAT.md.
    pub fn verdict(&self) -> &str {
        self.text("verdict").expect("a verdict")
    }

    /// What a member holds, as `candour check --json` has it.
    pub fn told(&self, member: &str) -> Json {
        self.0.get(member).cloned().unwrap_or(Json::List(Vec::new()))
    }

    /// Why it is refused, by its word.
    pub fn problem(&self) -> Option<&str> {
        self.text("problem")
    }

    /// What a comparison with the genuine file says, `relation` or `request`.
    pub fn compared(&self, what: &str) -> Option<&str> {
        self.0.get("compared")?.get(what)?.as_text()
    }

    /// Whether the file is made from another when it is needed, because of its size.
    pub fn is_padded(&self) -> bool {
        self.0.get("padded").is_some()
    }

    /// The file. One that is only large is another file with spaces behind it.
    pub fn bytes(&self) -> Vec<u8> {
        let Some(size) = self.0.get("padded").and_then(Json::as_integer) else {
            return read(&format!("files/{}", self.file()));
        };
        let mut bytes = read(&format!("files/{}", self.text("from").expect("a file to pad")));
        bytes.resize(usize::try_from(size).expect("a size"), b' ');
        bytes
    }

    fn text(&self, member: &str) -> Option<&str> {
        self.0.get(member)?.as_text()
    }
}

/// The folder of the cases.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The file with the questionnaire that the results answer, to be brought along.
pub fn questionnaire() -> PathBuf {
    folder().join("questionnaire.json")
}

/// What a page knows to which that questionnaire was brought: it, and the page's words of that time.
pub fn catalog() -> Catalog {
    let files = [("questionnaire.json".to_owned(), read("questionnaire.json"))];
    let brought =
        questionnaires::of_files(&files, &Catalog::default()).expect("a questionnaire without faults");
    let entries = brought.into_iter().map(|brought| brought.entry).collect();
    Catalog { entries, labels: labels(), ..Catalog::default() }
}

/// The questionnaire.
pub fn entry() -> Rc<CatalogEntry> {
    catalog().entries.first().cloned().expect("one questionnaire")
}

/// The request that the genuine file answers.
pub fn request() -> Json {
    Json::read(&read("request.json"), Limits::FILE).expect("a request")
}

/// The page that the files name as theirs.
pub fn app() -> AppInfo {
    AppInfo { version: "0.1.0".to_owned(), sha256: "0".repeat(64) }
}

fn read(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).expect("a file in tests/attacks")
}

fn labels() -> Labels {
    let words = Json::read(WORDS.as_bytes(), Limits::FILE).expect("the words are JSON");
    let words: &Object = words.as_object().expect("texts by their names");
    let text = |key: &str| words.get(key).and_then(Json::as_text).unwrap_or_default().to_owned();
    Labels {
        notice: text("file-notice"),
        choices: Choice::ALL.iter().map(|choice| text(&format!("choice-{}", choice.as_str()))).collect(),
        reasons: Reason::ALL.iter().map(|reason| text(&format!("reason-{}", reason.as_str()))).collect(),
    }
}
