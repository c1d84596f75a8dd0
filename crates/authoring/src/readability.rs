//! Plain language: how long and how hard the texts are, and which limits they break.
//!
//! The limits are those of `questionnaires/README.md`. Lengths are checked in every language, where other ones than
//! English may be a little longer; lists of words, and the syllables behind the reading grade, are English.

use candour_proof::script::{ends_as_question, ends_sentence, is_burmese, questions, words_between_spaces};
use candour_questionnaire::{
    never_asked::invitations,
    questionnaire::{DecisionOutcome, Problem, Questionnaire},
    wording::{QuestionText, StopText, Wording},
};

/// Most words of a question, of an answer's meaning, and of any sentence.
pub const LONGEST_SENTENCE: usize = 25;
/// Most words of an action or a first step.
pub const LONGEST_ACTION: usize = 20;
/// Most words of "why we ask".
pub const LONGEST_WHY: usize = 50;
/// Most sentences of "why we ask".
pub const MOST_SENTENCES_OF_WHY: usize = 3;
/// Most words of a stop rule's title.
pub const LONGEST_STOP_TITLE: usize = 15;
/// Most words a sentence may have on average over a file.
pub const LONGEST_AVERAGE: usize = 15;

/// Words that mean too little, or too much, for a question (plainlanguage.gov; our own list).
const FORBIDDEN: [&str; 8] =
    ["appropriate", "adequate", "robust", "leverage", "stakeholder", "state of the art", "always", "never"];
/// Abbreviations that readers of a question are expected to know.
const KNOWN_ABBREVIATIONS: [&str; 2] = ["GDPR", "EU"];
/// Words that an action cannot start with, because they are no verbs.
const NO_VERBS: [&str; 14] =
    ["a", "an", "the", "you", "your", "we", "our", "it", "this", "that", "there", "if", "when", "please"];

/// How long and how hard some texts are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Readability {
    /// Number of sentences.
    pub sentences: usize,
    /// Number of words.
    pub words: usize,
    /// Number of syllables, estimated.
    pub syllables: usize,
    /// Words of the longest sentence.
    pub longest: usize,
}

impl Readability {
    /// Measures texts together.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut reading = Self::default();
        for sentence in texts.into_iter().flat_map(sentences) {
            let length = word_count(sentence);
            reading.sentences += 1;
            reading.words += length;
            reading.longest = reading.longest.max(length);
            reading.syllables += words(sentence).map(syllables).sum::<usize>();
        }
        reading
    }

    /// Words of a sentence on average, in tenths, rounded up; 0 without sentences.
    pub fn average_tenths(&self) -> usize {
        (self.words * 10)
            .checked_div(self.sentences)
            .map_or(0, |average| average + usize::from(!(self.words * 10).is_multiple_of(self.sentences)))
    }

    /// Flesch-Kincaid grade in tenths: 80 is grade 8. A rough signal only, for English.
    pub fn grade_tenths(&self) -> i64 {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let (sentences, words, syllables) = (count(self.sentences), count(self.words), count(self.syllables));
        if sentences == 0 || words == 0 {
            return 0;
        }
        // 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid and others 1975).
        (39 * words / sentences + 1_180 * syllables / words - 1_559) / 10
    }
}

/// The sentences of a text: they end with `.`, `?` or `!` before a space, with the signs of other scripts, or with the
/// text.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest.char_indices().find_map(|(place, letter)| {
            let after = place + letter.len_utf8();
            let tail = rest.get(after..).unwrap_or_default();
            // A closing quote or bracket belongs to the sentence, and 5.1 is no end of one.
            let closed = tail.trim_start_matches(['"', '\'', ')', '\u{201d}', '\u{2019}', '\u{bb}']);
            let ends = letter == '\n'
                || ends_sentence(letter)
                || (['.', '?', '!'].contains(&letter) && closed.starts_with(char::is_whitespace));
            ends.then_some(rest.len() - if letter == '\n' { tail.len() } else { closed.len() })
        });
        let (sentence, tail) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        rest = tail;
        (!sentence.is_empty()).then_some(sentence.trim())
    })
    .filter(|sentence| words(sentence).next().is_some())
}

/// The words of a text: what spaces divide and holds a letter or digit.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric))
}

/// How many words a text has; where no spaces divide them, as many as it takes the time of.
pub fn word_count(text: &str) -> usize {
    words(text).map(words_between_spaces).sum()
}

/// Syllables of an English word, estimated: groups of vowels without a silent `e`; a digit is one.
pub fn syllables(word: &str) -> usize {
    let letters: String = word.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
    let vowel = |letter: char| "aeiouy\u{e9}".contains(letter);
    let mut count = letters.chars().filter(char::is_ascii_digit).count();
    let mut inside = false;
    for letter in letters.chars() {
        count += usize::from(vowel(letter) && !inside);
        inside = vowel(letter);
    }
    let silent_e = letters.ends_with('e') && !letters.ends_with("le") && !letters.ends_with("ee");
    let silent_ed = letters.ends_with("ed") && !letters.ends_with("ted") && !letters.ends_with("ded");
    count.saturating_sub(usize::from(silent_e || silent_ed)).max(1)
}

/// Every limit of plain language that a wording breaks, with place and cure.
pub fn breaches(questionnaire: &Questionnaire, wording: &Wording) -> Vec<Problem> {
    let mut breaches =
        Breaches { english: wording.language.split('-').next() == Some("en"), found: Vec::new() };
    breaches.prose("summary", &wording.summary);
    breaches.prose("situation", wording.situation.as_deref().unwrap_or_default());
    for (place, paragraph) in wording.before.iter().enumerate() {
        breaches.prose(&format!("before[{place}]"), paragraph);
    }
    for asked in questionnaire.profile() {
        let (place, text) = (format!("profile.{}", asked.id), wording.profile(&asked.id));
        breaches.question(&format!("{place}.question"), &text.question);
        breaches.prose(&format!("{place}.help"), text.help.as_deref().unwrap_or_default());
        breaches.never_asked(&format!("{place}.question"), &text.question);
        breaches.never_asked(&format!("{place}.help"), text.help.as_deref().unwrap_or_default());
        for option in &asked.options {
            breaches.prose(&format!("{place}.options.{option}"), text.option(option));
            breaches.prose(&format!("{place}.limits.{option}"), text.limit(option));
        }
    }
    for section in questionnaire.sections() {
        let (place, text) = (format!("sections.{}", section.id), wording.section(&section.id));
        breaches.prose(&format!("{place}.title"), &text.title);
        breaches.prose(&format!("{place}.lead"), &text.lead);
    }
    for question in questionnaire.questions() {
        breaches.texts_of(&format!("questions.{}", question.id), wording.question(&question.id));
    }
    for list in questionnaire.lists() {
        let (place, text) = (format!("lists.{}", list.id), wording.list(&list.id));
        breaches.prose(&format!("{place}.lead"), &text.lead);
        breaches.prose(&format!("{place}.safety"), text.safety.as_deref().unwrap_or_default());
        for item in list.items() {
            let (place, text) = (format!("{place}.items.{}", item.id), text.item(&item.id));
            breaches.question(&format!("{place}.question"), &text.question);
            breaches.never_asked(&format!("{place}.question"), &text.question);
            for (name, text) in [("help", &text.help), ("measures", &text.measures)] {
                let (place, text) = (format!("{place}.{name}"), text.as_deref().unwrap_or_default());
                breaches.prose(&place, text);
                breaches.never_asked(&place, text);
            }
        }
    }
    for sheet in questionnaire.worksheets() {
        let (place, text) = (format!("worksheets.{}", sheet.id), wording.worksheet(&sheet.id));
        breaches.prose(&format!("{place}.lead"), &text.lead);
        breaches.never_asked(&format!("{place}.lead"), &text.lead);
        for column in &sheet.columns {
            breaches.never_asked(&format!("{place}.columns.{column}"), text.column(column));
        }
    }
    for (place, text) in short_texts(questionnaire, wording) {
        breaches.at_most_words(&format!("{place}.title"), &text.title, LONGEST_STOP_TITLE);
        breaches.paragraph(&format!("{place}.text"), &text.text);
    }
    breaches.average(questionnaire, wording);
    breaches.found
}

/// The texts of stop rules, and of the outcomes and rules of a decision, each with its place.
fn short_texts<'a>(questionnaire: &Questionnaire, wording: &'a Wording) -> Vec<(String, &'a StopText)> {
    let stops = questionnaire.stops().iter();
    let mut texts: Vec<(String, &StopText)> =
        stops.map(|stop| (format!("stops.{}", stop.id), wording.stop(&stop.id))).collect();
    if let Some(rules) = questionnaire.decision() {
        let words = wording.decision();
        texts.push(("decision.allUnsolved".to_owned(), &words.all_unsolved));
        for outcome in DecisionOutcome::ALL {
            texts.push((format!("decision.outcomes.{}", outcome.as_str()), words.outcome(outcome)));
        }
        texts.extend(
            rules.rules.iter().map(|rule| (format!("decision.rules.{}", rule.id), words.rule(&rule.id))),
        );
    }
    texts
}

/// All running text of a wording; titles, options and names of sources are none.
pub fn prose<'a>(questionnaire: &'a Questionnaire, wording: &'a Wording) -> Vec<&'a str> {
    let mut texts = vec![wording.summary.as_str()];
    texts.extend(wording.situation.as_deref());
    texts.extend(wording.before.iter().map(String::as_str));
    for asked in questionnaire.profile() {
        let text = wording.profile(&asked.id);
        texts.push(&text.question);
        texts.extend(text.help.as_deref());
    }
    texts.extend(short_texts(questionnaire, wording).into_iter().map(|(_, text)| text.text.as_str()));
    texts.extend(questionnaire.sections().iter().map(|section| wording.section(&section.id).lead.as_str()));
    for question in questionnaire.questions() {
        let text = wording.question(&question.id);
        texts.extend([&text.question, &text.why, &text.yes, &text.partly, &text.no].map(String::as_str));
        texts.extend([&text.severity, &text.evidence, &text.action, &text.first_step].map(String::as_str));
        texts.extend(text.help.as_deref());
        texts.extend(text.safety.as_deref());
    }
    texts
}

struct Breaches {
    english: bool,
    found: Vec<Problem>,
}

impl Breaches {
    fn add(&mut self, place: &str, message: String) {
        self.found.push(Problem { place: place.to_owned(), message });
    }

    /// Most words where English has `most`: French has 1.10 words for each of English, Spanish 1.03, Arabic 0.85.
    fn most(&self, most: usize) -> usize {
        if self.english { most } else { most * 23 / 20 }
    }

    /// A limit on words: silent within it.
    fn at_most_words(&mut self, place: &str, text: &str, most: usize) {
        self.at_most(place, word_count(text), self.most(most), "words");
    }

    /// A limit on a number: silent within it.
    fn at_most(&mut self, place: &str, found: usize, most: usize, of_what: &str) {
        if found > most {
            self.add(place, format!("{found} {of_what}; use at most {most}"));
        }
    }

    fn prose(&mut self, place: &str, text: &str) {
        for sentence in sentences(text) {
            let length = word_count(sentence);
            let most = self.most(LONGEST_SENTENCE);
            if length > most {
                let start: Vec<&str> = words(sentence).take(4).collect();
                let start = start.join(" ");
                self.add(place, format!("{length} words in the sentence `{start} ...`; use at most {most}"));
            }
        }
    }

    fn texts_of(&mut self, place: &str, text: &QuestionText) {
        self.question(&format!("{place}.question"), &text.question);
        for (name, meaning) in [("yes", &text.yes), ("partly", &text.partly), ("no", &text.no)] {
            let place = format!("{place}.{name}");
            self.at_most(&place, sentences(meaning).count(), 1, "sentences");
            self.at_most_words(&place, meaning, LONGEST_SENTENCE);
        }
        self.paragraph(&format!("{place}.why"), &text.why);
        self.action(&format!("{place}.action"), &text.action);
        self.action(&format!("{place}.firstStep"), &text.first_step);
        for (name, asking) in [
            ("question", text.question.as_str()),
            ("help", text.help.as_deref().unwrap_or_default()),
            ("evidence", &text.evidence),
            ("action", &text.action),
            ("firstStep", &text.first_step),
            ("note", &text.note),
        ] {
            self.never_asked(&format!("{place}.{name}"), asking);
        }
        self.prose(&format!("{place}.severity"), &text.severity);
        self.prose(&format!("{place}.evidence"), &text.evidence);
        self.prose(&format!("{place}.note"), &text.note);
        self.prose(&format!("{place}.help"), text.help.as_deref().unwrap_or_default());
        self.prose(&format!("{place}.safety"), text.safety.as_deref().unwrap_or_default());
    }

    /// A few sentences that explain something: "why we ask", and what a stop rule means.
    fn paragraph(&mut self, place: &str, text: &str) {
        self.at_most(place, sentences(text).count(), MOST_SENTENCES_OF_WHY, "sentences");
        self.at_most_words(place, text, LONGEST_WHY);
        self.prose(place, text);
    }

    /// What people are asked to say, collect or show must not be able to put somebody at risk.
    fn never_asked(&mut self, place: &str, text: &str) {
        if !self.english {
            return;
        }
        for sentence in sentences(text) {
            for words in invitations(sentence) {
                self.add(place, format!("asks for `{words}`, which can put people at risk; ask whether a plan or a rule exists"));
            }
        }
    }

    fn question(&mut self, place: &str, text: &str) {
        self.at_most_words(place, text, LONGEST_SENTENCE);
        if !ends_as_question(text) {
            let how = if text.contains(is_burmese) {
                "does not end as a question; end it with `လား။` or `နည်း။`"
            } else {
                "does not end with a question mark; ask a question"
            };
            self.add(place, how.to_owned());
        }
        self.at_most(place, questions(text), 1, "questions in one");
        if text.contains('/') {
            self.add(place, "contains `/`; write the words out".to_owned());
        }
        if self.english {
            self.english_question(place, text);
        }
    }

    fn english_question(&mut self, place: &str, text: &str) {
        let plain: Vec<String> = words(text).map(|word| bare(word).to_lowercase()).collect();
        let plain = format!(" {} ", plain.join(" "));
        for word in FORBIDDEN {
            // Plurals too: "stakeholders".
            if plain.contains(&format!(" {word} ")) || plain.contains(&format!(" {word}s ")) {
                self.add(place, format!("contains `{word}`; use plainer words"));
            }
        }
        for word in words(text).map(bare) {
            let capitals = word.chars().filter(char::is_ascii_uppercase).count();
            if capitals > 1 && !KNOWN_ABBREVIATIONS.contains(&word) {
                self.add(place, format!("contains the abbreviation `{word}`; write it out"));
            }
        }
    }

    fn action(&mut self, place: &str, text: &str) {
        self.at_most_words(place, text, LONGEST_ACTION);
        let first = words(text).next().map(|word| bare(word).to_lowercase()).unwrap_or_default();
        if self.english && NO_VERBS.contains(&first.as_str()) {
            self.add(place, format!("starts with `{first}`; start with a verb"));
        }
    }

    fn average(&mut self, questionnaire: &Questionnaire, wording: &Wording) {
        let tenths = Readability::of(prose(questionnaire, wording)).average_tenths();
        let most = self.most(LONGEST_AVERAGE);
        if tenths > most * 10 {
            let (whole, tenth) = (tenths / 10, tenths % 10);
            let message = format!("{whole}.{tenth} words per sentence on average; use at most {most}");
            self.add("file", message);
        }
    }
}

/// A word without the signs around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use candour_questionnaire::{
        questionnaire::sample::questionnaire,
        wording::sample::{json, wording},
    };

    use super::*;

    /// Puts other texts into the sample and looks for exactly these breaches.
    fn check(from: &str, to: &str, expected: &[&str]) {
        assert!(json().contains(from), "the sample holds no {from}");
        let wording = Wording::parse(&json().replacen(from, to, 1), &questionnaire()).unwrap();
        let found: Vec<String> =
            breaches(&questionnaire(), &wording).iter().map(Problem::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn plain_texts_break_no_limit() {
        assert_eq!(breaches(&questionnaire(), &wording()), []);
    }

    #[test]
    fn sentences_end_where_a_reader_stops() {
        let text = "See version 5.1 of candour.html. \"Is it so?\" Yes! (It is.) Done";
        let found: Vec<&str> = sentences(text).collect();
        assert_eq!(found, ["See version 5.1 of candour.html.", "\"Is it so?\"", "Yes!", "(It is.)", "Done"]);
        assert_eq!(sentences("").count() + sentences(" . - ").count(), 0);
        assert_eq!(sentences("One line\nand another").count(), 2);
        for (text, count) in [
            ("ဖျက်ပါ။ မဖျက်ပါနှင့်။", 2),
            ("ဖျက်ပါ။ (ပြီးပါပြီ။)", 2),
            ("هل تحذفونها؟ نعم.", 2),
            ("删除。不删除！", 2),
            ("Il dit «\u{a0}Oui.\u{a0}» Puis rien.", 2),
        ] {
            assert_eq!(sentences(text).count(), count, "{text}");
        }
    }

    #[test]
    fn syllables_are_guessed_well_enough() {
        for (word, count) in [
            ("data", 2),
            ("delete", 2),
            ("people", 2),
            ("business", 3),
            ("used", 1),
            ("deleted", 3),
            ("a", 1),
            ("39", 2),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn harder_texts_have_a_higher_grade() {
        let grade = |text: &str| Readability::of([text]).grade_tenths();
        assert!(grade("You delete data. You ask people first.") < 80);
        assert!(
            grade(
                "Appropriate organisational measures must be implemented to demonstrate continuing accountability."
            ) > 150
        );
    }

    #[test]
    fn averages_and_grades_are_those_of_the_formula() {
        let reading = |sentences, words, syllables| Readability { sentences, words, syllables, longest: 0 };
        for (sentences, words, expected) in [(0, 0, 0), (1, 15, 150), (2, 15, 75), (3, 10, 34), (7, 100, 143)]
        {
            assert_eq!(reading(sentences, words, 0).average_tenths(), expected, "{words} in {sentences}");
        }
        // 0.39 × 20 + 11.8 × 1.5 - 15.59 = 9.91
        assert_eq!(reading(5, 100, 150).grade_tenths(), 99);
        assert_eq!(reading(10, 100, 150).grade_tenths(), 60);
        assert_eq!(reading(0, 1, 1).grade_tenths(), 0);
        assert_eq!(reading(1, 0, 0).grade_tenths(), 0);
    }

    #[test]
    fn a_question_is_one_short_plain_question() {
        let question = "Do you look after deletion?";
        let at = |rest: &str| format!("questions.deletion.question: {rest}");
        check(
            question,
            "You look after deletion.",
            &[&at("does not end with a question mark; ask a question")],
        );
        check(question, "Do you? Do they?", &[&at("2 questions in one; use at most 1")]);
        check(question, "Do you delete and/or hide data?", &[&at("contains `/`; write the words out")]);
        check(question, "Do you always ask?", &[&at("contains `always`; use plainer words")]);
        check(question, "Is it state of the art?", &[&at("contains `state of the art`; use plainer words")]);
        check(question, "Did you ask Stakeholders?", &[&at("contains `stakeholder`; use plainer words")]);
        check(
            question,
            "Do you have a DPO under the GDPR in the EU?",
            &[&at("contains the abbreviation `DPO`; write it out")],
        );
        check(question, &format!("{}?", ["word"; 26].join(" ")), &[&at("26 words; use at most 25")]);
    }

    /// Puts texts into the sample, as if it were written in another language.
    fn check_in(language: &str, from: &str, to: &str, expected: &[&str]) {
        let json = json().replacen("\"language\": \"en\"", &format!("\"language\": \"{language}\""), 1);
        assert!(json.contains(language) && json.contains(from));
        let wording = Wording::parse(&json.replacen(from, to, 1), &questionnaire()).unwrap();
        let found = breaches(&questionnaire(), &wording).into_iter().map(|breach| breach.to_string());
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn questions_and_lengths_follow_the_script() {
        let question = "Do you look after deletion?";
        let at = |rest: &str| format!("questions.deletion.question: {rest}");
        check_in("my", question, "ဖျက်ပါသလား။", &[]);
        check_in("ar", question, "هل تحذفون البيانات؟", &[]);
        check_in(
            "my",
            question,
            "ဖျက်သည်။",
            &[&at("does not end as a question; end it with `လား။` or `နည်း။`")],
        );
        // Sixty syllables and no space.
        let long = "ဖျက်ပါမည်".repeat(20) + "လား။";
        check_in("my", question, &long, &[&at("30 words; use at most 28")]);
        check_in("fr", question, &format!("{}\u{a0}?", ["mot"; 28].join(" ")), &[]);
    }

    #[test]
    fn every_other_text_has_its_limit() {
        let words = |count: usize| format!("{}.", vec!["Word"; count].join(" "));
        let in_a_sentence = "26 words in the sentence `Word Word Word Word ...`; use at most 25";
        check("All of it is done.", &words(26), &["questions.deletion.yes: 26 words; use at most 25"]);
        check("All of it is done.", "One. Two.", &["questions.deletion.yes: 2 sentences; use at most 1"]);
        check("People rely on it.", "A. B. C. D.", &["questions.deletion.why: 4 sentences; use at most 3"]);
        check(
            "People rely on it.",
            &[words(25), words(25), words(1)].join(" "),
            &["questions.deletion.why: 51 words; use at most 50"],
        );
        check("Look after deletion.", &words(21), &["questions.deletion.action: 21 words; use at most 20"]);
        check(
            "Look after deletion.",
            "You look after it.",
            &["questions.deletion.action: starts with `you`; start with a verb"],
        );
        check("A questionnaire for tests.", &words(26), &[&format!("summary: {in_a_sentence}")]);
        check("Think of your customers.", &words(26), &[&format!("profile.role.help: {in_a_sentence}")]);
        check("Keep data from harm.", &words(26), &[&format!("sections.security.lead: {in_a_sentence}")]);
    }

    #[test]
    fn nothing_is_asked_that_can_put_people_at_risk() {
        let risk = "which can put people at risk; ask whether a plan or a rule exists";
        check(
            "A short note.",
            "The names of all who were asked.",
            &[&format!("questions.deletion.evidence: asks for `names of`, {risk}")],
        );
        check(
            "Write down who looks after deletion.",
            "List the names of guards.",
            &[
                &format!("questions.deletion.firstStep: asks for `list the names`, {risk}"),
                &format!("questions.deletion.firstStep: asks for `names of`, {risk}"),
            ],
        );
        check("A short note.", "A note without the names of people.", &[]);
    }

    #[test]
    fn stop_rules_are_short_too() {
        let words = |count: usize| format!("{}.", vec!["Word"; count].join(" "));
        check("Data may be lost", &words(16), &["stops.lost-data.title: 16 words; use at most 15"]);
        check(
            "Ask somebody before you go on.",
            "A. B. C. D.",
            &["stops.lost-data.text: 4 sentences; use at most 3"],
        );
    }

    #[test]
    fn sentences_are_short_on_average() {
        let long = vec!["Word"; 25].join(" ") + ".";
        let json = json()
            .replace("All of it is done.", &long)
            .replace("Some of it is done.", &long)
            .replace("Nothing is done.", &long);
        let json = json
            .replace("People rely on it.", &format!("{long} {long}"))
            .replace("A short note.", &[long.as_str(); 9].join(" "));
        let wording = Wording::parse(&json, &questionnaire()).unwrap();
        let found = breaches(&questionnaire(), &wording);
        let said = found.iter().find(|breach| breach.place == "file").map(|breach| breach.message.as_str());
        assert_eq!(said, Some("19.2 words per sentence on average; use at most 15"), "{found:?}");
    }
}
