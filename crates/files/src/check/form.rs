//! What a result says, held against the forms that FORMAT.md states. No questionnaire is needed for that.

use candour_proof::{
    json::{Json, Object},
    key::PublicKey,
};
use candour_questionnaire::answers::Choice;

use super::named;
use crate::{
    check::consistency::{Finding, Inconsistency},
    result,
    salts::{self, SaltProblem},
    text::is_random,
};

/// Everything that is not in its form; `members`: whether it was found already which members are missing.
pub(super) fn findings(document: &Json, members: bool) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    let mut add = |what: Inconsistency, part: String| {
        let finding = Finding { what, part };
        // Said once of a question that is there twice.
        if found.last() != Some(&finding) {
            found.push(finding);
        }
    };
    for (part, holds) in [
        ("id", text(document, "id").is_none_or(result::is_number)),
        ("request", shown(document, "request").is_none_or(request)),
        ("app", shown(document, "app").is_none_or(app)),
    ] {
        if !holds {
            add(Inconsistency::Form, part.to_owned());
        }
    }
    for answer in answers(document) {
        if !evidence(answer) {
            add(Inconsistency::Evidence, text(answer, "id").unwrap_or_default().to_owned());
        }
    }
    for (pointer, problem) in document.as_object().map(salts::problems).unwrap_or_default() {
        let what = match problem {
            // The members of the result are compared as a whole.
            SaltProblem::Missing if members && pointer != "/result" => continue,
            SaltProblem::Missing => Inconsistency::MemberKind,
            SaltProblem::Form => Inconsistency::Salt,
            SaltProblem::Twice => Inconsistency::SaltTwice,
        };
        add(what, named(document, &pointer));
    }
    found
}

fn text<'a>(value: &'a Json, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Json::as_text)
}

/// A member that is an object and not withheld. Of another kind it is a finding of its own.
fn shown<'a>(document: &'a Json, name: &str) -> Option<&'a Object> {
    document.get(name).and_then(Json::as_object).filter(|part| part.get("withheld").is_none())
}

fn list<'a>(value: &'a Json, name: &str) -> &'a [Json] {
    value.get(name).and_then(Json::as_list).unwrap_or_default()
}

fn answers(document: &Json) -> impl Iterator<Item = &Json> {
    list(document, "sections").iter().flat_map(|section| list(section, "answers"))
}

/// Whom and which request a file answers, if these are texts.
fn request(request: &Object) -> bool {
    let text = |name: &str| request.get(name).and_then(Json::as_text);
    text("id").is_none_or(|id| PublicKey::from_did_key(id).is_ok()) && text("nonce").is_none_or(is_random)
}

/// The page that wrote a file.
fn app(app: &Object) -> bool {
    let text = |name: &str| app.get(name).and_then(Json::as_text);
    let digest =
        |text: &str| text.len() == 64 && text.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    text("name").is_none_or(|name| name == result::APP_NAME) && text("sha256").is_none_or(digest)
}

/// `true`, beside `yes` or `partly`, or left out. Of another kind it is a finding of its own.
fn evidence(answer: &Json) -> bool {
    let choice = text(answer, "choice").and_then(|choice| choice.parse::<Choice>().ok());
    match answer.get("evidence") {
        Some(Json::Bool(true)) => matches!(choice, Some(Choice::Yes | Choice::Partly)),
        Some(Json::Bool(false)) => false,
        _ => true,
    }
}
