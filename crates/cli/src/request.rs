//! `candour request`: making a request for answers.

use std::{fs, path::Path};

use candour_age as age;
use candour_compare::export::letters::{self, Letter};
use candour_files::{
    embed::{self, Element},
    questionnaires,
    records::{MOST_REQUESTS, Records},
    request::{
        LONGEST_CONTACT, LONGEST_LINK, LONGEST_MESSAGE, LONGEST_PURPOSE, MOST_ASKED, NewRequest, RANDOM,
        Request, RequestedQuestionnaire, addressees, page_address,
    },
    text::LONGEST_NAME,
};
use candour_proof::{date::Day, json::Json, key::SigningKey};
use candour_questionnaire::{catalog::Catalog, never_asked};

use crate::messages::{Message, Page, PageCounted, Words};
use crate::{
    arguments::{CheckerOptions, Passphrase, RequestArgs as Arguments},
    context::{CheckContext, ContextFactory},
    error::{CliError, CliOutcome, ErrorMessage, ExitStatus},
    key_file::{self, DecryptionKey},
    lines::{Lines, Style},
    new_file::{self, Permissions},
    passphrase::PassphraseSource,
    random::random,
    terminal::{Terminal, print_note},
};

/// Makes a request, and prints or writes it.
///
/// # Errors
/// If something is missing or too long, or a file cannot be read or written.
pub(crate) fn run(arguments: &Arguments) -> CliOutcome<ExitStatus> {
    let own = CheckerOptions {
        questionnaires: arguments.questionnaires.clone(),
        identity: None,
        passphrase: Passphrase { passphrase_file: None },
    };
    let context = ContextFactory::new(&own)?.context();
    let wish = wish(arguments, &context.catalog)?;
    warn_of_invitations(&wish, &context);
    let page = arguments.page.as_deref().map(|page| {
        page_address(page).ok_or_else(|| ErrorMessage::new(Message::PageAddress).with("page", page))
    });
    let page = page.transpose()?;
    if let Some(path) = arguments.records.as_deref().filter(|path| path.exists()) {
        return Err(ErrorMessage::new(Message::FileExists).file(path).into());
    }
    let names = arguments.organisations.as_deref().map(organisations).transpose()?;
    let opened = key_file::open_all(&arguments.key, &PassphraseSource::new(&arguments.passphrase))?;
    let DecryptionKey::Signing(signing) = opened.key else {
        return Err(ErrorMessage::new(Message::KeyCannotSign).file(&arguments.key).into());
    };
    let mut records = opened.records;
    let sign = |wish: &NewRequest| {
        Request::write(wish, &signing, &*random::<RANDOM>()?, context.now)
            .map_err(|_| CliError::from(ErrorMessage::new(Message::RequestNotMade)))
    };
    let Some(names) = names else {
        let request = sign(&wish)?;
        records.add_request(request.clone());
        save_records(arguments, &records, &signing, &opened.passphrase)?;
        return write_out(arguments, page.as_deref(), &request, &context);
    };
    let wish = NewRequest { addressed: true, ..wish };
    let room = MOST_REQUESTS.saturating_sub(records.requests.len());
    if let Some(over @ 1..) = names.len().checked_sub(room) {
        return Err(ErrorMessage::new(Message::TooManyOrganisations).with("over", over).into());
    }
    let mut made = Vec::new();
    for name in names {
        let request = sign(&wish)?;
        records.add_request(request.clone());
        records.add_label(&request.nonce, &name);
        made.push((request, name));
    }
    // The arguments require it with a list of organisations.
    let address = page.unwrap_or_default();
    let title = |asked: &RequestedQuestionnaire| {
        context.catalog.entry(&asked.id).map(|entry| entry.wording.title.clone()).unwrap_or_default()
    };
    let letters: Vec<Letter<'_>> = made
        .iter()
        .map(|(request, name)| Letter {
            request,
            label: name,
            link: request.link(&address),
            titles: request.asked.iter().map(title).collect(),
            needs_file: request.needs_file(&context.catalog),
        })
        .collect();
    let longest = letters.iter().map(|letter| letter.link.len()).max().unwrap_or_default();
    if let Some(over @ 1..) = longest.checked_sub(LONGEST_LINK) {
        return Err(ErrorMessage::new(Message::LinkTooLong).with("over", over).into());
    }
    // Without this file nobody could tell whom a request was made for, so it comes first.
    save_records(arguments, &records, &signing, &opened.passphrase)?;
    let mut terminal = Terminal::new(context.texts, false);
    terminal.print(&letters::table(&letters, context.texts))?;
    terminal.end()?;
    Ok(ExitStatus::Fine)
}

/// The names in a file, one on each line.
fn organisations(path: &Path) -> CliOutcome<Vec<String>> {
    let text = fs::read_to_string(path)
        .map_err(|error| ErrorMessage::new(Message::NotOpened).file(path).why(&error))?;
    let names = addressees(&text);
    if names.is_empty() {
        return Err(ErrorMessage::new(Message::NoOrganisations).file(path).into());
    }
    Ok(names)
}

/// Writes the requester file, locked with the passphrase of the key file, and reads it back.
fn save_records(
    arguments: &Arguments,
    records: &Records,
    signing: &SigningKey,
    passphrase: &str,
) -> CliOutcome<()> {
    let Some(path) = &arguments.records else { return Ok(()) };
    if passphrase.is_empty() {
        return Err(ErrorMessage::new(Message::KeyNotLocked).file(&arguments.key).into());
    }
    let plain = records.to_file(Some(signing));
    let locked = age::encrypt_with_passphrase(plain.as_bytes(), passphrase, age::WORK, &*random::<48>()?);
    let locked = locked.ok().filter(|locked| {
        age::decrypt_with_passphrase(locked.as_bytes(), passphrase)
            .is_ok_and(|opened| opened.as_slice() == plain.as_bytes())
    });
    let locked = locked.ok_or_else(|| ErrorMessage::new(Message::NotReadBack).file(path))?;
    new_file::new_file(path, locked.as_bytes(), Permissions::Owner)?;
    let mut note = Lines::default();
    let file = path.display().to_string();
    note.plain(0, &Words::english().with(Message::RecordsWritten, &[("file", &file)]));
    print_note(&note);
    Ok(())
}

/// What is asked for, within the limits of the format: nothing that was typed is cut off unsaid.
fn wish(arguments: &Arguments, catalog: &Catalog) -> CliOutcome<NewRequest> {
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
        purpose: within("--purpose", arguments.purpose.as_deref(), LONGEST_PURPOSE)?,
        addressed: false,
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

/// Notes the sentences of one's own questions that seem to ask for what can put people at risk, as the page does.
fn warn_of_invitations(wish: &NewRequest, context: &CheckContext) {
    let texts = context.texts;
    let mut note = Lines::default();
    let asked = wish.asked.iter().filter_map(|asked| context.catalog.entry(&asked.id));
    for entry in asked.filter(|entry| entry.own) {
        let (found, is_known) = (&entry.wording.invitations, never_asked::knows(&entry.wording.language));
        if found.total() == 0 && is_known {
            continue;
        }
        note.add(0, Style::Strong, &entry.wording.title);
        if !is_known {
            note.add(0, Style::Care, &texts.text(Page::OwnInvitationsLanguage));
        }
        if found.total() > 0 {
            note.add(0, Style::Care, &texts.count(PageCounted::OwnInvitations, found.total()));
        }
        for invitation in found {
            note.item(1, &invitation.sentence);
        }
        if found.more() > 0 {
            note.plain(1, &texts.with(Page::AndMore, &[("count", &found.more().to_string())]));
        }
        note.plain(0, &texts.text(Page::OwnInvitationsDo));
    }
    print_note(&note);
}

/// A copy of the page with a request in it, and with the questionnaires it asks for that are not built in.
fn page_with(path: &Path, request: &Request, catalog: &Catalog) -> CliOutcome<String> {
    let page = fs::read_to_string(path)
        .map_err(|error| ErrorMessage::new(Message::NotOpened).file(path).why(&error))?;
    let own = catalog.entries.iter().filter(|entry| entry.own);
    let asked = own.filter(|entry| request.asks_for(entry.questionnaire.id()).is_some());
    let files: Vec<Json> = asked.map(|entry| questionnaires::file_of(entry)).collect();
    let content = questionnaires::pack(Some(request.document()), &files);
    let read = questionnaires::unpack(&content).filter(|(_, read)| read.len() == files.len());
    let whole = read.and_then(|_| embed::carrying(&page, Element::Request, &content));
    whole.ok_or_else(|| ErrorMessage::new(Message::NotThePage).file(path).into())
}

fn write_out(
    arguments: &Arguments,
    page: Option<&str>,
    request: &Request,
    context: &CheckContext,
) -> CliOutcome<ExitStatus> {
    let texts = context.texts;
    let link = page.map(|page| request.link(page));
    if let Some(over @ 1..) = link.as_ref().and_then(|link| link.len().checked_sub(LONGEST_LINK)) {
        return Err(ErrorMessage::new(Message::LinkTooLong).with("over", over).into());
    }
    if let Some(path) = &arguments.output {
        let written = match &arguments.into {
            Some(page) => page_with(page, request, &context.catalog)?,
            None => request.file(),
        };
        new_file::new_file(path, written.as_bytes(), Permissions::Usual)?;
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
    if request.needs_file(&context.catalog) && arguments.into.is_none() {
        note.add(0, Style::Care, &texts.text(Message::RequestNeedsFile));
    }
    note.plain(0, &[&*texts.text(Page::MadeDigits), " ", &request.key.fingerprint()].concat());
    note.plain(0, &texts.text(Page::MadeDigitsHelp));
    if request.recipient.is_some() {
        note.plain(0, &texts.text(Page::RequestEncryptedHelp));
    }
    print_note(&note);
    Ok(ExitStatus::Fine)
}
