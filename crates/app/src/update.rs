//! One step of the page: events go to their part, and what the part wants is done.

use candour_files::{embed::Element, request::Request};
use candour_proof::date::{Day, Timestamp};

use crate::{
    command::{Command, Commands, show},
    deferred::Deferred,
    drafts,
    effect::{Effect, OpenAs},
    erased::{Erased, TabMessage},
    event::Event,
    message::{Message, Notice},
    model::Model,
    page::{Folds, PageInfo},
    requests::{OpeningContext, preview, state::RequestSource},
    route::Route,
    signing::{self, use_key},
    storage::{
        StoredContent,
        event::{StorageEvent, StorageTask},
        state::{BootFacts, SaveState, Storage},
    },
};

/// What comes of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// What should happen outside.
    pub effects: Vec<Effect>,
    /// Whether the screen may look different now.
    pub draw: bool,
}

/// Of a questionnaire with more questions, content that is folded away is drawn only when it is opened or printed.
const DRAWN_UNASKED: usize = 100;

/// What may happen on the screen that follows erasing: what begins anew, and which other tabs erased too.
/// Everything else was begun before: a file that was being read, work that waited for the screen to be drawn.
/// It must not bring back what was erased.
fn begins_anew(event: &Event) -> bool {
    matches!(
        event,
        Event::Started(_)
            | Event::AddressChanged(_)
            | Event::EraseRequested
            | Event::ErasedElsewhere
            | Event::StorageErased(_)
            | Event::TabsAnswered(_)
            | Event::Resumed { task: Deferred::ReadClock, .. }
    )
}

/// Files dropped on a screen that opens files are opened there, and those dropped elsewhere under "Check a file", which
/// says what each is for.
fn open_dropped(route: &Route) -> Commands {
    let (screen, open_as) = match route {
        Route::Compare | Route::Organisations(_) | Route::Question(..) | Route::FollowUp(_) => {
            (Route::Compare, OpenAs::Compared)
        }
        Route::Write => (Route::Write, OpenAs::Questionnaires),
        _ => (Route::Check, OpenAs::Checked),
    };
    let open = Command::Effect(Effect::OpenDropped(open_as));
    if *route == screen { vec![open] } else { vec![Command::Go(screen), open] }
}

/// What the answer of an effect that nobody waits for may change on the screen.
type ShownState = (SaveState, Option<Day>, Option<Message>, Folds);

/// Whether an event answers an effect that nobody waits for, and mostly changes nothing that is shown.
fn answers_quietly(event: &Event) -> bool {
    matches!(
        event,
        Event::Storage(
            StorageEvent::Mirrored(_) | StorageEvent::SavedToTab(_) | StorageEvent::SavedToDevice(_)
        ) | Event::Resumed { task: Deferred::ReadClock | Deferred::Storage(StorageTask::Save), .. }
            | Event::Printed
            | Event::PrintBegins
            | Event::FoldOpened(_)
    )
}

impl Model {
    /// Takes one step. Nothing here touches a browser.
    pub fn update(&mut self, event: impl Into<Event>) -> Update {
        let event = event.into();
        if self.erased.is_some() && !begins_anew(&event) {
            return Update { effects: Vec::new(), draw: false };
        }
        let before = answers_quietly(&event).then(|| self.shown());
        let commands = self.route_event(event);
        let effects = self.carry_out(commands);
        Update { effects, draw: before.is_none_or(|before| before != self.shown()) }
    }

    fn shown(&self) -> ShownState {
        (self.storage.state, self.page.today, self.message.clone(), self.page.folds.clone())
    }

    fn route_event(&mut self, event: Event) -> Commands {
        let Self { workspace, requests, drafts, .. } = self;
        match event {
            Event::Drafts(event) => drafts.update(event, workspace, &self.inbox, self.page.today),
            Event::Storage(event) => {
                self.storage.update(event, &mut StoredContent { workspace, requests, drafts })
            }
            Event::Signing(event) => signing::update(event, workspace, requests, &mut self.storage),
            Event::Requests(event) => {
                requests.update(event, workspace, &mut self.storage, &self.inbox, &self.page)
            }
            Event::Inbox(event) => self.inbox.update(event, workspace),
            Event::Comparison(event) => self.comparison.update(event, workspace, requests),
            Event::Started(facts) => self.start(facts),
            Event::AnsweredEarly(answers) => drafts.adopt(&answers, workspace, self.page.today),
            Event::AddressChanged(fragment) => match Request::packed_in(&fragment) {
                Some(packed) => preview(RequestSource::Address(packed)),
                None => self.arrive(Route::parse(&fragment, self.workspace.catalog())),
            },
            Event::FormSubmitted { fields, event } => {
                let commands = self.route_event(*event);
                self.submitted = Some(fields);
                commands
            }
            Event::SelectionChanged(id, selected) => {
                self.page.to_select.retain(|other| *other != id);
                self.page.to_select.extend(selected.then_some(id));
                Commands::new()
            }
            Event::AllQuestionnairesRequested => {
                self.page.selection.clear();
                Commands::new()
            }
            Event::PageCopyRequested if self.page.to_select.is_empty() => vec![Effect::DownloadPage.into()],
            Event::PageCopyRequested => {
                let content = self.page.to_select.join(" ");
                let (name, saved) = ("candour.html".to_owned(), Box::new(Event::PageCopySaved));
                vec![Effect::DownloadPageWith { name, element: Element::Selection, content, saved }.into()]
            }
            Event::PageCopySaved => vec![Command::Show(Notice::PageCopySaved.into())],
            Event::FilesDropped => open_dropped(&self.route),
            Event::TextCopyRequested(field) => vec![Effect::CopyText(field).into()],
            Event::TextCopied => vec![Command::Show(Notice::TextCopied.into())],
            Event::FileSeen(index) => self.passed.seen(index, workspace, requests),
            Event::FileNotFound(index) => self.passed.not_found(index),
            Event::Failed(failure) => show(failure),
            Event::SpellingChanged(allowed) => {
                self.page.spelling = allowed;
                Commands::new()
            }
            Event::FoldOpened(id) => {
                self.page.folds.open(id);
                Commands::new()
            }
            Event::PrintBegins => {
                self.page.folds = Folds::All;
                Commands::new()
            }
            Event::PrintRequested => {
                self.page.folds = Folds::All;
                vec![Effect::Print.into()]
            }
            Event::Printed => Commands::new(),
            Event::EscapePressed(left @ 1..) => vec![Command::Show(Notice::EscapeLeft(left).into())],
            Event::EscapePressed(_) => match self.notice() {
                Some(Notice::EscapeLeft(_)) => vec![Command::Dismiss],
                _ => Commands::new(),
            },
            Event::EraseByEscapeSet(erases) => {
                self.page.erases_by_escape = erases;
                let notice = Notice::EraseByEscape(erases);
                vec![Effect::EraseByEscape(erases).into(), Command::Show(notice.into())]
            }
            Event::EraseRequested => self.erase(TabMessage::Erase),
            Event::ErasedElsewhere => self.erase(TabMessage::Erased),
            Event::StorageErased(outcome) => {
                if let Some(erased) = &mut self.erased {
                    erased.refused |= outcome.is_err();
                }
                Commands::new()
            }
            Event::TabsAnswered(tabs) => {
                if let Some(erased) = &mut self.erased {
                    erased.tabs = tabs;
                }
                Commands::new()
            }
            Event::Resumed { task, random, now } => self.resume(task, random, now),
            Event::SkipRequested => vec![Command::Dismiss, Effect::ScrollToTop.into()],
            Event::MessageDismissed => vec![Command::Dismiss],
        }
    }

    /// Does work that was put off.
    fn resume(&mut self, task: Deferred, random: Option<Vec<u8>>, now: Timestamp) -> Commands {
        if task.is_shown() {
            self.busy = None;
        }
        self.page.today = Some(now.day());
        let random = random.unwrap_or_default();
        let Self { workspace, requests, drafts, page, .. } = self;
        match task {
            Deferred::ReadClock => {
                self.draw_folds();
                Commands::new()
            }
            Deferred::Drafts(task) => drafts::resume(&task, workspace, now),
            Deferred::Storage(task) => {
                self.storage.resume(task, &random, now, &mut StoredContent { workspace, requests, drafts })
            }
            Deferred::Signing(task) => signing::resume(task, &random, now, workspace, requests, page),
            Deferred::Requests(task) => {
                let mut context =
                    OpeningContext { storage: &self.storage, inbox: &mut self.inbox, route: &self.route };
                requests.resume(task, &random, now, workspace, &mut context)
            }
            Deferred::Inbox(task) => self.inbox.resume(task, workspace, now),
            Deferred::Comparison(task) => self.comparison.resume(&task, now, workspace, requests, page),
        }
    }

    /// Does what a part wants, in order.
    fn carry_out(&mut self, commands: Commands) -> Vec<Effect> {
        let mut effects = Vec::new();
        for command in commands {
            let more = match command {
                Command::Effect(effect) => {
                    match &effect {
                        Effect::Download { content, .. } => self.passed.note_text(Some(content)),
                        Effect::DownloadPageWith { .. } => self.passed.note_text(None),
                        _ => {}
                    }
                    effects.push(effect);
                    continue;
                }
                Command::Save => {
                    effects.extend(self.storage.save(&mut self.workspace, &mut self.requests));
                    vec![Command::UpdateClosing]
                }
                Command::ScheduleSave => {
                    effects.extend(self.storage.schedule_save(&mut self.workspace, &mut self.requests));
                    vec![Command::UpdateClosing]
                }
                Command::UpdateClosing => {
                    effects.push(self.closing());
                    continue;
                }
                Command::Go(route) => {
                    self.form_closed();
                    self.route = route.clone();
                    self.fold();
                    effects.extend([Effect::PushRoute(route), Effect::ScrollToTop]);
                    effects.extend(self.ask_the_day());
                    continue;
                }
                Command::Show(message) => {
                    effects.extend(self.form_answered(&message));
                    self.message = Some(message);
                    continue;
                }
                Command::Refuse => {
                    self.message = None;
                    let field = self.submitted.take().map(|fields| fields.main);
                    effects.extend(self.refuse_at(field));
                    continue;
                }
                Command::Dismiss => {
                    self.form_closed();
                    self.message = None;
                    continue;
                }
                Command::Run(task, random) => {
                    self.refused_at = None;
                    self.message = None;
                    self.busy = Some(task.clone());
                    vec![Effect::RunAfterPaint { task, random }.into()]
                }
                Command::Passed(kind, content) => {
                    self.passed.add(kind, content);
                    continue;
                }
                Command::KeyChanged => self.comparison.key_changed(&self.workspace, &self.requests),
                Command::RecordsChanged => {
                    self.comparison.relate(&self.workspace, &self.requests);
                    continue;
                }
                Command::QuestionnairesChanged => {
                    self.comparison.questionnaires_changed(&self.workspace, &self.requests)
                }
                Command::RequestDecided(nonce) => {
                    self.storage.decided_on(&nonce);
                    continue;
                }
                Command::UseKey(signing) => use_key(signing, &mut self.workspace),
                Command::JoinRecords(file) => self.requests.join(file),
            };
            effects.extend(self.carry_out(more));
        }
        effects
    }

    /// A message says what came of the form submitted last: a failure is shown at its field, and after success
    /// nothing typed stays in it.
    fn form_answered(&mut self, message: &Message) -> Option<Effect> {
        self.refused_at = None;
        let fields = self.submitted.take()?;
        match message {
            Message::Failure(failure) => self.refuse_at(Some(fields.at_fault(failure).to_owned())),
            Message::Notice(_) => Some(Effect::EmptyForm(fields.main)),
        }
    }

    fn refuse_at(&mut self, field: Option<String>) -> Option<Effect> {
        self.refused_at.clone_from(&field);
        field.map(Effect::FocusField)
    }

    fn form_closed(&mut self) {
        self.submitted = None;
        self.refused_at = None;
    }

    /// Whether closing the tab would lose answers.
    pub(crate) fn closing(&self) -> Effect {
        let is_unsaved = self.requests.records_unsaved || self.workspace.drafts().is_unsaved();
        Effect::AskBeforeClosing(self.storage.loses_on_closing(is_unsaved))
    }

    fn start(&mut self, mut facts: BootFacts) -> Commands {
        self.page.saved_by_browser = facts.saved_by_browser;
        self.page.erases_by_escape = facts.erases_by_escape;
        self.page.draws_folds_later = facts.draws_folds_later;
        // Anybody can write there: what is no questionnaire of the page selects nothing.
        let selection = facts.selection.take().unwrap_or_default();
        let entries = self.workspace.catalog().entries.iter();
        let built_in = entries.filter(|entry| !entry.own).map(|entry| &*entry.card.id);
        self.page.selection = built_in
            .filter(|id| selection.split(' ').any(|selected| selected == *id))
            .map(str::to_owned)
            .collect();
        let mut commands = self.storage.boot(&mut facts, &mut self.workspace, &self.requests);
        commands.extend(self.drafts.adopt(&facts.early, &mut self.workspace, facts.today));
        self.route = Route::parse(&facts.fragment, self.workspace.catalog());
        self.set_address(facts.address);
        if let Some(packed) = Request::packed_in(&facts.fragment) {
            self.route = Route::Requested;
            commands.extend(preview(RequestSource::Address(packed)));
        } else if let Some(content) = facts.built_in {
            commands.extend(preview(RequestSource::Page(content)));
        }
        commands.push(Effect::EraseByEscape(facts.erases_by_escape).into());
        commands.push(Effect::RunAfterPaint { task: Deferred::ReadClock, random: 0 }.into());
        commands
    }

    fn set_address(&mut self, address: String) {
        self.requests.form.address.clone_from(&address);
        self.page.address = address;
    }

    fn arrive(&mut self, route: Route) -> Commands {
        let erased = self.erased.take().is_some();
        if route == self.route && !erased {
            return Commands::new();
        }
        self.route = route;
        self.fold();
        self.passed.missing = None;
        let mut commands = vec![Command::Dismiss, Effect::ScrollToTop.into()];
        commands.extend(self.ask_the_day().map(Command::Effect));
        if let Route::Section { questionnaire, section, .. } = &self.route
            && self.workspace.change_drafts(|drafts| drafts.set_section(questionnaire, section))
        {
            commands.push(Command::Save);
        }
        commands
    }

    /// Leaves out what is folded away on another screen, so that the rest of it is shown sooner.
    fn fold(&mut self) {
        self.page.folds = if self.page.draws_folds_later { Folds::Opened(Vec::new()) } else { Folds::All };
    }

    /// The screen is shown: adds what is folded away, so that it is found by a search, unless it is long.
    fn draw_folds(&mut self) {
        let entry = self.route.questionnaire().and_then(|id| self.catalog().entry(id));
        if entry.is_none_or(|entry| entry.questionnaire.questions().count() <= DRAWN_UNASKED) {
            self.page.folds = Folds::All;
        }
    }

    /// Asks for the day on screens that print it or sign with it.
    fn ask_the_day(&self) -> Option<Effect> {
        let dated = matches!(
            self.route,
            Route::Result(_)
                | Route::Plan(_)
                | Route::Report(_)
                | Route::Progress(_)
                | Route::Keep(_)
                | Route::Request
        );
        dated.then_some(Effect::RunAfterPaint { task: Deferred::ReadClock, random: 0 })
    }

    /// Empties memory and storage, and shows a screen that tells nothing; then tells the other tabs.
    fn erase(&mut self, message: TabMessage) -> Commands {
        let from_file = self.storage.from_file;
        let page = PageInfo { erases_by_escape: true, ..self.page.clone() };
        let address = page.address.clone();
        *self = Self {
            storage: Storage { from_file, ..Storage::default() },
            erased: Some(Erased::default()),
            ..Self::with(page, self.workspace.erased())
        };
        self.set_address(address);
        vec![
            Effect::DropPendingFiles.into(),
            Effect::EraseStorage.into(),
            Effect::NotifyTabs(message).into(),
            Effect::AskBeforeClosing(false).into(),
            Effect::ScrollToTop.into(),
        ]
    }
}
