//! Requests: making one, opening one, and remembering whose keys are whose.

mod state;

use std::rc::Rc;

use candour_age as age;
use candour_files::{
    draft::questionnaire_of,
    embed::Element,
    keys::identity,
    questionnaires::{self, Brought, Problems},
    records::{How, KnownKey, Records},
    request::{self, Asked, LONGEST_CONTACT, LONGEST_LINK, LONGEST_MESSAGE, Request, RequestProblem, Wish},
    text::{LONGEST_NAME, clean, clean_line, file_name},
};
use candour_proof::{
    date::{Day, Timestamp},
    jcs::canonical,
    json::Json,
    key::PublicKey,
};
use candour_questionnaire::{catalog::Catalog, draft::Draft, listed::Listed};
use zeroize::Zeroizing;

use super::{Effect, Model, Notice, Route, Task, Unconfirmed, signing::SEED};
use crate::storage::locked;
pub use state::{Asking, Missing, RequestSource, WishPart};

impl Model {
    pub(super) fn wish(&mut self, part: WishPart) -> Vec<Effect> {
        let Asking { wish, chosen, address, missing, made } = &mut self.asking;
        (*missing, *made) = (None, None);
        match part {
            WishPart::From(text) => wish.from = clean_line(&text, LONGEST_NAME),
            WishPart::Contact(text) => wish.contact = clean_line(&text, LONGEST_CONTACT),
            WishPart::Message(text) => wish.message = clean(&text, LONGEST_MESSAGE),
            WishPart::By(text) => match (Day::parse(&text), text.is_empty()) {
                (None, false) => self.notice = Some(Notice::NotADay),
                (day, _) => wish.wished = day,
            },
            WishPart::Asks(id, asked) => {
                chosen.retain(|other| *other != id);
                if asked {
                    chosen.push(id);
                }
            }
            WishPart::Encrypted(encrypted) => wish.encrypted = encrypted,
            WishPart::Address(text) => *address = clean_line(text.trim(), 500),
        }
        Vec::new()
    }

    pub(super) fn ask_for_request(&mut self) -> Vec<Effect> {
        let Asking { wish, chosen, address, .. } = &self.asking;
        let page =
            |start: &str| address.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
        let missing = if wish.from.trim().is_empty() {
            Some(Missing::Name)
        } else if chosen.is_empty() {
            Some(Missing::Questionnaire)
        } else if !(address.is_empty() || page("https://") || page("http://")) {
            Some(Missing::Address)
        } else {
            None
        };
        self.asking.missing = missing;
        if missing.is_some() {
            return Vec::new();
        }
        self.put_off(Task::MakeRequest, SEED + request::RANDOM)
    }

    pub(super) fn make_request(&mut self, random: &[u8], now: Timestamp) -> Vec<Effect> {
        let catalog = Rc::clone(&self.catalog);
        let chosen = &self.asking.chosen;
        let entries =
            catalog.entries.iter().filter(|entry| chosen.iter().any(|id| id == entry.questionnaire.id()));
        let mut language = String::new();
        let mut asked = Vec::new();
        for entry in entries {
            language.clone_from(&entry.wording.language);
            asked.push(Asked::of(entry));
        }
        let wish = Wish { language, asked, ..self.asking.wish.clone() };
        let Some((key, rest)) = self.key_from(random) else {
            return self.refuse(Notice::NoChance);
        };
        let Some(random) = rest.first_chunk() else {
            return self.refuse(Notice::NoChance);
        };
        // Read back like any other.
        let Ok(request) = Request::write(&wish, &key.signing, random, now) else {
            return self.refuse(Notice::NotReadBack);
        };
        let length = if self.asking.address.is_empty() { 0 } else { self.request_link(&request).len() };
        if let Some(over @ 1..) = length.checked_sub(LONGEST_LINK) {
            self.asking.missing = Some(Missing::Shorter(over));
            return Vec::new();
        }
        self.asking.made = Some(request.nonce.clone());
        self.records.add_request(request);
        self.records_changed()
    }

    /// The link of a request, to the page as it is found by others.
    pub fn request_link(&self, request: &Request) -> String {
        request.link(&self.asking.address)
    }

    /// Hands out a request made, as a file.
    pub(super) fn request_file(&mut self, nonce: &str) -> Vec<Effect> {
        let Some(request) = self.records.request(nonce) else {
            return Vec::new();
        };
        if !self.may_hand_out(request) {
            return self.refuse(Notice::KeyOfRequest);
        }
        let name = request_name(request, ".json");
        let effect = Effect::Download { name, media: JSON_FILE, content: request.file() };
        self.notice = Some(Notice::RequestWritten);
        vec![effect]
    }

    /// Hands out the page with a request built in, and with the own questionnaires it asks for.
    pub(super) fn request_page(&mut self, nonce: &str) -> Vec<Effect> {
        let Some(request) = self.records.request(nonce) else {
            return Vec::new();
        };
        if !self.may_hand_out(request) {
            return self.refuse(Notice::KeyOfRequest);
        }
        let asked = |brought: &&Brought| request.asks_for(brought.entry.questionnaire.id()).is_some();
        let files: Vec<_> = self.brought.iter().filter(asked).map(|brought| brought.file.clone()).collect();
        let content = questionnaires::pack(Some(request.document()), &files);
        let name = request_name(request, ".html");
        // In canonical form: what is packed has its members in another order.
        let whole = |(own, read): (Option<Json>, Vec<Json>)| {
            own.is_some() && canonical(&Json::List(read)) == canonical(&Json::List(files))
        };
        if !questionnaires::unpack(&content).is_some_and(whole) {
            return self.refuse(Notice::NotReadBack);
        }
        vec![Effect::SavePage { name, element: Element::Request, content }]
    }

    /// Looks at a request that came with the address or the page.
    pub(super) fn look_at(source: RequestSource) -> Vec<Effect> {
        let mut effects = Vec::new();
        if matches!(source, RequestSource::Address(_)) {
            // The address is kept by the browser's history: no longer than needed.
            effects.push(Effect::Replace(Route::Requested));
        }
        effects.push(Effect::AfterPaint { task: Task::OpenRequest(source), random: 0 });
        effects
    }

    pub(super) fn open_request(&mut self, source: &RequestSource, now: Timestamp) -> Vec<Effect> {
        let opened = match source {
            RequestSource::Address(packed) => Request::of_packed(packed, now),
            RequestSource::Page(content) => match questionnaires::unpack(content) {
                None => Err(RequestProblem::Broken),
                Some((request, files)) => {
                    let request = request.map(|document| Request::read(&document, now));
                    let mut problems = Problems::new();
                    for file in &files {
                        match questionnaires::read(file, &self.catalog) {
                            // What was kept is what was answered; it may be newer than the page. Only what this
                            // request asks for takes its place.
                            Ok(brought) if self.has_own(&brought) => {
                                if matches!(&request, Some(Ok(request)) if request.fits(&brought.entry)) {
                                    let replaced: Vec<_> = self.passed_for(&brought).into_iter().collect();
                                    let not_placed = self.add_questionnaire(brought);
                                    if !replaced.is_empty() || !not_placed.is_empty() {
                                        self.notice =
                                            Some(Notice::Brought { count: 1, replaced, not_placed });
                                    }
                                }
                            }
                            Ok(brought) => drop(self.add_questionnaire(brought)),
                            Err((_, said)) => {
                                problems.extend(said.into_iter().map(|problem| (String::new(), problem)));
                            }
                        }
                    }
                    self.refused_files = problems;
                    match request {
                        Some(request) => request,
                        None => return self.keep(),
                    }
                }
            },
        };
        // After a reload the request is open already.
        let nonce = opened.as_ref().map(|request| request.nonce.as_str()).ok();
        if self.request.as_ref().is_some_and(|open| Some(open.nonce.as_str()) == nonce) {
            if self.route == Route::Requested {
                return self.go(Route::Home);
            }
            return Vec::new();
        }
        // So is one that was taken up before the reload, until it is confirmed.
        let listed = |found: &Unconfirmed| found.request.as_ref().map(|open| open.nonce.as_str()) == nonce;
        let built_in = matches!(source, RequestSource::Page(_));
        if built_in
            && nonce.is_some()
            && self.route != Route::Requested
            && self.unconfirmed.iter().any(listed)
        {
            return Vec::new();
        }
        self.opened = Some(opened);
        self.go(Route::Requested)
    }

    /// Looks at the request in a checked file.
    pub(super) fn open_request_file(&mut self, place: usize) -> Vec<Effect> {
        let Some(opened) = self.checked.get(place).and_then(|file| file.request.clone()) else {
            return Vec::new();
        };
        self.opened = Some(opened);
        self.go(Route::Requested)
    }

    pub(super) fn accept_request(&mut self) -> Vec<Effect> {
        let answerable = |request: &mut Request| request.is_answerable(&self.catalog);
        let Some(Ok(request)) = self.opened.take_if(|opened| opened.as_mut().is_ok_and(answerable)) else {
            return Vec::new();
        };
        let known: Vec<String> = request
            .asked
            .iter()
            .filter(|asked| self.catalog.entry(&asked.id).is_some())
            .map(|asked| asked.id.clone())
            .collect();
        self.decided_on(&request.nonce);
        self.set_request(Some(request));
        let mut effects = self.keep();
        effects.extend(match known.as_slice() {
            [only] => {
                let route = self.place(only);
                self.go(route)
            }
            _ => self.go(Route::Home),
        });
        effects
    }

    pub(super) fn decline_request(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(Ok(request)) = self.opened.take() {
            self.decided_on(&request.nonce);
            effects = self.keep();
        }
        effects.extend(self.go(Route::Home));
        effects
    }

    pub(super) fn put_away_request(&mut self) -> Vec<Effect> {
        self.set_request(None);
        let effects = self.keep();
        self.notice = Some(Notice::RequestPutAway);
        effects
    }

    /// A signed file says whose request it answers, so it goes with the request.
    fn set_request(&mut self, request: Option<Request>) {
        self.request = request;
        self.signed = None;
        self.notice = None;
    }

    /// Takes questionnaires in from files opened together.
    pub(super) fn bring(&mut self, files: &[(String, Vec<u8>)]) -> Vec<Effect> {
        self.notice = None;
        match questionnaires::of_files(files, &self.catalog) {
            Err(problems) => {
                self.refused_files = problems;
                Vec::new()
            }
            Ok(brought) => {
                let count = brought.len();
                let new = brought.iter().filter(|brought| !self.has_own(brought)).count();
                if self.brought.len() + new > questionnaires::MOST {
                    self.refused_files = vec![(String::new(), questionnaires::too_many())];
                    return Vec::new();
                }
                self.refused_files = Problems::new();
                let (mut replaced, mut not_placed) = (Vec::new(), Listed::new());
                for new in brought {
                    replaced.extend(self.passed_for(&new));
                    not_placed.append(self.add_questionnaire(new));
                }
                self.place_strangers();
                let mut effects = self.keep();
                effects.extend(self.try_questionnaire());
                let count = u32::try_from(count).unwrap_or(u32::MAX);
                self.notice = Some(Notice::Brought { count, replaced, not_placed });
                effects
            }
        }
    }

    /// The title of a questionnaire that stands where another one with its id and version and other content was.
    fn passed_for(&self, brought: &Brought) -> Option<String> {
        let old = self.catalog.entry(brought.entry.questionnaire.id())?;
        brought.entry.passes_for(old).then(|| brought.entry.wording.title.clone())
    }

    /// Whether a questionnaire of that id was brought already, in whatever edition.
    pub(super) fn has_own(&self, brought: &Brought) -> bool {
        let id = brought.entry.questionnaire.id();
        self.brought.iter().any(|own| own.entry.questionnaire.id() == id)
    }

    /// Drafts that came before their questionnaire find their place.
    pub(super) fn place_strangers(&mut self) {
        let catalog = Rc::clone(&self.catalog);
        let before = self.before();
        for file in std::mem::take(&mut self.strangers) {
            let id = questionnaire_of(&file);
            match catalog.entry(id.unwrap_or("?")) {
                None => self.strangers.push(file),
                Some(entry) => {
                    let placed = candour_files::draft::read(&file, &entry.questionnaire);
                    self.join(entry.questionnaire.id(), placed.draft, true, false, &before);
                }
            }
        }
    }

    /// Puts a questionnaire into the catalogue, in the place of an older one of its id. Answers to that
    /// one go along as far as they can be placed; the ids of the others are given back.
    pub(super) fn add_questionnaire(&mut self, brought: Brought) -> Listed<String> {
        let mut not_placed = Listed::new();
        let id = brought.entry.questionnaire.id().to_owned();
        if self.catalog.entry(&id).is_none() && self.brought.len() >= questionnaires::MOST {
            return not_placed;
        }
        let old = self.catalog.entries.iter().find(|entry| entry.questionnaire.id() == id).cloned();
        if let Some(old) = old {
            let mut again = |draft: &mut Draft| {
                let placed = candour_files::draft::read(
                    &candour_files::draft::write(draft, &old.questionnaire).into(),
                    &brought.entry.questionnaire,
                );
                not_placed.append(placed.not_placed);
                *draft = placed.draft;
            };
            if let Some(draft) = self.drafts.get_mut(&id) {
                again(draft);
            }
            self.shelf
                .iter_mut()
                .filter(|other| other.questionnaire == id)
                .for_each(|other| again(&mut other.draft));
            self.signed = None;
        }
        self.brought.retain(|other| other.entry.questionnaire.id() != id);
        let catalog: &mut Catalog = Rc::make_mut(&mut self.catalog);
        catalog.entries.retain(|entry| entry.questionnaire.id() != id);
        catalog.entries.push(Rc::clone(&brought.entry));
        self.brought.push(brought);
        not_placed
    }

    /// Hands out the own questionnaires as one file.
    pub(super) fn questionnaire_file(&mut self) -> Vec<Effect> {
        if self.brought.is_empty() {
            return Vec::new();
        }
        let files: Vec<_> = self.brought.iter().map(|brought| brought.file.clone()).collect();
        let name = "candour-questionnaires.json".to_owned();
        vec![Effect::Download { name, media: JSON_FILE, content: questionnaires::write(&files) }]
    }

    /// Notes whose a key is, or forgets it.
    pub(super) fn note_key(&mut self, key: PublicKey, name: &str, how: How, day: &str) -> Vec<Effect> {
        let Some(day) = Day::parse(day).or(self.today) else {
            return self.refuse(Notice::NotADay);
        };
        self.records.add_key(KnownKey { key, name: clean_line(name, LONGEST_NAME), how, day });
        self.records_changed()
    }

    pub(super) fn forget_key(&mut self, key: PublicKey) -> Vec<Effect> {
        self.records.keys.retain(|known| known.key != key);
        self.records_changed()
    }

    pub(super) fn forget_request(&mut self, nonce: &str) -> Vec<Effect> {
        self.records.requests.retain(|request| request.nonce != nonce);
        self.asking.made = None;
        self.records_changed()
    }

    fn records_changed(&mut self) -> Vec<Effect> {
        self.records_unsaved = !self.records.is_empty();
        self.notice = None;
        self.relate_files();
        self.keep()
    }

    /// Writes the records, locked, and reads them back.
    pub(super) fn save_records(&mut self, passphrase: &str, random: &[u8], now: Timestamp) -> Vec<Effect> {
        let text = Zeroizing::new(Json::from(self.records.write()).pretty());
        let same = Records::of_text(text.as_bytes(), now)
            .is_ok_and(|(read, left_out)| read == self.records && left_out == 0);
        match locked(text.as_bytes(), passphrase, random) {
            Ok(content) if same => {
                self.records_unsaved = false;
                let name = file_name("candour-records", "", &now.date(), ".age");
                let mut effects = self.keep();
                effects.push(Effect::Download { name, media: AGE, content });
                self.notice = Some(Notice::RecordsWritten {
                    requests: u32::try_from(self.records.requests.len()).unwrap_or(u32::MAX),
                    keys: u32::try_from(self.records.keys.len()).unwrap_or(u32::MAX),
                });
                effects
            }
            Ok(_) => self.refuse(Notice::NotReadBack),
            Err(problem) => self.refuse(problem),
        }
    }

    /// Opens records and joins them with those here.
    pub(super) fn open_records(&mut self, file: &[u8], passphrase: &str, now: Timestamp) -> Vec<Effect> {
        let text = match age::decrypt_with_passphrase(file, passphrase) {
            Ok(text) => text,
            Err(problem) => return self.refuse(Notice::RecordsRefused(Some(problem.into()))),
        };
        match Records::of_text(&text, now) {
            Ok((records, left_out)) => self.join_records(records, left_out),
            Err(_) => self.refuse(Notice::RecordsRefused(None)),
        }
    }

    /// Joins records from a file with those here.
    pub(super) fn join_records(&mut self, records: Records, left_out: usize) -> Vec<Effect> {
        let unsaved = self.records_unsaved || !self.records.is_empty();
        self.records.join(records);
        self.records_unsaved = unsaved;
        self.relate_files();
        let effects = self.keep();
        self.notice = Some(Notice::RecordsOpened { left_out: u32::try_from(left_out).unwrap_or(u32::MAX) });
        effects
    }

    /// Writes the age identity, locked, for age tools.
    pub(super) fn save_identity(&mut self, passphrase: &str, random: &[u8]) -> Vec<Effect> {
        let Some(own) = &self.key else {
            return Vec::new();
        };
        let identity = identity(&own.signing);
        let text =
            Zeroizing::new(["# ", &identity.recipient().text(), "\n", &identity.text(), "\n"].concat());
        match locked(text.as_bytes(), passphrase, random) {
            Ok(content) => {
                self.notice = Some(Notice::IdentityWritten);
                vec![Effect::Download { name: "candour-identity.age".to_owned(), media: AGE, content }]
            }
            Err(problem) => self.refuse(problem),
        }
    }
}

/// Media types of what is handed out.
const JSON_FILE: &str = "application/json";
const AGE: &str = "application/octet-stream";

fn request_name(request: &Request, ending: &str) -> String {
    let day = request.created.map(Day::text).unwrap_or_default();
    file_name("candour-request", &request.from, &day, ending)
}
