//! The schema of what a check tells other programs.

use candour_files::check::{ChangeKind, Inconsistency, SameWords, Verdict};
use candour_proof::{
    json::Unreadable,
    proof::{DateWarning, ProofError},
};
use candour_questionnaire::{questionnaire::DecisionOutcome, scoring::Level};

use super::{document::SchemaDocument, part::SchemaPart};

/// The name of the schema: what is told is no file format, so there is no number.
const NAME: &str = "candour-checked";

pub(super) fn schema() -> SchemaDocument {
    let description =
        "What `candour check --json` reports on the files it checked, and the npm package on one.";
    let list =
        SchemaPart::list("The files in the order in which they were checked.", SchemaPart::like("checked"));
    let file = SchemaPart::default().with("description", description).either(
        SchemaPart::default().with("type", "array"),
        list,
        SchemaPart::like("checked"),
    );
    SchemaDocument {
        format: NAME,
        title: "A report of Candour",
        file,
        parts: vec![
            ("checked", checked()),
            ("change", change()),
            ("warning", warning()),
            ("more", more()),
            ("signer", signer()),
            ("questionnaire", questionnaire()),
            ("request", request()),
            ("result", result()),
            ("decision", decision()),
            ("section", section()),
            ("level", level()),
        ],
        others: Vec::new(),
    }
}

fn all<const N: usize>(names: [&'static str; N]) -> [(&'static str, bool); N] {
    names.map(|name| (name, true))
}

/// What is `null` where a file does not have it.
fn or_null(part: &str) -> SchemaPart {
    SchemaPart::default().either(
        SchemaPart::default().with("type", "null"),
        SchemaPart::default(),
        SchemaPart::like(part),
    )
}

/// A word for programs.
fn word(description: &str) -> SchemaPart {
    SchemaPart::text(description).pattern("^[a-z]+(-[a-z]+)*$")
}

fn text_or_null(description: &str) -> SchemaPart {
    SchemaPart::default().with("description", description).with("type", super::part::list(["string", "null"]))
}

fn checked() -> SchemaPart {
    let names = [
        ("file", true),
        ("size", true),
        ("sha256", true),
        ("verdict", true),
        ("problem", false),
        ("altered", true),
        ("changes", true),
        ("withheld", true),
        ("warnings", true),
        ("more", true),
        ("signer", true),
        ("fingerprint", true),
        ("questionnaire", true),
        ("id", true),
        ("finished", true),
        ("request", true),
        ("result", true),
        ("pageSha256", true),
    ];
    let parts = |description: &str| SchemaPart::list(description, SchemaPart::text("The name of a part."));
    SchemaPart::object("The report on one file.", names, |name| match name {
        "file" => SchemaPart::text("Its name."),
        "size" => SchemaPart::whole("Its size in bytes.").from(0),
        "sha256" => {
            text_or_null("SHA-256 of its bytes in hexadecimal; `null` if it was too large to be read.")
        }
        "verdict" => SchemaPart::one_of(
            "What it is and whether it was changed.",
            verdicts().map(|verdict| verdict.as_str()),
        ),
        "problem" => word("Why it is not trusted, if the verdict alone does not say it.").example("key-weak"),
        "altered" => parts("Parts that changed after signing."),
        "changes" => SchemaPart::list("The same parts, and how each differs.", SchemaPart::like("change")),
        "withheld" => parts("Parts that were withheld when the file was passed on."),
        "warnings" => SchemaPart::list(
            "What a reader should know even if the signature is valid.",
            SchemaPart::like("warning"),
        ),
        "more" => SchemaPart::like_with("more", "How many entries the lists omit: each ends at 200."),
        "signer" => or_null("signer").with("description", "Who signed it."),
        "fingerprint" => text_or_null("Fingerprint of the key that signed it: eight groups of five digits."),
        "questionnaire" => {
            or_null("questionnaire").with("description", "The questionnaire it claims to answer.")
        }
        "id" => text_or_null("The number of the result."),
        "finished" => text_or_null("The day it was finished, according to the signer's device."),
        "request" => or_null("request").with("description", "The request it claims to answer."),
        "result" => or_null("result").with("description", "Its levels."),
        _ => text_or_null(
            "For a web page: SHA-256 in hexadecimal without the drafts or the request it contains, for \
                comparison with that of the published page.",
        ),
    })
}

/// One verdict of each kind.
fn verdicts() -> [Verdict; 17] {
    [
        Verdict::Intact,
        Verdict::Partial,
        Verdict::Altered,
        Verdict::Unsigned,
        Verdict::Invalid(ProofError::NotSigned),
        Verdict::Uncheckable,
        Verdict::Newer(String::new()),
        Verdict::Draft,
        Verdict::Request,
        Verdict::Records,
        Verdict::Questionnaire,
        Verdict::SecretKey,
        Verdict::Encrypted,
        Verdict::Page,
        Verdict::OtherSigned(Some(true)),
        Verdict::Other,
        Verdict::Unreadable(Unreadable::Empty),
    ]
}

fn change() -> SchemaPart {
    let ways = ChangeKind::ALL.map(ChangeKind::as_str);
    SchemaPart::object("A part that changed after signing.", all(["part", "how"]), |name| match name {
        "part" => SchemaPart::text("A question's id, that with `/note`, or the name of another part."),
        _ => SchemaPart::one_of("How it differs.", ways),
    })
}

fn warning() -> SchemaPart {
    let names = [("warning", true), ("part", false)];
    SchemaPart::object("Something a reader should know.", names, |name| match name {
        // The command has words of its own, and later versions may have more.
        "warning" => word("What it is; there may be others than these.")
            .with("examples", super::part::list(warnings())),
        _ => {
            SchemaPart::text("The part concerned: the id of a question or section, or the name of a member.")
        }
    })
}

fn more() -> SchemaPart {
    let names = all(["changes", "withheld", "warnings", "seriousGaps"]);
    SchemaPart::object("How many entries each list omits.", names, |name| match name {
        "changes" => SchemaPart::whole("Of `changes`, and of `altered`.").from(0),
        "withheld" => SchemaPart::whole("Of `withheld`.").from(0),
        "warnings" => SchemaPart::whole("Of `warnings`.").from(0),
        _ => SchemaPart::whole("Of `seriousGaps` in `result`.").from(0),
    })
}

/// The words for warnings.
fn warnings() -> Vec<&'static str> {
    [
        "questionnaire-other-version",
        "questionnaire-unknown",
        "words-other",
        "words-other-language",
        "result-differs",
    ]
    .into_iter()
    .chain(DateWarning::ALL.map(DateWarning::as_str))
    .chain(Inconsistency::ALL.iter().map(|what| what.as_str()))
    .collect()
}

fn signer() -> SchemaPart {
    SchemaPart::object("Who signed.", all(["id", "name"]), |name| match name {
        "id" => text_or_null("The key, as `did:key`."),
        _ => text_or_null("The name as typed; nobody has checked it."),
    })
}

fn questionnaire() -> SchemaPart {
    let names = all(["id", "version", "title", "sha256", "language", "wordingSha256", "known", "words"]);
    let known = ["genuine", "own", "other-version", "unknown"];
    let words = [SameWords::Yes, SameWords::Other, SameWords::OtherLanguage, SameWords::Unknown];
    SchemaPart::object("A questionnaire, as the file states it.", names, |name| match name {
        "id" => text_or_null("Its id."),
        "version" => text_or_null("Its version."),
        "title" => text_or_null("Its title."),
        "sha256" => text_or_null("Digest of its structure."),
        "language" => text_or_null("The language that was answered."),
        "wordingSha256" => text_or_null("Digest of the wording that was answered."),
        "known" => SchemaPart::one_of(
            "Whether it is built into Candour (`genuine`) or supplied by the person who checks (`own`).",
            known,
        ),
        _ => {
            SchemaPart::one_of("Whether the answered wording is the known one.", words.map(SameWords::as_str))
        }
    })
}

fn request() -> SchemaPart {
    SchemaPart::object("The request that the file claims to answer.", all(["id", "from", "nonce"]), |name| {
        match name {
            "id" => SchemaPart::text("The requester's key."),
            "from" => SchemaPart::text("The requester's name, as the request states it."),
            _ => SchemaPart::text("The nonce of the request."),
        }
    })
}

fn result() -> SchemaPart {
    let names =
        all(["agreement", "sections", "seriousGaps", "stops", "decision", "answersShown", "answersWithheld"]);
    let ids = |description: &str| SchemaPart::list(description, SchemaPart::text("An id."));
    SchemaPart::object(
        "The result stated in the file, and the one computed from its answers.",
        names,
        |name| match name {
            "agreement" => SchemaPart::one_of(
                "Whether the result in the file agrees with its answers.",
                ["agrees", "differs", "not-recomputable"],
            ),
            "sections" => SchemaPart::list("Sections that have a level.", SchemaPart::like("section")),
            "seriousGaps" => ids("Critical questions with a serious gap, as the file states them."),
            "stops" => ids("Stop rules that were triggered, as the file states them."),
            "decision" => or_null("decision").with("description", "The decision, if there is one."),
            "answersShown" => SchemaPart::whole("Answers that the file shows as they were signed.").from(0),
            _ => SchemaPart::whole("Answers that the file withholds.").from(0),
        },
    )
}

fn decision() -> SchemaPart {
    let outcome = |description: &str| {
        let none = SchemaPart::default().with("type", "null");
        let outcome = SchemaPart::one_of("An outcome.", DecisionOutcome::ALL.map(DecisionOutcome::as_str));
        SchemaPart::any(description, [outcome, none])
    };
    SchemaPart::object("The outcome of a decision.", all(["stated", "computed"]), |name| match name {
        "stated" => outcome("The outcome that the file states."),
        _ => outcome("The outcome computed from its answers."),
    })
}

fn section() -> SchemaPart {
    let names = [("id", true), ("stated", false), ("computed", false)];
    SchemaPart::object("The levels of a section.", names, |name| match name {
        "id" => SchemaPart::text("Its id."),
        "stated" => SchemaPart::like_with("level", "The level that the file states."),
        _ => SchemaPart::like_with("level", "The level computed from its answers."),
    })
}

fn level() -> SchemaPart {
    SchemaPart::one_of(
        "The level of a section: 0 not started, 4 in place.",
        Level::ALL.map(|level| u32::from(level.number())),
    )
}
