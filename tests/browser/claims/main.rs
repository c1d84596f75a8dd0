//! Runs the claims about the page in all engines, from a file and from web servers; each says where it must hold.
//!
//! `cargo test -p candour-page-tests` runs all, `... --test page -- firefox_file` or `-- keeping::` some. `CANDOUR_PAGE` and the other
//! settings of `cargo xtask test` say where the page and the browsers are.
#![cfg(test)]

mod access;
mod asking;
mod attacks;
mod carried;
mod comparing;
mod content;
mod crash;
mod disk;
mod early;
mod explain;
mod files;
mod flow;
mod focus;
mod hardened;
mod keeping;
mod paper;
mod plan;
mod private;
mod screens;
mod start;
mod wording;

use candour_page_tests::{
    engines::{Browser, Engine, Site, setting},
    journey::Person,
};
use libtest_mimic::{Arguments, Failed, Trial};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Something that must hold, and where.
struct Claim {
    /// The file it stands in.
    subject: &'static str,
    name: &'static str,
    holds: fn(&Person),
    engines: &'static [Engine],
    sites: &'static [Site],
    /// Whether it has a browser of its own, and the others need not wait for it.
    apart: bool,
}

impl Claim {
    /// A claim that must hold in every engine, from a file and from a web server.
    fn everywhere(place: &'static str, name: &'static str, holds: fn(&Person)) -> Self {
        let subject = place.rsplit("::").next().unwrap_or(place);
        Self { subject, name, holds, engines: &Engine::ALL, sites: &[Site::File, Site::Http], apart: false }
    }

    fn on(self, sites: &'static [Site]) -> Self {
        Self { sites, ..self }
    }

    fn with(self, engines: &'static [Engine]) -> Self {
        Self { engines, ..self }
    }

    /// For what mostly waits: it is tried in a browser of its own, beside the others.
    fn apart(self) -> Self {
        Self { apart: true, ..self }
    }

    /// For what the program computes and words alone: no engine has a part in it, and how each reads files, takes
    /// input, stores and saves is claimed elsewhere in all of them.
    fn in_one_engine(self) -> Self {
        self.with(&[Engine::Chromium])
    }
}

/// `claim!(a_claim)` names a claim after the function that tries it.
macro_rules! claim {
    ($claim:ident) => {
        crate::Claim::everywhere(module_path!(), stringify!($claim), $claim)
    };
}
use claim;

thread_local! {
    /// What the last panic of this thread said, and where.
    static PROBLEM: Cell<String> = const { Cell::new(String::new()) };
}

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|problem| PROBLEM.set(problem.to_string())));
    let mut arguments = Arguments::from_args();
    let browsers: Vec<_> =
        Engine::ALL.into_iter().map(|engine| (engine, Arc::new(SharedBrowser::default()))).collect();
    let claims: Vec<Claim> = [
        start::claims(),
        early::claims(),
        flow::claims(),
        focus::claims(),
        content::claims(),
        explain::claims(),
        files::claims(),
        attacks::claims(),
        plan::claims(),
        paper::claims(),
        keeping::claims(),
        carried::claims(),
        asking::claims(),
        comparing::claims(),
        crash::claims(),
        disk::claims(),
        private::claims(),
        hardened::claims(),
        screens::claims(),
        wording::claims(),
    ]
    .into_iter()
    .flatten()
    .collect();

    let clock = Arc::new(Clock::default());
    let mut trials = Vec::new();
    // All of one site after another, because going from one to another costs the browser a new process.
    for site in [Site::File, Site::Http, Site::Intranet] {
        for claim in claims.iter().filter(|claim| claim.sites.contains(&site)) {
            for (engine, browser) in browsers.iter().filter(|(engine, _)| claim.engines.contains(engine)) {
                let name =
                    format!("{}_{}::{}::{}", engine.as_str(), site.as_str(), claim.subject, claim.name);
                let (engine, clock, holds) = (*engine, Arc::clone(&clock), claim.holds);
                let browser = if claim.apart { Arc::default() } else { Arc::clone(browser) };
                trials.push(Trial::test(name.clone(), move || {
                    browser.try_claim(engine, site, &name, &clock, holds)
                }));
            }
        }
    }
    // A thread for each, most of which wait for their engine's browser. With fewer, one engine's claims could hold all
    // threads while the other browsers have nothing to do.
    arguments.test_threads = arguments.test_threads.or(Some(trials.len()));
    let conclusion = libtest_mimic::run(&arguments, trials);
    for (_, browser) in browsers {
        browser.end();
    }
    clock.print_slowest();
    conclusion.exit_code()
}

/// One browser, shared by the claims of an engine one after another. Each starts in an emptied one.
#[derive(Default)]
struct SharedBrowser(Mutex<Option<Browser>>);

impl SharedBrowser {
    /// Tries a claim, and once more in a new browser if it does not hold: drivers lose a press now and then. What
    /// held at the second try only is printed at the end of the run; what fails twice has failed.
    fn try_claim(
        &self,
        engine: Engine,
        site: Site,
        name: &str,
        clock: &Clock,
        holds: fn(&Person),
    ) -> Result<(), Failed> {
        let mut browser = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let start = Instant::now();
        let mut tried = try_once(&mut browser, engine, site, name, holds);
        if let Err(problem) = &tried {
            // At once, not only at the end: a run may be stopped before.
            eprintln!("{name}, at the first try: {problem}");
            tried = try_once(&mut browser, engine, site, name, holds);
            if tried.is_ok() {
                clock.note_second_try(name);
            }
        }
        clock.note(name, start.elapsed());
        tried.map_err(|problem| {
            eprintln!("{name}: {problem}");
            problem.into()
        })
    }

    fn end(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Tries a claim in the shared browser. If it fails, gives what was wrong and drops the browser, so that it does not
/// touch what is tried next.
fn try_once(
    shared: &mut Option<Browser>,
    engine: Engine,
    site: Site,
    name: &str,
    holds: fn(&Person),
) -> Result<(), String> {
    let tried = catch_unwind(AssertUnwindSafe(|| {
        let browser =
            shared.get_or_insert_with(|| Browser::start(engine, Path::new(&setting("CANDOUR_PAGE"))));
        let person = Person::new(browser, site);
        let held = catch_unwind(AssertUnwindSafe(|| holds(&person)));
        held.inspect_err(|_| {
            let problem = PROBLEM.take();
            keep_picture(&person, name);
            PROBLEM.set(problem);
        })
    }));
    tried.and_then(|held| held).map_err(|_| {
        *shared = None;
        PROBLEM.take()
    })
}

/// How long each claim took where it was tried, without the wait for the browser, and which held at the second try only.
#[derive(Default)]
struct Clock(Mutex<Vec<(Duration, String)>>, Mutex<Vec<String>>);

impl Clock {
    fn note(&self, name: &str, took: Duration) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((took, name.to_owned()));
    }

    fn note_second_try(&self, name: &str) {
        self.1.lock().unwrap_or_else(PoisonError::into_inner).push(name.to_owned());
    }

    /// Prints where the time goes, for whoever writes the next claim.
    fn print_slowest(&self) {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.is_empty() {
            return;
        }
        taken.sort_by(|one, other| other.cmp(one));
        println!("seconds of the ten slowest:");
        for (took, name) in taken.iter().take(10) {
            println!("{:7.1}  {name}", took.as_secs_f64());
        }
        for engine in Engine::ALL {
            let of_engine = taken.iter().filter(|(_, name)| name.starts_with(engine.as_str()));
            let all: Duration = of_engine.map(|(took, _)| *took).sum();
            println!("{:7.1}  {} in all", all.as_secs_f64(), engine.as_str());
        }
        for name in self.1.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            println!("held at the second try only: {name}");
        }
        println!();
    }
}

/// Keeps what a failed claim saw, for the person who mends it.
fn keep_picture(person: &Person, name: &str) {
    let picture = catch_unwind(AssertUnwindSafe(|| person.picture()));
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    if let Ok(picture) = picture {
        let path = folder.join(format!("{}.png", name.replace("::", "-")));
        if std::fs::write(&path, picture).is_ok() {
            eprintln!("a picture of the page is in {}", path.display());
        }
    }
}
