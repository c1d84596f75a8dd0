//! Ids for rows that have none.

use candour_proof::map::Table;
use candour_questionnaire::reserved;

/// Words of a text that an id is made from.
const WORDS: usize = 6;
/// Most characters of an id before what makes it unique.
const LONGEST: usize = 60;

/// The ids of a table: each once.
#[derive(Default)]
pub(super) struct Ids(Table<usize>);

impl Ids {
    /// Notes an id that an author wrote.
    pub(super) fn note(&mut self, id: &str) {
        self.0.insert(id.to_owned(), 1);
    }

    /// A new id made from a text; from `kind` if the text has no letters that an id can have.
    pub(super) fn make(&mut self, text: &str, kind: &str) -> String {
        let made = slug(text);
        let made = if made.is_empty() { kind.to_owned() } else { made };
        let screens = reserved::PLACES.iter().chain(&reserved::SCREENS);
        // So that `result` becomes `result-2`.
        let start = usize::from(screens.into_iter().any(|word| *word == made));
        let mut count = self.0.get(&made).copied().unwrap_or(start);
        let mut id = if count == 0 { made.clone() } else { String::new() };
        while id.is_empty() || self.0.contains_key(&id) {
            count += 1;
            id = format!("{made}-{count}");
        }
        self.0.insert(made, count.max(1));
        self.0.insert(id.clone(), 1);
        id
    }
}

/// The first words of a text as an id.
pub(super) fn slug(text: &str) -> String {
    let text: String = text.chars().filter(|letter| !matches!(letter, '\'' | '’')).collect();
    let parts = text.split(|letter: char| !letter.is_alphanumeric());
    let words = parts.map(|word| word.chars().filter(char::is_ascii).collect::<String>());
    let mut out = String::new();
    for word in words.filter(|word| !word.is_empty()).take(WORDS) {
        if out.len() + word.len() > LONGEST {
            break;
        }
        if !out.is_empty() {
            out.push('-');
        } else if word.starts_with(|first: char| first.is_ascii_digit()) {
            out.push_str("q-");
        }
        out.push_str(&word.to_ascii_lowercase());
    }
    out
}
