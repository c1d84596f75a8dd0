//! The schema of `candour-result/1`, of copies with parts withheld too.

use candour_files::{
    check::fields::{
        ANSWER, APP, MANIFEST, MEMBERS, NOTE, PROFILE, PROFILE_ANSWER, QUESTIONNAIRE, REQUEST, SECTION,
        SIGNER,
    },
    result::{APP_NAME, FORMAT},
    text::{LONGEST_NAME, LONGEST_NOTE},
};
use candour_proof::parts;
use candour_questionnaire::{
    answers::{Choice, Reason},
    plan::{LONGEST_ROLE, State},
    scoring::{Completeness, GateRule, Level},
};

use super::{
    common::{day, digest, format, id, key, language, line, proof, random, text, version},
    document::{Schema, limits},
    part::Part,
};

pub(super) fn schema() -> Schema {
    Schema {
        format: FORMAT,
        title: "A signed result of Candour",
        file: Part::object(&description(), MEMBERS, member),
        parts: vec![
            ("id", id()),
            ("text", text("A text.")),
            ("day", day("A day of the calendar.")),
            ("digest", digest("SHA-256 in hexadecimal.")),
            (
                "salt",
                random(
                    "16 random bytes in base64url, so that the part's digest tells nothing of what it holds.",
                ),
            ),
            ("key", key("An Ed25519 key.")),
            ("withheld", withheld(false)),
            ("withheldSigner", withheld(true)),
            ("withheldSection", withheld_section()),
            ("signer", signer()),
            ("questionnaire", questionnaire()),
            ("request", request()),
            ("app", app()),
            ("profile", profile()),
            ("profileAnswer", profile_answer()),
            ("section", section()),
            ("answer", answer()),
            ("note", note()),
            ("result", result()),
            ("sectionResult", section_result()),
            ("gate", gate()),
            ("level", level()),
            ("counts", counts()),
            ("manifest", manifest()),
            ("proof", proof()),
        ],
        others: Vec::new(),
    }
}

fn description() -> String {
    format!(
        "Answers and what they give, signed. Copies with parts withheld are of this form too; they have no `proof` of \
         their own. {} Neither can it say whether the file was changed or is true to its questionnaire.",
        limits()
    )
}

fn member(name: &str) -> Part {
    match name {
        "format" => format(FORMAT),
        "id" => Part::text("The number of this file: a random UUID of version 4.")
            .pattern("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"),
        "notice" => Part::like_with("text", "What the signature shows and what it does not."),
        "signer" => {
            Part::unless_withheld("Who signed. A copy may withhold the name.", "signer", "withheldSigner")
        }
        "questionnaire" => Part::unless_withheld("What was answered.", "questionnaire", "withheld"),
        "request" => Part::unless_withheld(
            "Whose request the file answers. Left out if no request was open.",
            "request",
            "withheld",
        ),
        "app" => Part::unless_withheld("The page that wrote the file.", "app", "withheld"),
        "finished" => {
            Part::like_with("day", "The day it was finished, in UTC, as the signer's device had it.")
        }
        "profile" => {
            Part::unless_withheld("The first questions, about the business itself.", "profile", "withheld")
        }
        "sections" => {
            let item = Part::unless_withheld("A section.", "section", "withheldSection");
            Part::list("The sections in which something was asked.", item)
        }
        "result" => Part::unless_withheld(
            "What the answers give, for reading only; whoever checks computes it again.",
            "result",
            "withheld",
        ),
        "manifest" => Part::like("manifest"),
        "proof" => {
            Part::like_with("proof", "The signature of the whole file. A copy with parts withheld has none.")
        }
        _ => Part::default(),
    }
}

/// What stands in the place of a part that somebody keeps to themselves.
fn withheld(signer: bool) -> Part {
    let description = if signer {
        "The signer with the name withheld. The key stays, or it could not be found."
    } else {
        "Stands in the place of a part that whoever passed the file on kept to themselves."
    };
    Part::object(description, [("id", signer), ("withheld", true)], |name| match name {
        "id" if signer => Part::like("key"),
        "id" => Part::text("The id of the part. The signature does not cover it."),
        _ => Part::constant("The part is withheld.", true),
    })
}

fn withheld_section() -> Part {
    let names = [("id", false), ("withheld", true), ("answers", false)];
    Part::object("A section whose title is withheld.", names, |name| match name {
        "id" => Part::like("id"),
        "answers" => answers(),
        _ => Part::constant("The title is withheld.", true),
    })
}

fn signer() -> Part {
    Part::object("Who signed.", SIGNER, |name| match name {
        "id" => Part::like_with("key", "The key that signed the file and its list of parts."),
        "name" => line("The organisation's name as typed. Left out if empty.", LONGEST_NAME),
        "salt" => Part::like("salt"),
        _ => Part::default(),
    })
}

fn questionnaire() -> Part {
    Part::object("The questionnaire that was answered.", QUESTIONNAIRE, |name| match name {
        "id" => Part::like("id"),
        "version" => version("Its version."),
        "language" => language("The language in which it was answered."),
        "title" => Part::like_with("text", "Its title in that language."),
        "sha256" => Part::like_with("digest", "Digest of the canonical form (RFC 8785) of its structure."),
        "wordingSha256" => Part::like_with("digest", "Digest of its wording in that language."),
        "labelsSha256" => Part::like_with("digest", "Digest of the page's own words in the file."),
        _ => Part::default(),
    })
}

fn request() -> Part {
    Part::object("The request that the file answers.", REQUEST, |name| match name {
        "id" => Part::like_with("key", "The key of whoever asked."),
        "from" => line("Their name, as the request states it.", LONGEST_NAME),
        "nonce" => random("The nonce of the request."),
        _ => Part::default(),
    })
}

fn app() -> Part {
    Part::object("The page that wrote the file.", APP, |name| match name {
        "name" => Part::constant("Its name.", APP_NAME),
        "version" => Part::like_with("text", "Its version.").example("0.1.0"),
        "sha256" => Part::like_with(
            "digest",
            "Digest of the published page, as the page computed it of its own copy. Left out in a development build.",
        ),
        _ => Part::default(),
    })
}

fn profile() -> Part {
    Part::object("The first questions that were answered.", PROFILE, |name| match name {
        "answers" => Part::list("The answers to them.", Part::like("profileAnswer")),
        "salt" => Part::like("salt"),
        _ => Part::default(),
    })
}

fn profile_answer() -> Part {
    Part::object("The answer to one of the first questions.", PROFILE_ANSWER, |name| match name {
        "id" => Part::like_with("id", "The question's id."),
        "question" => Part::like_with("text", "Its text as shown."),
        "choice" => Part::like_with("id", "The id of the option that was chosen."),
        "label" => Part::like_with("text", "The words for it."),
        _ => Part::default(),
    })
}

fn section() -> Part {
    Part::object("A section in which something was asked.", SECTION, |name| match name {
        "id" => Part::like("id"),
        "title" => Part::like_with("text", "Its title as shown."),
        "answers" => answers(),
        _ => Part::default(),
    })
}

fn answers() -> Part {
    let item = Part::unless_withheld("An answer, or what stands in its place.", "answer", "withheld");
    Part::list("One answer for each question that was asked, answered or not.", item)
}

fn answer() -> Part {
    let evidence = [Choice::Yes, Choice::Partly].map(Choice::name);
    let part = Part::object("What was answered to one question.", ANSWER, |name| match name {
        "id" => Part::like_with("id", "The question's id."),
        "question" => Part::like_with("text", "Its text as shown."),
        "choice" => {
            Part::one_of("What was chosen. Left out if the question is open.", Choice::ALL.map(Choice::name))
        }
        "label" => Part::like_with("text", "The words for what was chosen."),
        "reason" => Part::one_of(
            "Why the question does not apply. Without a reason it counts as open.",
            Reason::ALL.map(Reason::name),
        ),
        "reasonLabel" => Part::like_with("text", "The words for the reason."),
        "evidence" => Part::constant("The person said that they could show it. Otherwise left out.", true),
        "note" => Part::unless_withheld("A note. Left out if there is none.", "note", "withheld"),
        "todo" => Part::one_of(
            "Of the plan, if the signer wants it in the file: how far the action is that goes with the question.",
            State::ALL.map(State::name),
        ),
        "role" => line("Of the plan: who does it, a role.", LONGEST_ROLE),
        "due" => Part::like_with("day", "Of the plan: by when. Left out if there is no day."),
        "salt" => Part::like("salt"),
        _ => Part::default(),
    });
    part.dependent([
        ("choice", Part::has(&["label"], &[])),
        ("label", Part::has(&["choice"], &[])),
        ("reason", Part::has(&["choice", "reasonLabel"], &[Choice::NotApplicable.name()])),
        ("reasonLabel", Part::has(&["reason"], &[])),
        ("evidence", Part::has(&["choice"], &evidence)),
    ])
}

fn note() -> Part {
    Part::object("A note. It is a part of its own and can be withheld alone.", NOTE, |name| match name {
        "text" => text("The text, in which line feeds may stand.").filled().longest(LONGEST_NOTE),
        "salt" => Part::like("salt"),
        _ => Part::default(),
    })
}

fn result() -> Part {
    let names = [
        ("weakest", false),
        ("stops", false),
        ("seriousGaps", true),
        ("criticalNotApplicable", true),
        ("completeness", true),
        ("sections", true),
        ("salt", true),
    ];
    let ids = |description: &str| Part::list(description, Part::like("id")).distinct();
    Part::object("What the answers give.", names, |name| match name {
        "weakest" => {
            Part::like_with("id", "The section with the lowest level. Left out if no section has one.")
        }
        "stops" => ids("Stop rules that were set off. Left out if there are none.").at_least(1),
        "seriousGaps" => ids("Critical questions answered no or unknown, or left open."),
        "criticalNotApplicable" => ids("Critical questions that do not apply."),
        "completeness" => Part::like_with("counts", "Counts over all sections."),
        "sections" => Part::list(
            "All sections of the questionnaire, each with its result.",
            Part::like("sectionResult"),
        ),
        _ => Part::like("salt"),
    })
}

fn section_result() -> Part {
    let names = [("id", true), ("level", false), ("wouldBe", false), ("gates", true), ("counts", true)];
    Part::object("The result of one section.", names, |name| match name {
        "id" => Part::like("id"),
        "level" => Part::like_with("level", "The level. Left out if no question counts."),
        "wouldBe" => Part::like_with("level", "The level before the rules that hold it down."),
        "gates" => Part::list("The rules that hold the level down, strictest first.", Part::like("gate")),
        _ => Part::like_with("counts", "Counts of this section."),
    })
    .dependent([("level", Part::has(&["wouldBe"], &[])), ("wouldBe", Part::has(&["level"], &[]))])
}

fn gate() -> Part {
    let names = [("rule", true), ("atMost", true), ("questions", true)];
    Part::object("A rule that holds the level down.", names, |name| match name {
        "rule" => Part::one_of("Which rule.", GateRule::ALL.map(GateRule::name)),
        "atMost" => Part::like_with("level", "The highest level it lets through."),
        _ => Part::list("The questions that set it off.", Part::like("id")).at_least(1).distinct(),
    })
}

fn level() -> Part {
    Part::one_of(
        "How far a section is: 0 not begun, 4 in place.",
        Level::ALL.map(|level| u32::from(level.number())),
    )
}

fn counts() -> Part {
    let names = Completeness::default().named().map(|(name, _)| (name, true));
    Part::object("How many questions were asked and answered, and how.", names, |name| {
        Part::whole(match name {
            "asked" => "Questions asked.",
            "answered" => "Questions that are not open.",
            "yes" => "Answered yes.",
            "partly" => "Answered partly.",
            "no" => "Answered no.",
            "unknown" => "Answered \"I do not know\".",
            "notApplicable" => "Not applicable, with a reason.",
            "open" => "Without an answer.",
            _ => return Part::default(),
        })
        .from(0)
    })
}

fn manifest() -> Part {
    let description =
        "The list of parts: a smaller signed document that tells which parts changed or were withheld.";
    Part::object(description, MANIFEST, |name| match name {
        "format" => Part::constant("The name and version of the list's format.", parts::FORMAT),
        "of" => Part::text("The `id` of the file it belongs to."),
        "parts" => Part::table(
            "The SHA-256 of the canonical form (RFC 8785) of each part, by its JSON pointer.",
            Part::text("A JSON pointer (RFC 6901).").pattern("^/"),
            Part::like("digest"),
        ),
        "proof" => Part::like_with("proof", "The signature of the list, by the same key."),
        _ => Part::default(),
    })
}
