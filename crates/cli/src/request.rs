//! `candour request`: making a request for answers.

use candour_files::{
    request::{
        LONGEST_CONTACT, LONGEST_LINK, LONGEST_MESSAGE, MOST_ASKED, NewRequest, RANDOM, Request,
        RequestedQuestionnaire, page_address,
    },
    text::LONGEST_NAME,
};
use candour_proof::date::Day;
use candour_questionnaire::catalog::Catalog;

use crate::messages::{Message, Page, Words};
use crate::{
    arguments::{CheckerOptions, Passphrase, RequestArgs as Arguments},
    context::ContextFactory,
    error::{ErrorMessage, ExitStatus, Outcome},
    key_file::{self, DecryptionKey},
    lines::Lines,
    new_file::{self, Permissions},
    passphrase::PassphraseSource,
    random::random,
    terminal::{Terminal, print_note},
};

/// Makes a request, and prints or writes it.
///
/// # Errors
/// If something is missing or too long, or a file cannot be read or written.
pub(crate) fn run(arguments: &Arguments) -> Outcome<ExitStatus> {
    let own = CheckerOptions {
        questionnaires: arguments.questionnaires.clone(),
        identity: None,
        passphrase: Passphrase { passphrase_file: None },
    };
    let context = ContextFactory::new(&own)?.context();
    let wish = wish(arguments, &context.catalog)?;
    if let Some(page) = arguments.page.as_deref().filter(|page| page_address(page).is_none()) {
        return Err(ErrorMessage::new(Message::PageAddress).with("page", page).into());
    }
    let key = key_file::open(&arguments.key, &PassphraseSource::new(&arguments.passphrase))?;
    let DecryptionKey::Signing(signing) = key else {
        return Err(ErrorMessage::new(Message::KeyCannotSign).file(&arguments.key).into());
    };
    let request = Request::write(&wish, &signing, &*random::<RANDOM>()?, context.now)
        .map_err(|_| ErrorMessage::new(Message::RequestNotMade))?;
    write_out(arguments, &request, context.texts)
}

/// What is asked for, within the limits of the format: nothing that was typed is cut off unsaid.
fn wish(arguments: &Arguments, catalog: &Catalog) -> Outcome<NewRequest> {
    let within = |what: &str, text: Option<&str>, most: usize| {
        let text = text.unwrap_or_default().trim();
        match text.chars().count().checked_sub(most) {
            Some(over @ 1..) => Err(ErrorMessage::new(Message::TooLong)
                .with("what", what)
                .with("most", most)
                .with("over", over)),
            _ => Ok(text.to_owned()),
        }
    };
    let from = within("--from", Some(&arguments.from), LONGEST_NAME)?;
    if from.is_empty() {
        return Err(ErrorMessage::new(Message::NoName).into());
    }
    let wished = arguments
        .answer_by
        .as_deref()
        .map(|day| Day::parse(day).ok_or_else(|| ErrorMessage::new(Message::NoDay).with("day", day)));
    let mut wish = NewRequest {
        from,
        contact: within("--contact", arguments.contact.as_deref(), LONGEST_CONTACT)?,
        message: within("--message", arguments.message.as_deref(), LONGEST_MESSAGE)?,
        wished: wished.transpose()?,
        language: String::new(),
        asked: Vec::new(),
        encrypted: arguments.encrypted,
    };
    for id in &arguments.ask {
        let Some(entry) = catalog.entry(id) else {
            let known = catalog.entries.iter().map(|entry| entry.questionnaire.id().to_owned());
            return Err(ErrorMessage::new(Message::QuestionnaireUnknown)
                .with("id", id)
                .list(known.collect())
                .into());
        };
        wish.language.clone_from(&entry.wording.language);
        let asked = RequestedQuestionnaire::of(entry);
        if !wish.asked.contains(&asked) {
            wish.asked.push(asked);
        }
    }
    if wish.asked.len() > MOST_ASKED {
        return Err(ErrorMessage::new(Message::TooManyAsked).with("most", MOST_ASKED).into());
    }
    Ok(wish)
}

fn write_out(arguments: &Arguments, request: &Request, texts: Words) -> Outcome<ExitStatus> {
    let link = arguments.page.as_deref().and_then(page_address).map(|page| request.link(&page));
    if let Some(over @ 1..) = link.as_ref().and_then(|link| link.len().checked_sub(LONGEST_LINK)) {
        return Err(ErrorMessage::new(Message::LinkTooLong).with("over", over).into());
    }
    if let Some(path) = &arguments.output {
        new_file::new_file(path, request.file().as_bytes(), Permissions::Usual)?;
    }
    let mut terminal = Terminal::new(texts, false);
    match (&link, &arguments.output) {
        (Some(link), _) => terminal.print(&[link, "\n"].concat())?,
        (None, None) => terminal.print(&request.file())?,
        (None, Some(_)) => {}
    }
    terminal.end()?;
    let mut note = Lines::default();
    if let Some(path) = &arguments.output {
        note.plain(0, &texts.with(Message::RequestWritten, &[("file", &path.display().to_string())]));
    }
    note.plain(0, &[&*texts.text(Page::MadeDigits), " ", &request.key.fingerprint()].concat());
    note.plain(0, &texts.text(Page::MadeDigitsHelp));
    if request.recipient.is_some() {
        note.plain(0, &texts.text(Page::RequestEncryptedHelp));
    }
    print_note(&note);
    Ok(ExitStatus::Fine)
}
