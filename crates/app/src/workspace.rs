//! What a signed result is made of: the questionnaires, the drafts, the key and the request.
//!
//! They change only through the methods of [`Workspace`], and these drop the signed result where it would
//! no longer be signed the same. So an old signature never stands beside other answers, whatever is added
//! elsewhere: nothing outside of this file can change one of them without that.

use std::rc::Rc;

use candour_files::{
    draft,
    questionnaires::{self, ImportedQuestionnaire},
    request::Request,
    withhold::WithheldParts,
};
use candour_proof::{
    json::Json,
    key::{PublicKey, SigningKey},
    map::Table,
};
use candour_questionnaire::{catalog::Catalog, draft::Draft, listed::Listed};

use crate::{
    cached::Cached,
    drafts::set::{DraftSet, OtherDraft},
    signing::state::{CopyToShare, HandedOver, OwnKey, SignedResult, Written},
};

/// Bytes of an Ed25519 seed (RFC 8032 section 5.1.5).
pub(crate) const SEED: usize = 32;

/// What a signed result is made of, and that result.
#[derive(Debug)]
pub struct Workspace {
    catalog: Rc<Catalog>,
    /// The questionnaires that a person imported; they are in the catalogue, too.
    imported: Vec<Cached<ImportedQuestionnaire>>,
    drafts: DraftSet,
    /// Drafts of questionnaires that this page does not have, kept as they are.
    unplaced: Vec<Cached<Json>>,
    /// The key that signs, once there is one.
    key: Option<OwnKey>,
    /// The request that answers are given to.
    request: Option<Cached<Request>>,
    /// What copies to hand over withhold, by questionnaire.
    withheld: Table<WithheldParts>,
    /// The result signed last, with what was made of it.
    // INVARIANT: signing the drafts, the key and the request as they are gives the same result.
    signed: Option<SignedResult>,
}

impl Workspace {
    pub(crate) fn new(catalog: Rc<Catalog>) -> Self {
        Self {
            catalog,
            imported: Vec::new(),
            drafts: DraftSet::new(),
            unplaced: Vec::new(),
            key: None,
            request: None,
            withheld: Table::new(),
            signed: None,
        }
    }

    /// The same page with nothing in it: imported questionnaires go, too.
    pub(crate) fn erased(&self) -> Self {
        let mut catalog = Rc::clone(&self.catalog);
        Rc::make_mut(&mut catalog).entries.retain(|entry| !entry.own);
        Self::new(catalog)
    }

    /// The questionnaires.
    pub fn catalog(&self) -> &Rc<Catalog> {
        &self.catalog
    }

    /// The questionnaires that a person imported.
    pub fn imported(&self) -> &[Cached<ImportedQuestionnaire>] {
        &self.imported
    }

    /// All drafts.
    pub fn drafts(&self) -> &DraftSet {
        &self.drafts
    }

    /// The open draft of a questionnaire; none yet is an empty one.
    pub fn draft(&self, questionnaire: &str) -> &Draft {
        self.drafts.get(questionnaire)
    }

    /// Drafts of questionnaires that this page does not have.
    pub fn unplaced(&self) -> &[Cached<Json>] {
        &self.unplaced
    }

    /// The key that signs, once there is one.
    pub fn key(&self) -> Option<&OwnKey> {
        self.key.as_ref()
    }

    /// The request that answers are given to.
    pub fn request(&self) -> Option<&Request> {
        self.request.as_deref()
    }

    /// What copies of a questionnaire's result withhold.
    pub fn withholding(&self, questionnaire: &str) -> &WithheldParts {
        static NOTHING: WithheldParts = WithheldParts {
            name: false,
            profile: false,
            all_notes: false,
            answers: Vec::new(),
            notes: Vec::new(),
            shown_lists: Vec::new(),
        };
        self.withheld.get(questionnaire).unwrap_or(&NOTHING)
    }

    /// What copies withhold, by questionnaire.
    pub fn withheld(&self) -> &Table<WithheldParts> {
        &self.withheld
    }

    /// The result of a questionnaire as it was signed; `None` if that was not done, or if something changed since.
    pub fn signed(&self, questionnaire: &str) -> Option<&SignedResult> {
        self.signed.as_ref().filter(|signed| signed.questionnaire == questionnaire)
    }

    /// Whether there are no answers here at all.
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty() && self.unplaced.is_empty()
    }

    /// How many drafts there are.
    pub(crate) fn draft_count(&self) -> usize {
        self.drafts.len() + self.unplaced.len()
    }

    /// The request that answers to this questionnaire are given to. The questionnaire here may have been
    /// replaced since the request was accepted; answers to other words than those asked for do not name it.
    pub fn request_for(&self, questionnaire: &str) -> Option<&Request> {
        let entry = self.catalog.entry(questionnaire)?;
        self.request().filter(|request| request.fits(entry))
    }

    /// Changes drafts: the only way to do so.
    pub(crate) fn change_drafts<R>(&mut self, step: impl FnOnce(&mut DraftSet) -> R) -> R {
        let before = self.signed.as_ref().map(|_| self.drafts.open().clone());
        let outcome = step(&mut self.drafts);
        if before.is_some_and(|before| !all_sign_the_same(&before, self.drafts.open())) {
            self.signed = None;
        }
        outcome
    }

    /// The same for methods, which name no closure of their own.
    pub(crate) fn set_draft(&mut self, questionnaire: &str, draft: Draft) {
        self.change_drafts(|drafts| drafts.put(questionnaire, draft));
    }

    /// Writes the JSON text of what changed since it was stored last, and hands on all of it.
    pub(crate) fn stored_drafts(&mut self) -> (Vec<Rc<str>>, Vec<usize>) {
        let (mut texts, mut unsaved) = (Vec::new(), Vec::new());
        let catalog = &self.catalog;
        self.drafts.each(|id, draft, changed| {
            if let Some(entry) = catalog.entry(id) {
                if changed {
                    unsaved.push(texts.len());
                }
                texts.push(draft.json(|draft| draft::write(draft, &entry.questionnaire).into()));
            }
        });
        texts.extend(self.unplaced.iter_mut().map(|file| file.json(Json::clone)));
        (texts, unsaved)
    }

    /// The JSON texts of the imported questionnaires.
    pub(crate) fn stored_questionnaires(&mut self) -> Vec<Rc<str>> {
        self.imported.iter_mut().map(|own| own.json(|own| own.file.clone())).collect()
    }

    /// The JSON text of the request.
    pub(crate) fn stored_request(&mut self) -> Option<Rc<str>> {
        self.request.as_mut().map(|request| request.json(|request| request.document().clone().into()))
    }

    /// Takes another request, or none. A signed file says whose request it answers, so it goes.
    pub(crate) fn set_request(&mut self, request: Option<Request>) {
        self.request = request.map(Cached::new);
        self.signed = None;
    }

    /// Takes a key from a file.
    pub(crate) fn set_key(&mut self, signing: SigningKey) {
        self.key = Some(OwnKey { signing, saved: true });
        self.signed = None;
    }

    pub(crate) fn forget_key(&mut self) {
        self.key = None;
        self.signed = None;
    }

    /// The key in memory, or a new one from the first bytes of `random`; and the bytes left.
    pub(crate) fn key_from<'a>(&mut self, random: &'a [u8]) -> Option<(&OwnKey, &'a [u8])> {
        let (seed, rest) = random.split_first_chunk::<SEED>()?;
        if self.key.is_none() {
            self.key = Some(OwnKey { signing: SigningKey::from_seed(*seed), saved: false });
            self.signed = None;
        }
        Some((self.key.as_ref()?, rest))
    }

    /// The key with this public half is in a file.
    pub(crate) fn mark_key_saved(&mut self, public: PublicKey) {
        if let Some(key) = self.key.as_mut().filter(|key| key.signing.public() == public) {
            key.saved = true;
        }
    }

    /// Takes a result that was just made of this workspace.
    pub(crate) fn set_signed(&mut self, signed: SignedResult) {
        self.signed = Some(signed);
    }

    /// The complete file of the signed result was saved.
    pub(crate) fn set_written(&mut self, written: Written) {
        if let Some(signed) = self.signed.as_mut().filter(|own| own.questionnaire == written.questionnaire) {
            signed.written = Some(written);
        }
    }

    /// What others will see of the copy.
    pub(crate) fn set_preview(&mut self, preview: CopyToShare) {
        if let Some(signed) = &mut self.signed {
            signed.preview = Some(preview);
        }
    }

    /// A copy of the signed result was saved.
    pub(crate) fn set_handed_over(&mut self, copy: HandedOver) {
        let made_of = |own: &&mut SignedResult| own.questionnaire == copy.written.questionnaire;
        if let Some(signed) = self.signed.as_mut().filter(made_of) {
            signed.handed_over = Some(copy);
        }
    }

    /// Changes what copies of a questionnaire's result withhold. What was shown or saved is another copy now.
    pub(crate) fn set_withheld(&mut self, questionnaire: String, what: WithheldParts) {
        if let Some(signed) = &mut self.signed {
            (signed.preview, signed.handed_over) = (None, None);
        }
        self.withheld.insert(questionnaire, what);
    }

    /// Whether a questionnaire of that id was imported already, in whatever edition.
    pub(crate) fn has_imported(&self, new: &ImportedQuestionnaire) -> bool {
        let id = new.entry.questionnaire.id();
        self.imported.iter().any(|own| own.entry.questionnaire.id() == id)
    }

    /// The title of a questionnaire with the id and the version of a new one, and other content.
    pub(crate) fn passed_for(&self, new: &ImportedQuestionnaire) -> Option<String> {
        let old = self.catalog.entry(new.entry.questionnaire.id())?;
        new.entry.passes_for(old).then(|| new.entry.wording.title.clone())
    }

    /// Adds a questionnaire to the catalogue, in the place of an older one of its id. Answers to that one go
    /// along as far as they can be placed; the ids of the others are given back.
    pub(crate) fn import(&mut self, new: ImportedQuestionnaire) -> Listed<String> {
        let mut not_placed = Listed::new();
        let id = new.entry.questionnaire.id().to_owned();
        if self.catalog.entry(&id).is_none() && self.imported.len() >= questionnaires::MOST {
            return not_placed;
        }
        let old = self.catalog.entries.iter().find(|entry| entry.card.id == id).cloned();
        if let Some(old) = old {
            self.drafts.edit_all(&id, |own| {
                let file = draft::write(own, &old.questionnaire).into();
                let placed = draft::read(&file, &new.entry.questionnaire);
                not_placed.append(placed.not_placed);
                *own = placed.draft;
            });
            self.signed = None;
        }
        self.imported.retain(|other| other.entry.questionnaire.id() != id);
        let catalog: &mut Catalog = Rc::make_mut(&mut self.catalog);
        catalog.entries.retain(|entry| entry.card.id != id);
        catalog.entries.push(Rc::clone(&new.entry));
        self.imported.push(Cached::new(new));
        not_placed
    }

    /// Keeps a draft of a questionnaire that is not here.
    pub(crate) fn add_unplaced(&mut self, file: &Json) {
        if !self.unplaced.iter().any(|known| **known == *file) {
            self.unplaced.push(Cached::new(file.clone()));
        }
    }

    /// Drafts that came before their questionnaire find their place.
    pub(crate) fn place_unplaced(&mut self) {
        let catalog = Rc::clone(&self.catalog);
        let before = self.drafts.clone();
        for file in std::mem::take(&mut self.unplaced) {
            match catalog.entry(draft::questionnaire_of(&file).unwrap_or("?")) {
                None => self.unplaced.push(file),
                Some(entry) => {
                    let placed = draft::read(&file, &entry.questionnaire);
                    let other = OtherDraft {
                        questionnaire: entry.questionnaire.id().to_owned(),
                        draft: Cached::new(placed.draft),
                        unsaved: true,
                    };
                    self.change_drafts(|drafts| drafts.join(other, false, &before));
                }
            }
        }
    }
}

/// States that no event leads to.
#[cfg(test)]
impl Workspace {
    pub(crate) fn set_own_key(&mut self, key: Option<OwnKey>) {
        self.key = key;
        self.signed = None;
    }

    pub(crate) fn signed_mut(&mut self) -> Option<&mut SignedResult> {
        self.signed.as_mut()
    }
}

fn all_sign_the_same(before: &Table<Cached<Draft>>, now: &Table<Cached<Draft>>) -> bool {
    before.len() == now.len()
        && before
            .iter()
            .zip(now.iter())
            .all(|((id, before), (same, now))| id == same && (before == now || sign_the_same(before, now)))
}

/// Whether a result made of one draft holds what a result made of the other one does.
pub(crate) fn sign_the_same(one: &Draft, other: &Draft) -> bool {
    one.answers == other.answers
        && one.organisation == other.organisation
        && one.share_plan == other.share_plan
        && (!one.share_plan || one.plan == other.plan)
}
