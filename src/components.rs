//! What pages share: elements, forms, and pieces of a page. None of them knows a page.

pub(crate) mod action;
pub(crate) mod chart;
pub(crate) mod clock;
pub(crate) mod elements;
pub(crate) mod explain;
pub(crate) mod file_input;
pub(crate) mod fingerprint;
pub(crate) mod form;
pub(crate) mod hard_words;
pub(crate) mod ids;
pub(crate) mod imported;
pub(crate) mod key;
pub(crate) mod levels;
pub(crate) mod links;
pub(crate) mod message;
pub(crate) mod part;
pub(crate) mod passed;
pub(crate) mod passphrase_forms;
pub(crate) mod progress_bar;
pub(crate) mod qr_code;
pub(crate) mod question;
pub(crate) mod records;
pub(crate) mod request_made;
pub(crate) mod screen;
pub(crate) mod sources;
pub(crate) mod summary;
pub(crate) mod typed_names;
pub(crate) mod ui;
pub(crate) mod unconfirmed;
pub(crate) mod written_file;

pub use hard_words::HardWords;
pub use screen::Screen;
pub use ui::Ui;
