//! The schemas of the files that are not signed results: drafts, requests, records, keys, and questionnaires
//! that somebody brings.

use candour_files::{
    draft,
    questionnaires::{self, STRUCTURE, WORDING},
    records::{self, Verification},
    request::{
        self, LONGEST_CONTACT, LONGEST_LANGUAGE, LONGEST_MESSAGE, LONGEST_PURPOSE, LONGEST_WORD, MOST_ASKED,
    },
    text::{LONGEST_NAME, LONGEST_NOTE},
};
use candour_questionnaire::{
    answers::{Choice, Reason},
    plan::{LONGEST_ROLE, State},
};

use super::{
    authors,
    common::{day, digest, format, id, key, language, line, multikey, proof, random, text, version},
    document::{SchemaDocument, limits},
    part::SchemaPart,
};

/// The name under which the schema of a key file goes; the file itself names no format.
const KEY_FILE: &str = "candour-key-file";

pub(super) fn draft() -> SchemaDocument {
    let names = [
        ("format", true),
        ("questionnaire", true),
        ("organisation", false),
        ("name", false),
        ("changed", false),
        ("place", false),
        ("sharePlan", false),
        ("calendar", false),
        ("profile", true),
        ("answers", true),
    ];
    let description = ["Unfinished answers: not signed, to be opened and continued. ", &limits()].concat();
    let file = SchemaPart::open_object(&description, names, |name| match name {
        "format" => format(draft::FORMAT),
        "questionnaire" => SchemaPart::like("questionnaire"),
        "organisation" => line("Name of the organisation. Omitted if empty.", LONGEST_NAME),
        "name" => line("Name of the draft, to distinguish it from others. Omitted if empty.", LONGEST_NAME),
        "changed" => day("The day of the last change."),
        "place" => SchemaPart::like_with("id", "The section last visited."),
        "sharePlan" => {
            SchemaPart::constant("Include the plan in the signed result. Otherwise omitted.", true)
        }
        "calendar" => {
            let description = "Identifies the draft in calendars: 16 random bytes. Omitted until its dates are first exported.";
            SchemaPart::text(description).pattern("^[0-9a-f]{32}$")
        }
        "profile" => SchemaPart::table(
            "The options chosen, by profile question.",
            SchemaPart::like("id"),
            SchemaPart::like("id"),
        ),
        _ => SchemaPart::list("What was answered.", SchemaPart::like("answer")),
    });
    SchemaDocument {
        format: draft::FORMAT,
        title: "A draft of Candour",
        file,
        parts: vec![("id", id()), ("questionnaire", named()), ("answer", drafted())],
        others: Vec::new(),
    }
}

/// The questionnaire that a draft is of.
fn named() -> SchemaPart {
    let names = [("id", true), ("version", true), ("sha256", true)];
    SchemaPart::open_object("The questionnaire it answers.", names, |name| match name {
        "id" => SchemaPart::like("id"),
        "version" => version("Its version."),
        _ => digest("SHA-256 of the canonical form (RFC 8785) of its structure."),
    })
}

/// An answer in a draft.
fn drafted() -> SchemaPart {
    let names = [
        ("id", true),
        ("choice", false),
        ("reason", false),
        ("evidence", false),
        ("note", false),
        ("todo", false),
        ("role", false),
        ("due", false),
    ];
    SchemaPart::open_object("All that was entered for one question.", names, |name| match name {
        "id" => SchemaPart::like_with("id", "The question's id."),
        "choice" => SchemaPart::one_of("What was chosen.", Choice::ALL.map(Choice::as_str)),
        "reason" => SchemaPart::one_of("Why the question does not apply.", Reason::ALL.map(Reason::as_str)),
        "evidence" => SchemaPart::truth("Whether the person stated that they could show evidence."),
        "note" => text("A note; may contain line feeds.").longest(LONGEST_NOTE),
        "todo" => SchemaPart::one_of(
            "From the plan: the state of the question's action.",
            State::ALL.map(State::as_str),
        ),
        "role" => line("From the plan: the role responsible.", LONGEST_ROLE),
        _ => day("From the plan: the due date."),
    })
    .dependent([("reason", SchemaPart::has(&["choice"], &[Choice::NotApplicable.as_str()]))])
}

pub(super) fn drafts() -> SchemaDocument {
    let names = [
        ("format", true),
        ("drafts", true),
        ("unsaved", true),
        ("request", false),
        ("questionnaires", false),
        ("withheld", false),
        ("records", false),
        ("recordsUnsaved", false),
        ("unconfirmed", false),
        ("waiting", false),
    ];
    let description =
        "All drafts of a tab and the data that belongs to them: what the page keeps while it is open.";
    let file = SchemaPart::open_object(description, names, |name| match name {
        "format" => format(draft::SEVERAL),
        "drafts" => SchemaPart::list(
            "The drafts. For each questionnaire, the open one comes first.",
            SchemaPart::file(draft::FORMAT, "A draft."),
        ),
        "unsaved" => {
            SchemaPart::list("Drafts with changes that are in no file yet.", SchemaPart::like("unsaved"))
        }
        "request" => requests_of("The request that is open."),
        "questionnaires" => SchemaPart::list("Imported questionnaires.", SchemaPart::like("brought"))
            .at_most(questionnaires::MOST),
        "withheld" => {
            let names = SchemaPart::text("The id of a questionnaire.");
            SchemaPart::table(
                "What to withhold from each questionnaire's result.",
                names,
                SchemaPart::like("withheld"),
            )
        }
        "records" => records_of("Requests made and keys known."),
        "recordsUnsaved" => SchemaPart::truth("Whether the records have changes that are in no file yet."),
        "unconfirmed" => SchemaPart::list(
            "Data found with drafts, not used until the person confirms.",
            SchemaPart::like("unconfirmed"),
        ),
        _ => SchemaPart::list("Answers in the tab that are not opened yet.", SchemaPart::like("waiting")),
    });
    let unsaved = SchemaPart::default()
        .with("type", super::part::list(["integer", "string"]))
        .with("description", "Index in `drafts`, from 0. Early versions named the questionnaire instead.");
    SchemaDocument {
        format: draft::SEVERAL,
        title: "Drafts of Candour",
        file,
        parts: vec![
            ("unsaved", unsaved.from(0)),
            ("brought", brought()),
            ("withheld", withheld()),
            ("unconfirmed", unconfirmed()),
            ("waiting", waiting()),
        ],
        others: vec![
            draft(),
            request(),
            request_2(),
            records(),
            records_1(),
            authors::questionnaire(),
            authors::wording(),
        ],
    }
}

/// What was found in one place, beside drafts.
fn unconfirmed() -> SchemaPart {
    let names = [
        ("from", true),
        ("request", false),
        ("questionnaires", false),
        ("withheld", false),
        ("records", false),
        ("recordsUnsaved", false),
    ];
    SchemaPart::open_object("What was found in one storage.", names, |name| match name {
        "from" => SchemaPart::one_of("Where it was found.", ["tab", "page", "device"]),
        "request" => requests_of("A request that was answered."),
        "questionnaires" => SchemaPart::list("Questionnaires of a page.", SchemaPart::like("brought"))
            .at_most(questionnaires::MOST),
        "withheld" => {
            let names = SchemaPart::text("The id of a questionnaire.");
            SchemaPart::table("What was to be withheld.", names, SchemaPart::like("withheld"))
        }
        "records" => records_of("Requests made and keys known."),
        _ => SchemaPart::truth("Whether the records have changes that are in no file yet."),
    })
}

/// Answers that are not opened.
fn waiting() -> SchemaPart {
    let names = [("locked", true), ("content", true)];
    SchemaPart::open_object("Answers that are not opened.", names, |name| match name {
        "locked" => SchemaPart::truth("Whether a passphrase opens them."),
        _ => SchemaPart::text("An age file, or the text of such drafts."),
    })
}

/// What is to be withheld of one result.
fn withheld() -> SchemaPart {
    let names = ["name", "profile", "allNotes", "answers", "notes", "shownLists"].map(|name| (name, false));
    let ids = |description: &str| SchemaPart::list(description, SchemaPart::text("The id of a question."));
    SchemaPart::open_object("What to withhold.", names, |name| match name {
        "name" => SchemaPart::truth("The signer's name."),
        "profile" => SchemaPart::truth("The profile answers."),
        "allNotes" => SchemaPart::truth("All notes."),
        "answers" => ids("Questions whose answers are withheld."),
        "shownLists" => ids("Lists that are not withheld."),
        _ => ids("Questions whose notes are withheld."),
    })
}

/// A request of either version.
fn requests_of(description: &str) -> SchemaPart {
    let first = SchemaPart::file(request::FORMAT, "Without purpose and addressee.");
    SchemaPart::any(
        description,
        [first, SchemaPart::file(request::FORMAT_2, "With a purpose, or made for one organisation.")],
    )
}

/// Records of either version.
fn records_of(description: &str) -> SchemaPart {
    let now = SchemaPart::file(records::FORMAT, "With labels.");
    SchemaPart::any(description, [now, SchemaPart::file(records::FORMAT_1, "Without labels.")])
}

pub(super) fn request() -> SchemaDocument {
    request_of(request::FORMAT, request::MEMBERS)
}

pub(super) fn request_2() -> SchemaDocument {
    request_of(request::FORMAT_2, request::MEMBERS_2)
}

fn request_of(version: &'static str, members: &[(&'static str, bool)]) -> SchemaDocument {
    let description = ["What somebody asks for, signed by the requester. ", &limits()].concat();
    let file = SchemaPart::object(&description, members, |name| match name {
        "format" => format(version),
        "signer" => SchemaPart::object("Who asks.", request::SIGNER, |name| match name {
            "id" => key("The signing key."),
            "name" => line("The name, as typed.", LONGEST_NAME),
            _ => SchemaPart::default(),
        }),
        "contact" => text("How to reach them. Omitted if empty.").filled().longest(LONGEST_CONTACT),
        "message" => {
            text("A message; may contain line feeds. Omitted if empty.").filled().longest(LONGEST_MESSAGE)
        }
        "purpose" => text("What the requester will do with the answers. Omitted if empty.")
            .filled()
            .longest(LONGEST_PURPOSE),
        "addressed" => {
            SchemaPart::constant("Made for one organisation, so that `nonce` shows who was asked.", true)
        }
        "wished" => day("The day by which an answer is requested."),
        "language" => language("The language of the request.").longest(LONGEST_LANGUAGE),
        "questionnaires" => {
            SchemaPart::list("What is asked for.", SchemaPart::like("asked")).at_least(1).at_most(MOST_ASKED)
        }
        "recipient" => SchemaPart::text("The age recipient to which answers may be encrypted.")
            .pattern("^age1[02-9ac-hj-np-z]{58}$"),
        "nonce" => random("16 random bytes in base64url, which distinguish this request from all others."),
        "proof" => SchemaPart::like_with("proof", "The signature, by the key of `signer`."),
        _ => SchemaPart::default(),
    });
    SchemaDocument {
        format: version,
        title: "A request of Candour",
        file,
        parts: vec![("asked", asked()), ("proof", proof())],
        others: Vec::new(),
    }
}

fn asked() -> SchemaPart {
    let word = |description: &str| SchemaPart::text(description).pattern("^[!-~]+$").longest(LONGEST_WORD);
    SchemaPart::object("A questionnaire asked for.", request::ASKED, |name| match name {
        "id" => word("Its id."),
        "version" => word("Its version."),
        "sha256" => digest("SHA-256 of its canonical form (RFC 8785)."),
        "wordingSha256" => {
            digest("SHA-256 of the canonical form of its wording in the language of the request.")
        }
        _ => SchemaPart::default(),
    })
}

pub(super) fn records() -> SchemaDocument {
    let names = [("format", true), ("key", false), ("requests", true), ("keys", true)];
    let description = "Requests made, whom each was sent to, and keys known. As a file it is always locked with a passphrase.";
    let file = SchemaPart::open_object(description, names, |name| match name {
        "format" => format(records::FORMAT),
        "key" => SchemaPart::file(KEY_FILE, "The key that made the requests. It is a secret."),
        "requests" => {
            SchemaPart::list("The requests made.", SchemaPart::like("made")).at_most(records::MOST_REQUESTS)
        }
        _ => SchemaPart::list("The keys known.", SchemaPart::like("key")).at_most(records::MOST_KEYS),
    });
    let made =
        SchemaPart::open_object(
            "A request made.",
            [("request", true), ("label", false)],
            |name| match name {
                "request" => requests_of("The request."),
                _ => line("Whom it was sent to. Nobody else sees it. Omitted if empty.", LONGEST_NAME),
            },
        );
    SchemaDocument {
        format: records::FORMAT,
        title: "Records of Candour",
        file,
        parts: vec![("key", known_key()), ("made", made)],
        others: vec![request(), request_2(), key_file()],
    }
}

pub(super) fn records_1() -> SchemaDocument {
    let names = [("format", true), ("requests", true), ("keys", true)];
    let description = "Requests made and keys known, as early versions wrote them.";
    let file = SchemaPart::open_object(description, names, |name| match name {
        "format" => format(records::FORMAT_1),
        "requests" => SchemaPart::list("The requests made.", SchemaPart::file(request::FORMAT, "A request."))
            .at_most(records::MOST_REQUESTS),
        _ => SchemaPart::list("The keys known.", SchemaPart::like("key")).at_most(records::MOST_KEYS),
    });
    SchemaDocument {
        format: records::FORMAT_1,
        title: "Records of Candour, first version",
        file,
        parts: vec![("key", known_key())],
        others: vec![request()],
    }
}

fn known_key() -> SchemaPart {
    let names = [("key", true), ("name", true), ("how", true), ("day", true)];
    SchemaPart::open_object("A key and its owner.", names, |name| match name {
        "key" => key("The key."),
        "name" => SchemaPart::text("Its owner."),
        "how" => SchemaPart::one_of(
            "How the owner was checked. `seen`: not checked.",
            Verification::ALL.map(Verification::as_str),
        ),
        _ => day("The day it was noted."),
    })
}

pub(super) fn questionnaires() -> SchemaDocument {
    let names = [("format", true), ("questionnaires", true)];
    let file = SchemaPart::open_object("Imported questionnaires.", names, |name| match name {
        "format" => format(questionnaires::FORMAT),
        _ => SchemaPart::list("The questionnaires.", SchemaPart::like("brought"))
            .at_least(1)
            .at_most(questionnaires::MOST),
    });
    SchemaDocument {
        format: questionnaires::FORMAT,
        title: "Questionnaires for Candour",
        file,
        parts: vec![("brought", brought())],
        others: vec![authors::questionnaire(), authors::wording()],
    }
}

/// A questionnaire that somebody brings.
fn brought() -> SchemaPart {
    let names = [("questionnaire", true), ("wording", true)];
    SchemaPart::open_object("A questionnaire with its texts.", names, |name| match name {
        "questionnaire" => SchemaPart::file(STRUCTURE, "Its structure."),
        _ => SchemaPart::file(WORDING, "Its texts."),
    })
}

pub(super) fn key_file() -> SchemaDocument {
    let names = [("type", true), ("publicKeyMultibase", true), ("secretKeyMultibase", true)];
    let description =
        "A signing key (Multikey). It is a secret: as a file it is always locked with a passphrase.";
    let file = SchemaPart::open_object(description, names, |name| match name {
        "type" => SchemaPart::constant("The kind of key file.", "Multikey"),
        "publicKeyMultibase" => {
            SchemaPart::text("The public half.").pattern(&format!("^{}$", multikey("z6Mk")))
        }
        _ => SchemaPart::text("The secret half: `z` and base58btc of `80 26` and the 32 bytes of the seed.")
            .pattern(&format!("^{}$", multikey("z3u2"))),
    });
    SchemaDocument {
        format: KEY_FILE,
        title: "A key of Candour",
        file,
        parts: Vec::new(),
        others: Vec::new(),
    }
}
