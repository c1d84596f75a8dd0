//! The glossary in one language: hard words explained in plain ones.

use candour_proof::{
    map::Table,
    script::{is_spaceless, may_cut},
    sort::sort_by_key,
};

use crate::{
    diagnostics::{Author, MemberNames, Node, read_file},
    questionnaire::Problem,
};

/// The format's name and version.
pub const FORMAT: &str = "candour-glossary/1";

/// Members of the file.
pub const FILE: MemberNames = MemberNames::new(&["format", "language", "terms"], &["$schema", "prefixes"]);
/// Members of a term.
pub const TERM: MemberNames = MemberNames::new(&["id", "term", "explanation", "source"], &["also"]);

/// The same in the texts of a questionnaire.
pub const OWN_TERM: MemberNames = MemberNames::new(&["id", "term", "explanation"], &["also", "source"]);

/// Hard words and what they mean.
// INVARIANT: ids are unique, and so are the words, other forms included, without regard to the case
// of ASCII letters: knowing that of all letters would cost the page 5 kB.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Glossary {
    /// Language tag (BCP 47), such as `en`.
    pub language: String,
    /// The terms in the order of the file.
    pub terms: Vec<Term>,
    /// What may be written together with the word behind it, as Arabic writes "and" and "the"; longer ones first.
    prefixes: Vec<String>,
    forms: Vec<Form>,
}

/// One hard word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// The word or words.
    pub term: String,
    /// Other forms of it, such as the plural or an abbreviation.
    pub also: Vec<String>,
    /// What it means.
    pub explanation: String,
    /// Where that comes from; may be empty where a questionnaire explains a word.
    pub source: String,
}

/// One form of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Form {
    words: String,
    /// Place of the term in the list.
    term: usize,
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextPiece<'a> {
    /// Words that need no explanation, or have had it.
    Plain(&'a str),
    /// Words to explain here, as they stand in the text.
    Hard(&'a str, &'a Term),
}

/// Where a form of a term stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The first byte of the form.
    from: usize,
    /// The first byte behind it.
    to: usize,
    /// Place of the term in the list.
    term: usize,
}

/// Which terms of a glossary are still to be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unexplained {
    /// All but these, in the order in which they were explained.
    AllBut(Vec<usize>),
    /// These alone.
    Only(Vec<usize>),
}

impl Default for Unexplained {
    /// No term has been explained yet.
    fn default() -> Self {
        Self::AllBut(Vec::new())
    }
}

impl Unexplained {
    /// Whether a term is to be explained now; from then on it is not.
    fn take(&mut self, term: usize) -> bool {
        match self {
            Self::AllBut(explained) => {
                let is_first = !explained.contains(&term);
                explained.extend(is_first.then_some(term));
                is_first
            }
            Self::Only(left) => {
                let place = left.iter().position(|other| *other == term);
                place.map(|place| left.swap_remove(place)).is_some()
            }
        }
    }

    /// The terms explained, in order; empty of [`Unexplained::Only`], which does not keep them.
    pub fn explained(&self) -> &[usize] {
        match self {
            Self::AllBut(explained) => explained,
            Self::Only(_) => &[],
        }
    }
}

impl Glossary {
    /// Reads one glossary file, or lists everything an author has to fix.
    ///
    /// # Errors
    /// Every problem, with its place and its cure.
    pub fn parse(json: &str) -> Result<Self, Vec<Problem>> {
        read_file(json, &[], Author::BuiltIn, |file, _| {
            file.members(FILE);
            file.format(FORMAT);
            check_unique(file);
            Self::read(file, TERM, "")
        })
    }

    /// The hard words that the texts of a questionnaire explain. Their ids differ from those of the page, as both can
    /// be on one screen.
    pub(crate) fn of_texts(file: &Node) -> Self {
        check_unique(file);
        Self::read(file, OWN_TERM, "own-")
    }

    fn read(file: &Node, names: MemberNames, prefix: &str) -> Self {
        let read = |spot: &Node| read_term(spot, names, prefix);
        let terms: Vec<Term> = file.list("terms").iter().map(read).collect();
        let mut prefixes: Vec<String> = file.list("prefixes").iter().filter_map(Node::own_text).collect();
        sort_by_key(&mut prefixes, |prefix| std::cmp::Reverse(prefix.len()));
        Self { language: file.text("language"), prefixes, forms: forms(&terms), terms }
    }

    /// The term of that id.
    pub fn term(&self, id: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == id)
    }

    /// Cuts a text where a term stands that is still to be explained.
    pub fn pieces<'a>(&'a self, text: &'a str, unexplained: &mut Unexplained) -> Vec<TextPiece<'a>> {
        self.cut(text, &self.occurrences(text), unexplained)
    }

    /// Where terms stand in a text. Only whole words count, in scripts without spaces whole syllables; a prefix may
    /// stand before; of two terms that begin at the same word the longer one counts; the case of ASCII letters does not
    /// matter.
    pub fn occurrences(&self, text: &str) -> Vec<Occurrence> {
        let mut occurrences = Vec::new();
        // Up to where the text belongs to a term already found.
        let mut found = 0;
        let mut before = '\0';
        for (place, letter) in text.char_indices() {
            let last = std::mem::replace(&mut before, letter);
            let rest = text.get(place..).unwrap_or_default();
            if place < found || !is_edge(last, rest) {
                continue;
            }
            if let Some((after, words, term)) = self.behind_a_prefix(rest) {
                let from = place + after;
                found = from + words.len();
                occurrences.push(Occurrence { from, to: found, term });
            }
        }
        occurrences
    }

    /// The same as [`Glossary::pieces`], with the `occurrences` of this glossary in the text.
    pub fn cut<'a>(
        &'a self,
        text: &'a str,
        occurrences: &[Occurrence],
        unexplained: &mut Unexplained,
    ) -> Vec<TextPiece<'a>> {
        let mut pieces = Vec::new();
        let mut cut = 0;
        let plain = |from: usize, to: usize| text.get(from..to).filter(|plain| !plain.is_empty());
        for Occurrence { from, to, term } in occurrences {
            if let (Some(words), Some(explained)) = (text.get(*from..*to), self.terms.get(*term))
                && unexplained.take(*term)
            {
                pieces.extend(plain(cut, *from).map(TextPiece::Plain));
                pieces.push(TextPiece::Hard(words, explained));
                cut = *to;
            }
        }
        pieces.extend(plain(cut, text.len()).map(TextPiece::Plain));
        pieces
    }

    /// The longest form that a text begins with, perhaps behind a prefix: how long that is, the form, and the number of
    /// its term.
    fn behind_a_prefix<'a>(&self, text: &'a str) -> Option<(usize, &'a str, usize)> {
        let prefixes = self.prefixes.iter().map(String::as_str);
        [""].into_iter().chain(prefixes).find_map(|prefix| {
            let (words, number) = self.longest(text.strip_prefix(prefix)?)?;
            Some((prefix.len(), words, number))
        })
    }

    /// The longest form that a text begins with, and the number of its term.
    fn longest<'a>(&self, text: &'a str) -> Option<(&'a str, usize)> {
        let first = first_letter(text);
        let from = self.forms.partition_point(|form| first_letter(&form.words) < first);
        let mut near = self.forms.get(from..)?.iter().take_while(|form| first_letter(&form.words) == first);
        near.find_map(|form| {
            let (words, rest) = text.split_at_checked(form.words.len())?;
            let last = words.chars().next_back().unwrap_or_default();
            let whole = !rest.chars().next().is_some_and(in_word) || is_edge(last, rest);
            (whole && words.eq_ignore_ascii_case(&form.words)).then_some((words, form.term))
        })
    }
}

/// All forms by their first letter; longer ones before shorter ones.
fn forms(terms: &[Term]) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    for (term, own) in terms.iter().enumerate() {
        for words in [&own.term].into_iter().chain(&own.also) {
            let place = forms.partition_point(|other| {
                let (first, others) = (first_letter(words), first_letter(&other.words));
                others < first || (others == first && other.words.len() >= words.len())
            });
            forms.insert(place, Form { words: words.clone(), term });
        }
    }
    forms
}

/// Not the first byte: that is the same in all words of Arabic or Burmese.
fn first_letter(text: &str) -> Option<char> {
    text.chars().next().map(|letter| letter.to_ascii_lowercase())
}

/// Whether a word may begin where `rest` does, behind the letter `before`: where no word goes on, and within the words of
/// a script without spaces wherever no syllable is cut. Between such a script and another one a word ends.
fn is_edge(before: char, rest: &str) -> bool {
    let mut letters = rest.chars();
    let Some(letter) = letters.next().filter(|letter| in_word(*letter)) else { return false };
    !in_word(before)
        || (is_spaceless(before) || is_spaceless(letter))
            && may_cut(before, letter, letters.next().unwrap_or_default())
}

/// Whether a letter belongs to a word. A hyphen does: the personal data in "non-personal data" are none.
/// Of the letters beyond ASCII only what is surely punctuation ends a word, because tables of all letters
/// would cost the page more bytes than they are worth here.
fn in_word(letter: char) -> bool {
    match letter {
        '-' | '\u{2010}' | '\u{2011}' => true,
        '\0'..='\u{7f}' => letter.is_ascii_alphanumeric(),
        // Latin; commas, semicolons, question marks and full stops of Arabic, Urdu, Devanagari, Burmese and Khmer; Chinese.
        '\u{80}'..='\u{bf}'
        | '\u{2000}'..='\u{206f}'
        | '\u{60c}'
        | '\u{61b}'
        | '\u{61f}'
        | '\u{6d4}'
        | '\u{964}'
        | '\u{965}'
        | '\u{104a}'
        | '\u{104b}'
        | '\u{17d4}'..='\u{17d6}'
        | '\u{3000}'..='\u{303f}'
        | '\u{ff01}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}' => false,
        _ => true,
    }
}

fn read_term(spot: &Node, names: MemberNames, prefix: &str) -> Term {
    spot.members(names);
    Term {
        id: [prefix, &spot.id("id")].concat(),
        term: spot.text("term"),
        also: spot.list("also").iter().filter_map(Node::own_text).collect(),
        explanation: spot.text("explanation"),
        source: spot.text("source"),
    }
}

fn check_unique(file: &Node) {
    let (mut ids, mut words) = (Table::new(), Table::new());
    for (place, term) in file.list("terms").iter().enumerate() {
        if let Some(id) = term.member("id")
            && let Some(text) = id.raw_text()
        {
            if let Some(first) = ids.get(text) {
                id.problem(format!("`{text}` is already the id of terms[{first}]; use another"));
            }
            ids.insert(text.to_owned(), place);
        }
        for word in term.member("term").into_iter().chain(term.list("also")) {
            let Some(text) = word.raw_text() else { continue };
            let plain = text.to_ascii_lowercase();
            if let Some(first) = words.get(&plain) {
                word.problem(format!("`{text}` occurs already in terms[{first}]; keep one"));
            }
            words.insert(plain, place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"{"format": "candour-glossary/1", "language": "en", "terms": [
        {"id": "controller", "term": "Controller", "explanation": "Who decides.", "source": "GDPR Article 4(7)"},
        {"id": "eea", "term": "EEA", "also": ["European Economic Area"], "explanation": "The EU and 3 more countries.",
            "source": "EEA Agreement"}]}"#;

    fn check(from: &str, to: &str, expected: &[&str]) {
        let problems = Glossary::parse(&JSON.replacen(from, to, 1)).unwrap_err();
        let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(problems, expected);
    }

    #[test]
    fn terms_are_read_in_order() {
        let glossary = Glossary::parse(JSON).unwrap();
        assert_eq!(glossary.language, "en");
        assert_eq!(glossary.term("eea").unwrap().also, ["European Economic Area"]);
        assert_eq!(glossary.terms[0].term, "Controller");
    }

    const FORMS: &str = r#"{"format": "candour-glossary/1", "language": "en", "terms": [
        {"id": "data", "term": "Personal data", "explanation": "A.", "source": "S"},
        {"id": "authority", "term": "Authority", "also": ["authorities"], "explanation": "B.", "source": "S"},
        {"id": "watchdog", "term": "Data protection authority", "explanation": "C.", "source": "S"},
        {"id": "gdpr", "term": "GDPR", "explanation": "D.", "source": "S"},
        {"id": "diligence", "term": "Due diligence", "explanation": "E.", "source": "S"},
        {"id": "heightened", "term": "Heightened due diligence", "explanation": "F.", "source": "S"},
        {"id": "exit", "term": "Sortie", "also": ["d\u00e9sengagement", "\u1011\u103d\u1000\u103a"],
            "explanation": "G.", "source": "S"},
        {"id": "records", "term": "\u1021\u1001\u103b\u1000\u103a", "also": ["\u0628\u064a\u0627\u0646\u0627\u062a"],
            "explanation": "H.", "source": "S"}],
        "prefixes": ["\u0648", "\u0627\u0644", "\u0648\u0627\u0644"]}"#;

    /// Cuts texts of one screen; what is to be explained stands in brackets, followed by its id.
    fn cut(texts: &[&str]) -> Vec<String> {
        let (glossary, mut explained) = (Glossary::parse(FORMS).unwrap(), Unexplained::default());
        let cut = |text: &&str| {
            let pieces = glossary.pieces(text, &mut explained).into_iter().map(|piece| match piece {
                TextPiece::Plain(plain) => plain.to_owned(),
                TextPiece::Hard(words, term) => format!("[{words}]{}", term.id),
            });
            pieces.collect::<String>()
        };
        texts.iter().map(cut).collect()
    }

    #[test]
    fn whole_words_are_found_as_they_stand() {
        for (text, expected) in [
            ("", ""),
            ("No hard word here.", "No hard word here."),
            ("Personal data", "[Personal data]data"),
            ("Keep PERSONAL data short.", "Keep [PERSONAL data]data short."),
            ("(gdpr)", "([gdpr]gdpr)"),
            ("The GDPR, and", "The [GDPR]gdpr, and"),
            ("“Personal data”…", "“[Personal data]data”…"),
            ("The authority’s word", "The [authority]authority’s word"),
            ("The authority's word", "The [authority]authority's word"),
            ("l’authority", "l’[authority]authority"),
            ("All authorities\u{a0}may", "All [authorities]authority\u{a0}may"),
            // Not whole words.
            ("impersonal data", "impersonal data"),
            ("personal database", "personal database"),
            ("non-personal data", "non-personal data"),
            ("GDPR-like, GDPRs, GDPR2, éGDPR, GDPRé", "GDPR-like, GDPRs, GDPR2, éGDPR, GDPRé"),
            ("e\u{301}GDPR\u{301}", "e\u{301}GDPR\u{301}"),
            ("personal  data", "personal  data"),
            // Letters beyond ASCII, in the text and in the term.
            ("Für die GDPR – ja", "Für die [GDPR]gdpr – ja"),
            ("le désengagement, ထွက် ။", "le [désengagement]exit, ထွက် ။"),
            ("ထွက် desengagement", "[ထွက်]exit desengagement"),
            // Signs of other scripts end a word.
            ("ထွက်။ GDPR၊", "[ထွက်]exit။ [GDPR]gdpr၊"),
            ("GDPR؟", "[GDPR]gdpr؟"),
            ("بيانات، GDPR؛", "[بيانات]records، [GDPR]gdpr؛"),
            // In Burmese, words are written together: whole syllables count, and other scripts end a word.
            ("အချက်များကို", "[အချက်]recordsများကို"),
            ("ကိုယ်ရေးအချက်များ", "ကိုယ်ရေး[အချက်]recordsများ"),
            ("GDPRကို", "[GDPR]gdprကို"),
            ("အချက်ာ", "အချက်ာ"),
            ("အချက္က", "အချက္က"),
            // In Arabic, "and" and "the" are written together with the word behind them.
            ("البيانات", "ال[بيانات]records"),
            ("والبيانات وبيانات", "وال[بيانات]records وبيانات"),
            ("كبيانات", "كبيانات"),
            ("بياناتي", "بياناتي"),
        ] {
            assert_eq!(cut(&[text]), [expected], "{text}");
        }
    }

    #[test]
    fn the_longest_term_counts_and_hides_those_within_it() {
        assert_eq!(
            cut(&["Ask the data protection authority, not the authority."]),
            ["Ask the [data protection authority]watchdog, not the [authority]authority."]
        );
        assert_eq!(
            cut(&["heightened due diligence", "heightened due diligence", "due diligence"]),
            ["[heightened due diligence]heightened", "heightened due diligence", "[due diligence]diligence"]
        );
        assert_eq!(cut(&["data protection authorities"]), ["data protection [authorities]authority"]);
    }

    #[test]
    fn name_forms_are_sorted_by_letter_and_length() {
        let glossary = Glossary::parse(FORMS).unwrap();
        let keys: Vec<_> = glossary
            .forms
            .iter()
            .map(|form| (first_letter(&form.words), std::cmp::Reverse(form.words.len())))
            .collect();
        assert_eq!(keys.len(), 12);
        assert!(keys.is_sorted(), "{keys:?}");
    }

    #[test]
    fn a_term_is_explained_once_on_a_screen_in_whichever_form() {
        assert_eq!(
            cut(&["An authority asks other authorities.", "Authority and GDPR.", "GDPR"]),
            ["An [authority]authority asks other authorities.", "Authority and [GDPR]gdpr.", "GDPR"]
        );
    }

    #[test]
    fn terms_to_explain_alone_are_explained_where_they_first_stand() {
        let (glossary, text) = (Glossary::parse(FORMS).unwrap(), "GDPR, authority, GDPR, due diligence");
        let mut first = Unexplained::default();
        glossary.pieces(text, &mut first);
        let number = |id: &str| glossary.terms.iter().position(|term| term.id == id).unwrap();
        assert_eq!(first.explained(), ["gdpr", "authority", "diligence"].map(number));
        let mut left = Unexplained::Only(vec![number("diligence"), number("gdpr")]);
        let hard = glossary.pieces(text, &mut left).into_iter().filter_map(|piece| match piece {
            TextPiece::Hard(words, _) => Some(words),
            TextPiece::Plain(_) => None,
        });
        assert_eq!(hard.collect::<Vec<_>>(), ["GDPR", "due diligence"]);
        assert_eq!(left, Unexplained::Only(Vec::new()));
    }

    #[test]
    fn the_pieces_put_together_are_the_text() {
        let (glossary, text) =
            (Glossary::parse(FORMS).unwrap(), "ဥ GDPR’s authority—due diligence–é-GDPR ထွက်");
        let pieces = glossary.pieces(text, &mut Unexplained::default());
        let joined = pieces.iter().map(|piece| match piece {
            TextPiece::Plain(words) | TextPiece::Hard(words, _) => *words,
        });
        assert_eq!(joined.collect::<String>(), text);
    }

    #[test]
    fn problems_name_their_place_and_cure() {
        check(
            "\"eea\"",
            "\"controller\"",
            &["terms[1].id: `controller` is already the id of terms[0]; use another"],
        );
        check(
            "European Economic Area",
            "controller",
            &["terms[1].also[0]: `controller` occurs already in terms[0]; keep one"],
        );
        check("\"Who decides.\"", "\"\"", &["terms[0].explanation: empty; write the text"]);
        check(
            "\"source\": \"GDPR Article 4(7)\"",
            "\"from\": \"GDPR\"",
            &[
                "terms[0]: unknown member `from`; use id, term, explanation, source or also",
                "terms[0]: no `source`; add it",
            ],
        );
    }
}
