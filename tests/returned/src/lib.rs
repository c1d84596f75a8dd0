//! The files that companies would send back, made up for tests and measurements: real questionnaires,
//! real signatures, and chance that is the same each time.
#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "made for tests, which may stop at what is missing"
)]

use std::rc::Rc;

use candour_age as age;
use candour_files::{
    request::{Asked, Request, Wish},
    result::{self, App, Echo, Ingredients},
    withhold::{Withholding, withhold},
};
use candour_proof::{
    date::Timestamp,
    digest::sha256,
    json::{Json, Limits, Object},
    key::SigningKey,
};
use candour_questionnaire::{
    answers::{Answer, Choice, Reason},
    catalog::{Catalog, Entry},
    draft::Draft,
    labels::Labels,
    questionnaire::Questionnaire,
    wording::Wording,
};

/// The questionnaire that everybody answers here.
pub const QUESTIONNAIRE: &str = "responsible-exit";

const STRUCTURE: &str = include_str!("../../../questionnaires/responsible-exit/questionnaire.json");
const WORDING: &str = include_str!("../../../questionnaires/responsible-exit/en.json");
const WORDS: &str = include_str!("../../../words/en.json");

/// 2026-11-22T00:00:00Z.
pub const NOW: Timestamp = Timestamp(1_795_305_600);

/// Whoever asks: a key, a request, and the questionnaire.
#[derive(Debug)]
pub struct Requester {
    /// The catalogue with the questionnaire in it.
    pub catalog: Catalog,
    /// The key that signs the request and opens encrypted answers.
    pub key: SigningKey,
    /// The request.
    pub request: Request,
}

/// One company's answers.
#[derive(Clone, Debug)]
pub struct Company {
    /// Its name as typed.
    pub name: String,
    /// A number for its key; the same number, the same key.
    pub key: u64,
    /// A number that decides its answers, its notes and the file's random bytes.
    pub answers: u64,
    /// Days after [`NOW`] on which it signs.
    pub day: i64,
    /// What the first note says; no note at all if it is empty.
    pub note: String,
}

/// What is asked instead by a question that was turned round.
pub const TURNED: &str = "Do you leave without telling anybody?";

impl Company {
    /// A company of that number with a plain name.
    pub fn new(number: u64) -> Self {
        Self {
            name: format!("Company {number}"),
            key: number + 1_000,
            answers: number,
            day: 0,
            note: "Written down in our handbook.".to_owned(),
        }
    }
}

impl Requester {
    /// Somebody who asks, with a key of that number.
    pub fn new(number: u64) -> Self {
        let questionnaire = Questionnaire::parse(STRUCTURE).expect("the questionnaire is whole");
        let wording = Wording::parse(WORDING, &questionnaire).expect("its wording is whole");
        let entry = Entry { questionnaire, wording, own: false };
        let wish = Wish {
            from: "Example Rights Network".to_owned(),
            contact: "office@example.org".to_owned(),
            language: "en".to_owned(),
            asked: vec![Asked::of(&entry)],
            encrypted: true,
            ..Wish::default()
        };
        let key = key(number);
        let nonce = sha256(&number.to_le_bytes());
        let request = Request::write(&wish, &key, nonce.first_chunk().expect("32 bytes"), NOW);
        let catalog = Catalog { entries: vec![Rc::new(entry)], labels: labels() };
        Self { catalog, key, request: request.expect("a request") }
    }

    /// The same for companies whose page has another version of the questionnaire.
    #[must_use]
    pub fn in_version(mut self, version: &str) -> Self {
        let structure = Json::read(STRUCTURE.as_bytes(), Limits::FILE).expect("the questionnaire is JSON");
        let structure = structure.as_object().expect("members").clone().with("version", version);
        let questionnaire =
            Questionnaire::parse(&Json::from(structure).pretty()).expect("another version of it");
        let wording = Wording::parse(WORDING, &questionnaire).expect("its wording is whole");
        self.catalog.entries = vec![Rc::new(Entry { questionnaire, wording, own: false })];
        self
    }

    /// The same with another date in the questionnaire: its version says nothing of that, its digest does.
    ///
    /// # Panics
    /// If the questionnaire of the repository is not whole.
    #[must_use]
    pub fn with_other_content(mut self) -> Self {
        let structure = STRUCTURE.replacen("\"date\": \"20", "\"date\": \"19", 1);
        let questionnaire = Questionnaire::parse(&structure).expect("the same of another day");
        assert_ne!(questionnaire.digest(), self.entry().questionnaire.digest());
        let wording = Wording::parse(WORDING, &questionnaire).expect("its wording is whole");
        self.catalog.entries = vec![Rc::new(Entry { questionnaire, wording, own: false })];
        self
    }

    /// The same with the first question turned round: the structure stays, the words are other ones.
    ///
    /// # Panics
    /// If the questionnaire of the repository is not whole.
    #[must_use]
    pub fn with_a_question_turned_round(mut self) -> Self {
        let questionnaire = Questionnaire::parse(STRUCTURE).expect("the questionnaire is whole");
        let first = questionnaire.questions().next().expect("a question");
        let asked = &self.entry().wording.question(&first.id).question;
        let wording = WORDING.replacen(&format!("{asked:?}"), &format!("{TURNED:?}"), 1);
        let wording = Wording::parse(&wording, &questionnaire).expect("its wording is whole");
        assert_ne!(wording.digest(), self.entry().wording.digest());
        self.catalog.entries = vec![Rc::new(Entry { questionnaire, wording, own: false })];
        self
    }

    /// The entry of the questionnaire.
    pub fn entry(&self) -> &Entry {
        self.catalog.entry(QUESTIONNAIRE).expect("it is in the catalogue")
    }

    /// The signed document of a company that answers this request, or none.
    pub fn document(&self, company: &Company, answers_request: bool) -> Object {
        let entry = self.entry();
        let draft = draft(entry, company);
        let echo = Echo {
            id: self.request.key.did(),
            from: self.request.from.clone(),
            nonce: self.request.nonce.clone(),
        };
        let random = random(company.answers, result::random_bytes(&entry.questionnaire, &draft));
        let ingredients = Ingredients {
            questionnaire: &entry.questionnaire,
            wording: &entry.wording,
            labels: &self.catalog.labels,
            draft: &draft,
            request: answers_request.then_some(&echo),
            app: &App { version: "0.1.0".to_owned(), sha256: String::new() },
            now: Timestamp(NOW.0 + company.day * 86_400),
            random: &random,
        };
        result::write(&ingredients, &key(company.key)).expect("enough chance")
    }

    /// The signed file of a company that answers this request.
    pub fn file(&self, company: &Company) -> String {
        Json::from(self.document(company, true)).pretty()
    }

    /// The same, encrypted to the requester.
    pub fn encrypted(&self, company: &Company) -> String {
        let recipient = self.request.recipient.as_ref().expect("a recipient");
        let random = random(company.answers ^ 0xe7c, 64);
        let chance = random.first_chunk().expect("64 bytes");
        let file = age::encrypt_to(self.file(company).as_bytes(), recipient, chance);
        file.expect("it can be encrypted").0
    }

    /// The same with parts kept back.
    pub fn partial(&self, company: &Company, what: &Withholding) -> String {
        Json::from(withhold(&self.document(company, true), what).expect("good salts")).pretty()
    }

    /// The file with something in it replaced after it was signed.
    ///
    /// # Panics
    /// If nothing was replaced.
    pub fn altered(&self, company: &Company, from: &str, to: &str) -> String {
        let file = self.file(company);
        let altered = file.replacen(from, to, 1);
        assert_ne!(file, altered, "`{from}` is not in the file");
        altered
    }
}

/// The key of a number.
pub fn key(number: u64) -> SigningKey {
    SigningKey::from_seed(sha256(&[b"key".as_slice(), &number.to_le_bytes()].concat()))
}

/// Bytes that look like chance and are the same each time.
pub fn random(seed: u64, count: usize) -> Vec<u8> {
    let block = |number: u64| sha256(&[seed.to_le_bytes(), number.to_le_bytes()].concat());
    (0..).flat_map(block).take(count).collect()
}

/// A draft in which everything is answered, mostly well.
fn draft(entry: &Entry, company: &Company) -> Draft {
    let mut draft = Draft { organisation: company.name.clone(), ..Draft::default() };
    let questionnaire = &entry.questionnaire;
    let mut chance =
        random(company.answers, questionnaire.question_count() + questionnaire.profile().len()).into_iter();
    for question in questionnaire.profile() {
        let number = usize::from(chance.next().unwrap_or(0)) % question.options.len();
        if let Some(option) = question.options.get(number) {
            draft.answers.profile.insert(question.id.clone(), option.clone());
        }
    }
    let mut note = company.note.clone();
    for question in questionnaire.questions() {
        let reason: Option<Reason> = question.reasons.first().copied();
        let choice = match (chance.next().unwrap_or(0) % 16, reason) {
            (0..=1, _) => Choice::No,
            (2..=4, _) => Choice::Partly,
            (5, _) => Choice::Unknown,
            (6, Some(_)) => Choice::NotApplicable,
            _ => Choice::Yes,
        };
        let answer = Answer {
            choice: Some(choice),
            reason: reason.filter(|_| choice == Choice::NotApplicable),
            evidence: choice == Choice::Yes,
            note: if question.asked(&draft.answers) { std::mem::take(&mut note) } else { String::new() },
        };
        draft.answers.questions.insert(question.id.clone(), answer);
    }
    draft
}

/// The page's own words in signed files.
fn labels() -> Labels {
    let words = Json::read(WORDS.as_bytes(), Limits::FILE).expect("the words are JSON");
    let text = |key: &str| words.get(key).and_then(Json::as_text).unwrap_or_default().to_owned();
    Labels {
        notice: text("file-notice"),
        choices: Choice::ALL.iter().map(|choice| text(&format!("choice-{}", choice.name()))).collect(),
        reasons: Reason::ALL.iter().map(|reason| text(&format!("reason-{}", reason.name()))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use candour_files::check::{Known, check};

    use super::*;

    #[test]
    fn what_is_made_up_checks_as_what_it_is() {
        let requester = Requester::new(1);
        let known = Known { catalog: &requester.catalog, own: None, now: NOW };
        let verdict = |file: &str| check(file.as_bytes(), "file", &known).verdict.name();
        let company = Company::new(1);
        assert!(check(requester.file(&company).as_bytes(), "file", &known).is_intact());
        assert_eq!(verdict(&requester.encrypted(&company)), "encrypted");
        assert_eq!(verdict(&requester.altered(&company, "handbook", "drawer")), "altered");
        let what = Withholding { name: true, ..Withholding::default() };
        assert_eq!(verdict(&requester.partial(&company, &what)), "partial");
        let opened = age::decrypt_with(
            requester.encrypted(&company).as_bytes(),
            &candour_files::keys::identity(&requester.key),
        );
        assert_eq!(opened.as_deref().map(Vec::as_slice), Ok(requester.file(&company).as_bytes()));
    }

    #[test]
    fn companies_differ_and_are_the_same_each_time() {
        let requester = Requester::new(1);
        let file = |number| requester.file(&Company::new(number));
        assert_eq!(file(1), file(1));
        assert_ne!(file(1), file(2));
    }
}
