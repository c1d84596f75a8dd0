//! What occurs in several files.

use candour_files::request::NONCE_LENGTH;
use candour_proof::proof::{MEMBERS, Rules, SUITE, TYPE};

use super::part::SchemaPart;

/// A letter of base58btc.
const BASE58: &str = "[1-9A-HJ-NP-Za-km-z]";

/// Characters of a Multikey: `z` and 34 bytes.
const MULTIKEY: usize = 48;

/// Letters of any kind and line feeds, and nothing that cannot be seen (`Json::has_invisible_text`).
pub(super) const VISIBLE: &str = "^[^\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f]*$";
/// The same on one line, without signs that turn the direction of writing or take no room (`clean_line`), but
/// for tags: not every program reads expressions with letters that far up.
pub(super) const ONE_LINE: &str =
    "^[^\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff]*$";

/// A text that holds nothing invisible.
pub(super) fn text(description: &str) -> SchemaPart {
    SchemaPart::text(description).pattern(VISIBLE)
}

/// A text on one line, of at most so many characters; left out where there is none.
pub(super) fn line(description: &str, longest: usize) -> SchemaPart {
    SchemaPart::text(description).pattern(ONE_LINE).filled().longest(longest)
}

/// The format's name and version.
pub(super) fn format(name: &str) -> SchemaPart {
    SchemaPart::constant(
        "The name and version of this file format. It determines how the rest is read.",
        name,
    )
}

/// The id of a questionnaire, section, question, option or the like.
pub(super) fn id() -> SchemaPart {
    SchemaPart::text("A meaningful word, never a position, and never reused for something else.")
        .pattern("^[a-z][a-z0-9-]*$")
        .example("storage-limitation")
}

/// Three numbers with dots.
pub(super) fn version(description: &str) -> SchemaPart {
    let number = "(0|[1-9][0-9]*)";
    SchemaPart::text(description).pattern(&format!("^{number}\\.{number}\\.{number}$")).example("1.0.0")
}

/// A language tag.
pub(super) fn language(description: &str) -> SchemaPart {
    SchemaPart::text(description).pattern("^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$").example("pt-BR")
}

/// A day of the calendar.
pub(super) fn day(description: &str) -> SchemaPart {
    SchemaPart::text(description)
        .with("format", "date")
        .pattern("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")
        .example("2026-11-22")
}

/// A SHA-256.
pub(super) fn digest(description: &str) -> SchemaPart {
    SchemaPart::text(description).pattern("^[0-9a-f]{64}$")
}

/// 16 random bytes.
pub(super) fn random(description: &str) -> SchemaPart {
    // The last letter has four bits to spare, which are 0.
    let letters = NONCE_LENGTH.saturating_sub(1);
    SchemaPart::text(description).pattern(&format!("^[A-Za-z0-9_-]{{{letters}}}[AQgw]$"))
}

/// `did:key:z6Mk…`
pub(super) fn key(description: &str) -> SchemaPart {
    SchemaPart::text(description).pattern(&format!("^did:key:{}$", multikey("z6Mk")))
}

/// A proof, as Candour writes it.
pub(super) fn proof() -> SchemaPart {
    SchemaPart::object("A W3C Data Integrity proof.", MEMBERS.map(|name| (name, true)), |name| match name {
        "type" => SchemaPart::constant("The kind of proof.", TYPE),
        "cryptosuite" => SchemaPart::constant("How it is computed.", SUITE),
        "created" => SchemaPart::text(
            "Midnight UTC of the day of signing, according to the signer's device.",
        )
        .with("format", "date-time")
        .pattern(
            "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$",
        )
        .example("2026-11-22T00:00:00Z"),
        "verificationMethod" => SchemaPart::text("The signing key, as `did:key:K#K`.").pattern(&format!(
            "^did:key:{}#{}$",
            multikey("z6Mk"),
            multikey("z6Mk")
        )),
        "proofPurpose" => SchemaPart::constant("What the signature is for.", Rules::FILE.purpose),
        _ => SchemaPart::text("The signature: `z` and 64 bytes in base58btc.")
            .pattern(&format!("^z{BASE58}{{64,88}}$")),
    })
}

/// The 34 bytes of a Multikey, of which the first two always begin with these letters.
pub(super) fn multikey(start: &str) -> String {
    format!("{start}{BASE58}{{{}}}", MULTIKEY.saturating_sub(start.len()))
}
