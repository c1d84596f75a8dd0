//! A request being written.

use candour_files::request::Wish;

/// A request being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// What was typed so far; what is asked for stands in `chosen`.
    pub wish: Wish,
    /// Ids of the questionnaires asked for.
    pub chosen: Vec<String>,
    /// Where the page is found, for the link: an address without fragment. Empty: no link is made.
    pub address: String,
    /// What is still missing, after it was asked for.
    pub missing: Option<Missing>,
    /// The nonce of the request made last, until something is changed.
    pub made: Option<String>,
}

/// What a request lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Who asks.
    Name,
    /// What is asked for.
    Questionnaire,
    /// The address of the page begins neither with `https://` nor with `http://`.
    Address,
    /// The link would be longer than [`LONGEST_LINK`]: by so many characters.
    Shorter(usize),
}

impl Default for Asking {
    fn default() -> Self {
        Self {
            wish: Wish { encrypted: true, ..Wish::default() },
            chosen: Vec::new(),
            address: String::new(),
            missing: None,
            made: None,
        }
    }
}

/// One thing typed or ticked in a request being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WishPart {
    /// Who asks.
    From(String),
    /// How to reach them.
    Contact(String),
    /// The message.
    Message(String),
    /// The day wished for, as `2026-11-22`, or nothing.
    By(String),
    /// Whether a questionnaire is asked for.
    Asks(String, bool),
    /// Whether answers are to be encrypted.
    Encrypted(bool),
    /// Where the page is found.
    Address(String),
}

/// Where a request comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestSource {
    /// The packed text of an address.
    Address(String),
    /// What the page carries.
    Page(String),
}
