//! The state of the page.

use std::rc::Rc;

use candour_compare::export::letters::Letter;
use candour_compare::workbench::RequestCoverage;
use candour_files::{check::Report, request::Request, result::AppInfo, withhold::WithheldParts};
use candour_proof::date::Day;
use candour_questionnaire::{
    catalog::{Catalog, CatalogEntry, Offer},
    draft::Draft,
    questionnaire::Question,
};

use crate::{
    comparison::{state::ComparedFiles, table_view::TableView},
    deferred::Deferred,
    drafts::{Drafts, continue_at, holds_answers, offer},
    erased::Erased,
    form::FormFields,
    inbox::state::Inbox,
    message::{Failure, Message, Notice},
    page::{PageInfo, WrongClock},
    passed::PassedFiles,
    requests::{can_send, state::Requests},
    route::Route,
    signing::state::{OwnKey, SignedFile, SignedResult},
    storage::state::Storage,
    workspace::Workspace,
};

/// Everything the page knows, by parts. Each part has its own events, tasks and notices; `update.rs` routes them.
#[derive(Debug)]
pub struct Model {
    /// The page itself.
    pub page: PageInfo,
    /// The screen.
    pub route: Route,
    /// The questionnaires, the drafts, the key, the request, and what was signed of them.
    pub workspace: Workspace,
    /// What goes with drafts.
    pub drafts: Drafts,
    /// How and where drafts are stored.
    pub storage: Storage,
    /// Requests and known keys.
    pub requests: Requests,
    /// Files opened one by one.
    pub inbox: Inbox,
    /// Files opened to be compared.
    pub comparison: ComparedFiles,
    /// Files passed to the browser that nobody has seen since.
    pub passed: PassedFiles,
    /// What just happened.
    pub message: Option<Message>,
    /// The form submitted last, until it is known what came of it.
    pub(crate) submitted: Option<FormFields>,
    /// The field at which the form submitted last was refused.
    pub(crate) refused_at: Option<String>,
    /// Work under way that takes noticeable time.
    pub busy: Option<Deferred>,
    /// Everything was erased, and nothing was asked for since.
    pub erased: Option<Erased>,
}

impl Model {
    /// A page just opened.
    pub fn new(catalog: Rc<Catalog>, app: AppInfo) -> Self {
        Self::with(PageInfo::new(app), Workspace::new(catalog))
    }

    pub(crate) fn with(page: PageInfo, workspace: Workspace) -> Self {
        Self {
            page,
            route: Route::Home,
            workspace,
            drafts: Drafts::default(),
            storage: Storage::default(),
            requests: Requests::default(),
            inbox: Inbox::default(),
            comparison: ComparedFiles::default(),
            passed: PassedFiles::default(),
            message: None,
            submitted: None,
            refused_at: None,
            busy: None,
            erased: None,
        }
    }

    /// The questionnaires.
    pub fn catalog(&self) -> &Rc<Catalog> {
        self.workspace.catalog()
    }

    /// The answers to a questionnaire; none yet is an empty draft.
    pub fn draft(&self, questionnaire: &str) -> &Draft {
        self.workspace.draft(questionnaire)
    }

    /// Whether a draft is open that an import would touch.
    pub fn has_answers(&self, questionnaire: &str) -> bool {
        holds_answers(self.draft(questionnaire))
    }

    /// The key that signs, once there is one.
    pub fn key(&self) -> Option<&OwnKey> {
        self.workspace.key()
    }

    /// The request that answers are given to.
    pub fn request(&self) -> Option<&Request> {
        self.workspace.request()
    }

    /// The result as it was signed; `None` if that was not done, or if an answer changed since.
    pub fn signed_result(&self, questionnaire: &str) -> Option<&SignedResult> {
        self.workspace.signed(questionnaire)
    }

    /// The signed file of a questionnaire; `None` if there is none, or if an answer changed since.
    pub fn signed_file(&self, questionnaire: &str) -> Option<SignedFile<'_>> {
        let written = self.signed_result(questionnaire)?.written.as_ref()?;
        // The file goes with its key: both are dropped together.
        let fingerprint = self.key()?.signing.public().fingerprint();
        Some(SignedFile { written, fingerprint })
    }

    /// What copies of a questionnaire's result withhold.
    pub fn withholding(&self, questionnaire: &str) -> &WithheldParts {
        self.workspace.withholding(questionnaire)
    }

    /// What was answered to a similar question of another questionnaire, while this one is open.
    pub fn offer(&self, questionnaire: &str, question: &Question) -> Option<Offer<'_>> {
        offer(&self.workspace, questionnaire, question)
    }

    /// Where to go on with a questionnaire: all its parts, or its beginning.
    pub fn continue_at(&self, questionnaire: &str) -> Route {
        continue_at(&self.workspace, questionnaire)
    }

    /// The request that answers to this questionnaire are given to.
    pub fn request_for(&self, questionnaire: &str) -> Option<&Request> {
        self.workspace.request_for(questionnaire)
    }

    /// Who asks for a questionnaire as it is here: in the request that is shown, or in the one that is open.
    pub fn asker(&self, entry: &CatalogEntry) -> Option<&Request> {
        self.requests.asker(&self.workspace, entry)
    }

    /// The request that a result says it answers, if it is known here, and whether it asked for that.
    pub fn request_named(&self, report: &Report) -> Option<(&Request, RequestCoverage)> {
        self.requests.named(&self.workspace, report)
    }

    /// The link of a request, to the page as it is found by others.
    pub fn request_link(&self, request: &Request) -> String {
        request.link(&self.requests.form.link_address())
    }

    /// The letter that accompanies a request.
    pub fn letter<'a>(&'a self, request: &'a Request) -> Letter<'a> {
        self.requests.letter(request, &self.workspace)
    }

    /// Whether a request may be sent: answers encrypted for it can be opened again.
    pub fn can_send(&self, request: &Request) -> bool {
        can_send(&self.workspace, request)
    }

    /// Whether a questionnaire is shown at the start: the page may select some, but hides no answers, nothing imported and nothing asked for.
    pub fn is_shown_at_start(&self, entry: &CatalogEntry) -> bool {
        let (id, selection) = (&*entry.card.id, &self.page.selection);
        let is_selected = selection.is_empty() || selection.iter().any(|selected| selected == id);
        is_selected || entry.own || self.request_for(id).is_some() || !self.draft(id).is_empty()
    }

    /// How the answers of several organisations to a questionnaire are shown.
    pub fn table_view(&self, questionnaire: &str) -> TableView {
        self.comparison.view.of(questionnaire)
    }

    /// What is wrong with the day that the device says. The page is as old as the newest questionnaire that is built in.
    pub fn wrong_clock(&self) -> Option<WrongClock> {
        let built_in = self.catalog().entries.iter().filter(|entry| !entry.own);
        let made = built_in.filter_map(|entry| Day::parse(&entry.card.date)).max()?;
        WrongClock::of(self.page.today?, made)
    }

    /// What was just done.
    pub fn notice(&self) -> Option<&Notice> {
        match self.message.as_ref()? {
            Message::Notice(notice) => Some(notice),
            Message::Failure(_) => None,
        }
    }

    /// Whether the form submitted last was refused because of the field of this id.
    pub fn is_refused(&self, field: &str) -> bool {
        self.refused_at.as_deref() == Some(field)
    }

    /// Why the form submitted last was refused, if that is about the field of this id.
    pub fn failure_at(&self, field: &str) -> Option<&Failure> {
        self.failure().filter(|_| self.is_refused(field))
    }

    /// The message for the top of the screen: one about a field is shown there instead.
    pub fn message_above(&self) -> Option<&Message> {
        self.message.as_ref().filter(|_| self.refused_at.is_none())
    }

    /// Why something was just not done.
    pub fn failure(&self) -> Option<&Failure> {
        match self.message.as_ref()? {
            Message::Failure(failure) => Some(failure),
            Message::Notice(_) => None,
        }
    }
}
