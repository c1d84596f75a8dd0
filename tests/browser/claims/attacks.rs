//! Every known attack gets on the page the verdict that is written down for it.

use candour_attacks::{Case, cases, entry, questionnaire};
use candour_page_tests::{engines::Site, journey::Person};
use candour_proof::json::Json as Strict;

use crate::{Claim, claim};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

pub(crate) fn claims() -> Vec<Claim> {
    vec![claim!(every_attack_gets_its_verdict_and_its_parts_are_named).on(&[Site::File]).in_one_engine()]
}

/// Files opened at once.
const AT_ONCE: usize = 20;

/// What the page says of each file: name, verdict, parts that changed, that are withheld, and that do not fit.
const SAID: &str = "return [...document.querySelectorAll('article[data-verdict]')].map(file => {
    const parts = name => [...new Set([...file.querySelectorAll(`[data-${name}]`)].map(part => part.dataset[name]))];
    return [file.dataset.file, file.dataset.verdict, ...['altered', 'withheld', 'finding'].map(name => parts(name).sort().join(' '))].join('|');
})";

fn every_attack_gets_its_verdict_and_its_parts_are_named(person: &Person) {
    person.open("#/request");
    person.open_file_in("input[data-action='open-questionnaire']", &questionnaire());
    person.until_sees(&format!("[data-ask='{}']", entry().questionnaire.id()));
    person.leave_for("#/check");
    let cases = cases();
    assert!(cases.len() > 200, "the cases are no longer found");
    for some in cases.chunks(AT_ONCE) {
        let files: Vec<PathBuf> = some.iter().map(|case| written(person, case)).collect();
        let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        person.open_files_in("input[type=file][data-action='open-files']", &paths);
        let said = person.until("a verdict on each file", || {
            let said = person.list_of(SAID);
            (said.len() == some.len()).then_some(said)
        });
        let said: BTreeSet<String> = said.into_iter().collect();
        let expected: BTreeSet<String> = some.iter().map(expected).collect();
        assert_eq!(said, expected);
        person.press("clear-files");
    }
}

fn written(person: &Person, case: &Case) -> PathBuf {
    person.browser.write(case.file(), &case.bytes());
    person.browser.folder().join(case.file())
}

fn expected(case: &Case) -> String {
    let list = |member: &str| case.told(member).as_list().map(<[Strict]>::to_vec).unwrap_or_default();
    let joined = |parts: BTreeSet<String>| parts.into_iter().collect::<Vec<_>>().join(" ");
    let texts =
        |member: &str| joined(list(member).iter().filter_map(Strict::as_text).map(str::to_owned).collect());
    // The page says in sentences what is odd about the questionnaire, the date and the result as a whole.
    let contradiction = |warning: &&Strict| {
        let word = warning.get("warning").and_then(Strict::as_text).expect("a word");
        !word.starts_with("questionnaire-") && word != "result-differs"
    };
    let warnings = list("warnings");
    let findings = warnings.iter().filter(contradiction);
    let findings = findings.filter_map(|warning| Some(warning.get("part")?.as_text()?.to_owned()));
    let fields =
        [case.file(), case.verdict(), &texts("altered"), &texts("withheld"), &joined(findings.collect())];
    fields.join("|")
}
