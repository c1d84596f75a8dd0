//! Checks the questionnaires, records their versions, and lists the sources that somebody still has to check.

use std::path::Path;

use candour_authoring::{
    folder::{CASES, ENGLISH},
    readability::Readability,
};
use candour_questionnaire::{
    questionnaire::{Citation, FactList, Question},
    wording::{Wording, minutes},
};

use crate::{
    languages,
    lists::with_list,
    process::Outcome,
    questionnaires::{Folder, read_all},
    workspace::{read, root, write},
};

const LIST: &str = "questionnaires/TO-CHECK.md";
/// Beside a questionnaire: what its authors decided and somebody who knows should confirm, one point a line. Optional.
const DECISIONS: &str = "decisions.md";
const VERSIONS: &str = "questionnaires/VERSIONS.txt";
/// Lists the questionnaires in a table.
const README: &str = "README.md";

/// Reports on every questionnaire and writes the lists, or with `check` only compares them.
pub(crate) fn content(check: bool) -> Outcome<()> {
    let root = root()?;
    let folders = read_all(&root)?;
    let mut problems = Vec::new();
    for folder in &folders {
        println!("\n{} {}", folder.questionnaire.id(), folder.questionnaire.version());
        problems.extend(cases(&root, folder)?);
        for wording in &folder.wordings {
            println!("{}", readability(folder, wording));
        }
        problems.extend(folder.hard(&format!("questionnaires/{}", folder.questionnaire.id())));
    }
    problems.extend(languages::check(&root)?);
    let recorded = read(&root.join(VERSIONS))?;
    let now: Vec<Version> = folders.iter().map(Version::of).collect();
    let versions = versions(&recorded, &now).unwrap_or_else(|changed| {
        problems.extend(changed);
        recorded.clone()
    });
    let decisions: Vec<String> =
        folders.iter().map(|folder| decisions(&root, folder)).collect::<Outcome<_>>()?;
    let readme = with_list(&read(&root.join(README))?, "questionnaires", &table(&folders))
        .map_err(|problem| format!("{README} {problem}"))?;
    for (name, text) in [(LIST, to_check(&folders, &decisions)), (VERSIONS, versions), (README, readme)] {
        if !check {
            write(&root.join(name), text)?;
        } else if read(&root.join(name))? != text {
            problems.push(format!("{name} is out of date; run `cargo xtask content`"));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

/// The table of the questionnaires in the README.
fn table(folders: &[Folder]) -> String {
    let rows = folders.iter().filter_map(|Folder { questionnaire, wordings }| {
        let wording = wordings.first()?;
        let (id, count) = (questionnaire.id(), questionnaire.question_count());
        Some(format!("| {} | [`{id}`](questionnaires/{id}/) | {count} |\n", wording.title))
    });
    format!("| Questionnaire | Id | Questions |\n| --- | --- | --- |\n{}", rows.collect::<String>())
}

/// Runs the named cases beside a questionnaire and gives what did not come out as expected.
fn cases(root: &Path, folder: &Folder) -> Outcome<Vec<String>> {
    let path = format!("questionnaires/{}", folder.questionnaire.id());
    match folder.cases(&path, &read(&root.join(&path).join(CASES))?) {
        Ok(count) => println!("{count} cases"),
        Err(problems) => return Ok(problems),
    }
    Ok(Vec::new())
}

/// The decisions beside a questionnaire, or nothing.
fn decisions(root: &Path, folder: &Folder) -> Outcome<String> {
    let file = root.join("questionnaires").join(folder.questionnaire.id()).join(DECISIONS);
    if file.exists() { read(&file) } else { Ok(String::new()) }
}

/// How long and how hard a wording is, with the questions that are hardest to read first.
fn readability(folder: &Folder, wording: &Wording) -> String {
    let questionnaire = &folder.questionnaire;
    let mut rows: Vec<(i64, Readability, &str)> = questionnaire
        .questions()
        .map(|question| {
            let reading = reading(wording, question);
            (reading.grade_tenths(), reading, question.id.as_str())
        })
        .collect();
    rows.sort_by_key(|(grade, _, id)| (-grade, *id));
    let whole = Readability::of(candour_authoring::readability::prose(questionnaire, wording));
    let mut out = format!(
        "{}: {} questions, about {} minutes, {} words, {} words a sentence, grade {} (Flesch-Kincaid, estimated)\n{:<36}{:>7}{:>7}{:>9}\n",
        wording.language,
        questionnaire.question_count(),
        minutes(questionnaire, wording),
        whole.words,
        tenths(whole.average_tenths()),
        tenths(whole.grade_tenths()),
        "question, hardest first",
        "grade",
        "words",
        "longest",
    );
    for (grade, reading, id) in rows {
        out.push_str(&format!("{id:<36}{:>7}{:>7}{:>9}\n", tenths(grade), reading.words, reading.longest));
    }
    out
}

/// What stands open on the screen for one question.
fn reading(wording: &Wording, question: &Question) -> Readability {
    let text = wording.question(&question.id);
    Readability::of([&text.question, &text.why, &text.yes, &text.partly, &text.no].map(String::as_str))
}

fn tenths(number: impl TryInto<i64>) -> String {
    let number = number.try_into().unwrap_or(i64::MAX);
    format!("{}{}.{}", if number < 0 { "-" } else { "" }, number.abs() / 10, number.abs() % 10)
}

/// One version of a questionnaire and what it holds.
struct Version {
    /// `gdpr-article-5 1.1.0`
    name: String,
    /// Day, and digest of the structure.
    structure: String,
    /// Language and digest of each wording.
    wordings: Vec<(String, String)>,
}

impl Version {
    fn of(folder: &Folder) -> Self {
        let questionnaire = &folder.questionnaire;
        let wording = |wording: &Wording| (wording.language.clone(), wording.digest().to_owned());
        Self {
            name: format!("{} {}", questionnaire.id(), questionnaire.version()),
            structure: format!("{} {}", questionnaire.date(), questionnaire.digest()),
            wordings: folder.wordings.iter().map(wording).collect(),
        }
    }

    /// Its line in the record, given that of before; `None` if something changed that was frozen.
    ///
    /// A wording that was reviewed is frozen, `en=digest`. A translation is not, until a person who reviewed it replaces
    /// the mark in `fr~digest,digest` and leaves the digest of the text that was reviewed. A further language changes
    /// nothing that was there.
    fn line(&self, before: &str) -> Option<String> {
        let wordings = match before.strip_prefix(&self.structure) {
            Some(wordings) if wordings.is_empty() || wordings.starts_with(' ') => wordings,
            None if before.is_empty() => "",
            _ => return None,
        };
        let mut parts: Vec<String> = Vec::new();
        for part in wordings.split_whitespace() {
            let language: String = part.chars().take_while(|letter| !matches!(letter, '=' | '~')).collect();
            let (_, digest) = self.wordings.iter().find(|(own, _)| *own == language)?;
            let is_last = part.ends_with(digest.as_str());
            if !is_last && !part.contains('~') {
                return None;
            }
            parts.push(if is_last { part.to_owned() } else { format!("{part},{digest}") });
        }
        for (language, digest) in &self.wordings {
            let is_there = |part: &&String| {
                part.starts_with(&[language, "="].concat()) || part.starts_with(&[language, "~"].concat())
            };
            if parts.iter().find(is_there).is_none() {
                let mark = if format!("{language}.json") == ENGLISH { '=' } else { '~' };
                parts.push(format!("{language}{mark}{digest}"));
            }
        }
        Some(format!("{} {} {}", self.name, self.structure, parts.join(" ")))
    }
}

/// The record of versions with today's in it, or what changed without a new version.
fn versions(recorded: &str, now: &[Version]) -> Result<String, Vec<String>> {
    let mut lines: Vec<String> = recorded.lines().map(str::to_owned).collect();
    let mut changed = Vec::new();
    for version in now {
        let start = format!("{} ", version.name);
        let known = lines.iter_mut().find(|known| known.starts_with(&start));
        let before = known.as_ref().and_then(|known| known.get(start.len()..)).unwrap_or_default();
        match (version.line(before), known) {
            (Some(line), Some(known)) => *known = line,
            (Some(line), None) => lines.push(line),
            (None, _) => changed.push(format!(
                "{} changed since it was recorded in {VERSIONS}; raise its version and date",
                version.name
            )),
        }
    }
    if changed.is_empty() { Ok(lines.iter().map(|line| format!("{line}\n")).collect()) } else { Err(changed) }
}

/// The list of sources and citations that are marked `to-check`, for people who can look them up.
fn to_check(folders: &[Folder], decisions: &[String]) -> String {
    let mut out = "# Sources still to be checked\n\n\
         Written by `cargo xtask content`; do not edit. The product does not show these sources. A person who has\n\
         the source open compares it with the question and then changes the mark in `questionnaire.json` to `verified`.\n"
        .to_owned();
    for (Folder { questionnaire, wordings }, decisions) in folders.iter().zip(decisions) {
        let Some(wording) = wordings.first() else { continue };
        out.push_str(&format!(
            "\n## {} ({} {})\n\n",
            wording.title,
            questionnaire.id(),
            questionnaire.version()
        ));
        let mut lines = Vec::new();
        for source in questionnaire.sources().iter().filter(|source| !source.verified) {
            lines.push(format!("- [ ] source `{}`: {}", source.id, wording.source(&source.id)));
        }
        let sections =
            questionnaire.sections().iter().map(|section| (section.id.as_str(), &section.citations));
        let questions = questionnaire.questions().map(|question| (question.id.as_str(), &question.citations));
        let rules = questionnaire.decision().into_iter().flat_map(|decision| &decision.rules);
        let items = questionnaire.lists().iter().flat_map(FactList::items);
        let items = items.map(|item| (item.id.as_str(), &item.citations));
        let rules = rules.map(|rule| (rule.id.as_str(), &rule.citations));
        for (place, citations) in sections.chain(questions).chain(rules).chain(items) {
            let open = citations.iter().filter(|citation| !citation.verified);
            lines.extend(open.map(|citation| format!("- [ ] `{place}` cites {}", cited(citation, wording))));
        }
        out.push_str(&if lines.is_empty() {
            "Everything is checked.\n".to_owned()
        } else {
            lines.join("\n") + "\n"
        });
        let points: Vec<&str> = decisions.lines().filter(|line| line.starts_with("- ")).collect();
        if !points.is_empty() {
            let points: Vec<String> = points.iter().map(|point| point.replacen("- ", "- [ ] ", 1)).collect();
            out.push_str(&format!(
                "\nDecided by the authors, for a lawyer or practitioner to confirm:\n\n{}\n",
                points.join("\n")
            ));
        }
    }
    out
}

fn cited(citation: &Citation, wording: &Wording) -> String {
    let mut parts = vec![wording.source(&citation.source).to_owned()];
    parts.extend(citation.articles.iter().map(|article| format!("article {article}")));
    parts.extend(citation.recitals.iter().map(|recital| format!("recital {recital}")));
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Version, tenths, versions};

    /// `shop 1.0.0` with a structure, as day and digest, and wordings, as language and digest.
    fn version(name: &str, structure: &str, wordings: &[(&str, &str)]) -> Version {
        let wordings =
            wordings.iter().map(|(language, digest)| ((*language).to_owned(), (*digest).to_owned()));
        Version { name: name.to_owned(), structure: structure.to_owned(), wordings: wordings.collect() }
    }

    #[test]
    fn content_that_changed_without_a_new_version_is_refused() {
        let recorded = "shop 1.0.0 2026-11-22 aa en=bb fr=dd\n";
        let english = ("en", "bb");
        for (structure, wordings) in [
            ("2026-11-22 ac", &[english, ("fr", "dd")][..]),
            ("2026-11-23 aa", &[english, ("fr", "dd")]),
            ("2026-11-22 aa", &[("en", "bc"), ("fr", "dd")]),
            // A reviewed translation that changed, and a language that was taken out.
            ("2026-11-22 aa", &[english, ("fr", "de")]),
            ("2026-11-22 aa", &[english]),
        ] {
            let refused =
                versions(recorded, &[version("shop 1.0.0", structure, wordings)]).expect_err("refused");
            assert_eq!(
                refused,
                [
                    "shop 1.0.0 changed since it was recorded in questionnaires/VERSIONS.txt; raise its version and date"
                ]
            );
        }
    }

    #[test]
    fn a_new_version_is_added_and_old_ones_stay() {
        let recorded = "# Head\nshop 1.0.0 2026-11-22 aa en=bb\n";
        let same = version("shop 1.0.0", "2026-11-22 aa", &[("en", "bb")]);
        assert_eq!(versions(recorded, &[same]), Ok(recorded.to_owned()));
        let newer = version("shop 1.0.1", "2026-11-23 aa", &[("en", "bc"), ("fr", "dd")]);
        assert_eq!(
            versions(recorded, &[newer]),
            Ok(format!("{recorded}shop 1.0.1 2026-11-23 aa en=bc fr~dd\n"))
        );
    }

    #[test]
    fn a_translation_is_frozen_only_when_it_was_reviewed() {
        for (recorded, wordings, line) in [
            ("en=bb", &[("en", "bb"), ("fr", "cc")][..], "en=bb fr~cc"),
            ("en=bb fr~cc", &[("en", "bb"), ("fr", "cd")], "en=bb fr~cc,cd"),
            ("en=bb fr~cc,cd", &[("en", "bb"), ("fr", "cd")], "en=bb fr~cc,cd"),
            ("en=bb fr=cd", &[("en", "bb"), ("fr", "cd")], "en=bb fr=cd"),
            ("en=bb fr~cc", &[("en", "bb"), ("fr-CA", "ee"), ("fr", "cc")], "en=bb fr~cc fr-CA~ee"),
        ] {
            let now = version("shop 1.0.0", "2026-11-22 aa", wordings);
            let start = "shop 1.0.0 2026-11-22 aa";
            assert_eq!(versions(&format!("{start} {recorded}\n"), &[now]), Ok(format!("{start} {line}\n")));
        }
    }

    #[test]
    fn tenths_are_written_with_a_point() {
        assert_eq!([tenths(85_i64), tenths(-3_i64), tenths(120_usize)], ["8.5", "-0.3", "12.0"]);
    }
}
