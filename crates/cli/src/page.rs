//! `candour page`: the published page with a selection of its questionnaires.

use std::fs;

use candour_files::embed::{self, Element};

use crate::messages::Message;
use crate::{
    arguments::PageArgs,
    error::{CliOutcome, ErrorMessage, ExitStatus},
    new_file::{self, Permissions},
};

/// Writes it.
///
/// # Errors
/// If the page cannot be read, has no place for a selection or carries something already, or if the new file is there.
pub(crate) fn run(arguments: &PageArgs) -> CliOutcome<ExitStatus> {
    let page = fs::read(&arguments.page)
        .map_err(|error| ErrorMessage::new(Message::NotOpened).file(&arguments.page).why(&error))?;
    let page = String::from_utf8(page).unwrap_or_default();
    let selected = embed::carrying(&page, Element::Selection, &arguments.show.join(" "))
        .ok_or_else(|| ErrorMessage::new(Message::NotThePage).file(&arguments.page))?;
    new_file::new_file(&arguments.output, selected.as_bytes(), Permissions::Usual)?;
    Ok(ExitStatus::Fine)
}
