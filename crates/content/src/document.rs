//! The questionnaires as HTML: to read and answer without the program, and where the program of the page reads its wording.
//!
//! Written when the page is built, exactly as browsers write HTML again, so that the document can be compared with what was
//! published. Each text of a wording is the text of one element, which names its path (`FORMAT.md`, "Wordings in a document").

use std::collections::BTreeMap;

use candour_compare::export::{choice_words, cited};
use candour_proof::json::{Json, Limits};
use candour_questionnaire::{
    answers::Choice,
    catalog::CatalogEntry,
    questionnaire::{Citation, DecisionOutcome, FactList, Question, Section, Severity, Source, Worksheet},
    texts::texts,
};
use candour_words::{Key, Words};

use crate::labels::reason_key;

/// An `article` with every text of a questionnaire: its sections with questions, answers and explanations, and hidden what
/// is of no use here, such as the texts of the profile, which has a screen of its own.
///
/// Its id and those of the sections are the addresses of the screens that they stand for.
pub fn article(entry: &CatalogEntry, words: Words) -> String {
    let wording = Json::read(entry.wording.canonical().as_bytes(), Limits::FILE).unwrap_or(Json::Null);
    let mut article = Article {
        entry,
        words,
        id: entry.questionnaire.id(),
        html: String::new(),
        group: String::new(),
        open: Vec::new(),
        left: texts(&wording).into_iter().collect(),
    };
    article.write();
    article.html
}

/// Text as browsers write it between tags.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            _ => out.push(letter),
        }
    }
    out
}

/// An article being written.
struct Article<'a> {
    entry: &'a CatalogEntry,
    words: Words,
    /// Id of the questionnaire.
    id: &'a str,
    html: String,
    /// What the paths of texts begin with here; empty, or with a point at its end.
    group: String,
    /// The elements not ended yet, each with the group around it.
    open: Vec<(&'static str, String)>,
    /// The texts not written yet, by their paths.
    left: BTreeMap<String, &'a str>,
}

/// What an answer is called: words of the page, or a text of the wording.
enum Label<'a> {
    Words(&'a str),
    Text(&'a str),
}

impl Article<'_> {
    fn write(&mut self) {
        let (entry, id) = (self.entry, self.id);
        let language = &entry.wording.language;
        self.begin("article", &[("lang", language), ("data-wording", id), ("id", &format!("/{id}/tasks"))]);
        self.text("h2", "title");
        for member in ["author", "situation", "summary"] {
            self.text("p", member);
        }
        for place in 0..entry.wording.before.len() {
            self.text("p", &format!("before.{place}"));
        }
        self.stops();
        entry.questionnaire.sections().iter().for_each(|section| self.section(section));
        entry.questionnaire.lists().iter().for_each(|list| self.list(list));
        self.decision();
        entry.questionnaire.worksheets().iter().for_each(|sheet| self.worksheet(sheet));
        self.sources();
        self.rest();
        self.end();
    }

    fn section(&mut self, section: &Section) {
        let (id, group) = (format!("/{}/{}", self.id, section.id), format!("sections.{}", section.id));
        self.begin("section", &[("id", &id), ("data-of", &group)]);
        self.text("h3", "title");
        self.text("p", "lead");
        section.questions.iter().for_each(|question| self.question(question));
        self.end();
    }

    fn question(&mut self, question: &Question) {
        let entry = self.entry;
        self.begin("fieldset", &[("data-of", &format!("questions.{}", question.id))]);
        self.begin("legend", &[]);
        if let Some(number) = entry.questionnaire.number(&question.id) {
            self.words("b", &number.to_string());
            self.html.push(' ');
        }
        self.text("span", "question");
        self.end();
        if question.severity == Severity::Critical {
            self.key("p", Key::CriticalMark);
        }
        self.text("p", "help");
        self.text("p", "safety");
        for choice in Choice::ALL.into_iter().filter(|choice| question.offers(*choice)) {
            let called = match question.only_reason() {
                Some(only) if choice == Choice::NotApplicable => self.words.text(reason_key(only)),
                _ => choice_words(self.words, entry, &question.id, choice),
            };
            let own = choice == Choice::Partly && self.has("partlyLabel");
            let label = if own { Label::Text("partlyLabel") } else { Label::Words(&called) };
            self.answer(&question.id, choice, &label, choice.as_str());
        }
        self.text("p", "note");
        self.begin("details", &[]);
        self.key("summary", Key::WhySummary);
        self.text("p", "why");
        self.text("p", "severity");
        self.citations(&question.citations);
        for (heading, member) in
            [(Key::EvidenceLabel, "evidence"), (Key::DocumentGap, "action"), (Key::FirstStep, "firstStep")]
        {
            if self.has(member) {
                self.key("h4", heading);
                self.text("p", member);
            }
        }
        self.end();
        self.end();
    }

    /// A row to choose, with what it means if there is a text for that.
    fn answer(&mut self, group: &str, choice: Choice, label: &Label, meaning: &str) {
        let name = format!("{}/{group}", self.id);
        self.begin("label", &[]);
        self.tag(
            "input",
            &[("type", "radio"), ("name", &name), ("value", choice.as_str()), ("autocomplete", "off")],
        );
        self.html.push(' ');
        match label {
            Label::Words(words) => self.words("b", words),
            Label::Text(member) => self.text("b", member),
        }
        if self.has(meaning) {
            self.html.push(' ');
            self.text("span", meaning);
        }
        self.end();
    }

    fn list(&mut self, list: &FactList) {
        let words = self.entry.wording.list(&list.id);
        let (id, group) = (format!("/{}/{}", self.id, list.id), format!("lists.{}", list.id));
        self.begin("section", &[("id", &id), ("data-of", &group)]);
        self.text("h3", "title");
        self.text("p", "lead");
        self.text("p", "safety");
        for group in &list.groups {
            self.text("h4", &format!("groups.{}", group.id));
            for item in &group.items {
                let member = |name: &str| format!("items.{}.{name}", item.id);
                self.begin("fieldset", &[]);
                self.text("legend", &member("question"));
                self.text("p", &member("help"));
                for choice in &list.answers {
                    // All items have the same answers; the first item has the texts.
                    let answer = format!("answers.{}", choice.as_str());
                    let own = self.has(&answer);
                    let label = if own { Label::Text(&answer) } else { Label::Words(words.answer(*choice)) };
                    self.answer(&item.id, *choice, &label, "");
                }
                if self.has("followUp") {
                    self.text("p", "followUp");
                } else if let Some(words) = &words.follow_up {
                    self.words("p", words);
                }
                self.text("p", &member("measures"));
                self.citations(&item.citations);
                self.end();
            }
        }
        self.end();
    }

    fn stops(&mut self) {
        let stops = self.entry.questionnaire.stops();
        if stops.is_empty() {
            return;
        }
        self.begin("section", &[]);
        self.key("h3", Key::StopsHeading);
        self.key("p", Key::BlankStops);
        for stop in stops {
            self.titled(&format!("stops.{}", stop.id));
        }
        self.end();
    }

    fn decision(&mut self) {
        let Some(decision) = self.entry.questionnaire.decision() else { return };
        self.begin("section", &[]);
        self.key("h3", Key::DecisionHeading);
        for outcome in DecisionOutcome::ALL {
            self.titled(&format!("decision.outcomes.{}", outcome.as_str()));
        }
        self.titled("decision.allUnsolved");
        for rule in &decision.rules {
            self.titled(&format!("decision.rules.{}", rule.id));
        }
        self.end();
    }

    /// A title and its text.
    fn titled(&mut self, group: &str) {
        self.begin("div", &[("data-of", group)]);
        self.text("h4", "title");
        self.text("p", "text");
        self.end();
    }

    fn worksheet(&mut self, sheet: &Worksheet) {
        self.begin("section", &[("data-of", &format!("worksheets.{}", sheet.id))]);
        self.text("h3", "title");
        self.text("p", "lead");
        self.begin("table", &[]);
        self.begin("tbody", &[]);
        self.begin("tr", &[]);
        for column in &sheet.columns {
            self.text("th", &format!("columns.{column}"));
        }
        self.end();
        for _ in 0..sheet.rows {
            self.begin("tr", &[]);
            sheet.columns.iter().for_each(|_| self.words("td", ""));
            self.end();
        }
        self.end();
        self.end();
        self.end();
    }

    /// The sources that are shown, each with a link to its text.
    fn sources(&mut self) {
        let entry = self.entry;
        let sources: Vec<&Source> =
            entry.questionnaire.sources().iter().filter(|source| entry.own || source.verified).collect();
        if sources.is_empty() {
            return;
        }
        self.begin("section", &[("data-of", "sources")]);
        self.key("h3", self.sources_label());
        self.begin("ul", &[]);
        for source in sources {
            // Whoever brings a questionnaire is not to place links on the page.
            let url =
                source.url.as_ref().filter(|_| !entry.own).map(|url| escaped(url).replace('"', "&quot;"));
            self.begin("li", &[]);
            if let Some(url) = &url {
                self.begin("a", &[("href", url), ("rel", "noreferrer noopener")]);
            }
            self.text("span", &source.id);
            if url.is_some() {
                self.end();
            }
            self.end();
        }
        self.end();
        self.end();
    }

    fn citations(&mut self, citations: &[Citation]) {
        let shown: Vec<&Citation> = self.entry.shown(citations).collect();
        if shown.is_empty() {
            return;
        }
        self.key("h4", self.sources_label());
        self.begin("ul", &[]);
        for citation in shown {
            self.words("li", &cited(self.entry, citation, self.words));
        }
        self.end();
    }

    fn sources_label(&self) -> Key {
        if self.entry.own { Key::SourcesLabelOwn } else { Key::SourcesLabel }
    }

    /// Whatever has no place of its own.
    fn rest(&mut self) {
        self.begin("div", &[("hidden", "")]);
        for (path, text) in std::mem::take(&mut self.left) {
            self.begin("p", &[("data-t", &path)]);
            self.html.push_str(&escaped(text));
            self.end();
        }
        self.end();
    }

    /// Whether that text of the group is there and not written yet.
    fn has(&self, member: &str) -> bool {
        self.left.contains_key(&[&self.group, member].concat())
    }

    /// An element with that text of the group; nothing if there is none.
    fn text(&mut self, name: &'static str, member: &str) {
        if let Some(text) = self.left.remove(&[&self.group, member].concat()) {
            self.begin(name, &[("data-t", member)]);
            self.html.push_str(&escaped(text));
            self.end();
        }
    }

    /// An element with words of the page.
    fn key(&mut self, name: &'static str, key: Key) {
        self.words(name, &self.words.text(key));
    }

    /// An element with words that are no text of the wording, or were written before.
    fn words(&mut self, name: &'static str, words: &str) {
        self.begin(name, &[]);
        self.html.push_str(&escaped(words));
        self.end();
    }

    /// Begins an element. With `data-of`, it is the group of the texts in it.
    fn begin(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.open.push((name, self.group.clone()));
        if let Some((_, group)) = attributes.iter().find(|(attribute, _)| *attribute == "data-of") {
            self.group = format!("{group}.");
        }
        self.tag(name, attributes);
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.html.push('<');
        self.html.push_str(name);
        for (attribute, value) in attributes {
            self.html.extend([" ", attribute, "=\"", value, "\""]);
        }
        self.html.push('>');
    }

    fn end(&mut self) {
        if let Some((name, group)) = self.open.pop() {
            self.group = group;
            self.html.extend(["</", name, ">"]);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use candour_files::questionnaires::of_files;
    use candour_proof::{
        digest::{hex, sha256},
        jcs::canonical,
    };
    use candour_questionnaire::{catalog::Catalog, texts};

    use super::*;
    use crate::catalog::catalog;

    /// An element not ended yet.
    struct Begun<'a> {
        name: &'a str,
        group: Option<&'a str>,
        /// The path of its text, and the text so far.
        text: Option<(String, String)>,
    }

    /// Every element with a text, as `start.js` reads them from the document: its path and its text.
    fn read(article: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut open: Vec<Begun> = Vec::new();
        let mut rest = article;
        let unescaped = |text: &str| {
            [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{a0}"), ("&amp;", "&")]
                .iter()
                .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
        };
        while let Some((text, after)) = rest.split_once('<') {
            for (_, own) in open.iter_mut().filter_map(|begun| begun.text.as_mut()) {
                own.push_str(&unescaped(text));
            }
            let (tag, after) = after.split_once('>').expect("the end of a tag");
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                let begun = open.pop().expect("an element to end");
                assert_eq!(begun.name, name, "elements end in the order in which they begin");
                found.extend(begun.text);
                continue;
            }
            let name = tag.split(' ').next().expect("a name");
            let value = |attribute: &str| {
                tag.split_once(&format!(" {attribute}=\"")).and_then(|(_, rest)| rest.split('"').next())
            };
            if name == "input" {
                continue;
            }
            let around = open.iter().rev().find_map(|begun| begun.group);
            let path = value("data-t").map(|own| match value("data-of").or(around) {
                Some(group) => format!("{group}.{own}"),
                None => own.to_owned(),
            });
            let text = path.map(|path| (path, String::new()));
            open.push(Begun { name, group: value("data-of"), text });
        }
        assert!(rest.is_empty() && open.is_empty(), "one element");
        found
    }

    fn check(entry: &CatalogEntry) {
        let article = article(entry, Words::english());
        let found = read(&article);
        let pairs = found.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let file = texts::file(entry.questionnaire.id(), &entry.wording.language, pairs);
        let digest = hex(&sha256(canonical(&file.expect("a wording")).as_bytes()));
        assert_eq!(digest, entry.wording.digest(), "{}", entry.wording.title);
    }

    #[test]
    fn every_built_in_wording_comes_back_from_its_article() {
        let catalog = catalog(Words::english());
        assert!(!catalog.entries.is_empty());
        catalog.entries.iter().for_each(|entry| check(entry));
    }

    #[test]
    fn every_wording_of_others_comes_back_from_its_article() {
        let folders = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/own");
        let mut checked = 0;
        for folder in fs::read_dir(folders).expect("the folders") {
            let folder = folder.expect("a folder").path();
            let files = ["questionnaire.json", "en.json"]
                .map(|name| (name.to_owned(), fs::read(folder.join(name)).expect("a file")));
            for own in of_files(&files, &Catalog::default()).expect("a questionnaire") {
                check(&own.entry);
                assert!(!article(&own.entry, Words::english()).contains("href="), "a link of somebody");
                checked += 1;
            }
        }
        assert_eq!(checked, 4);
    }

    #[test]
    fn every_question_of_a_section_can_be_answered_in_its_article() {
        for entry in &catalog(Words::english()).entries {
            let (article, id) = (article(entry, Words::english()), entry.questionnaire.id());
            let named = |id: &str| article.matches(&format!("name=\"{id}\"")).count();
            for question in entry.questionnaire.questions() {
                let offered = Choice::ALL.into_iter().filter(|choice| question.offers(*choice)).count();
                assert_eq!(named(&format!("{id}/{}", question.id)), offered, "{}", question.id);
            }
            for list in entry.questionnaire.lists() {
                for item in list.items() {
                    assert_eq!(named(&format!("{id}/{}", item.id)), list.answers.len(), "{}", item.id);
                }
            }
        }
    }

    /// Sources that were not compared are not shown, and a note for all questions stands at none.
    #[test]
    fn little_is_hidden() {
        for entry in &catalog(Words::english()).entries {
            let article = article(entry, Words::english());
            let (_, hidden) = article.split_once("<div hidden=\"\">").expect("the rest");
            for path in hidden.split("data-t=\"").skip(1) {
                let (member, _) = path.split_once('"').expect("a path");
                let known =
                    ["$schema", "profile.", "note", "sources."].iter().any(|known| member.starts_with(known));
                assert!(known, "{member} has a place of its own");
            }
        }
    }
}
