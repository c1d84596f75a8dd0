//! Passphrases: forms for a new one with what it is worth, and for one that opens what is locked.

use candour_age::{
    OpenError,
    passphrase::{Strength, weigh},
};
use candour_app::{DraftSource, Event, InboxEvent, OpenedBy, PendingDrafts, Repetition, StorageEvent};
use candour_words::{Counted, Key};
use web_sys::{InputEvent, SubmitEvent};
use yew::{AttrValue, Callback, Html, html};
use zeroize::Zeroizing;

use super::unconfirmed;
use crate::{
    components::{
        elements::{self, Nodes, button, element, fold, h2, help, p, row, tag},
        form::{self, field, form, form_of, input, value_of},
        message,
        screen::Screen,
    },
    effects::{debounce, files},
};

/// A form that asks for a new passphrase, twice.
pub(crate) struct NewPassphrase {
    /// Id of the first field, and of the form's words.
    pub(crate) field: &'static str,
    /// Id of its repetition.
    pub(crate) again: &'static str,
    /// Id of the words that explain the first field.
    pub(crate) help: &'static str,
    /// The hook of its button.
    pub(crate) action: &'static str,
    /// The text of the button.
    pub(crate) button: Key,
    /// What is asked for with both.
    pub(crate) event: fn(Zeroizing<String>, Zeroizing<String>) -> Event,
}

impl NewPassphrase {
    pub(crate) fn view(&self, screen: &Screen<'_>) -> Html {
        let Self { field: first, again, help: helps, action, button: words, event } = *self;
        let submit = screen.on(move |submitted: SubmitEvent| {
            submitted.prevent_default();
            debounce::drop_typed();
            let form = form(&submitted);
            let event = event(field(form.as_ref(), first), field(form.as_ref(), again));
            form::submitted(first, again, event)
        });
        // Said once the typing pauses: a screen reader would read it at each letter.
        let send = screen.send.clone();
        let typed = Callback::from(move |typed: InputEvent| {
            let text = Zeroizing::new(value_of(&typed));
            let (words, strength) = weigh(&text);
            let event = StorageEvent::PassphraseTyped { form: first, words, strength };
            debounce::typed(first, send.reform(move |()| event.clone().into()));
        });
        let send = screen.send.clone();
        let repeated = Callback::from(move |typed: InputEvent| {
            let form = form_of(&typed);
            let passphrase = field(form.as_ref(), first);
            let fits = Repetition::of(&passphrase, &field(form.as_ref(), again));
            let event = StorageEvent::RepetitionTyped { form: first, fits };
            debounce::typed(again, send.reform(move |()| event.clone().into()));
        });
        let suggest = screen.on(move |_| StorageEvent::SuggestionRequested(first));
        let inner = vec![
            hint(helps, screen.text(Key::PassphraseHelp)),
            tag(
                "p",
                "",
                vec![button(
                    "quiet small",
                    "suggest-passphrase",
                    screen.text(Key::PassphraseSuggest),
                    suggest,
                )],
            ),
            suggestion(screen, first),
            label(first, screen.text(Key::PassphraseLabel)),
            html! {
                <input type="password" id={first} data-field={first} autocomplete="new-password" required=true oninput={typed}
                    aria-describedby={described(screen, first, helps)} aria-invalid={invalid(screen, first)} />
            },
            error(screen, first),
            worth(screen, first),
            label(again, screen.text(Key::PassphraseAgain)),
            html! {
                <input type="password" id={again} data-field={again} autocomplete="new-password" required=true oninput={repeated}
                    aria-describedby={described(screen, again, "")} aria-invalid={invalid(screen, again)} />
            },
            error(screen, again),
            repetition(screen, first),
            send_button("button", action, screen.text(words)),
        ];
        html! { <form onsubmit={submit}>{ inner }</form> }
    }
}

/// What the passphrase typed so far is worth.
fn worth(screen: &Screen<'_>, form: &str) -> Html {
    let Some((_, words, strength)) = screen.model.storage.strength.filter(|(own, ..)| *own == form) else {
        return Html::default();
    };
    let (name, key) = match strength {
        Strength::Short => ("short", Key::StrengthShort),
        Strength::Guessable => ("guessable", Key::StrengthGuessable),
        Strength::Weak => ("weak", Key::StrengthWeak),
        Strength::Fair => ("fair", Key::StrengthFair),
        Strength::Good => ("good", Key::StrengthGood),
    };
    let count = screen.words.count(Counted::StrengthWords, u32::try_from(words).unwrap_or(u32::MAX));
    let hooks = [("data-strength", name.into()), ("class", "help".into()), ("role", "status".into())];
    element("p", &hooks, vec![elements::words(count), elements::space(), screen.words(key)])
}

/// Whether the repetition typed so far fits; nothing while it may still become the same.
fn repetition(screen: &Screen<'_>, form: &str) -> Html {
    let typed = screen.model.storage.repetition.filter(|(own, _)| *own == form).map(|(_, fits)| fits);
    let (name, key) = match typed {
        Some(Repetition::Same) => ("same", Key::RepetitionSame),
        Some(Repetition::Different) => ("different", Key::RepetitionDifferent),
        Some(Repetition::Beginning) | None => return Html::default(),
    };
    let hooks = [("data-repetition", name.into()), ("class", "help".into()), ("role", "status".into())];
    element("p", &hooks, vec![screen.words(key)])
}

fn suggestion(screen: &Screen<'_>, form: &str) -> Html {
    match &screen.model.storage.suggestion {
        Some((own, suggested)) if *own == form => {
            let code = element(
                "code",
                &[("data-suggested", AttrValue::default())],
                vec![elements::words(suggested.to_string())],
            );
            let hooks = [("class", "written".into()), ("role", "status".into())];
            element("div", &hooks, vec![tag("p", "", vec![code]), p(screen.text(Key::PassphraseSuggested))])
        }
        _ => Html::default(),
    }
}

/// Answers that wait, each with a form that opens them; and what was found beside answers and is not in use.
pub(crate) fn waiting(screen: &Screen<'_>) -> Html {
    let all = screen.model.storage.pending.iter().enumerate();
    let mut children: Nodes = all
        .map(|(place, waiting)| match waiting.opens {
            OpenedBy::Passphrase | OpenedBy::OtherPassphrase => locked(screen, place, waiting),
            OpenedBy::Request => found(screen, place, waiting),
        })
        .collect();
    children.push(unconfirmed::view(screen));
    elements::together(children)
}

fn locked(screen: &Screen<'_>, place: usize, waiting: &PendingDrafts) -> Html {
    let (heading, what, away, button_words) = match (waiting.from, waiting.opens) {
        (DraftSource::Tab, _) => (Key::LockedTab, Key::LockedTabWhat, Key::LockedTabAway, Key::LockedRemove),
        (DraftSource::Page, _) => {
            (Key::LockedPage, Key::LockedPageWhat, Key::LockedPageAway, Key::LockedLeave)
        }
        (DraftSource::Device, OpenedBy::OtherPassphrase) => {
            (Key::LockedOther, Key::LockedOtherWhat, Key::LockedDeviceAway, Key::LockedRemove)
        }
        (DraftSource::Device, _) => {
            (Key::LockedDevice, Key::LockedDeviceWhat, Key::LockedDeviceAway, Key::LockedRemove)
        }
    };
    let id = ["unlock-", &place.to_string()].concat();
    let inner = known(screen, &id, "unlock-passphrase", waiting.problem, "button", "unlock");
    let submit = screen.on(move |submitted: SubmitEvent| {
        submitted.prevent_default();
        let passphrase = field(form(&submitted).as_ref(), "unlock-passphrase");
        form::submitted(id.clone(), id.clone(), StorageEvent::PassphraseGiven(place, passphrase))
    });
    let discard = screen.on(move |_| StorageEvent::DiscardRequested(place));
    let children = vec![
        h2(screen.text(heading)),
        p(screen.text(what)),
        html! { <form onsubmit={submit}>{ inner }</form> },
        fold(
            "",
            screen.text(Key::LockedAway),
            vec![
                p(screen.text(away)),
                row(vec![button("quiet", "discard-locked", screen.text(button_words), discard)]),
            ],
        ),
    ];
    element("section", &[("class", "card".into()), ("data-locked", waiting.from.as_str().into())], children)
}

/// Answers that are not locked, in a storage that other pages can write into.
fn found(screen: &Screen<'_>, place: usize, waiting: &PendingDrafts) -> Html {
    let (heading, what) = match waiting.from {
        DraftSource::Tab | DraftSource::Page => (Key::FoundTab, Key::FoundTabWhat),
        DraftSource::Device => (Key::FoundDevice, Key::FoundDeviceWhat),
    };
    let open = screen.on(move |_| StorageEvent::OpenRequested(place));
    let discard = screen.on(move |_| StorageEvent::DiscardRequested(place));
    let children = vec![
        h2(screen.text(heading)),
        p(screen.text(what)),
        element("div", &[("role", "alert".into())], vec![problem(screen, waiting.problem)]),
        row(vec![
            button("button", "open-found", screen.text(Key::FoundOpen), open),
            button("quiet", "discard-found", screen.text(Key::LockedRemove), discard),
        ]),
    ];
    element("section", &[("class", "card".into()), ("data-found", waiting.from.as_str().into())], children)
}

/// The inside of a form that opens something with a passphrase: the field of that id and name, why the last one was
/// refused, and the button of that class and hook.
pub(crate) fn known(
    screen: &Screen<'_>,
    id: &str,
    name: &'static str,
    why: Option<OpenError>,
    class: &'static str,
    action: &'static str,
) -> Nodes {
    let refused = [id, "-error"].concat();
    let is_refused = why.is_some().then_some("true");
    let described = why.map(|_| refused.clone());
    vec![
        element("label", &[("for", id.to_owned().into())], vec![screen.words(Key::PassphraseLabel)]),
        html! {
            <input type="password" id={id.to_owned()} name={name} data-field={name} autocomplete="current-password" required=true
                aria-describedby={described} aria-invalid={is_refused} />
        },
        element("div", &[("id", refused.into())], vec![problem(screen, why)]),
        send_button(class, action, screen.text(Key::LockedOpen)),
    ]
}

/// Why something locked was not opened.
fn problem(screen: &Screen<'_>, problem: Option<OpenError>) -> Html {
    let (name, key) = match problem {
        None => return Html::default(),
        Some(OpenError::WrongPassphrase) => ("passphrase", Key::LockedWrong),
        Some(OpenError::Damaged) => ("damaged", Key::LockedDamaged),
        Some(OpenError::Unsupported) => ("unsupported", Key::LockedUnsupported),
    };
    let hooks = [("class", "error".into()), ("data-problem", name.into())];
    element("p", &hooks, vec![screen.words(key)])
}

/// "Save this page with my answers", which keeps all drafts.
pub(crate) fn page(screen: &Screen<'_>) -> Html {
    let form = NewPassphrase {
        field: "page-passphrase",
        again: "page-passphrase-again",
        help: "page-passphrase-help",
        action: "save-page",
        button: Key::PageSave,
        event: |first, second| StorageEvent::PageRequested(first, second).into(),
    };
    let children = vec![
        h2(screen.text(Key::PageHeading)),
        p(screen.text(Key::PageWhat)),
        form.view(screen),
        help(screen.text(Key::PageNot)),
    ];
    tag("section", "", children)
}

/// A form that opens a locked file.
pub(crate) struct OpenFile {
    /// Id of the field for the file.
    pub(crate) file: &'static str,
    /// The text of its label.
    pub(crate) label: Key,
    /// Id of the field for the passphrase.
    pub(crate) passphrase: &'static str,
    /// The hook of its button.
    pub(crate) action: &'static str,
    /// The text of the button.
    pub(crate) button: Key,
    /// What comes of both.
    pub(crate) event: fn(Vec<u8>, Zeroizing<String>) -> Event,
}

impl OpenFile {
    pub(crate) fn view(&self, screen: &Screen<'_>) -> Html {
        let Self { file: file_id, label: words, passphrase: passphrase_id, action, button, event } = *self;
        let events = screen.send.clone();
        let submit = Callback::from(move |submitted: SubmitEvent| {
            submitted.prevent_default();
            let form = form(&submitted);
            let passphrase = field(form.as_ref(), passphrase_id);
            let file = input(form.as_ref(), file_id).and_then(|input| input.files()?.get(0));
            let Some(file) = file else {
                return;
            };
            let (then, failed) = (events.clone(), events.clone());
            let submitted = move |event| form::submitted(passphrase_id, file_id, event);
            files::read(
                file,
                move |content| then.emit(submitted(event(content, passphrase))),
                move |name| failed.emit(submitted(InboxEvent::FileNotRead(name).into())),
            );
        });
        let inner = vec![
            label(file_id, screen.text(words)),
            html! {
                <input type="file" id={file_id} data-field={file_id} required=true
                    aria-describedby={described(screen, file_id, "")} aria-invalid={invalid(screen, file_id)} />
            },
            error(screen, file_id),
            label(passphrase_id, screen.text(Key::PassphraseLabel)),
            html! {
                <input type="password" id={passphrase_id} data-field={passphrase_id} autocomplete="current-password" required=true
                    aria-describedby={described(screen, passphrase_id, "")} aria-invalid={invalid(screen, passphrase_id)} />
            },
            error(screen, passphrase_id),
            send_button("quiet", action, screen.text(button)),
        ];
        html! { <form onsubmit={submit}>{ inner }</form> }
    }
}

pub(crate) fn label(field: &'static str, content: AttrValue) -> Html {
    element("label", &[("for", AttrValue::Static(field))], vec![elements::words(content)])
}

pub(crate) fn hint(id: &'static str, content: AttrValue) -> Html {
    element("p", &[("class", "help".into()), ("id", AttrValue::Static(id))], vec![elements::words(content)])
}

/// What describes a field: the words of that id, and why it was refused.
pub(crate) fn described(screen: &Screen<'_>, field: &str, help: &str) -> Option<AttrValue> {
    let refused = if screen.model.is_refused(field) { [field, "-error"].concat() } else { String::new() };
    let ids =
        [refused.as_str(), help].iter().filter(|id| !id.is_empty()).copied().collect::<Vec<_>>().join(" ");
    (!ids.is_empty()).then(|| ids.into())
}

/// Whether a field was refused, for `aria-invalid`.
pub(crate) fn invalid(screen: &Screen<'_>, field: &str) -> Option<&'static str> {
    screen.model.is_refused(field).then_some("true")
}

/// Why a field was refused; nothing if it was not. The focus is moved to the field, which it describes.
pub(crate) fn error(screen: &Screen<'_>, field: &str) -> Html {
    let Some(failure) = screen.model.failure_at(field) else {
        return Html::default();
    };
    let hooks = [
        ("class", "error".into()),
        ("id", [field, "-error"].concat().into()),
        ("data-error", field.to_owned().into()),
    ];
    element("div", &hooks, message::failure(screen, failure))
}

/// The button that sends a form.
pub(crate) fn send_button(class: &'static str, action: &'static str, content: AttrValue) -> Html {
    let attributes = [
        ("type", "submit".into()),
        ("class", AttrValue::Static(class)),
        ("data-action", AttrValue::Static(action)),
    ];
    tag("p", "", vec![element("button", &attributes, vec![elements::words(content)])])
}

/// A file that is locked with a passphrase, and the form that opens it.
pub(crate) fn file(screen: &Screen<'_>, place: usize, why: Option<OpenError>) -> Html {
    let id = ["file-passphrase-", &place.to_string()].concat();
    let children = known(screen, &id, "file-passphrase", why, "quiet", "open-locked");
    let submit = screen.on(move |submitted: SubmitEvent| {
        submitted.prevent_default();
        let passphrase = field(form(&submitted).as_ref(), "file-passphrase");
        form::submitted(id.clone(), id.clone(), InboxEvent::PassphraseGiven(place, passphrase))
    });
    html! { <form onsubmit={submit}>{ children }</form> }
}
