//! Runs other programs, and prints what it runs.
//!
//! `std::process::Command` and not `xshell`: tests and fuzzers are read line by line while they run, which the commands of
//! `xshell` 0.2 do not offer, and two kinds of commands are one too many.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader, Read},
    process::{Child, Command, ExitStatus, Stdio},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

/// How often a running command is asked whether it has ended.
const POLL: Duration = Duration::from_millis(50);

/// What a task gives, or a sentence on what went wrong and what to do.
pub(crate) type Outcome<T> = Result<T, String>;

/// Prints a heading that can be found in a long log.
pub(crate) fn heading(text: &str) {
    println!("\n== {text}");
}

/// Shows the command, runs it with its output visible, and fails if it fails.
pub(crate) fn run(command: &mut Command) -> Outcome<()> {
    println!("$ {}", shown(command));
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` ended with {status}", shown(command))) }
}

/// Like `run`, but passes each line of the error output to a function, which decides whether it is shown.
pub(crate) fn run_filtered(command: &mut Command, mut shows: impl FnMut(&str) -> bool) -> Outcome<()> {
    println!("$ {}", shown(command));
    let mut child = command.stderr(Stdio::piped()).spawn().map_err(|error| not_started(command, &error))?;
    for line in child.stderr.take().into_iter().flat_map(|output| BufReader::new(output).split(b'\n')) {
        let line = line.map_err(|error| format!("cannot read from `{}`: {error}", shown(command)))?;
        let line = String::from_utf8_lossy(&line);
        if shows(&line) {
            eprintln!("{line}");
        }
    }
    let status = child.wait().map_err(|error| format!("cannot wait for `{}`: {error}", shown(command)))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` ended with {status}", shown(command))) }
}

/// Runs a command quietly and gives what it printed.
pub(crate) fn output(command: &mut Command) -> Outcome<String> {
    let result = command.stdin(Stdio::null()).output().map_err(|error| not_started(command, &error))?;
    if result.status.success() {
        Ok(String::from_utf8_lossy(&result.stdout).trim().to_owned())
    } else {
        Err(format!(
            "`{}` ended with {}:\n{}",
            shown(command),
            result.status,
            String::from_utf8_lossy(&result.stderr).trim()
        ))
    }
}

/// Whether a command can be run and reports success; its output is dropped.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
}

/// What a command printed, and how it ended.
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs a command quietly. If it takes longer than the limit, ends it with all that it started, and gives `None`.
pub(crate) fn within(limit: Duration, command: &mut Command) -> Outcome<Option<Ended>> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| not_started(command, &error))?;
    let (stdout, stderr) = (collect(child.stdout.take()), collect(child.stderr.take()));
    let start = Instant::now();
    loop {
        let ended =
            child.try_wait().map_err(|error| format!("cannot wait for `{}`: {error}", shown(command)))?;
        if let Some(status) = ended {
            return Ok(Some(Ended { status, stdout: collected(stdout), stderr: collected(stderr) }));
        }
        if start.elapsed() > limit {
            kill(&mut child);
            return Ok(None);
        }
        thread::sleep(POLL);
    }
}

/// Reads in the background, so that a command that prints a lot is not kept waiting.
fn collect(output: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut output) = output {
            // What was printed before an error still counts.
            output.read_to_end(&mut bytes).ok();
        }
        bytes
    })
}

fn collected(reader: JoinHandle<Vec<u8>>) -> String {
    String::from_utf8_lossy(&reader.join().unwrap_or_default()).into_owned()
}

/// Ends a process and all processes below it. They are not put into a group of their own, which Ctrl-C would not reach.
fn kill(child: &mut Child) {
    let processes = output(Command::new("ps").args(["-A", "-o", "pid=,ppid="])).unwrap_or_default();
    let mut kill = Command::new("kill");
    kill.arg("-KILL").args(descendants(child.id(), &processes).iter().map(u32::to_string));
    succeeds(&mut kill);
    // It has ended already, unless there is no `ps` or no `kill`.
    child.kill().ok();
    child.wait().ok();
}

/// This process and those below it, of lines with the ids of a process and of its parent.
fn descendants(process: u32, processes: &str) -> BTreeSet<u32> {
    let ids = |line: &str| {
        let mut numbers = line.split_whitespace().map(str::parse);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
    };
    let pairs: Vec<(u32, u32)> = processes.lines().filter_map(ids).collect();
    let mut found = BTreeSet::from([process]);
    loop {
        let before = found.len();
        let below: Vec<u32> =
            pairs.iter().filter(|(_, parent)| found.contains(parent)).map(|(child, _)| *child).collect();
        found.extend(below);
        if found.len() == before {
            return found;
        }
    }
}

/// A command as it would be typed.
pub(crate) fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!("`{}` could not be started: {error}", command.get_program().to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn children_and_their_children_are_found_in_any_order() {
        let processes = "  9 8\n 8 7\n 7 1\n 6 1\n 10 7\nPID PPID\n";
        assert_eq!(descendants(7, processes), BTreeSet::from([7, 8, 9, 10]));
        assert_eq!(descendants(5, processes), BTreeSet::from([5]));
    }

    #[cfg(unix)]
    #[test]
    fn each_line_of_the_error_output_is_seen_once() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo out; echo one >&2; echo two >&2; exit 3"]);
        let mut seen = Vec::new();
        let ended = run_filtered(&mut command, |line| {
            seen.push(line.to_owned());
            false
        });
        assert_eq!(seen, ["one", "two"]);
        assert!(ended.is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_command_in_time_gives_what_it_printed() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo out; echo err >&2; exit 3"]);
        let ended = within(LONG, &mut command).expect("it starts").expect("it ends");
        assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), ("out\n", "err\n"));
        assert_eq!(ended.status.code(), Some(3));
    }

    #[cfg(unix)]
    #[test]
    fn what_takes_too_long_is_ended_with_what_it_started() {
        let mut command = Command::new("sh");
        // The inner one prints its id and is then waited for.
        let file = std::env::temp_dir().join(format!("candour-within-{}", std::process::id()));
        command.args(["-c", "sh -c 'echo $$ > \"$0\"; sleep 600 & wait' \"$0\"; exit 0"]).arg(&file);
        let ended = within(Duration::from_secs(3), &mut command).expect("it starts");
        let inner = std::fs::read_to_string(&file).expect("the inner one ran");
        std::fs::remove_file(&file).expect("a temporary file");
        assert!(ended.is_none());
        // Nobody may have asked how it ended: then it is still listed, as Z.
        let state = output(Command::new("ps").args(["-o", "stat=", "-p"]).arg(inner.trim()));
        assert!(
            state.as_ref().is_err() || state.as_ref().is_ok_and(|state| state.starts_with('Z')),
            "{state:?}"
        );
    }
}
