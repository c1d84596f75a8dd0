//! The schemas of `candour-result/1` and `/2`, of copies with parts withheld too.

use candour_files::{
    check::fields::{
        ANSWER, APP, DECISION, ITEM, LIST, MANIFEST, MEMBERS, MEMBERS_2, Member, NOTE, PROFILE,
        PROFILE_ANSWER, QUESTIONNAIRE, REQUEST, SECTION, SIGNER,
    },
    result::{APP_NAME, FORMAT, FORMAT_2},
    text::{LONGEST_NAME, LONGEST_NOTE},
};
use candour_proof::parts;
use candour_questionnaire::{
    answers::{Choice, Reason},
    plan::{LONGEST_ROLE, State},
    questionnaire::{DecisionOutcome, names::ANSWERS},
    scoring::{Completeness, GateRule, Level, PointState},
};

use super::{
    common::{day, digest, format, id, key, language, line, proof, random, text, version},
    document::{SchemaDocument, limits},
    part::SchemaPart,
};

pub(super) fn schema() -> SchemaDocument {
    of(FORMAT, "A signed result of Candour", MEMBERS, Vec::new())
}

pub(super) fn schema_2() -> SchemaDocument {
    let more = vec![("decision", decision()), ("point", point()), ("list", list()), ("item", item())];
    of(FORMAT_2, "A signed result of Candour with a decision or lists", MEMBERS_2, more)
}

fn of(
    version: &'static str,
    title: &'static str,
    members: &[Member],
    more: Vec<(&'static str, SchemaPart)>,
) -> SchemaDocument {
    let mut parts = vec![
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
    ];
    parts.extend(more);
    let file = SchemaPart::object(&description(), members, |name| match name {
        "format" => format(version),
        other => member(other),
    });
    SchemaDocument { format: version, title, file, parts, others: Vec::new() }
}

fn description() -> String {
    format!(
        "Answers and their result, signed. Copies with parts withheld have this form too, without `proof`. {} \
            Nor can it express whether the file was changed or agrees with its questionnaire.",
        limits()
    )
}

fn member(name: &str) -> SchemaPart {
    match name {
        "id" => SchemaPart::text("The number of this file: a random UUID of version 4.")
            .pattern("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"),
        "notice" => SchemaPart::like_with("text", "What the signature shows and what it does not."),
        "signer" => SchemaPart::unless_withheld(
            "Who signed. A copy may withhold the name.",
            "signer",
            "withheldSigner",
        ),
        "questionnaire" => SchemaPart::unless_withheld("What was answered.", "questionnaire", "withheld"),
        "request" => SchemaPart::unless_withheld(
            "The request that the file answers. Omitted if no request was open.",
            "request",
            "withheld",
        ),
        "app" => SchemaPart::unless_withheld("The page that wrote the file.", "app", "withheld"),
        "finished" => {
            SchemaPart::like_with("day", "The day it was finished, in UTC, according to the signer's device.")
        }
        "profile" => SchemaPart::unless_withheld(
            "The profile questions, about the business itself.",
            "profile",
            "withheld",
        ),
        "sections" => {
            let item = SchemaPart::unless_withheld("A section.", "section", "withheldSection");
            SchemaPart::list("The sections in which any question was asked.", item)
        }
        "result" => SchemaPart::unless_withheld(
            "The result of the answers, for reading only; a checker computes it again.",
            "result",
            "withheld",
        ),
        "decision" => SchemaPart::unless_withheld(
            "The decision that the answers give, for reading only; a checker computes it again.",
            "decision",
            "withheld",
        ),
        "lists" => {
            let item = SchemaPart::unless_withheld("A list.", "list", "withheld");
            SchemaPart::list("The lists in which anything was answered. Omitted if there are none.", item)
                .at_least(1)
        }
        "manifest" => SchemaPart::like("manifest"),
        "proof" => SchemaPart::like_with(
            "proof",
            "The signature of the whole file. A copy with parts withheld has none.",
        ),
        _ => SchemaPart::default(),
    }
}

/// What stands in the place of a part that somebody keeps to themselves.
fn withheld(signer: bool) -> SchemaPart {
    let description = if signer {
        "The signer with the name withheld. The key stays, because checking needs it."
    } else {
        "Replaces a part that was withheld when the file was passed on."
    };
    SchemaPart::object(description, [("id", signer), ("withheld", true)], |name| match name {
        "id" if signer => SchemaPart::like("key"),
        "id" => SchemaPart::text("The id of the part. The signature does not cover it."),
        _ => SchemaPart::constant("The part is withheld.", true),
    })
}

fn withheld_section() -> SchemaPart {
    let names = [("id", false), ("withheld", true), ("answers", false)];
    SchemaPart::object("A section whose title is withheld.", names, |name| match name {
        "id" => SchemaPart::like("id"),
        "answers" => answers(),
        _ => SchemaPart::constant("The title is withheld.", true),
    })
}

fn signer() -> SchemaPart {
    SchemaPart::object("Who signed.", SIGNER, |name| match name {
        "id" => SchemaPart::like_with("key", "The key that signed the file and its list of parts."),
        "name" => line("The organisation's name as typed. Omitted if empty.", LONGEST_NAME),
        "salt" => SchemaPart::like("salt"),
        _ => SchemaPart::default(),
    })
}

fn questionnaire() -> SchemaPart {
    SchemaPart::object("The questionnaire that was answered.", QUESTIONNAIRE, |name| match name {
        "id" => SchemaPart::like("id"),
        "version" => version("Its version."),
        "language" => language("The language in which it was answered."),
        "title" => SchemaPart::like_with("text", "Its title in that language."),
        "sha256" => {
            SchemaPart::like_with("digest", "Digest of the canonical form (RFC 8785) of its structure.")
        }
        "wordingSha256" => SchemaPart::like_with("digest", "Digest of its wording in that language."),
        "labelsSha256" => SchemaPart::like_with("digest", "Digest of the page's own texts in the file."),
        _ => SchemaPart::default(),
    })
}

fn request() -> SchemaPart {
    SchemaPart::object("The request that the file answers.", REQUEST, |name| match name {
        "id" => SchemaPart::like_with("key", "The requester's key."),
        "from" => line("The requester's name, as the request states it.", LONGEST_NAME),
        "nonce" => random("The nonce of the request."),
        _ => SchemaPart::default(),
    })
}

fn app() -> SchemaPart {
    SchemaPart::object("The page that wrote the file.", APP, |name| match name {
        "name" => SchemaPart::constant("Its name.", APP_NAME),
        "version" => SchemaPart::like_with("text", "Its version.").example("0.1.0"),
        "sha256" => SchemaPart::like_with(
            "digest",
            "Digest of the published page, computed by the page from its own copy. Omitted in a development build.",
        ),
        _ => SchemaPart::default(),
    })
}

fn profile() -> SchemaPart {
    SchemaPart::object("The profile questions that were answered.", PROFILE, |name| match name {
        "answers" => SchemaPart::list("The answers to them.", SchemaPart::like("profileAnswer")),
        "salt" => SchemaPart::like("salt"),
        _ => SchemaPart::default(),
    })
}

fn profile_answer() -> SchemaPart {
    SchemaPart::object("The answer to one of the profile questions.", PROFILE_ANSWER, |name| match name {
        "id" => SchemaPart::like_with("id", "The question's id."),
        "question" => SchemaPart::like_with("text", "Its text as shown."),
        "choice" => SchemaPart::like_with("id", "The id of the option that was chosen."),
        "label" => SchemaPart::like_with("text", "Its label."),
        _ => SchemaPart::default(),
    })
}

fn section() -> SchemaPart {
    SchemaPart::object("A section in which any question was asked.", SECTION, |name| match name {
        "id" => SchemaPart::like("id"),
        "title" => SchemaPart::like_with("text", "Its title as shown."),
        "answers" => answers(),
        _ => SchemaPart::default(),
    })
}

fn answers() -> SchemaPart {
    let item =
        SchemaPart::unless_withheld("An answer, or the object that replaces it.", "answer", "withheld");
    SchemaPart::list("One answer for each question that was asked, answered or not.", item)
}

fn answer() -> SchemaPart {
    let evidence = [Choice::Yes, Choice::Partly].map(Choice::as_str);
    let part = SchemaPart::object("What was answered to one question.", ANSWER, |name| match name {
        "id" => SchemaPart::like_with("id", "The question's id."),
        "question" => SchemaPart::like_with("text", "Its text as shown."),
        "choice" => SchemaPart::one_of(
            "What was chosen. Omitted if the question is open.",
            Choice::ALL.map(Choice::as_str),
        ),
        "label" => SchemaPart::like_with("text", "The label of the choice."),
        "reason" => SchemaPart::one_of(
            "Why the question does not apply. Without a reason it counts as open.",
            Reason::ALL.map(Reason::as_str),
        ),
        "reasonLabel" => SchemaPart::like_with("text", "The label of the reason."),
        "evidence" => {
            SchemaPart::constant("The person stated that they could show evidence. Otherwise omitted.", true)
        }
        "note" => SchemaPart::unless_withheld("A note. Omitted if there is none.", "note", "withheld"),
        "todo" => SchemaPart::one_of(
            "From the plan, if the signer includes it: the state of the question's action.",
            State::ALL.map(State::as_str),
        ),
        "role" => line("From the plan: the role responsible.", LONGEST_ROLE),
        "due" => SchemaPart::like_with("day", "From the plan: the due date. Omitted if there is none."),
        "salt" => SchemaPart::like("salt"),
        _ => SchemaPart::default(),
    });
    part.dependent([
        ("choice", SchemaPart::has(&["label"], &[])),
        ("label", SchemaPart::has(&["choice"], &[])),
        ("reason", SchemaPart::has(&["choice", "reasonLabel"], &[Choice::NotApplicable.as_str()])),
        ("reasonLabel", SchemaPart::has(&["reason"], &[])),
        ("evidence", SchemaPart::has(&["choice"], &evidence)),
    ])
}

fn note() -> SchemaPart {
    SchemaPart::object("A note. It is a separate part and can be withheld alone.", NOTE, |name| match name {
        "text" => text("The text; may contain line feeds.").filled().longest(LONGEST_NOTE),
        "salt" => SchemaPart::like("salt"),
        _ => SchemaPart::default(),
    })
}

fn result() -> SchemaPart {
    let names = [
        ("weakest", false),
        ("stops", false),
        ("seriousGaps", true),
        ("criticalNotApplicable", true),
        ("completeness", true),
        ("sections", true),
        ("salt", true),
    ];
    let ids = |description: &str| SchemaPart::list(description, SchemaPart::like("id")).distinct();
    SchemaPart::object("The result of the answers.", names, |name| match name {
        "weakest" => SchemaPart::any_of(
            "All sections with the lowest level. Omitted if no section has one. Older files have the first as a text.",
            [ids("All of them, in the order of the questionnaire.").at_least(1), SchemaPart::like("id")],
        ),
        "stops" => ids("Stop rules that were triggered. Omitted if there are none.").at_least(1),
        "seriousGaps" => ids("Critical questions answered no or unknown, or left open."),
        "criticalNotApplicable" => ids("Critical questions that do not apply."),
        "completeness" => SchemaPart::like_with("counts", "Counts over all sections."),
        "sections" => SchemaPart::list(
            "All sections of the questionnaire, each with its result.",
            SchemaPart::like("sectionResult"),
        ),
        _ => SchemaPart::like("salt"),
    })
}

fn decision() -> SchemaPart {
    SchemaPart::object("The decision.", DECISION, |name| match name {
        "outcome" => SchemaPart::one_of("The outcome.", DecisionOutcome::ALL.map(DecisionOutcome::as_str)),
        "label" => SchemaPart::like_with("text", "Its title as shown."),
        "points" => SchemaPart::list("The points with their states.", SchemaPart::like("point")).at_least(2),
        "rules" => {
            let ids = SchemaPart::list(
                "Rules that were triggered. Omitted if there are none.",
                SchemaPart::like("id"),
            );
            ids.at_least(1).distinct()
        }
        _ => SchemaPart::like("salt"),
    })
}

fn point() -> SchemaPart {
    let names = [("section", true), ("state", true)];
    SchemaPart::object("The state of one point.", names, |name| match name {
        "section" => SchemaPart::like_with("id", "Id of the section."),
        _ => SchemaPart::one_of("How far its problems are solved.", PointState::ALL.map(PointState::as_str)),
    })
}

fn list() -> SchemaPart {
    SchemaPart::object("A list of facts.", LIST, |name| match name {
        "id" => SchemaPart::like("id"),
        "title" => SchemaPart::like_with("text", "Its title as shown."),
        "items" => SchemaPart::list("Its items, answered or not.", SchemaPart::like("item")).at_least(1),
        _ => SchemaPart::like("salt"),
    })
}

fn item() -> SchemaPart {
    let answers = ANSWERS.map(Choice::as_str);
    SchemaPart::object("One item of a list.", ITEM, |name| match name {
        "id" => SchemaPart::like("id"),
        "question" => SchemaPart::like_with("text", "Its text as shown."),
        "choice" => SchemaPart::one_of("What was chosen. Omitted if the item is open.", answers),
        "label" => SchemaPart::like_with("text", "The label of the choice."),
        "note" => text("What is done about it; may contain line feeds.").filled().longest(LONGEST_NOTE),
        _ => SchemaPart::default(),
    })
    .dependent([
        ("choice", SchemaPart::has(&["label"], &[])),
        ("label", SchemaPart::has(&["choice"], &[])),
        ("note", SchemaPart::has(&["choice"], &[])),
    ])
}

fn section_result() -> SchemaPart {
    let names = [("id", true), ("level", false), ("wouldBe", false), ("gates", true), ("counts", true)];
    SchemaPart::object("The result of one section.", names, |name| match name {
        "id" => SchemaPart::like("id"),
        "level" => SchemaPart::like_with("level", "The level. Omitted if no question counts."),
        "wouldBe" => SchemaPart::like_with("level", "The level without the gates."),
        "gates" => {
            SchemaPart::list("The gates that limit the level, strictest first.", SchemaPart::like("gate"))
        }
        _ => SchemaPart::like_with("counts", "Counts of this section."),
    })
    .dependent([("level", SchemaPart::has(&["wouldBe"], &[])), ("wouldBe", SchemaPart::has(&["level"], &[]))])
}

fn gate() -> SchemaPart {
    let names = [("rule", true), ("atMost", true), ("questions", true)];
    SchemaPart::object("A gate that limits the level.", names, |name| match name {
        "rule" => SchemaPart::one_of("Which rule.", GateRule::ALL.map(GateRule::as_str)),
        "atMost" => SchemaPart::like_with("level", "The highest level it allows."),
        _ => {
            SchemaPart::list("The questions that trigger it.", SchemaPart::like("id")).at_least(1).distinct()
        }
    })
}

fn level() -> SchemaPart {
    SchemaPart::one_of(
        "The level of a section: 0 not started, 4 in place.",
        Level::ALL.map(|level| u32::from(level.number())),
    )
}

fn counts() -> SchemaPart {
    let names = Completeness::default().named().map(|(name, _)| (name, true));
    SchemaPart::object("How many questions were asked and answered, and how.", names, |name| {
        SchemaPart::whole(match name {
            "asked" => "Questions asked.",
            "answered" => "Questions that are not open.",
            "yes" => "Answered yes.",
            "partly" => "Answered partly.",
            "no" => "Answered no.",
            "unknown" => "Answered \"I do not know\".",
            "notApplicable" => "Not applicable, with a reason.",
            "open" => "Without an answer.",
            _ => return SchemaPart::default(),
        })
        .from(0)
    })
}

fn manifest() -> SchemaPart {
    let description =
        "The list of parts: a smaller signed document that shows which parts changed or were withheld.";
    SchemaPart::object(description, MANIFEST, |name| match name {
        "format" => SchemaPart::constant("The name and version of the list's format.", parts::FORMAT),
        "of" => SchemaPart::text("The `id` of the file it belongs to."),
        "parts" => SchemaPart::table(
            "The SHA-256 of the canonical form (RFC 8785) of each part, by its JSON pointer.",
            SchemaPart::text("A JSON pointer (RFC 6901).").pattern("^/"),
            SchemaPart::like("digest"),
        ),
        "proof" => SchemaPart::like_with("proof", "The signature of the list, by the same key."),
        _ => SchemaPart::default(),
    })
}
