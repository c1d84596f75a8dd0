//! A questionnaire's folder as its author sees it: every problem of it with file, place and cure. Reading the
//! files is left to the caller.

use candour_questionnaire::{
    diagnostics::Author,
    questionnaire::{Problem, Questionnaire},
    wording::Wording,
};

use crate::{cases::Cases, readability::breaches};

/// The file that holds the structure.
pub const STRUCTURE: &str = "questionnaire.json";
/// The file that holds the named cases.
pub const CASES: &str = "cases.json";
/// The file that holds the wording that is always complete.
pub const ENGLISH: &str = "en.json";

/// One questionnaire with the languages it is written in.
pub struct Folder {
    /// The structure.
    pub questionnaire: Questionnaire,
    /// The wordings, English first.
    pub wordings: Vec<Wording>,
}

/// Whether a file of this name belongs to a questionnaire.
pub fn is_file(name: &str) -> bool {
    name.strip_suffix(".json").is_some()
}

impl Folder {
    /// Reads the files of a folder, given as name and text, by the rules for its author. `path` is where it is, for what is said of it; its
    /// last part is the name that the folder must have.
    ///
    /// # Errors
    /// Everything that keeps structure and wordings from being read.
    pub fn read(path: &str, files: &[(String, String)], author: Author) -> Result<Self, Vec<String>> {
        let path = path.trim_end_matches(['/', '\\']);
        let text =
            |wanted: &str| files.iter().find(|(name, _)| name == wanted).map(|(_, text)| text.as_str());
        let Some(structure) = text(STRUCTURE) else {
            return Err(vec![format!("{path}: no structure; add `{STRUCTURE}`")]);
        };
        let questionnaire = Questionnaire::parse_by(structure, author)
            .map_err(|problems| placed(path, STRUCTURE, &problems))?;
        let mut problems = Vec::new();
        let folder = path.rsplit(['/', '\\']).next().unwrap_or_default();
        // A folder that is named by where it stands has no name to compare.
        if questionnaire.id() != folder && !["", ".", ".."].contains(&folder) {
            problems.push(format!(
                "{path}: contains the questionnaire `{}`; rename the folder to that id",
                questionnaire.id()
            ));
        }
        let mut wordings = Vec::new();
        for (name, text) in
            files.iter().filter(|(name, _)| is_file(name) && name != STRUCTURE && name != CASES)
        {
            match Wording::parse_by(text, &questionnaire, author) {
                Ok(wording) if *name == format!("{}.json", wording.language) => wordings.push(wording),
                Ok(wording) => problems.push(format!(
                    "{path}/{name}: contains the language `{0}`; rename the file to `{0}.json`",
                    wording.language
                )),
                Err(found) => problems.extend(placed(path, name, &found)),
            }
        }
        wordings.sort_by_key(|wording| {
            (format!("{}.json", wording.language) != ENGLISH, wording.language.clone())
        });
        if problems.is_empty() && wordings.is_empty() {
            problems.push(format!("{path}: no wording; add `{ENGLISH}`"));
        }
        if problems.is_empty() { Ok(Self { questionnaire, wordings }) } else { Err(problems) }
    }

    /// Cases that do not come out as expected, given the text of [`CASES`]; else how many there are.
    ///
    /// # Errors
    /// What is wrong with the cases.
    pub fn cases(&self, path: &str, text: &str) -> Result<usize, Vec<String>> {
        let cases = Cases::parse(text, &self.questionnaire).map_err(|found| placed(path, CASES, &found))?;
        let different = |case: &crate::cases::Case| -> Vec<String> {
            let differences = case.check(&self.questionnaire);
            differences.iter().map(|said| format!("{path}/{CASES}: {}: {said}", case.name)).collect()
        };
        let different: Vec<String> = cases.cases.iter().flat_map(different).collect();
        if different.is_empty() { Ok(cases.cases.len()) } else { Err(different) }
    }

    /// Where the wordings are not in plain language.
    pub fn hard(&self, path: &str) -> Vec<String> {
        let hard = |wording: &Wording| {
            let file = format!("{}.json", wording.language);
            placed(path, &file, &breaches(&self.questionnaire, wording))
        };
        self.wordings.iter().flat_map(hard).collect()
    }
}

fn placed(path: &str, file: &str, problems: &[Problem]) -> Vec<String> {
    let path = path.trim_end_matches(['/', '\\']);
    problems.iter().map(|problem| format!("{path}/{file}: {problem}")).collect()
}
