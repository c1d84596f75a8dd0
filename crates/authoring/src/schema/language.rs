//! The schema of language packs.

use candour_language::pack::{self, Direction, ReviewState};
use candour_proof::text::LONGEST_NAME;
use candour_words::{PluralForm, Plurals};

use super::{
    common::{day, digest, format, id, language, line},
    document::SchemaDocument,
    part::SchemaPart,
};

pub(super) fn pack() -> SchemaDocument {
    let description = "All texts in another language, with gaps that are shown in English. A schema cannot express which texts there are \
        and what is refused in them: `candour language check` does.";
    let file = SchemaPart::object(description, pack::PACK, |name| match name {
        "$schema" => SchemaPart::text("Where an editor finds this schema."),
        "format" => format(pack::FORMAT),
        "language" => language("The language tag."),
        "name" => line("The name of the language in the language itself.", LONGEST_NAME).filled(),
        "englishName" => line("The English name of the language.", LONGEST_NAME).filled(),
        "direction" => {
            SchemaPart::one_of("The direction of its script.", Direction::ALL.map(Direction::as_str))
        }
        "plurals" => SchemaPart::one_of("The family of its plural forms.", Plurals::ALL.map(Plurals::as_str)),
        "files" => SchemaPart::table(
            "What is translated: `words`, `glossary`, and questionnaires by their ids.",
            SchemaPart::like("id"),
            SchemaPart::like("file"),
        ),
        _ => SchemaPart::default(),
    });
    SchemaDocument {
        format: pack::FORMAT,
        title: "A language pack of Candour",
        file,
        parts: vec![("id", id()), ("file", one_file()), ("text", text()), ("forms", forms())],
        others: Vec::new(),
    }
}

fn text() -> SchemaPart {
    SchemaPart::text("A translation, without a space at its ends.").filled()
}

fn forms() -> SchemaPart {
    let names = PluralForm::ALL.map(|form| (form.as_str(), false));
    SchemaPart::object("The forms of a text that depends on a number.", names, |form| {
        SchemaPart::like_with("text", &format!("The form `{form}` of CLDR."))
    })
}

fn one_file() -> SchemaPart {
    SchemaPart::object("The translation of one file.", pack::FILE, |name| match name {
        "state" => SchemaPart::one_of(
            "Who has looked at it: nobody but its translator, a native speaker who knows the field, a lawyer too (questionnaires only). Never names.",
            ReviewState::ALL.map(ReviewState::as_str),
        ),
        "on" => day("The day on which that was."),
        "from" => digest("Digest of the English texts that it was made from."),
        "texts" => SchemaPart::table(
            "The texts by their keys.",
            SchemaPart::text("The key, such as choice-yes or questions.lawful-basis.why.").filled(),
            SchemaPart::any_of("A translation.", [SchemaPart::like("text"), SchemaPart::like("forms")]),
        ),
        "also" => SchemaPart::table(
            "Other forms of explained words, by their ids. In the file `glossary` only.",
            SchemaPart::like("id"),
            SchemaPart::list("Other forms.", SchemaPart::like_with("text", "Another form.")),
        ),
        "prefixes" => SchemaPart::list(
            "What may be written together with the word behind it. In the file `glossary` only.",
            SchemaPart::like_with("text", "A prefix."),
        ),
        _ => SchemaPart::default(),
    })
}
