//! What a part of the model asks the root to do, or reports to it.

use candour_files::records::RecordsFile;
use candour_proof::key::SigningKey;

use crate::{
    deferred::Deferred,
    effect::Effect,
    event::Event,
    message::Message,
    passed::content::{PassedContent, PassedKind},
    route::Route,
};

/// What a part asks the root to do, or reports to it; the root handles them in order.
#[derive(Debug)]
pub(crate) enum Command {
    /// Run an effect.
    Effect(Effect),
    /// Store what changed, in the way that was chosen.
    Save,
    /// The same once the typing pauses.
    ScheduleSave,
    /// Ask before the tab closes, or no longer.
    UpdateClosing,
    /// Show another screen.
    Go(Route),
    /// Show a message in the place of the present one.
    Show(Message),
    /// What was submitted last was refused. Why is part of the state; the form keeps what was typed.
    Refuse,
    /// Remove the present message.
    Dismiss,
    /// Draw the screen, then do this with so many random bytes.
    Run(Deferred, usize),
    /// Another key is in use.
    KeyChanged,
    /// The requests made or the known keys changed.
    RecordsChanged,
    /// There are more questionnaires.
    QuestionnairesChanged,
    /// A request of this nonce was accepted or declined.
    RequestDecided(String),
    /// Use a key that was found.
    UseKey(SigningKey),
    /// The browser took a file with something that is in no other one.
    Passed(PassedKind, PassedContent),
    /// Add records that were found, and use their key.
    JoinRecords(RecordsFile),
}

/// Commands in order.
pub(crate) type Commands = Vec<Command>;

impl From<Effect> for Command {
    fn from(effect: Effect) -> Self {
        Self::Effect(effect)
    }
}

/// Shows a message, and nothing else.
pub(crate) fn show(message: impl Into<Message>) -> Commands {
    vec![Command::Show(message.into())]
}

/// Runs work after the screen was drawn.
pub(crate) fn run(task: impl Into<Deferred>, random: usize) -> Commands {
    vec![Command::Run(task.into(), random)]
}

/// Media types of what is saved.
pub(crate) const JSON_FILE: &str = "application/json";
pub(crate) const CSV_FILE: &str = "text/csv;charset=utf-8";
pub(crate) const AGE_FILE: &str = "application/octet-stream";

/// Saves a file; `saved` is what happened once the browser took it.
pub(crate) fn download(
    name: String,
    media: &'static str,
    content: String,
    saved: impl Into<Event>,
) -> Commands {
    vec![Effect::Download { name, media, content, saved: Box::new(saved.into()) }.into()]
}
