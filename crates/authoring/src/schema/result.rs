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
            ("day", day("A calendar date.")),
            ("digest", digest("SHA-256 in hexadecimal.")),
            (
                "salt",
                random(
                    "16 random bytes in base64url, so that the digest of the part reveals nothing of its content.",
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
        "Answers and their result, signed. Copies with parts withheld have this form too, without `proof`. {} \
            Nor can it express whether the file was changed or agrees with its questionnaire.",
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
            "The request that the file answers. Omitted if no request was open.",
            "request",
            "withheld",
        ),
        "app" => Part::unless_withheld("The page that wrote the file.", "app", "withheld"),
        "finished" => {
            Part::like_with("day", "The day it was finished, in UTC, according to the signer's device.")
        }
        "profile" => {
            Part::unless_withheld("The profile questions, about the business itself.", "profile", "withheld")
        }
        "sections" => {
            let item = Part::unless_withheld("A section.", "section", "withheldSection");
            Part::list("The sections in which any question was asked.", item)
        }
        "result" => Part::unless_withheld(
            "The result of the answers, for reading only; a checker computes it again.",
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
        "The signer with the name withheld. The key stays, because checking needs it."
    } else {
        "Replaces a part that was withheld when the file was passed on."
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
        "name" => line("The organisation's name as typed. Omitted if empty.", LONGEST_NAME),
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
        "labelsSha256" => Part::like_with("digest", "Digest of the page's own texts in the file."),
        _ => Part::default(),
    })
}

fn request() -> Part {
    Part::object("The request that the file answers.", REQUEST, |name| match name {
        "id" => Part::like_with("key", "The requester's key."),
        "from" => line("The requester's name, as the request states it.", LONGEST_NAME),
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
            "Digest of the published page, computed by the page from its own copy. Omitted in a development build.",
        ),
        _ => Part::default(),
    })
}

fn profile() -> Part {
    Part::object("The profile questions that were answered.", PROFILE, |name| match name {
        "answers" => Part::list("The answers to them.", Part::like("profileAnswer")),
        "salt" => Part::like("salt"),
        _ => Part::default(),
    })
}

fn profile_answer() -> Part {
    Part::object("The answer to one of the profile questions.", PROFILE_ANSWER, |name| match name {
        "id" => Part::like_with("id", "The question's id."),
        "question" => Part::like_with("text", "Its text as shown."),
        "choice" => Part::like_with("id", "The id of the option that was chosen."),
        "label" => Part::like_with("text", "Its label."),
        _ => Part::default(),
    })
}

fn section() -> Part {
    Part::object("A section in which any question was asked.", SECTION, |name| match name {
        "id" => Part::like("id"),
        "title" => Part::like_with("text", "Its title as shown."),
        "answers" => answers(),
        _ => Part::default(),
    })
}

fn answers() -> Part {
    let item = Part::unless_withheld("An answer, or the object that replaces it.", "answer", "withheld");
    Part::list("One answer for each question that was asked, answered or not.", item)
}

fn answer() -> Part {
    let evidence = [Choice::Yes, Choice::Partly].map(Choice::name);
    let part = Part::object("What was answered to one question.", ANSWER, |name| match name {
        "id" => Part::like_with("id", "The question's id."),
        "question" => Part::like_with("text", "Its text as shown."),
        "choice" => {
            Part::one_of("What was chosen. Omitted if the question is open.", Choice::ALL.map(Choice::name))
        }
        "label" => Part::like_with("text", "The label of the choice."),
        "reason" => Part::one_of(
            "Why the question does not apply. Without a reason it counts as open.",
            Reason::ALL.map(Reason::name),
        ),
        "reasonLabel" => Part::like_with("text", "The label of the reason."),
        "evidence" => {
            Part::constant("The person stated that they could show evidence. Otherwise omitted.", true)
        }
        "note" => Part::unless_withheld("A note. Omitted if there is none.", "note", "withheld"),
        "todo" => Part::one_of(
            "From the plan, if the signer includes it: the state of the question's action.",
            State::ALL.map(State::name),
        ),
        "role" => line("From the plan: the role responsible.", LONGEST_ROLE),
        "due" => Part::like_with("day", "From the plan: the due date. Omitted if there is none."),
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
    Part::object("A note. It is a separate part and can be withheld alone.", NOTE, |name| match name {
        "text" => text("The text; may contain line feeds.").filled().longest(LONGEST_NOTE),
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
    Part::object("The result of the answers.", names, |name| match name {
        "weakest" => {
            Part::like_with("id", "The section with the lowest level. Omitted if no section has one.")
        }
        "stops" => ids("Stop rules that were triggered. Omitted if there are none.").at_least(1),
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
        "level" => Part::like_with("level", "The level. Omitted if no question counts."),
        "wouldBe" => Part::like_with("level", "The level without the gates."),
        "gates" => Part::list("The gates that limit the level, strictest first.", Part::like("gate")),
        _ => Part::like_with("counts", "Counts of this section."),
    })
    .dependent([("level", Part::has(&["wouldBe"], &[])), ("wouldBe", Part::has(&["level"], &[]))])
}

fn gate() -> Part {
    let names = [("rule", true), ("atMost", true), ("questions", true)];
    Part::object("A gate that limits the level.", names, |name| match name {
        "rule" => Part::one_of("Which rule.", GateRule::ALL.map(GateRule::name)),
        "atMost" => Part::like_with("level", "The highest level it allows."),
        _ => Part::list("The questions that trigger it.", Part::like("id")).at_least(1).distinct(),
    })
}

fn level() -> Part {
    Part::one_of(
        "The level of a section: 0 not started, 4 in place.",
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
        "The list of parts: a smaller signed document that shows which parts changed or were withheld.";
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
