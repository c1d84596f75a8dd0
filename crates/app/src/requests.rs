//! Requests: making one, opening one, and remembering whose keys are whose.

pub(crate) mod event;
pub(crate) mod state;

use std::rc::Rc;

use candour_compare::{
    export::letters::{self, Letter},
    workbench::RequestCoverage,
};
use candour_files::{
    check::Report,
    embed::Element,
    intake,
    keys::identity,
    questionnaires::{self, ImportedQuestionnaire, Problems},
    records::{KnownKey, MOST_REQUESTS, Records, RecordsFile, Verification},
    request::{
        self, LONGEST_CONTACT, LONGEST_LINK, LONGEST_MESSAGE, LONGEST_PURPOSE, NewRequest, Request,
        RequestError, RequestedQuestionnaire, page_address,
    },
    text::{LONGEST_NAME, clean, clean_line, file_name},
};
use candour_proof::{
    date::{Day, Timestamp},
    jcs::canonical,
    json::Json,
    key::{PublicKey, SigningKey},
};
use candour_questionnaire::catalog::CatalogEntry;
use zeroize::Zeroizing;

use crate::{
    cached::Cached,
    command::{AGE_FILE, CSV_FILE, Command, Commands, JSON_FILE, download, run, show},
    drafts::continue_at,
    effect::Effect,
    inbox::{event::InboxNotice, state::Inbox},
    locked_file::{LOCKED, locked},
    message::Failure,
    page::PageInfo,
    passed::content::{PassedContent, PassedKind},
    route::Route,
    signing::state::OwnKey,
    storage::{state::Storage, unconfirmed::Unconfirmed},
    workspace::{SEED, Workspace},
};
use event::{RequestEvent, RequestNotice, RequestTask};
use state::{MissingField, RequestField, RequestForm, RequestSource, Requests};

impl Requests {
    pub(crate) fn update(
        &mut self,
        event: RequestEvent,
        workspace: &mut Workspace,
        storage: &mut Storage,
        inbox: &Inbox,
        page: &PageInfo,
    ) -> Commands {
        match event {
            RequestEvent::FieldEdited(field) => self.form.edit(field),
            RequestEvent::MakeRequested => {
                self.form.missing = self.form.lacks(&self.records);
                if let Some(missing) = self.form.missing {
                    return vec![Command::Dismiss, Effect::FocusField(missing.field().to_owned()).into()];
                }
                let known = |nonce: &String| self.records.request(nonce).is_some();
                self.form.asks_to_replace = self.form.earlier.iter().any(known);
                if self.form.asks_to_replace {
                    return Commands::new();
                }
                self.form.run(false)
            }
            RequestEvent::MakeConfirmed { replace } => {
                self.form.asks_to_replace = false;
                self.form.run(replace)
            }
            RequestEvent::LettersRequested(nonces) => self.write_letters(&nonces, workspace, page),
            RequestEvent::LettersSaved => show(RequestNotice::LettersSaved),
            RequestEvent::FileRequested(nonce) => self.write_file(&nonce, workspace),
            RequestEvent::FileSaved => show(RequestNotice::FileSaved),
            RequestEvent::PageRequested(nonce) => self.write_page(&nonce, workspace),
            RequestEvent::PageSaved => show(RequestNotice::PageSaved),
            RequestEvent::ForgetRequested(nonce) => {
                self.records.edit(|records| records.forget_request(&nonce));
                self.form.made.retain(|made| *made != nonce);
                self.records_changed()
            }
            RequestEvent::OpenRequested(index) => {
                let found = inbox.checked.get(index).and_then(|file| file.request.clone());
                found.map_or_else(Commands::new, |opened| self.show_request(opened))
            }
            RequestEvent::Accepted => self.accept(workspace),
            RequestEvent::Declined => {
                let mut commands = Commands::new();
                if let Some(Ok(request)) = self.opened.take() {
                    commands.push(Command::RequestDecided(request.nonce));
                    commands.push(Command::Save);
                }
                commands.push(Command::Go(Route::Home));
                commands
            }
            RequestEvent::Closed => {
                workspace.set_request(None);
                vec![Command::Save, Command::Show(RequestNotice::Closed.into())]
            }
            RequestEvent::KeyNoted(key, name, how, day) => self.note_key(key, &name, how, &day, page.today),
            RequestEvent::ForgetKeyRequested(key) => {
                self.records.edit(|records| records.keys.retain(|known| known.key != key));
                self.records_changed()
            }
            RequestEvent::RecordsRequested(passphrase, again) => {
                storage.with_passphrase(passphrase, &again, RequestTask::WriteRecords, LOCKED)
            }
            RequestEvent::RecordsSaved { requests, keys, key } => {
                let content = PassedContent::Records(self.records.clone(), key);
                vec![
                    Command::Show(RequestNotice::RecordsSaved { requests, keys }.into()),
                    Command::Passed(PassedKind::Records, content),
                ]
            }
            RequestEvent::RecordsGiven(file, passphrase) => {
                run(RequestTask::OpenRecords(file, passphrase), 0)
            }
            RequestEvent::IdentityRequested(passphrase, again) => {
                storage.with_passphrase(passphrase, &again, RequestTask::WriteIdentity, LOCKED)
            }
            RequestEvent::IdentitySaved => show(RequestNotice::IdentitySaved),
        }
    }

    pub(crate) fn resume(
        &mut self,
        task: RequestTask,
        random: &[u8],
        now: Timestamp,
        workspace: &mut Workspace,
        context: &mut OpeningContext<'_>,
    ) -> Commands {
        match task {
            RequestTask::Make { replace } => self.make(replace, random, now, workspace),
            RequestTask::Open(source) => self.open(&source, now, workspace, context),
            RequestTask::WriteRecords(passphrase) => self.write_records(&passphrase, random, now, workspace),
            RequestTask::OpenRecords(file, passphrase) => {
                self.open_records(&file, &passphrase, now, workspace)
            }
            RequestTask::WriteIdentity(passphrase) => write_identity(&passphrase, random, workspace),
        }
    }

    /// Makes a request, or one for each organisation named: all or none.
    fn make(&mut self, replace: bool, random: &[u8], now: Timestamp, workspace: &mut Workspace) -> Commands {
        let catalog = Rc::clone(workspace.catalog());
        let chosen = &self.form.chosen;
        let entries = catalog.entries.iter().filter(|entry| chosen.contains(&entry.card.id));
        let mut language = String::new();
        let mut asked = Vec::new();
        for entry in entries {
            language.clone_from(&entry.wording.language);
            asked.push(RequestedQuestionnaire::of(entry));
        }
        let mut labels = self.form.addressees();
        let addressed = !labels.is_empty();
        if !addressed {
            labels.push(String::new());
        }
        let wish = NewRequest { language, asked, addressed, ..self.form.wish.clone() };
        let Some((key, rest)) = workspace.key_from(random) else {
            return show(Failure::NoRandom);
        };
        let (nonces, _) = rest.as_chunks::<{ request::RANDOM }>();
        if nonces.len() < labels.len() {
            return show(Failure::NoRandom);
        }
        let mut made = Vec::new();
        for (label, random) in labels.into_iter().zip(nonces) {
            // Read back like any other.
            let Ok(request) = Request::write(&wish, &key.signing, random, now) else {
                return show(Failure::NotReadBack);
            };
            let length =
                if self.form.address.is_empty() { 0 } else { request.link(&self.form.link_address()).len() };
            if let Some(over @ 1..) = length.checked_sub(LONGEST_LINK) {
                let missing = MissingField::Shorter(over);
                self.form.missing = Some(missing);
                return vec![Effect::FocusField(missing.field().to_owned()).into()];
            }
            made.push((request, label));
        }
        self.form.made = made.iter().map(|(request, _)| request.nonce.clone()).collect();
        let earlier = std::mem::replace(&mut self.form.earlier, self.form.made.clone());
        if !replace {
            self.form.earlier.extend(earlier.iter().cloned());
        }
        self.records.edit(|records| {
            for nonce in earlier.iter().filter(|_| replace) {
                records.forget_request(nonce);
            }
            for (request, label) in made {
                let nonce = request.nonce.clone();
                if records.add_request(request) {
                    records.add_label(&nonce, &label);
                }
            }
        });
        self.records_changed()
    }

    /// Saves the links and mail texts of requests made, as a table.
    fn write_letters(&self, nonces: &[String], workspace: &Workspace, page: &PageInfo) -> Commands {
        let requests: Vec<&Request> = nonces.iter().filter_map(|nonce| self.records.request(nonce)).collect();
        if requests.iter().any(|request| !can_send(workspace, request)) {
            return show(Failure::KeyOfRequest);
        }
        let letters = requests.iter().map(|request| self.letter(request, workspace)).collect::<Vec<_>>();
        let day = requests.first().and_then(|request| request.created).map(Day::text).unwrap_or_default();
        let name = file_name("candour-links", "", &day, ".csv");
        download(name, CSV_FILE, letters::table(&letters, page.words), RequestEvent::LettersSaved)
    }

    /// The letter that accompanies a request.
    pub fn letter<'a>(&'a self, request: &'a Request, workspace: &Workspace) -> Letter<'a> {
        let title = |asked: &RequestedQuestionnaire| match workspace.catalog().entry(&asked.id) {
            Some(entry) => entry.wording.title.clone(),
            None => asked.id.clone(),
        };
        Letter {
            request,
            label: self.records.label(&request.nonce),
            link: request.link(&self.form.link_address()),
            titles: request.asked.iter().map(title).collect(),
            needs_file: request.needs_file(workspace.catalog()),
        }
    }

    /// Saves a request made, as a file.
    fn write_file(&self, nonce: &str, workspace: &Workspace) -> Commands {
        let Some(request) = self.records.request(nonce) else {
            return Commands::new();
        };
        if !can_send(workspace, request) {
            return show(Failure::KeyOfRequest);
        }
        download(request_name(request, ".json"), JSON_FILE, request.file(), RequestEvent::FileSaved)
    }

    /// Saves the page with a request built in, and with the imported questionnaires it asks for.
    fn write_page(&self, nonce: &str, workspace: &Workspace) -> Commands {
        let Some(request) = self.records.request(nonce) else {
            return Commands::new();
        };
        if !can_send(workspace, request) {
            return show(Failure::KeyOfRequest);
        }
        let asked =
            |own: &&Cached<ImportedQuestionnaire>| request.asks_for(own.entry.questionnaire.id()).is_some();
        let files: Vec<_> = workspace.imported().iter().filter(asked).map(|own| own.file.clone()).collect();
        let content = questionnaires::pack(Some(request.document()), &files);
        let name = request_name(request, ".html");
        // In canonical form: what is packed has its members in another order.
        let whole = |(own, read): (Option<Json>, Vec<Json>)| {
            own.is_some() && canonical(&Json::List(read)) == canonical(&Json::List(files))
        };
        if !questionnaires::unpack(&content).is_some_and(whole) {
            return show(Failure::NotReadBack);
        }
        let saved = Box::new(RequestEvent::PageSaved.into());
        vec![Effect::DownloadPageWith { name, element: Element::Request, content, saved }.into()]
    }

    /// Opens a request that came with the address or the page.
    fn open(
        &mut self,
        source: &RequestSource,
        now: Timestamp,
        workspace: &mut Workspace,
        context: &mut OpeningContext<'_>,
    ) -> Commands {
        let mut commands = Commands::new();
        let opened = match source {
            RequestSource::Address(packed) => Request::of_packed(packed, now),
            RequestSource::Page(packed) => match questionnaires::unpack(packed) {
                None => Err(RequestError::Broken),
                Some((request, files)) => {
                    let request = request.map(|document| Request::read(&document, now));
                    commands.extend(import_along(&files, request.as_ref(), workspace, context.inbox));
                    let Some(request) = request else {
                        commands.push(Command::Save);
                        return commands;
                    };
                    request
                }
            },
        };
        // After a reload the request is open already.
        let nonce = opened.as_ref().map(|request| request.nonce.as_str()).ok();
        if workspace.request().is_some_and(|open| Some(open.nonce.as_str()) == nonce) {
            if *context.route == Route::Requested {
                commands.push(Command::Go(Route::Home));
            }
            return commands;
        }
        // So is one that was accepted before the reload, until it is confirmed.
        let listed = |found: &Unconfirmed| found.request.as_ref().map(|open| open.nonce.as_str()) == nonce;
        let built_in = matches!(source, RequestSource::Page(_));
        if built_in
            && nonce.is_some()
            && *context.route != Route::Requested
            && context.storage.unconfirmed.iter().any(listed)
        {
            return commands;
        }
        commands.extend(self.show_request(opened));
        commands
    }

    fn show_request(&mut self, opened: Result<Request, RequestError>) -> Commands {
        self.opened = Some(opened);
        vec![Command::Go(Route::Requested)]
    }

    fn accept(&mut self, workspace: &mut Workspace) -> Commands {
        let answerable = |request: &mut Request| request.is_answerable(workspace.catalog());
        let Some(Ok(request)) = self.opened.take_if(|opened| opened.as_mut().is_ok_and(answerable)) else {
            return Commands::new();
        };
        let known: Vec<String> = request
            .asked
            .iter()
            .filter(|asked| workspace.catalog().entry(&asked.id).is_some())
            .map(|asked| asked.id.clone())
            .collect();
        let decided = Command::RequestDecided(request.nonce.clone());
        workspace.set_request(Some(request));
        let route = match known.as_slice() {
            [only] => continue_at(workspace, only),
            _ => Route::Home,
        };
        vec![decided, Command::Dismiss, Command::Save, Command::Go(route)]
    }

    /// Notes whose a key is.
    fn note_key(
        &mut self,
        key: PublicKey,
        name: &str,
        how: Verification,
        day: &str,
        today: Option<Day>,
    ) -> Commands {
        let Some(day) = Day::parse(day).or(today) else {
            return show(Failure::NotADay);
        };
        let known = KnownKey { key, name: clean_line(name, LONGEST_NAME), how, day };
        self.records.edit(|records| records.add_key(known));
        self.records_changed()
    }

    fn records_changed(&mut self) -> Commands {
        self.records_unsaved = !self.records.is_empty();
        vec![Command::Dismiss, Command::RecordsChanged, Command::Save]
    }

    /// Writes the records, locked, and reads them back.
    fn write_records(
        &self,
        passphrase: &str,
        random: &[u8],
        now: Timestamp,
        workspace: &Workspace,
    ) -> Commands {
        let key = workspace.key().map(|key| &key.signing);
        let text = self.records.to_file(key);
        let public = key.map(SigningKey::public);
        let same = Records::of_text(text.as_bytes(), now).is_ok_and(|read| {
            let own = read.key.as_ref().map(SigningKey::public);
            (&read.records, read.left_out, own) == (&*self.records, 0, public)
        });
        match locked(text.as_bytes(), passphrase, random) {
            Ok(content) if same => {
                let name = file_name("candour-requester", "", &now.date(), ".age");
                let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
                let (requests, keys) = (count(self.records.requests.len()), count(self.records.keys.len()));
                let saved = RequestEvent::RecordsSaved { requests, keys, key: public };
                download(name, AGE_FILE, content, saved)
            }
            Ok(_) => show(Failure::NotReadBack),
            Err(failure) => show(failure),
        }
    }

    /// Opens records, with the key in the same file, or a key file alone.
    fn open_records(
        &mut self,
        file: &[u8],
        passphrase: &str,
        now: Timestamp,
        workspace: &Workspace,
    ) -> Commands {
        match intake::decrypt(file, passphrase) {
            Ok(text) => {
                self.open_plain(&text, now, workspace).unwrap_or_else(|| show(Failure::RecordsRefused(None)))
            }
            Err(problem) => show(Failure::RecordsRefused(Some(problem.into()))),
        }
    }

    /// What comes of a decrypted file with records or a key; `None` if it is neither.
    pub(crate) fn open_plain(&self, text: &[u8], now: Timestamp, workspace: &Workspace) -> Option<Commands> {
        let own = workspace.key();
        if let Ok(signing) = SigningKey::from_key_file(text) {
            let other = own.filter(|own| own.signing.public() != signing.public());
            let lost = self.need_key(other);
            return Some(if lost { show(Failure::SaveKeyFirst) } else { vec![Command::UseKey(signing)] });
        }
        let file = Records::of_text(text, now).ok()?;
        let lost = self.need_other_key(own, &file);
        Some(if lost { show(Failure::SaveKeyFirst) } else { vec![Command::JoinRecords(file)] })
    }

    /// Joins records from a file with those here, and uses the key in it.
    pub(crate) fn join(&mut self, file: RecordsFile) -> Commands {
        self.records_unsaved |= !self.records.is_empty();
        self.records.edit(|own| own.join(file.records));
        let left_out = u32::try_from(file.left_out).unwrap_or(u32::MAX);
        let notice = RequestNotice::RecordsOpened { left_out };
        let mut commands = vec![Command::RecordsChanged, Command::Save];
        commands.extend(file.key.map(Command::UseKey));
        commands.push(Command::Show(notice.into()));
        commands
    }

    /// Who asks for a questionnaire as it is here: in the request that is shown, or in the one that is open.
    pub fn asker<'a>(&'a self, workspace: &'a Workspace, entry: &CatalogEntry) -> Option<&'a Request> {
        let shown = self.opened.as_ref().and_then(|opened| opened.as_ref().ok());
        shown.into_iter().chain(workspace.request()).find(|request| request.fits(entry))
    }

    /// The request that a result says it answers, if it is known here, and whether it asked for that.
    pub fn named<'a>(
        &'a self,
        workspace: &'a Workspace,
        report: &Report,
    ) -> Option<(&'a Request, RequestCoverage)> {
        let echo = report.request.as_ref()?;
        let mut known = workspace.request().into_iter().chain(&self.records.requests);
        // The nonce alone could be in a result made for somebody else's request.
        let request = known.find(|request| request.nonce == echo.nonce && request.key.did() == echo.id)?;
        Some((request, RequestCoverage::of_report(request, report)))
    }
}

/// What decides on a request that is opened.
pub(crate) struct OpeningContext<'a> {
    pub(crate) storage: &'a Storage,
    pub(crate) inbox: &'a mut Inbox,
    pub(crate) route: &'a Route,
}

impl RequestForm {
    fn edit(&mut self, field: RequestField) -> Commands {
        (self.missing, self.asks_to_replace) = (None, false);
        self.made.clear();
        let wish = &mut self.wish;
        match field {
            RequestField::From(text) => wish.from = clean_line(&text, LONGEST_NAME),
            RequestField::Contact(text) => wish.contact = clean_line(&text, LONGEST_CONTACT),
            RequestField::Message(text) => wish.message = clean(&text, LONGEST_MESSAGE),
            RequestField::Purpose(text) => wish.purpose = clean(&text, LONGEST_PURPOSE),
            RequestField::Organisations(text) => self.organisations = text,
            RequestField::By(text) => match (Day::parse_typed(&text), text.is_empty()) {
                (None, false) => return show(Failure::NotADay),
                (day, _) => wish.wished = day,
            },
            RequestField::Asks(id, asked) => {
                self.chosen.retain(|other| *other != id);
                if asked {
                    self.chosen.push(id);
                }
            }
            RequestField::Encrypted(encrypted) => wish.encrypted = encrypted,
            RequestField::Address(text) => self.address = clean_line(text.trim(), 500),
        }
        Commands::new()
    }

    /// The address of the page as links need it.
    pub(crate) fn link_address(&self) -> String {
        page_address(&self.address).unwrap_or_default()
    }

    /// Runs the work of making what is asked for.
    fn run(&self, replace: bool) -> Commands {
        let count = self.addressees().len().max(1);
        run(RequestTask::Make { replace }, SEED + count * request::RANDOM)
    }

    fn lacks(&self, records: &Records) -> Option<MissingField> {
        let Self { wish, chosen, address, .. } = self;
        let room = MOST_REQUESTS.saturating_sub(records.requests.len());
        if wish.from.trim().is_empty() {
            Some(MissingField::Name)
        } else if chosen.is_empty() {
            Some(MissingField::Questionnaire)
        } else if !address.is_empty() && page_address(address).is_none() {
            Some(MissingField::Address)
        } else if let Some(over @ 1..) = self.addressees().len().max(1).checked_sub(room) {
            Some(MissingField::Fewer(over))
        } else {
            None
        }
    }
}

/// Looks at a request that came with the address or the page.
pub(crate) fn preview(source: RequestSource) -> Commands {
    let mut commands = Commands::new();
    if matches!(source, RequestSource::Address(_)) {
        // The address is kept by the browser's history: no longer than needed.
        commands.push(Effect::ReplaceRoute(Route::Requested).into());
    }
    let task = RequestTask::Open(source).into();
    commands.push(Effect::RunAfterPaint { task, random: 0 }.into());
    commands
}

/// Whether a request may be sent: answers encrypted for it can be opened again.
pub(crate) fn can_send(workspace: &Workspace, request: &Request) -> bool {
    let open = |key: &OwnKey| key.saved && key.signing.public() == request.key;
    request.recipient.is_none() || workspace.key().is_some_and(open)
}

/// Imports the questionnaires that a page carries beside a request.
fn import_along(
    files: &[Json],
    request: Option<&Result<Request, RequestError>>,
    workspace: &mut Workspace,
    inbox: &mut Inbox,
) -> Commands {
    let mut commands = Commands::new();
    let mut problems = Problems::new();
    for file in files {
        match questionnaires::read(file, workspace.catalog()) {
            // What was stored is what was answered; it may be newer than the page. Only what this
            // request asks for takes its place.
            Ok(new) if workspace.has_imported(&new) => {
                if matches!(request, Some(Ok(request)) if request.fits(&new.entry)) {
                    let replaced: Vec<_> = workspace.passed_for(&new).into_iter().collect();
                    let not_placed = workspace.import(new);
                    if !replaced.is_empty() || !not_placed.is_empty() {
                        let notice = InboxNotice::QuestionnairesImported { count: 1, replaced, not_placed };
                        commands.push(Command::Show(notice.into()));
                    }
                }
            }
            Ok(new) => drop(workspace.import(new)),
            Err((_, found)) => {
                problems.extend(found.into_iter().map(|problem| (String::new(), problem)));
            }
        }
    }
    inbox.problems = problems;
    commands
}

/// Writes the age identity, locked, for age tools.
fn write_identity(passphrase: &str, random: &[u8], workspace: &Workspace) -> Commands {
    let Some(own) = workspace.key() else {
        return Commands::new();
    };
    let identity = identity(&own.signing);
    let text = Zeroizing::new(["# ", &identity.recipient().text(), "\n", &identity.text(), "\n"].concat());
    match locked(text.as_bytes(), passphrase, random) {
        Ok(content) => {
            let name = "candour-identity.age".to_owned();
            download(name, AGE_FILE, content, RequestEvent::IdentitySaved)
        }
        Err(failure) => show(failure),
    }
}

fn request_name(request: &Request, ending: &str) -> String {
    let day = request.created.map(Day::text).unwrap_or_default();
    file_name("candour-request", &request.from, &day, ending)
}
