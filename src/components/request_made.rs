//! A request that was made: what it says, and the ways to hand it out.

use candour_app::{Event, InboxEvent, RequestEvent};
use candour_files::request::Request;
use candour_proof::date::Day;
use candour_words::{Counted, Key};
use yew::{Html, html};

use crate::components::{
    elements::{self, Nodes, UNSAVED, button, element, fold, help, li, p, row, space, tag, text},
    fingerprint::fingerprint,
    qr_code,
    screen::Screen,
};

/// Whether nobody could open the answers to a request: its key is not open here, or in no file yet.
pub(crate) fn waits_for_key(screen: &Screen<'_>, request: &Request) -> bool {
    !screen.model.can_send(request)
}

/// Whether the key of a request is in memory, so that it can be saved.
pub(crate) fn has_key(screen: &Screen<'_>, request: &Request) -> bool {
    screen.model.key().is_some_and(|key| key.signing.public() == request.key)
}

/// The page that holds request and questions, which comes first where nothing else holds the questions.
fn with_questions(screen: &Screen<'_>, request: &Request) -> Html {
    let nonce = request.nonce.clone();
    let page = screen.on(move |_| RequestEvent::PageRequested(nonce.clone()));
    let questionnaire = screen.on(|_| InboxEvent::QuestionnairesRequested);
    let children = vec![
        p(screen.text(Key::MadeOwn)),
        row(vec![button("button", "save-request-page", screen.text(Key::MadePage), page)]),
        p(screen.text(Key::MadeOwnOthers)),
        row(vec![button("quiet", "save-questionnaires", screen.text(Key::MadeOwnFile), questionnaire)]),
    ];
    element("div", &[("class", "gate".into()), ("data-asks-own", "".into())], children)
}

/// Everything that carries a request: link, code, file, page.
pub(crate) fn ways(screen: &Screen<'_>, request: &Request) -> Html {
    let mut children = Nodes::new();
    let own = request.needs_file(screen.model.catalog());
    if own {
        children.push(with_questions(screen, request));
    }
    if screen.model.requests.form.address.is_empty() {
        children.push(p(screen.text(Key::MadeNoLink)));
    } else {
        children.extend(linked(screen, request));
    }
    let (file, page) = (request.nonce.clone(), request.nonce.clone());
    let save_file = screen.on(move |_| RequestEvent::FileRequested(file.clone()));
    let save_page = screen.on(move |_| RequestEvent::PageRequested(page.clone()));
    let mut files = vec![button("quiet", "save-request", screen.text(Key::MadeFile), save_file)];
    if !own {
        files.push(button("quiet", "save-request-page", screen.text(Key::MadePage), save_page));
    }
    children.extend([
        row(files),
        help(screen.text(Key::MadeFilesHelp)),
        tag(
            "p",
            "fingerprint",
            vec![
                text("span", "", screen.text(Key::MadeDigits)),
                space(),
                fingerprint(request.key.fingerprint()),
            ],
        ),
        help(screen.text(Key::MadeDigitsHelp)),
    ]);
    tag("div", "", children)
}

/// The link of a request for one organisation, and the message that takes it there.
pub(crate) fn letter(screen: &Screen<'_>, request: &Request) -> Html {
    if screen.model.requests.form.address.is_empty() {
        return ways(screen, request);
    }
    let letter = screen.model.letter(request);
    let [link, mail] = ["request-link-", "request-mail-"].map(|id| [id, &request.nonce].concat());
    let mut children = Nodes::new();
    if request.needs_file(screen.model.catalog()) {
        children.push(with_questions(screen, request));
    }
    children.extend(copied(screen, link, "request-link", Key::MadeLink, &letter.link, Key::MadeCopy));
    let text = letter.invitation(screen.words);
    children.extend(copied(screen, mail, "request-mail", Key::LetterInvitation, &text, Key::MadeCopyMessage));
    tag("div", "", children)
}

/// A text to be copied, with its label and its button.
pub(crate) fn copied(
    screen: &Screen<'_>,
    id: String,
    hook: &'static str,
    label: Key,
    text: &str,
    button_words: Key,
) -> Nodes {
    let own = id.clone();
    let copy = screen.on(move |_| Event::TextCopyRequested(own.clone()));
    let rows = text.lines().count().clamp(4, 12).to_string();
    let field = html! {
        <textarea dir="auto" form={UNSAVED} autocomplete="off" id={id.clone()} data-field={hook} rows={rows} readonly=true value={text.to_owned()} />
    };
    vec![tag(
        "div",
        "field",
        vec![
            element("label", &[("for", id.into())], vec![screen.words(label)]),
            field,
            row(vec![button("quiet", "copy-text", screen.text(button_words), copy)]),
        ],
    )]
}

/// A request in a line or two.
pub(crate) fn said(screen: &Screen<'_>, request: &Request) -> Nodes {
    let mut titles = Nodes::new();
    for asked in &request.asked {
        let title =
            screen.model.catalog().entry(&asked.id).map_or(asked.id.as_str(), |entry| &entry.wording.title);
        let name = screen.words.with(Key::FactTitle, &[("title", title), ("version", &asked.version)]);
        titles.push(li(vec![elements::words(name)]));
    }
    let day = |key: Key, day: Option<Day>| {
        day.map_or_else(Html::default, |day| p(screen.words.with(key, &[("day", &day.text())])))
    };
    vec![
        day(Key::RequestMadeOn, request.created),
        day(Key::RequestWishedOn, request.wished),
        tag("ul", "", titles),
    ]
}

fn linked(screen: &Screen<'_>, request: &Request) -> Nodes {
    let address = screen.model.request_link(request);
    let length = screen.words.count(Counted::MadeLength, u32::try_from(address.len()).unwrap_or(u32::MAX));
    let id = ["request-link-", &request.nonce].concat();
    let own = id.clone();
    let copy = screen.on(move |_| Event::TextCopyRequested(own.clone()));
    let field = html! {
        <textarea dir="ltr" form={UNSAVED} autocomplete="off" id={id.clone()} data-field="request-link" rows="5" readonly=true value={address.clone()} />
    };
    let children = vec![
        element("label", &[("for", id.into())], vec![screen.words(Key::MadeLink)]),
        field,
        row(vec![button("quiet", "copy-link", screen.text(Key::MadeCopy), copy), elements::facts(length)]),
    ];
    let picture = vec![
        p(screen.text(Key::MadeCodeHelp)),
        qr_code::view(&address, "qr-large", screen.text(Key::MadeCodeName)),
    ];
    vec![tag("div", "field", children), fold("on-paper", screen.text(Key::MadeCode), picture)]
}
