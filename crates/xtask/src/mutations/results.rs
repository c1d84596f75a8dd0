//! What became of each change, kept in a file while a long run goes on, and as a table at its end.

use std::{
    fmt,
    fs::{self, OpenOptions},
    io::Write as _,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::process::Outcome;

/// What a test did when the code behind its promise was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MutationVerdict {
    /// It failed, as it must.
    Failed,
    /// It did not end in many times the time that it takes without the change: a test run shows that too.
    TimeLimit,
    /// It passed: the promise is not held by it.
    Passed,
    /// Nothing can be said, and why.
    Undecided(String),
}

impl MutationVerdict {
    /// Whether the change was noticed.
    pub(super) fn is_noticed(&self) -> bool {
        matches!(self, Self::Failed | Self::TimeLimit)
    }

    fn word(&self) -> &'static str {
        match self {
            Self::Failed => "noticed",
            Self::TimeLimit => "noticed, ended by the time limit",
            Self::Passed => "SURVIVED",
            Self::Undecided(_) => "UNDECIDED",
        }
    }
}

/// What became of one test with one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ResultRow {
    /// The commit that was changed, in short.
    pub(super) commit: String,
    pub(super) verdict: MutationVerdict,
    /// How long compiling and running took.
    pub(super) seconds: u64,
    pub(super) test: String,
    /// What was broken.
    pub(super) breaks: String,
}

impl ResultRow {
    /// The row in a line of the file.
    fn read(line: &str) -> Option<Self> {
        let mut cells = line.split('\t').map(str::to_owned);
        let (commit, word) = (cells.next()?, cells.next()?);
        let verdict = [
            MutationVerdict::Failed,
            MutationVerdict::TimeLimit,
            MutationVerdict::Passed,
            MutationVerdict::Undecided(String::new()),
        ]
        .into_iter()
        .find(|verdict| verdict.word() == word)?;
        let seconds = cells.next()?.parse().ok()?;
        Some(Self { commit, verdict, seconds, test: cells.next()?, breaks: cells.next()? })
    }
}

/// How long a test takes without any change.
struct Unchanged {
    commit: String,
    seconds: u64,
    test: String,
}

impl Unchanged {
    const WORD: &str = "unchanged";

    /// The time in a line of the file.
    fn read(line: &str) -> Option<Self> {
        let mut cells = line.split('\t').map(str::to_owned);
        let commit = cells.next()?;
        cells.next().filter(|word| word == Self::WORD)?;
        Some(Self { commit, seconds: cells.next()?.parse().ok()?, test: cells.next()? })
    }
}

impl fmt::Display for ResultRow {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {} ({} s)", self.verdict.word(), self.test, self.seconds)?;
        if let MutationVerdict::Undecided(why) = &self.verdict { write!(out, "\n{why}") } else { Ok(()) }
    }
}

/// The rows of a Markdown table.
pub(super) fn table(rows: &[ResultRow]) -> String {
    let mut out =
        "| Broken | Test | Outcome | Seconds | Commit |\n| --- | --- | --- | --- | --- |\n".to_owned();
    for ResultRow { commit, verdict, seconds, test, breaks } in rows {
        out.push_str(&format!("| {breaks} | `{test}` | {} | {seconds} | {commit} |\n", verdict.word()));
    }
    out
}

/// The file with the results so far.
pub(super) struct Results {
    path: PathBuf,
    rows: Vec<ResultRow>,
    unchanged: Vec<Unchanged>,
}

impl Results {
    /// Reads what is in the file, or empties it.
    pub(super) fn open(path: &Path, resume: bool) -> Outcome<Self> {
        let problem = |error| format!("`{}`: {error}", path.display());
        if !resume {
            fs::write(path, "").map_err(problem)?;
        }
        let text = if path.exists() { fs::read_to_string(path).map_err(problem)? } else { String::new() };
        let rows = text.lines().filter_map(ResultRow::read).collect();
        let unchanged = text.lines().filter_map(Unchanged::read).collect();
        Ok(Self { path: path.to_owned(), rows, unchanged })
    }

    /// The result of a run before in which this test noticed this change.
    pub(super) fn noticed(&self, breaks: &str, test: &str) -> Option<&ResultRow> {
        let mut rows = self.rows.iter().filter(|row| row.verdict.is_noticed());
        rows.find(|row| row.breaks == breaks && row.test == test)
    }

    /// How long this test took in a run before, without any change of this commit.
    pub(super) fn usual(&self, commit: &str, test: &str) -> Option<Duration> {
        let mut times = self.unchanged.iter().filter(|time| time.commit == commit);
        times.find(|time| time.test == test).map(|time| Duration::from_secs(time.seconds))
    }

    /// Adds a result to the file.
    pub(super) fn add(&mut self, row: &ResultRow) -> Outcome<()> {
        let ResultRow { commit, verdict, seconds, test, breaks } = row;
        self.append(&format!("{commit}\t{}\t{seconds}\t{test}\t{breaks}\n", verdict.word()))
    }

    /// Adds to the file how long a test takes without any change.
    pub(super) fn add_usual(&mut self, commit: &str, test: &str, time: Duration) -> Outcome<()> {
        self.append(&format!("{commit}\t{}\t{}\t{test}\n", Unchanged::WORD, time.as_secs()))
    }

    fn append(&mut self, line: &str) -> Outcome<()> {
        let file = OpenOptions::new().create(true).append(true).open(&self.path);
        file.and_then(|mut file| file.write_all(line.as_bytes()))
            .map_err(|error| format!("`{}`: {error}", self.path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(verdict: MutationVerdict, test: &str) -> ResultRow {
        let (commit, breaks) = ("abc".to_owned(), "A promise".to_owned());
        ResultRow { commit, verdict, seconds: 7, test: test.to_owned(), breaks }
    }

    #[test]
    fn only_noticed_changes_are_left_out_by_the_next_run() {
        let path = std::env::temp_dir().join(format!("candour-results-{}.tsv", std::process::id()));
        let rows = [
            row(MutationVerdict::Failed, "failed"),
            row(MutationVerdict::TimeLimit, "hung"),
            row(MutationVerdict::Passed, "passed"),
            row(MutationVerdict::Undecided("why".to_owned()), "undecided"),
        ];
        let mut first = Results::open(&path, false).expect("a temporary file");
        for row in &rows {
            first.add(row).expect("a temporary file");
        }
        let next = Results::open(&path, true).expect("a temporary file");
        assert_eq!(next.noticed("A promise", "hung"), Some(&rows[1]));
        assert_eq!(next.noticed("A promise", "failed"), Some(&rows[0]));
        for open in ["passed", "undecided"] {
            assert_eq!(next.noticed("A promise", open), None, "{open}");
        }
        assert_eq!(next.noticed("Another promise", "hung"), None);
        assert!(Results::open(&path, false).expect("a temporary file").rows.is_empty());
        fs::remove_file(path).expect("a temporary file");
    }

    #[test]
    fn the_usual_time_is_that_of_the_same_commit_unchanged() {
        let path = std::env::temp_dir().join(format!("candour-usual-{}.tsv", std::process::id()));
        let mut first = Results::open(&path, false).expect("a temporary file");
        first.add(&row(MutationVerdict::Passed, "a")).expect("a temporary file");
        first.add_usual("abc", "b", Duration::from_secs(3)).expect("a temporary file");
        let next = Results::open(&path, true).expect("a temporary file");
        assert_eq!(next.usual("abc", "b"), Some(Duration::from_secs(3)));
        assert_eq!(next.usual("abc", "a"), None);
        assert_eq!(next.usual("def", "b"), None);
        fs::remove_file(path).expect("a temporary file");
    }

    #[test]
    fn the_table_says_what_the_time_limit_ended() {
        let text = table(&[row(MutationVerdict::TimeLimit, "hung"), row(MutationVerdict::Passed, "passed")]);
        assert!(text.ends_with(
            "| A promise | `hung` | noticed, ended by the time limit | 7 | abc |\n\
             | A promise | `passed` | SURVIVED | 7 | abc |\n"
        ));
    }
}
