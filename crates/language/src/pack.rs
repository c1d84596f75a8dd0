//! `candour-language/1`: one language as a file.

use candour_proof::{
    date::Day,
    impl_from_str,
    json::{Json, Limits, Object},
    map::Table,
    text::LONGEST_NAME,
};
use candour_questionnaire::{
    diagnostics::{Author, MemberNames, Node, one_of, read_file_within},
    glossary::{FORMAT as GLOSSARY_FORMAT, Glossary},
    limits::{MEMBERS, RepeatLimit, at},
    questionnaire::Problem,
    wording::{Wording, read_language},
};
use candour_words::{PluralForm, Plurals};

use crate::english::{English, GLOSSARY, WORDS, file_of, is_refused};

/// The format's name and version.
pub const FORMAT: &str = "candour-language/1";

/// Members of the file.
pub const PACK: MemberNames = MemberNames::new(
    &["format", "language", "name", "englishName", "direction", "plurals", "files"],
    &["$schema"],
);
/// Members of one of its files.
pub const FILE: MemberNames = MemberNames::new(&["texts"], &["state", "on", "from", "also", "prefixes"]);

/// Most bytes of a file.
pub const LONGEST: usize = 4_000_000;
/// Places where something repeats.
const PLACES: &[RepeatLimit] = &[
    at("", MEMBERS),
    at("files", 200),
    at("files/*", 2_000),
    at("files/*/texts", 40_000),
    at("files/*/texts/*", 10_000),
    at("files/*/also", 1_000),
    at("files/*/also/*", 5_000),
    at("files/*/prefixes", 100),
];

/// The direction of a script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    #[default]
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

impl Direction {
    /// Both.
    pub const ALL: [Self; 2] = [Self::LeftToRight, Self::RightToLeft];

    /// As HTML writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// Who has looked at a translation. Never by name: where a government is feared, a name in a public file is a danger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReviewState {
    /// Nobody but its translator.
    #[default]
    Translated,
    /// A native speaker who knows the field.
    Reviewed,
    /// A lawyer too; for questionnaires only.
    CheckedByLawyer,
}

impl ReviewState {
    /// Every state, the least first.
    pub const ALL: [Self; 3] = [Self::Translated, Self::Reviewed, Self::CheckedByLawyer];

    /// Its word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Translated => "translated",
            Self::Reviewed => "reviewed",
            Self::CheckedByLawyer => "checked-by-lawyer",
        }
    }
}

impl_from_str!(Direction);
impl_from_str!(ReviewState);

/// What is known of the translation of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Who has looked at it.
    pub state: ReviewState,
    /// The day on which that was, `2027-02-01`.
    pub on: Option<String>,
    /// Digest of the English texts that it was made from ([`English::digest`]).
    pub from: Option<String>,
}

/// The head of a pack: which language it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Language {
    /// Language tag (BCP 47), such as `my`.
    pub tag: String,
    /// Its name in the language itself.
    pub name: String,
    /// Its name in English.
    pub english_name: String,
    /// The direction of its script.
    pub direction: Direction,
    /// Its plural forms.
    pub plurals: Plurals,
}

/// One language. It may have gaps; what is there has passed the checks if it was read by [`Pack::parse`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pack {
    /// Which one.
    pub language: Language,
    reviews: Table<Review>,
    texts: Table<String>,
    /// Other forms of explained words, by their ids.
    also: Table<Vec<String>>,
    prefixes: Vec<String>,
}

impl Pack {
    /// A language without texts.
    pub fn new(language: Language) -> Self {
        Self { language, ..Self::default() }
    }

    /// Reads a pack without looking at its texts, for [`check`](crate::checks::check).
    ///
    /// # Errors
    /// Every problem of the file, with its place and its fix.
    pub fn read(json: &str) -> Result<Self, Vec<Problem>> {
        let limits = Limits { bytes: LONGEST, ..Limits::FILE };
        read_file_within(json, limits, PLACES, Author::Other, |file, _| read(file))
    }

    /// The text of a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// Every text with its key.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// Puts a text in; an empty one takes it out.
    pub fn set(&mut self, key: &str, text: &str) {
        if text.is_empty() {
            self.texts.remove(key);
        } else {
            self.texts.insert(key.to_owned(), text.to_owned());
        }
    }

    /// What is known of the translation of a file.
    pub fn review(&self, file: &str) -> Review {
        self.reviews.get(file).cloned().unwrap_or_default()
    }

    /// States what is known of the translation of a file.
    pub fn set_review(&mut self, file: &str, review: Review) {
        self.reviews.insert(file.to_owned(), review);
    }

    /// Other forms of an explained word.
    pub fn also(&self, term: &str) -> &[String] {
        self.also.get(term).map(Vec::as_slice).unwrap_or_default()
    }

    /// States other forms of an explained word.
    pub fn set_also(&mut self, term: &str, forms: Vec<String>) {
        if forms.is_empty() {
            self.also.remove(term);
        } else {
            self.also.insert(term.to_owned(), forms);
        }
    }

    /// What may be written together with an explained word behind it.
    pub fn prefixes(&self) -> &[String] {
        &self.prefixes
    }

    /// States what may be written together with an explained word behind it.
    pub fn set_prefixes(&mut self, prefixes: Vec<String>) {
        self.prefixes = prefixes;
    }

    /// The wording of a questionnaire; `None` while a text of it is missing: nobody answers half in one language.
    ///
    /// # Errors
    /// What the reader of wordings refuses.
    pub fn wording(&self, id: &str, english: &English) -> Option<Result<Wording, Vec<Problem>>> {
        english.wording(id, &self.language.tag, |key| self.texts.get(key).cloned())
    }

    /// The explained words that have a name and an explanation in this language.
    ///
    /// # Errors
    /// What the reader of glossaries refuses.
    pub fn glossary(&self, english: &English) -> Result<Glossary, Vec<Problem>> {
        let mut terms = Vec::new();
        for term in &english.glossary().terms {
            let text = |member: &str| self.text(&format!("{GLOSSARY}/{}.{member}", term.id));
            let (Some(own), Some(explanation)) = (text("term"), text("explanation")) else { continue };
            let mut object = Object::new()
                .with("id", term.id.as_str())
                .with("term", own)
                .with("explanation", explanation)
                .with("source", text("source").unwrap_or(&term.source));
            if !self.also(&term.id).is_empty() {
                object.set("also", list(self.also(&term.id)));
            }
            terms.push(Json::from(object));
        }
        let mut file = Object::new()
            .with("format", GLOSSARY_FORMAT)
            .with("language", self.language.tag.as_str())
            .with("terms", Json::List(terms));
        if !self.prefixes.is_empty() {
            file.set("prefixes", list(&self.prefixes));
        }
        Glossary::parse(&Json::from(file).pretty())
    }

    /// The file, in the order of the English texts. What there is no English text for comes last.
    pub fn write(&self, english: &English) -> String {
        let Language { tag, name, english_name, direction, plurals } = &self.language;
        let mut order: Vec<&str> = Vec::new();
        let texts = english.texts(*plurals);
        let known: Table<()> = texts.iter().map(|text| (text.key.clone(), ())).collect();
        order.extend(texts.iter().map(|text| text.key.as_str()));
        order.extend(self.texts.keys().map(String::as_str).filter(|key| !known.contains_key(key)));
        let mut files: Vec<(&str, Object)> = Vec::new();
        for key in order {
            let (Some(text), file) = (self.text(key), file_of(key)) else { continue };
            if files.iter().all(|(own, _)| *own != file) {
                files.push((file, Object::new()));
            }
            let Some((_, texts)) = files.iter_mut().find(|(own, _)| *own == file) else { continue };
            let path = key.get(file.len() + 1..).unwrap_or_default();
            match path.split_once('#') {
                None => texts.set(path, text),
                Some((counted, form)) => {
                    let forms = texts.get(counted).and_then(Json::as_object).cloned().unwrap_or_default();
                    texts.set(counted, forms.with(form, text));
                }
            }
        }
        let mut all = Object::new();
        for (name, texts) in files {
            let Review { state, on, from } = self.review(name);
            let mut file = Object::new().with("state", state.as_str());
            for (member, value) in [("on", on), ("from", from)] {
                if let Some(value) = value {
                    file.set(member, value.as_str());
                }
            }
            file.set("texts", texts);
            if name == GLOSSARY {
                if !self.also.is_empty() {
                    let also =
                        self.also.iter().fold(Object::new(), |also, (id, forms)| also.with(id, list(forms)));
                    file.set("also", also);
                }
                if !self.prefixes.is_empty() {
                    file.set("prefixes", list(&self.prefixes));
                }
            }
            all.set(name, file);
        }
        let file = Object::new()
            .with("format", FORMAT)
            .with("language", tag.as_str())
            .with("name", name.as_str())
            .with("englishName", english_name.as_str())
            .with("direction", direction.as_str())
            .with("plurals", plurals.as_str())
            .with("files", all);
        Json::from(file).pretty()
    }
}

fn list(texts: &[String]) -> Json {
    Json::List(texts.iter().map(|text| Json::Text(text.clone())).collect())
}

fn read(file: &Node) -> Pack {
    file.members(PACK);
    file.format(FORMAT);
    let mut pack = Pack::new(Language {
        tag: read_language(file),
        name: read_name(file, "name"),
        english_name: read_name(file, "englishName"),
        direction: file.choice("direction", &Direction::ALL, Direction::as_str).unwrap_or_default(),
        plurals: file.choice("plurals", &Plurals::ALL, Plurals::as_str).unwrap_or_default(),
    });
    for (name, spot) in file.entries("files") {
        spot.members(FILE);
        if name != GLOSSARY {
            for member in ["also", "prefixes"].iter().filter_map(|member| spot.member(member)) {
                member.problem(format!("only the file `{GLOSSARY}` has it; remove it"));
            }
        }
        pack.reviews.insert(name.to_owned(), read_review(&spot, name));
        for (path, text) in spot.entries("texts") {
            read_text(&mut pack, &[name, "/", path].concat(), &text);
        }
        for (id, forms) in spot.entries("also") {
            pack.set_also(id, forms.own_list().iter().filter_map(Node::own_text).collect());
        }
        pack.prefixes.extend(spot.list("prefixes").iter().filter_map(Node::own_text));
    }
    pack
}

fn read_name(file: &Node, member: &str) -> String {
    let name = file.text(member);
    if (name.chars().count() > LONGEST_NAME || name.contains(is_refused))
        && let Some(spot) = file.member(member)
    {
        spot.problem(format!("longer than {LONGEST_NAME} characters, or with a character that is not shown; write the name only"));
    }
    name
}

fn read_review(spot: &Node, file: &str) -> Review {
    let state = spot.choice("state", &ReviewState::ALL, ReviewState::as_str).unwrap_or_default();
    if state == ReviewState::CheckedByLawyer
        && [WORDS, GLOSSARY].contains(&file)
        && let Some(place) = spot.member("state")
    {
        place.problem("a lawyer checks questionnaires only; use reviewed");
    }
    let on = spot.optional_text("on");
    if let Some(day) = &on
        && Day::parse(day).is_none()
        && let Some(place) = spot.member("on")
    {
        place.problem(format!("`{day}` is not a day; write it as 2027-02-01"));
    }
    let from = spot.optional_text("from");
    let is_digest =
        |text: &str| text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if let Some(digest) = &from
        && !is_digest(digest)
        && let Some(place) = spot.member("from")
    {
        place.problem("not a SHA-256 in 64 hexadecimal digits; remove it, and the next export writes it");
    }
    Review { state, on, from }
}

/// A text, or the forms of one that depends on a number.
fn read_text(pack: &mut Pack, key: &str, text: &Node) {
    if !text.is_object() {
        let text = text.own_text().unwrap_or_default();
        pack.set(key, &text);
        return;
    }
    let known = PluralForm::ALL.map(PluralForm::as_str);
    for (form, text) in text.own_entries() {
        if known.contains(&form) {
            let own = text.own_text().unwrap_or_default();
            pack.set(&[key, "#", form].concat(), &own);
        } else {
            text.problem(format!("unknown form `{form}`; use {}", one_of(&known)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{checks, english::sample::english, po, table};

    const HEAD: &str = r#"{"format": "candour-language/1", "language": "fr", "name": "français", "englishName": "French",
        "direction": "ltr", "plurals": "zero-one", "files": "#;

    fn parse(files: &str) -> Result<Pack, Vec<String>> {
        let parsed = Pack::parse(&format!("{HEAD}{files}}}"), &english());
        parsed.map_err(|problems| problems.iter().map(Problem::to_string).collect())
    }

    fn words(texts: &str) -> String {
        format!(r#"{{"words": {{"texts": {{{texts}}}}}}}"#)
    }

    /// What is wrong with texts of the page's words.
    fn refused(texts: &str) -> Vec<String> {
        parse(&words(texts)).expect_err("refused")
    }

    #[test]
    fn a_pack_is_read_with_its_gaps() {
        let pack = parse(
            r#"{"words": {"state": "reviewed", "on": "2027-02-01", "texts": {
                "choice-yes": "Oui", "review-open": {"one": "{count} question ouverte", "other": "{count} questions ouvertes"}}},
            "glossary": {"texts": {"consent.term": "Consentement", "consent.explanation": "Un oui libre."},
                "also": {"consent": ["consentements"]}}}"#,
        )
        .unwrap();
        assert_eq!(pack.text("words/review-open#one"), Some("{count} question ouverte"));
        assert_eq!(pack.text("words/choice-no"), None);
        assert_eq!(pack.review("words").state, ReviewState::Reviewed);
        assert_eq!(pack.review("glossary"), Review::default());
        let glossary = pack.glossary(&english()).unwrap();
        assert_eq!(glossary.terms.len(), 1);
        assert_eq!(glossary.term("consent").unwrap().also, ["consentements"]);
    }

    #[test]
    fn every_problem_is_listed_with_its_place_and_fix() {
        let broken = r#"{"format": "candour-language/2", "language": "French", "name": "", "englishName": "French",
            "direction": "up", "plurals": "two", "files": {
                "words": {"state": "checked-by-lawyer", "on": "yesterday", "from": "abc", "also": {}, "texts": {
                    "choice-yes": 1, "review-open": {"three": "x"}}},
                "glossary": {"text": {}}}}"#;
        let problems = Pack::parse(broken, &english()).unwrap_err();
        let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(
            problems,
            [
                "format: unknown format `candour-language/2`; use candour-language/1",
                "language: `French` is not a language tag; use one such as en, fr or pt-BR",
                "name: empty; write the text",
                "direction: unknown direction `up`; use ltr or rtl",
                "plurals: unknown plurals `two`; use none, one, zero-one, arabic or slavic",
                "files.words.also: only the file `glossary` has it; remove it",
                "files.words.state: a lawyer checks questionnaires only; use reviewed",
                "files.words.on: `yesterday` is not a day; write it as 2027-02-01",
                "files.words.from: not a SHA-256 in 64 hexadecimal digits; remove it, and the next export writes it",
                "files.words.texts.choice-yes: not a string; write it between quotes",
                "files.words.texts.review-open.three: unknown form `three`; use zero, one, two, few, many or other",
                "files.glossary: unknown member `text`; use texts, state, on, from, also or prefixes",
                "files.glossary: no `texts`; add it",
            ]
        );
    }

    #[test]
    fn hostile_texts_are_refused() {
        for (texts, expected) in [
            // Marks and controls that turn or hide what is around them.
            (
                r#""choice-yes": "O\u202eui""#,
                "words/choice-yes: contains U+202E, which is not shown or turns the writing; remove it",
            ),
            (
                r#""choice-yes": "\u2068Oui""#,
                "words/choice-yes: contains U+2068, which is not shown or turns the writing; remove it",
            ),
            (
                r#""choice-yes": "O\u200bui""#,
                "words/choice-yes: contains U+200B, which is not shown or turns the writing; remove it",
            ),
            (
                r#""choice-yes": "O\u0007ui""#,
                "words/choice-yes: contains U+0007, which is not shown or turns the writing; remove it",
            ),
            // A letter that looks like another one.
            (
                r#""choice-yes": "\u041eui""#,
                "words/choice-yes: contains `О` (U+041E), a letter of another script; type it in the script of the language",
            ),
            // Other placeholders: values would be lost, or others shown.
            (r#""progress": "{answered}""#, "words/progress: no `{asked}`; put it where the value belongs"),
            (
                r#""progress": "{answered} {asked} {key}""#,
                "words/progress: unknown placeholder `{key}`; remove it",
            ),
            (r#""choice-yes": "{count}""#, "words/choice-yes: unknown placeholder `{count}`; remove it"),
            // Forms of another language.
            (
                r#""review-open": {"few": "{count}"}"#,
                "words/review-open#few: a form that the language does not have; use one, other",
            ),
            // Answers that nobody could tell apart.
            (
                r#""choice-yes": "Non", "choice-no": "Non""#,
                "words/choice-no: the same as `words/choice-yes`, which differs in English; people could not tell them apart",
            ),
            (
                r#""choice-yes": "oeuvre e\u0301""#,
                "words/choice-yes: accents or marks in another form or order than NFC; save it in that form",
            ),
        ] {
            let found = refused(texts);
            assert!(found.iter().any(|problem| problem == expected), "{texts}: {found:?}");
        }
        let long = format!(r#""choice-yes": "{}""#, "x".repeat(300));
        assert_eq!(refused(&long), ["words/choice-yes: longer than 224 characters; shorten it"]);
    }

    #[test]
    fn markup_is_text() {
        let pack = parse(&words(r#""choice-yes": "<b onclick='x()'>Oui</b>""#)).unwrap();
        assert_eq!(pack.text("words/choice-yes"), Some("<b onclick='x()'>Oui</b>"));
    }

    #[test]
    fn a_pack_larger_than_its_limit_is_refused() {
        let large = words(&format!(r#""choice-yes": "{}""#, "x".repeat(LONGEST)));
        assert_eq!(parse(&large).unwrap_err(), ["file: longer than 4000000 bytes; shorten it"]);
    }

    #[test]
    fn texts_of_another_questionnaire_are_not_used() {
        let pack = parse(r#"{"unknown": {"texts": {"title": "Titre"}}, "gdpr-article-5": {"texts": {"questions.made-up.why": "Non"}}}"#).unwrap();
        let report = checks::check(&pack, &english());
        let remarks: Vec<String> = report.remarks.iter().map(Problem::to_string).collect();
        assert_eq!(
            remarks,
            [
                "gdpr-article-5/questions.made-up.why: there is no such text in English; it is not used",
                "unknown/title: there is no such text in English; it is not used",
            ]
        );
        assert!(report.files.iter().all(|file| file.translated == 0));
        assert!(pack.wording("gdpr-article-5", &english()).is_none());
    }

    /// A pack in which every text is there.
    fn complete(plurals: Plurals) -> Pack {
        let mut pack = Pack::new(Language {
            tag: "fr".to_owned(),
            name: "français".to_owned(),
            english_name: "French".to_owned(),
            direction: Direction::LeftToRight,
            plurals,
        });
        for text in english().texts(plurals) {
            pack.set(&text.key, &text.english);
        }
        pack.set_also("consent", vec!["accord".to_owned(), "accords".to_owned()]);
        pack.set_review(
            "words",
            Review { state: ReviewState::Reviewed, on: Some("2027-02-01".to_owned()), from: None },
        );
        for file in english().files() {
            let review = Review { from: Some(english().digest(file)), ..pack.review(file) };
            pack.set_review(file, review);
        }
        pack
    }

    #[test]
    fn every_form_of_a_pack_holds_the_same() {
        for plurals in Plurals::ALL {
            let pack = complete(plurals);
            assert_eq!(Pack::parse(&pack.write(&english()), &english()).unwrap(), pack, "JSON");
            let table = table::of_rows(&table::read(&table::write(&pack, &english())).unwrap()).unwrap();
            assert_eq!(table, pack, "CSV");
            let po = table::of_rows(&po::read(&po::write(&pack, &english())).unwrap()).unwrap();
            assert_eq!(po, pack, "PO");
        }
    }

    #[test]
    fn a_complete_questionnaire_has_a_wording_with_a_digest_of_its_own() {
        let (pack, english) = (complete(Plurals::ZeroOne), english());
        for id in english.files().into_iter().filter(|file| ![WORDS, GLOSSARY].contains(file)) {
            let wording = pack.wording(id, &english).unwrap().unwrap();
            assert_eq!(wording.language, "fr");
            assert_ne!(wording.digest(), english.entry(id).unwrap().wording.digest());
        }
        let report = checks::check(&pack, &english);
        assert_eq!(report.problems, []);
        assert!(report.files.iter().all(|file| file.translated == file.of && !file.older));
    }

    #[test]
    fn a_file_made_from_other_english_texts_is_older() {
        let mut pack = complete(Plurals::One);
        pack.set_review("words", Review { from: Some("0".repeat(64)), ..Review::default() });
        let older: Vec<String> = checks::check(&pack, &english())
            .files
            .into_iter()
            .filter(|file| file.older)
            .map(|file| file.name)
            .collect();
        assert_eq!(older, ["words"]);
    }
}
