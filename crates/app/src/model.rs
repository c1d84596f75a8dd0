//! The state of the page.

use std::rc::Rc;

use candour_age::passphrase::Strength;
use candour_compare::{then_and_now::Earlier, workbench::Workbench};
use candour_files::{
    check::Checked,
    questionnaires::{Brought, Problems},
    records::Records,
    request::{Request, RequestProblem},
    result::App,
    withhold::Withholding,
};
use candour_proof::{
    date::Day,
    json::{Json, Object},
    key::SigningKey,
    map::Table,
};
use candour_questionnaire::{
    answers::{Answers, Given},
    catalog::{Catalog, Offer},
    draft::Draft,
    questionnaire::{Question, Similar},
};
use candour_words::Words;
use zeroize::Zeroizing;

use crate::{
    effect::OtherTabs,
    effect::Task,
    inbox::Opening,
    notice::Notice,
    other_drafts::Shelved,
    requests::Asking,
    route::Route,
    storage::{Keeper, Keeping, Waiting},
    table_view::Comparing,
    unconfirmed::Unconfirmed,
};

/// Everything the page knows.
#[derive(Debug)]
pub struct Model {
    /// The questionnaires.
    pub catalog: Rc<Catalog>,
    /// What the page knows about itself.
    pub app: App,
    /// The texts of the language in use.
    pub words: Words,
    /// The day, on screens that print it.
    pub today: Option<Day>,
    /// Where the page was opened, without fragment; empty from a file.
    pub address: String,
    /// Whether the file that was opened holds a screen, perhaps with answers, beside the published page.
    pub saved_by_browser: bool,
    /// The screen.
    pub route: Route,
    /// The request that was opened and not yet taken up, or why it cannot be.
    pub opened: Option<Result<Request, RequestProblem>>,
    /// The request that answers are given to.
    pub request: Option<Request>,
    /// The request being written.
    pub asking: Asking,
    /// The requests made and the keys known.
    pub records: Records,
    /// They changed since they were last handed out as a file.
    pub records_unsaved: bool,
    /// The questionnaires that somebody brought; they are in the catalogue, too.
    pub brought: Vec<Brought>,
    /// What is wrong with the questionnaire opened last, by its file.
    pub refused_files: Problems,
    /// The draft that is open, per questionnaire.
    pub drafts: Table<Draft>,
    /// The other drafts.
    pub shelf: Vec<Shelved>,
    /// Drafts of questionnaires that this page does not have, kept as they are.
    pub strangers: Vec<Json>,
    /// Questionnaires whose open draft changed since it was last handed out whole as a file.
    pub unsaved: Vec<String>,
    /// How keeping the answers goes.
    pub keeping: Keeping,
    /// Where they are kept.
    pub keeper: Keeper,
    /// Answers that wait for their passphrase, or for the person to want them.
    pub waiting: Vec<Waiting>,
    /// What was found beside answers and is not in use until the person says so.
    pub unconfirmed: Vec<Unconfirmed>,
    /// What the passphrase being typed is worth: in which form, how many words, and how strong that is.
    pub strength: Option<(&'static str, usize, Strength)>,
    /// A passphrase made by chance, and the form that may take it.
    pub suggestion: Option<(&'static str, Zeroizing<String>)>,
    /// Everything was erased, and nothing was asked for since.
    pub erased: bool,
    /// What became of the other open tabs then.
    pub other_tabs: OtherTabs,
    /// The key that signs, once there is one.
    pub key: Option<OwnKey>,
    /// The result signed last, with what was made of it.
    // INVARIANT: dropped with the first change of an answer, of a plan that it carries, of the key and
    // of the request, so that an old signature never stands beside new answers.
    pub signed: Option<Signed>,
    /// What copies to hand over keep back, by questionnaire.
    pub withheld: Table<Withholding>,
    /// The last draft file.
    pub written: Option<Written>,
    /// Files opened on the check screen, newest first.
    pub checked: Vec<Checked>,
    /// Many files, opened to be compared.
    pub workbench: Workbench,
    /// How opening them goes.
    pub opening: Opening,
    /// What of them is looked at, and how.
    pub(crate) comparing: Comparing,
    /// Answers from a file, held beside the present ones.
    pub earlier: Option<Earlier>,
    /// What just happened.
    pub notice: Option<Notice>,
    /// The drafts before the last step, to take it back.
    pub undo: Option<Before>,
    /// Work under way that takes noticeable time.
    pub busy: Option<Task>,
}

/// The key in memory.
#[derive(Debug)]
pub struct OwnKey {
    /// The key; wiped from memory when dropped.
    pub signing: SigningKey,
    /// Whether a key file was written or opened, so that the key is not lost with the tab.
    pub saved: bool,
}

/// All drafts at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    pub(crate) drafts: Table<Draft>,
    pub(crate) shelf: Vec<Shelved>,
    pub(crate) unsaved: Vec<String>,
}

/// A file written, read back and found whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file's name.
    pub name: String,
    /// The questionnaire.
    pub questionnaire: String,
    /// Answers in it.
    pub answers: u32,
    /// Notes in it.
    pub notes: u32,
    /// Bytes.
    pub size: usize,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// A result, signed once: the complete file and every copy are the same result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The questionnaire.
    pub questionnaire: String,
    /// The document, complete.
    pub document: Object,
    /// The complete file, once it was handed out.
    pub written: Option<Written>,
    /// What others will see of the copy, as the checking code sees it.
    // INVARIANT: dropped when what is withheld changes, like `handed`.
    pub preview: Option<Checked>,
    /// The copy, once it was handed out.
    pub handed: Option<Handed>,
}

/// The signed file that the answers as they stand belong to.
#[derive(Debug)]
pub struct SignedFile<'a> {
    /// The file.
    pub written: &'a Written,
    /// Fingerprint of the key that signed it, in groups of digits.
    pub fingerprint: String,
}

/// A part of a result that can be kept back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The organisation's name.
    Name,
    /// The first answers.
    Profile,
    /// All notes, those written later too.
    Notes,
    /// The answer to the question of that id, with its note.
    Answer(String),
    /// The note on the question of that id.
    Note(String),
}

/// A copy handed out, read back and found to be what was to be handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    /// The file.
    pub written: Written,
    /// How many parts it keeps back.
    pub withheld: u32,
    /// Whom it is encrypted for.
    pub encrypted_for: Option<String>,
}

impl Model {
    /// A page just opened.
    pub fn new(catalog: Rc<Catalog>, app: App) -> Self {
        Self {
            catalog,
            app,
            words: Words::english(),
            today: None,
            opened: None,
            request: None,
            asking: Asking::default(),
            records: Records::default(),
            records_unsaved: false,
            brought: Vec::new(),
            refused_files: Problems::new(),
            address: String::new(),
            saved_by_browser: false,
            route: Route::Home,
            drafts: Table::new(),
            shelf: Vec::new(),
            strangers: Vec::new(),
            unsaved: Vec::new(),
            keeping: Keeping::Nothing,
            keeper: Keeper::default(),
            waiting: Vec::new(),
            unconfirmed: Vec::new(),
            strength: None,
            suggestion: None,
            erased: false,
            other_tabs: OtherTabs::default(),
            key: None,
            signed: None,
            withheld: Table::new(),
            written: None,
            checked: Vec::new(),
            workbench: Workbench::default(),
            opening: Opening::default(),
            comparing: Comparing::default(),
            earlier: None,
            notice: None,
            undo: None,
            busy: None,
        }
    }

    /// The answers to a questionnaire; none yet is an empty draft.
    pub fn draft(&self, questionnaire: &str) -> &Draft {
        static NONE: Draft = Draft {
            answers: Answers { profile: Table::new(), questions: Table::new() },
            organisation: String::new(),
            name: String::new(),
            changed: None,
            place: String::new(),
            plan: Table::new(),
            share_plan: false,
        };
        self.drafts.get(questionnaire).unwrap_or(&NONE)
    }

    /// The signed file of a questionnaire; `None` if there is none, or if an answer changed since.
    pub fn signed_file(&self, questionnaire: &str) -> Option<SignedFile<'_>> {
        let written = self.signed_result(questionnaire)?.written.as_ref()?;
        // The file goes with its key: both are dropped together.
        let fingerprint = self.key.as_ref()?.signing.public().fingerprint();
        Some(SignedFile { written, fingerprint })
    }

    /// What was answered to a similar question of another questionnaire, while this one is open.
    pub fn offer(&self, questionnaire: &str, question: &Question) -> Option<Offer<'_>> {
        let own = self.draft(questionnaire).answers.answer(&question.id);
        if own.choice.is_some() {
            return None;
        }
        self.catalog.entries.iter().filter(|entry| entry.questionnaire.id() != questionnaire).find_map(
            |entry| {
                let other = entry.questionnaire.id();
                let answers = &self.draft(other).answers;
                let same = |one: &Similar, questionnaire: &str, question: &str| {
                    one.questionnaire == questionnaire && one.question == question
                };
                entry.questionnaire.questions().find_map(|asked| {
                    // Declared on one side, it holds for both.
                    let similar = question.similar.iter().any(|one| same(one, other, &asked.id))
                        || asked.similar.iter().any(|one| same(one, questionnaire, &question.id));
                    let given = similar.then(|| asked.given(answers)).flatten()?;
                    let fits = match given {
                        Given::NotApplicable(reason) => question.reasons.contains(&reason),
                        _ => true,
                    };
                    fits.then_some(Offer { entry, question: asked, given })
                })
            },
        )
    }

    /// Where to go on with a questionnaire: the section left last, or its beginning.
    pub fn place(&self, questionnaire: &str) -> Route {
        let place = &self.draft(questionnaire).place;
        let known = self
            .catalog
            .entry(questionnaire)
            .is_some_and(|entry| entry.questionnaire.section(place).is_some());
        if known { Route::section(questionnaire, place) } else { Route::Profile(questionnaire.to_owned()) }
    }
}
