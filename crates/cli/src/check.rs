//! `candour check`: whether files are as they were signed.

use candour_batch::{
    files::{self, Job},
    worker_pool,
};
use candour_files::{
    check::Verdict,
    checked::{CheckedFile, FileWarning, checked},
};
use serde::Serialize;

use crate::messages::{CountedMessage, Message, PageCounted, Words};
use crate::{
    arguments::Check,
    context::{CheckContext, ContextFactory},
    error::{CliError, CliOutcome, ErrorMessage, ExitStatus},
    expectations::Expectations,
    lines::{Lines, RenderOptions, visible},
    open::{self, OpenedInputs},
    report,
    terminal::{Terminal, escape_json, print_note, print_warning},
    waiting::waits,
};

/// Checks files and tells what was found.
///
/// # Errors
/// If the command cannot begin, or nobody reads what it prints.
pub(crate) fn run(check: &Check) -> CliOutcome<ExitStatus> {
    let (setup, expected) = (ContextFactory::new(&check.own)?, Expectations::new(check)?);
    let options = Terminal::new(Words::english(), false).render_options();
    let start_worker = || {
        let (context, expected) = (setup.context(), &expected);
        move |job: Job| {
            let (more, left_out) = (job.more, job.left_out);
            let opened = open::open(job, &context);
            CheckOutcome { more, left_out, ..rendered(check, &context, &opened, expected, options) }
        }
    };
    each(check, start_worker)
}

/// What came of one file.
pub(crate) struct CheckOutcome {
    /// What is printed.
    pub(crate) printed: String,
    /// What it is, in a few words, to be counted.
    pub(crate) headline: String,
    /// Whether it is as it should be.
    pub(crate) fine: bool,
    /// The warning about a file that could not be read.
    pub(crate) unread: Option<ErrorMessage>,
    /// How many files there are beyond those that were known.
    pub(crate) more: usize,
    /// How many files of an archive were left out.
    pub(crate) left_out: usize,
}

/// Does something with each file and prints what came of it.
///
/// # Errors
/// If there is no file, or nobody reads what is printed.
pub(crate) fn each<W: FnMut(Job) -> CheckOutcome>(
    check: &Check,
    start_worker: impl Fn() -> W + Sync,
) -> CliOutcome<ExitStatus> {
    let texts = Words::english();
    let found = files::find(&check.files);
    let (mut total, mut left_out) = (files::count(&found), files::left_out(&found));
    if total == 0 {
        return Err(ErrorMessage::new(Message::NoFiles).into());
    }
    // An archive is one file as long as nobody has looked into it.
    let archives = found.iter().any(files::FoundFile::may_hold_many);
    let workers = worker_pool::worker_count(if archives { usize::MAX } else { total });
    let mut terminal = Terminal::new(texts, true);
    let mut tally = HeadlineCounts::default();
    let mut exit = ExitStatus::Fine;
    if check.json {
        terminal.print("[\n")?;
    }
    worker_pool::map_ordered(
        workers,
        |jobs| files::read_all(found, waits, jobs),
        start_worker,
        |done: CheckOutcome| {
            total += done.more;
            left_out += done.left_out;
            if let Some(problem) = &done.unread {
                terminal.hide();
                print_warning(&problem.sentences(texts));
                exit = exit.max(ExitStatus::Wrong);
            }
            if !done.fine {
                exit = exit.max(ExitStatus::Not);
            }
            let first = tally.count == 0;
            if check.json {
                // One object after the other: a list of any length takes no room.
                terminal.print(if first { "" } else { ",\n" })?;
            } else if !check.quiet && !first {
                terminal.print("\n")?;
            }
            terminal.print(&done.printed)?;
            tally.add(done.headline);
            terminal.set_progress(tally.count, total);
            Ok::<(), CliError>(())
        },
    )?;
    if check.json {
        terminal.print("\n]\n")?;
    } else if !check.quiet && tally.count > 1 {
        let text = tally.sentences(texts);
        let options = terminal.render_options();
        terminal.print(&text.render(options))?;
    }
    terminal.end()?;
    aside_left_out(left_out, texts);
    Ok(exit)
}

/// Says how many files were left out, because systems put them there and no person did.
pub(crate) fn aside_left_out(left_out: usize, texts: Words) {
    if let Ok(count @ 1..) = u32::try_from(left_out) {
        let mut note = Lines::default();
        note.plain(0, &texts.count(PageCounted::SystemFiles, count));
        print_note(&note);
    }
}

/// What is printed of a file, and whether it is as it should be.
fn rendered(
    check: &Check,
    context: &CheckContext,
    opened: &OpenedInputs,
    expected: &Expectations,
    options: RenderOptions,
) -> CheckOutcome {
    let name = &opened.checked.name;
    let report = opened.checked.report.as_ref();
    let missed = report.map(|report| expected.unmet(report)).unwrap_or_default();
    // Levels are computed again for it, so only where it is needed.
    let told = (check.json || check.strict).then(|| told(context, opened, &missed));
    let warned = told.as_ref().is_some_and(|told| !told.warnings.is_empty());
    let sound = match opened.checked.verdict {
        Verdict::Intact => true,
        Verdict::Partial => check.allow_withheld,
        _ => false,
    };
    let printed = match &told {
        Some(told) if check.json => object(told),
        _ if check.quiet => [opened.checked.verdict.as_str(), "\t", &visible(name), "\n"].concat(),
        _ => {
            let asked = report.and_then(|report| expected.request_named(report));
            report::render_file(context, opened, &missed, asked).render(options)
        }
    };
    CheckOutcome {
        printed,
        headline: report::headline(context, opened),
        fine: sound && missed.is_empty() && !(check.strict && warned),
        unread: open::not_read(name, opened.refused.as_ref()),
        more: 0,
        left_out: 0,
    }
}

/// What was found, as programs read it.
fn told(context: &CheckContext, opened: &OpenedInputs, missed: &[Message]) -> CheckedFile {
    let mut told = checked(&opened.checked, &context.catalog);
    told.warnings.extend(missed.iter().map(|word| FileWarning::of_file(word.as_str())));
    told
}

/// An object as an item of a list: two spaces in, and without the line feed at its end. If it cannot be written, the
/// reason stands in its place as a text, so the list stays complete.
pub(crate) fn object(told: &impl Serialize) -> String {
    let text = escape_json(
        &serde_json::to_string_pretty(told)
            .unwrap_or_else(|error| serde_json::Value::from(error.to_string()).to_string()),
    );
    let lines: Vec<String> = text.lines().map(|line| ["  ", line].concat()).collect();
    lines.join("\n")
}

/// How many files there are of each kind, in the order in which they were met.
#[derive(Default)]
struct HeadlineCounts {
    count: usize,
    kinds: Vec<(String, usize)>,
}

impl HeadlineCounts {
    fn add(&mut self, headline: String) {
        self.count += 1;
        match self.kinds.iter_mut().find(|(known, _)| *known == headline) {
            Some((_, count)) => *count += 1,
            None => self.kinds.push((headline, 1)),
        }
    }

    fn sentences(&self, texts: Words) -> Lines {
        let mut text = Lines::default();
        text.plain(0, "");
        let count = u32::try_from(self.count).unwrap_or(u32::MAX);
        text.plain(0, &texts.count(CountedMessage::Checked, count));
        for (headline, count) in &self.kinds {
            let values = [("what", headline.as_str()), ("count", &count.to_string())];
            text.item(0, &texts.with(Message::Tally, &values));
        }
        text
    }
}
