//! `candour schema`: the JSON Schemas of the files.

use candour_authoring::schema;

use crate::messages::{Message, Words};
use crate::{
    arguments::SchemaArgs,
    error::{CliOutcome, ErrorMessage, ExitStatus},
    terminal::{Terminal, escape_json},
};

/// Ends the name of a schema's file.
const ENDING: &str = ".schema.json";

/// Prints one, or the names of all.
///
/// # Errors
/// If there is none of that name.
pub(crate) fn run(arguments: &SchemaArgs) -> CliOutcome<ExitStatus> {
    let all = schema::all().into_iter();
    let all: Vec<_> = all.map(|(file, schema)| (file.trim_end_matches(ENDING).to_owned(), schema)).collect();
    let text = match &arguments.name {
        None => all.iter().map(|(name, _)| [name, "\n"].concat()).collect(),
        Some(asked) => {
            // A format may be named as files name it, and a schema as its file is named.
            let name = asked.trim_end_matches(ENDING).replace('/', "-");
            let found = all.iter().find(|(known, _)| *known == name);
            let known = || all.iter().map(|(name, _)| name.clone()).collect();
            let (_, schema) = found
                .ok_or_else(|| ErrorMessage::new(Message::NoSchema).with("name", asked).list(known()))?;
            escape_json(&schema.pretty())
        }
    };
    let mut terminal = Terminal::new(Words::english(), false);
    terminal.print(&text)?;
    terminal.end()?;
    Ok(ExitStatus::Fine)
}
