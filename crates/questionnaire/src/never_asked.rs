//! What no questionnaire may ask for, because it can put somebody at risk (`questionnaires/README.md`, "What is never
//! asked"), as far as English phrases show it. A hint for authors and for those who answer: it finds the usual
//! invitations, and is no proof that there is none.

use candour_proof::json::{Json, Object};

use crate::listed::Listed;

/// The language of the phrases.
const LANGUAGE: &str = "en";

/// Phrases that invite such content wherever they are.
const PHRASES: [&str; 49] = [
    "list the names",
    "list names",
    "down the names",
    "list of names",
    "names of",
    "name of each",
    "name of every",
    "name of one",
    "name of the person",
    "name of the worker",
    "name of whoever",
    "name each",
    "name the person",
    "name the people",
    "names and addresses",
    "who exactly",
    "where exactly",
    "when exactly",
    "which worker",
    "which employee",
    "which guest",
    "who told you",
    "how many staff",
    "how many people work",
    "phone numbers",
    "telephone numbers",
    "phone number of",
    "e-mail addresses of",
    "email addresses of",
    "contact details of",
    "home address",
    "exact address",
    "exact location",
    "gps",
    "travel date",
    "travel route",
    "meeting place",
    "date of birth",
    "passport number",
    "number of the passport",
    "identity card number",
    "case number",
    "secrecy order",
    "your password",
    "the passwords",
    "account name",
    "file path",
    "photo of a",
    "photo of one",
];
/// Words that ask to hand something over.
const REQUESTS: [&str; 13] = [
    "please",
    "list the",
    "list all",
    "list every",
    "send us",
    "tell us",
    "give us",
    "show us",
    "upload",
    "attach",
    "enter the",
    "state the",
    "provide the",
];
/// What must not be handed over, each a whole word.
const CONTENT: [&str; 28] = [
    "name",
    "names",
    "photo",
    "photos",
    "picture",
    "pictures",
    "passport",
    "passports",
    "address",
    "addresses",
    "phone",
    "telephone",
    "email",
    "contact",
    "contacts",
    "location",
    "locations",
    "route",
    "routes",
    "password",
    "passwords",
    "order",
    "orders",
    "religion",
    "ethnicity",
    "birthday",
    "who",
    "whom",
];
/// Words before such a request that turn it into a warning.
const WARNINGS: [&str; 7] = ["no ", "not ", "n't ", "without ", "never ", "instead of ", "remove "];

/// A sentence of a questionnaire that seems to ask for what is never asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Where it is, such as `questions.copies.evidence`.
    pub place: String,
    /// The sentence.
    pub sentence: String,
}

/// Members of a file of texts that ask for nothing: names, and warnings.
const NOT_ASKING: [&str; 7] =
    ["$schema", "format", "questionnaire", "language", "author", "sources", "safety"];

/// Whether texts in this language (a BCP 47 tag) can be looked through: of any other, finding nothing says nothing.
pub fn knows(language: &str) -> bool {
    language.split('-').next() == Some(LANGUAGE)
}

/// All such sentences of a file of texts, in its order.
pub fn in_texts(texts: &Json) -> Listed<Invitation> {
    let mut found = Listed::new();
    look(texts, "", &mut found);
    found
}

fn look(value: &Json, place: &str, found: &mut Listed<Invitation>) {
    let within = |name: &str| if place.is_empty() { name.to_owned() } else { [place, ".", name].concat() };
    if let Some(text) = value.as_text() {
        for sentence in sentences(text).filter(|sentence| !invitations(sentence).is_empty()) {
            found.push_with(|| Invitation { place: place.to_owned(), sentence: sentence.to_owned() });
        }
    }
    for item in value.as_list().unwrap_or_default() {
        look(item, place, found);
    }
    let members = value.as_object().into_iter().flat_map(Object::iter);
    for (name, member) in members.filter(|(name, _)| !NOT_ASKING.contains(name)) {
        look(member, &within(name), found);
    }
}

/// Roughly the sentences of a text, each with the sign that ends it.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '?', '!', '\n']).map(str::trim)
}

/// The phrases in a sentence that invite what is never asked for.
pub fn invitations(sentence: &str) -> Vec<&'static str> {
    let sentence = sentence.to_ascii_lowercase();
    let invited = |phrase: &&&str| {
        let before = sentence.split_once(**phrase).map(|(before, _)| before);
        before.is_some_and(|before| !is_warning(before))
    };
    let found: Vec<&str> = PHRASES.iter().filter(invited).copied().collect();
    if found.is_empty() {
        REQUESTS.iter().find_map(|request| requested(&sentence, request)).into_iter().collect()
    } else {
        found
    }
}

/// What a request such as "please" asks to hand over, if that is never asked for.
fn requested(sentence: &str, request: &str) -> Option<&'static str> {
    let (before, after) = sentence.split_once(request)?;
    let mut words = after.split(|letter: char| !letter.is_alphanumeric());
    let content = words.find_map(|word| CONTENT.into_iter().find(|own| *own == word))?;
    let (between, _) = after.split_once(content)?;
    (!is_warning(before) && !is_warning(between)).then_some(content)
}

/// Whether what follows these words is warned of and not asked for.
fn is_warning(before: &str) -> bool {
    WARNINGS.iter().any(|warning| before.contains(warning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invitations_to_dangerous_answers_are_found() {
        for (sentence, phrase) in [
            ("Please list the names of all guests.", "list the names"),
            ("Where exactly do they live?", "where exactly"),
            ("Send us a photo of one guest's passport.", "photo of one"),
            ("Write the name of the person who copied it.", "name of the person"),
            ("Attach a picture of the entrance.", "picture"),
            ("Tell us whom you asked.", "whom"),
            ("Please add a telephone.", "telephone"),
            ("Send us your e-mail, or the address.", "address"),
            ("Which worker told you?", "which worker"),
            ("Write down the names.", "down the names"),
        ] {
            assert!(invitations(sentence).contains(&phrase), "{sentence}: {:?}", invitations(sentence));
        }
    }

    #[test]
    fn only_texts_in_english_can_be_looked_through() {
        for (language, known) in [("en", true), ("en-GB", true), ("fr", false), ("enm", false), ("", false)] {
            assert_eq!(knows(language), known, "{language}");
        }
    }

    #[test]
    fn every_text_but_warnings_and_names_is_looked_at() {
        let texts = r#"{"format": "candour-wording/1", "author": "Names of the City", "before": ["Fine.", "Tell us the name."],
            "questions": {"copies": {"question": "Do you keep copies? Send us a photo of one.", "safety": "List the names."}},
            "sources": {"law": "Law on names of people"}}"#;
        let texts = Json::read(texts.as_bytes(), candour_proof::json::Limits::FILE).unwrap();
        let found = in_texts(&texts);
        let found: Vec<_> = found.iter().map(|one| (&*one.place, &*one.sentence)).collect();
        assert_eq!(
            found,
            [("before", "Tell us the name."), ("questions.copies.question", "Send us a photo of one.")]
        );
    }

    #[test]
    fn warnings_and_plain_questions_are_not_invitations() {
        for sentence in [
            "Do not write the names of guests.",
            "Please write no names.",
            "Tell us the month, without names.",
            "Do you delete copies of identity documents?",
            "Is there a rule on photos of children?",
            "Does the privacy notice have an address for complaints?",
            "List kinds of data.",
            "What stands in the way, and by when will it be done?",
            "Please renew the surname field.",
        ] {
            assert_eq!(invitations(sentence), [""; 0], "{sentence}");
        }
    }
}
