//! Runs every claim about the page in every engine, from a file and from web servers.
//!
//! `cargo test -p candour-page-tests` runs all, `... --test page -- firefox_file` some. `CANDOUR_PAGE` and the other
//! settings of `cargo xtask test` say where the page and the browsers are.
#![allow(clippy::expect_used, reason = "a claim that does not hold ends in a panic that says so")]

mod access;
mod content;
mod explain;
mod files;
mod flow;
mod paper;
mod plan;
mod private;
mod start;

use candour_page_tests::engines::{Browser, Engine, Site, setting};
use candour_page_tests::journey::Person;
use libtest_mimic::{Arguments, Failed, Trial};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

/// Something that must hold, and where.
struct Claim {
    name: &'static str,
    holds: fn(&Person),
    engines: &'static [Engine],
    sites: &'static [Site],
}

impl Claim {
    /// A claim that must hold in every engine, from a file and from a web server.
    fn everywhere(name: &'static str, holds: fn(&Person)) -> Self {
        Self { name, holds, engines: &Engine::ALL, sites: &[Site::File, Site::Http] }
    }

    fn on(self, sites: &'static [Site]) -> Self {
        Self { sites, ..self }
    }

    fn with(self, engines: &'static [Engine]) -> Self {
        Self { engines, ..self }
    }
}

/// `claim!(a_claim)` names a claim after the function that tries it.
macro_rules! claim {
    ($claim:ident) => {
        crate::Claim::everywhere(stringify!($claim), $claim)
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
    // A browser is used by one claim at a time, so more threads than engines would only wait.
    arguments.test_threads = Some(arguments.test_threads.unwrap_or(3).min(3));
    let desks: Vec<_> = Engine::ALL.into_iter().map(|engine| (engine, Arc::new(Desk::default()))).collect();
    let claims: Vec<Claim> = [
        start::claims(),
        flow::claims(),
        content::claims(),
        explain::claims(),
        files::claims(),
        plan::claims(),
        paper::claims(),
        private::claims(),
        access::claims(),
    ]
    .into_iter()
    .flatten()
    .collect();

    let mut trials = Vec::new();
    for Claim { name, holds, engines, sites } in claims {
        for &site in sites {
            for (engine, desk) in desks.iter().filter(|(engine, _)| engines.contains(engine)) {
                let (engine, desk, name) =
                    (*engine, Arc::clone(desk), format!("{}_{}::{name}", engine.name(), site.name()));
                trials.push(Trial::test(name.clone(), move || desk.seat(engine, site, &name, holds)));
            }
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    for (_, desk) in desks {
        desk.clear();
    }
    conclusion.exit_code()
}

/// A place with one browser, shared by the claims of an engine one after another. Each gets a tab of its own.
#[derive(Default)]
struct Desk(Mutex<Option<Browser>>);

impl Desk {
    fn seat(&self, engine: Engine, site: Site, name: &str, holds: fn(&Person)) -> Result<(), Failed> {
        let mut desk = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tried = catch_unwind(AssertUnwindSafe(|| {
            let browser =
                desk.get_or_insert_with(|| Browser::start(engine, Path::new(&setting("CANDOUR_PAGE"))));
            let person = Person::new(browser, site);
            let held = catch_unwind(AssertUnwindSafe(|| holds(&person)));
            held.inspect_err(|_| {
                let problem = PROBLEM.take();
                keep_picture(&person, name);
                PROBLEM.set(problem);
            })
        }));
        if tried.and_then(|held| held).is_ok() {
            return Ok(());
        }
        // What went wrong must not touch the next claim.
        *desk = None;
        let problem = PROBLEM.take();
        // At once, not only at the end: a run may be stopped before.
        eprintln!("{name}: {problem}");
        Err(problem.into())
    }

    fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
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
