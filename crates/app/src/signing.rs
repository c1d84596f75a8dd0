//! The steps that need time, chance or a clock: signing, key files, checking.

use candour_age::{self as age, AgeProblem};
use candour_compare::export::Export;
use candour_files::{
    check::{self, Checked, Known},
    request::Request,
    result::{self, Echo},
    text::{answers_name, file_name},
};
use candour_proof::{
    date::Timestamp,
    digest::{hex, sha256},
    json::{Json, Object},
    key::SigningKey,
};
use candour_questionnaire::{catalog::Entry, draft::Draft, questionnaire::Questionnaire, scoring::assess};

use super::{Effect, KeyRefusal, Model, Notice, OwnKey, Signed, Task, Written};
use crate::storage::{LOCKED, locked};
use zeroize::Zeroizing;

/// Bytes of an Ed25519 seed (RFC 8032 section 5.1.5).
pub(super) const SEED: usize = 32;

impl Model {
    pub(super) fn ask_to_sign(&mut self, questionnaire: String) -> Vec<Effect> {
        match self.random_to_sign(&questionnaire) {
            Some(random) => self.put_off(Task::Sign(questionnaire), random),
            None => Vec::new(),
        }
    }

    /// How many random bytes the result needs: none once it is signed.
    pub(super) fn random_to_sign(&self, questionnaire: &str) -> Option<usize> {
        let entry = self.catalog.entry(questionnaire)?;
        Some(match self.signed_result(questionnaire) {
            Some(_) => 0,
            None => SEED + result::random_bytes(&entry.questionnaire, self.draft(questionnaire)),
        })
    }

    /// The result as it was signed; `None` if that was not done, or if an answer changed since.
    pub fn signed_result(&self, questionnaire: &str) -> Option<&Signed> {
        self.signed.as_ref().filter(|signed| signed.questionnaire == questionnaire)
    }

    pub(super) fn ask_to_save_key(&mut self, passphrase: Zeroizing<String>) -> Vec<Effect> {
        self.put_off(Task::SaveKey(passphrase), SEED + LOCKED)
    }

    pub(super) fn resume(&mut self, task: Task, random: Option<Vec<u8>>, now: Timestamp) -> Vec<Effect> {
        if !matches!(task, Task::Today | Task::Keep | Task::Suggest(_)) {
            self.busy = None;
        }
        self.today = Some(now.day());
        let random = random.unwrap_or_default();
        match task {
            Task::Sign(questionnaire) => self.sign(&questionnaire, &random, now),
            Task::Preview(questionnaire) => self.preview(&questionnaire, &random, now),
            Task::HandOver(questionnaire) => self.hand_over(&questionnaire, &random, now),
            Task::Draft(questionnaire) => self.write_draft(&questionnaire, now),
            Task::Export(questionnaire, export) => self.export(&questionnaire, export, now),
            Task::MakeRequest => self.make_request(&random, now),
            Task::OpenRequest(source) => self.open_request(&source, now),
            Task::SaveRecords(passphrase) => self.save_records(&passphrase, &random, now),
            Task::OpenRecords(file, passphrase) => self.open_records(&file, &passphrase, now),
            Task::SaveIdentity(passphrase) => self.save_identity(&passphrase, &random),
            Task::Today => Vec::new(),
            Task::Keep => self.keep_now(&random),
            Task::Suggest(form) => {
                self.suggest(form, &random);
                Vec::new()
            }
            Task::Lock(passphrase) => self.lock(&passphrase, &random),
            Task::Unlock(place, passphrase) => self.unlock(place, &passphrase),
            Task::SavePage(passphrase) => self.save_page(&passphrase, &random, now),
            Task::Collect(questionnaire, what) => self.collect(&questionnaire, what, now),
            Task::OpenRow(place, passphrase) => self.open_row(place, &passphrase, now),
            Task::OpenLocked(place, passphrase) => self.open_locked(place, &passphrase, now),
            Task::SaveKey(passphrase) => self.save_key(&passphrase, &random, now),
            Task::OpenKey(file, passphrase) => self.open_key(&file, &passphrase),
            Task::Check { name, size, content } => self.check(&name, size, content.as_deref(), now),
        }
    }

    /// The key in memory, or a new one from the first bytes of `random`; and the bytes left.
    pub(super) fn key_from<'a>(&mut self, random: &'a [u8]) -> Option<(&mut OwnKey, &'a [u8])> {
        let (seed, rest) = random.split_first_chunk::<SEED>()?;
        let key =
            self.key.get_or_insert_with(|| OwnKey { signing: SigningKey::from_seed(*seed), saved: false });
        Some((key, rest))
    }

    /// The result, signed now unless it was before: whatever is made of it is the same result, with
    /// one number and the same salts.
    pub(super) fn sign_once(
        &mut self,
        entry: &Entry,
        random: &[u8],
        now: Timestamp,
    ) -> Result<&mut Signed, Notice> {
        let questionnaire = entry.questionnaire.id();
        if self.signed_result(questionnaire).is_none() {
            let document = self.result(entry, random, now)?;
            self.signed = Some(Signed {
                questionnaire: questionnaire.to_owned(),
                document,
                written: None,
                preview: None,
                handed: None,
            });
        }
        self.signed.as_mut().ok_or(Notice::NotReadBack)
    }

    /// A result, signed and read back.
    fn result(&mut self, entry: &Entry, random: &[u8], now: Timestamp) -> Result<Object, Notice> {
        let questionnaire = entry.questionnaire.id();
        let catalog = std::rc::Rc::clone(&self.catalog);
        let (draft, app) = (self.draft(questionnaire).clone(), self.app.clone());
        let asked = self.request_for(questionnaire).map(|request| Echo {
            id: request.key.did(),
            from: request.from.clone(),
            nonce: request.nonce.clone(),
        });
        let (key, rest) = self.key_from(random).ok_or(Notice::NoChance)?;
        let ingredients = result::Ingredients {
            questionnaire: &entry.questionnaire,
            wording: &entry.wording,
            labels: &catalog.labels,
            draft: &draft,
            request: asked.as_ref(),
            app: &app,
            now,
            random: rest,
        };
        let document = result::write(&ingredients, &key.signing).map_err(|_| Notice::NoChance)?;
        let checked = self.read_back(&Json::from(document.clone()).pretty(), now);
        if checked.is_intact() { Ok(document) } else { Err(Notice::NotReadBack) }
    }

    pub(super) fn sign(&mut self, questionnaire: &str, random: &[u8], now: Timestamp) -> Vec<Effect> {
        let catalog = std::rc::Rc::clone(&self.catalog);
        let Some(entry) = catalog.entry(questionnaire) else {
            return Vec::new();
        };
        let document = match self.sign_once(entry, random, now) {
            Ok(signed) => signed.document.clone(),
            Err(problem) => return self.refuse(problem),
        };
        let text = Json::from(document).pretty();
        let checked = self.read_back(&text, now);
        if !checked.is_intact() {
            return self.refuse(Notice::NotReadBack);
        }
        let draft = self.draft(questionnaire).clone();
        let name = answers_name(&entry.questionnaire, "", &draft.organisation, day_of(&checked), ".json");
        if let Some(signed) = &mut self.signed {
            signed.written = Some(written(&name, &entry.questionnaire, &text, &checked));
        }
        // A signed file leaves out answers to questions that are not asked, and the plan unless it is
        // to carry it; only a draft holds them.
        let questions = &entry.questionnaire;
        let asked = |id: &String| questions.question(id).is_some_and(|(_, own)| own.asked(&draft.answers));
        let plan = draft.plan.is_empty() || draft.share_plan && draft.plan.keys().all(asked);
        if plan && draft.answers.questions.keys().all(asked) {
            self.unsaved.retain(|id| id != questionnaire);
        }
        self.hand_out(name, text, Notice::SignedWritten)
    }

    fn write_draft(&mut self, questionnaire: &str, now: Timestamp) -> Vec<Effect> {
        let catalog = std::rc::Rc::clone(&self.catalog);
        let Some(entry) = catalog.entry(questionnaire) else {
            return Vec::new();
        };
        let draft = self.draft(questionnaire);
        let text = Json::from(candour_files::draft::write(draft, &entry.questionnaire)).pretty();
        let name = answers_name(&entry.questionnaire, "-draft", &draft.organisation, &now.date(), ".json");
        let checked = self.read_back(&text, now);
        if !checked.drafts.first().is_some_and(|(_, placed)| placed.draft == *draft) {
            return self.refuse(Notice::NotReadBack);
        }
        self.written = Some(written(&name, &entry.questionnaire, &text, &checked));
        self.unsaved.retain(|id| id != questionnaire);
        self.hand_out(name, text, Notice::DraftWritten)
    }

    fn export(&mut self, questionnaire: &str, export: Export, now: Timestamp) -> Vec<Effect> {
        let catalog = std::rc::Rc::clone(&self.catalog);
        let draft = self.draft(questionnaire);
        let Some(entry) = catalog.entry(questionnaire) else {
            return Vec::new();
        };
        let Some(content) = export.content(entry, draft, self.words, now) else {
            return Vec::new();
        };
        let organisation = &draft.organisation;
        let name =
            answers_name(&entry.questionnaire, export.topic(), organisation, &now.date(), export.ending());
        self.notice = Some(Notice::ExportWritten(export));
        vec![Effect::Download { name, media: export.media(), content }]
    }

    pub(super) fn hand_out(&mut self, name: String, content: String, notice: Notice) -> Vec<Effect> {
        self.notice = Some(notice);
        let mut effects = vec![Effect::Download { name, media: "application/json", content }];
        effects.extend(self.keep());
        effects
    }

    pub(super) fn refuse(&mut self, notice: Notice) -> Vec<Effect> {
        self.notice = Some(notice);
        Vec::new()
    }

    /// Reads a file just written with the same eyes as a stranger's.
    fn read_back(&self, text: &str, now: Timestamp) -> Checked {
        check::check(text.as_bytes(), "", &self.known(now))
    }

    fn known(&self, now: Timestamp) -> Known<'_> {
        Known { catalog: &self.catalog, own: self.key.as_ref().map(|key| key.signing.public()), now }
    }

    fn save_key(&mut self, passphrase: &str, random: &[u8], now: Timestamp) -> Vec<Effect> {
        let Some((key, rest)) = self.key_from(random) else {
            return self.refuse(Notice::NoChance);
        };
        let file = match locked(key.signing.to_key_file().as_bytes(), passphrase, rest) {
            Ok(file) => file,
            Err(problem) => return self.refuse(problem),
        };
        key.saved = true;
        self.notice = Some(Notice::KeyWritten);
        let name = file_name("signing-key", "", &now.date(), ".key.age");
        vec![Effect::Download { name, media: "application/octet-stream", content: file }]
    }

    fn open_key(&mut self, file: &[u8], passphrase: &str) -> Vec<Effect> {
        let opened = age::decrypt_with_passphrase(file, passphrase)
            .map_err(refusal)
            .and_then(|plain| SigningKey::from_key_file(&plain).map_err(|_| KeyRefusal::NotAKey));
        match opened {
            Ok(_) if self.must_save_key() => self.refuse(Notice::SaveKeyFirst),
            Ok(signing) => self.use_key(signing),
            Err(refusal) => self.refuse(Notice::KeyRefused(refusal)),
        }
    }

    /// Whether losing the key in memory would lose answers: it is in no file, and a request asks for
    /// answers that only it opens.
    pub(super) fn must_save_key(&self) -> bool {
        let unsaved = self.key.as_ref().filter(|key| !key.saved).map(|key| key.signing.public());
        let waited_for = |request: &Request| request.recipient.is_some() && Some(request.key) == unsaved;
        self.records.requests.iter().any(waited_for)
    }

    /// Whether a request may be handed out: answers encrypted for it can be opened again.
    pub fn may_hand_out(&self, request: &Request) -> bool {
        let open = |key: &OwnKey| key.saved && key.signing.public() == request.key;
        request.recipient.is_none() || self.key.as_ref().is_some_and(open)
    }

    /// Puts a key from a file to use.
    pub(super) fn use_key(&mut self, signing: SigningKey) -> Vec<Effect> {
        self.key = Some(OwnKey { signing, saved: true });
        self.signed = None;
        self.notice = Some(Notice::KeyOpened);
        self.try_key()
    }

    fn check(&mut self, name: &str, size: usize, content: Option<&[u8]>, now: Timestamp) -> Vec<Effect> {
        let checked = match content {
            Some(content) => check::check(content, name, &self.known(now)),
            None => Checked::too_large(name, size),
        };
        self.checked.insert(0, checked);
        Vec::new()
    }

    /// Opens a file that is locked with a passphrase; what is in it takes its place on the screen.
    fn open_locked(&mut self, place: usize, passphrase: &str, now: Timestamp) -> Vec<Effect> {
        let Some(file) = self.checked.get(place) else {
            return Vec::new();
        };
        let checked = match age::decrypt_with_passphrase(&file.locked, passphrase) {
            Ok(plain) => check::check(&plain, &file.name, &self.known(now)),
            Err(problem) => Checked { problem: Some(problem.into()), ..file.clone() },
        };
        if let Some(file) = self.checked.get_mut(place) {
            *file = checked;
        }
        Vec::new()
    }
}

fn refusal(problem: AgeProblem) -> KeyRefusal {
    match problem {
        AgeProblem::NotAge => KeyRefusal::NotAKey,
        problem => KeyRefusal::NotOpened(problem.into()),
    }
}

/// The day a result was finished, for the name of its file.
pub(super) fn day_of(checked: &Checked) -> &str {
    checked.report.as_ref().map_or("", |report| &report.finished)
}

pub(super) fn written(name: &str, questionnaire: &Questionnaire, text: &str, checked: &Checked) -> Written {
    let empty = Draft::default();
    let draft = checked.drafts.first().map_or(&empty, |(_, placed)| &placed.draft);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let answers = draft.answers.questions.values();
    Written {
        name: name.to_owned(),
        questionnaire: questionnaire.id().to_owned(),
        answers: assess(questionnaire, &draft.answers).completeness.answered,
        notes: count(answers.filter(|answer| !answer.note.is_empty()).count()),
        size: text.len(),
        sha256: hex(&sha256(text.as_bytes())),
    }
}
