//! Make a request: who asks, for what, and the link, the code and the files that ask it.

use candour_app::{MissingField, RequestEvent, RequestField};
use candour_files::{
    records::MOST_REQUESTS,
    request::{LONGEST_CONTACT, LONGEST_MESSAGE, LONGEST_PURPOSE, Request},
    text::LONGEST_NAME,
};
use candour_proof::date::Day;
use candour_questionnaire::listed;
use candour_words::{Counted, Key};
use web_sys::InputEvent;
use yew::{AttrValue, Html, html};

use crate::components::{
    clock,
    elements::{self, UNSAVED, button, element, fold, h1, h2, h3, help, lead, link, p, row, tag, text},
    form::{checked_of, text_of, value_of},
    imported, key,
    passphrase_forms::{NewPassphrase, hint, label},
    records,
    request_made::{has_key, letter, waits_for_key, ways},
    screen::Screen,
};

pub(crate) fn view(screen: &Screen<'_>) -> Html {
    let asking = &screen.model.requests.form;
    let make = screen.on(|_| RequestEvent::MakeRequested);
    let children = vec![
        h1(screen.text(Key::RequestHeading)),
        lead(screen.text(Key::RequestLead)),
        h2(screen.text(Key::RequestWho)),
        line(
            screen,
            "requester",
            [Key::RequestFrom, Key::RequestFromHelp],
            &asking.wish.from,
            LONGEST_NAME,
            RequestField::From,
        ),
        line(
            screen,
            "contact",
            [Key::RequestContact, Key::RequestContactHelp],
            &asking.wish.contact,
            LONGEST_CONTACT,
            RequestField::Contact,
        ),
        h2(screen.text(Key::KeyHeading)),
        key::key_now(screen),
        fold("", screen.text(Key::RecordsOpenSummary), vec![records::open(screen)]),
        h2(screen.text(Key::RequestWhat)),
        asked(screen),
        organisations(screen),
        area(
            screen,
            "purpose",
            "purpose-help",
            [Key::RequestPurpose, Key::RequestPurposeHelp],
            &asking.wish.purpose,
            LONGEST_PURPOSE,
            RequestField::Purpose,
        ),
        area(
            screen,
            "message",
            "message-help",
            [Key::RequestMessage, Key::RequestMessageHelp],
            &asking.wish.message,
            LONGEST_MESSAGE,
            RequestField::Message,
        ),
        wished(screen),
        encrypted(screen),
        address(screen),
        asks_to_replace(screen),
        row(vec![button("button", "make-request", screen.text(Key::RequestMake), make)]),
        announced(screen),
        clock::view(screen),
        made(screen),
        records::view(screen, true),
        imported::place(
            screen,
            elements::together(vec![
                h2(screen.text(Key::OwnHeading)),
                p(screen.text(Key::OwnWhat)),
                tag(
                    "p",
                    "",
                    vec![link(
                        "",
                        "write",
                        candour_app::Route::Write.fragment(),
                        screen.text(Key::WriteHeading),
                    )],
                ),
            ]),
        ),
        tag(
            "p",
            "",
            vec![link("", "compare", candour_app::Route::Compare.fragment(), screen.text(Key::ToCompare))],
        ),
    ];
    elements::screen("request", "", children)
}

/// A field of one line.
fn line(
    screen: &Screen<'_>,
    id: &'static str,
    keys: [Key; 2],
    value: &str,
    longest: usize,
    part: fn(String) -> RequestField,
) -> Html {
    let [name, said] = keys;
    let at_fault = at_fault(screen, id);
    let typed = screen.on(move |event: InputEvent| RequestEvent::FieldEdited(part(value_of(&event))));
    let help_id = [id, "-help"].concat();
    let described = if at_fault { [FAULT, " ", &help_id].concat() } else { help_id.clone() };
    let children = vec![
        label(id, screen.text(name)),
        element("p", &[("class", "help".into()), ("id", help_id.clone().into())], vec![screen.words(said)]),
        html! {
            <input form={UNSAVED} autocomplete="off" type="text" dir="auto" id={id} data-field={id} aria-describedby={described}
                aria-invalid={at_fault.then_some("true")} maxlength={longest.to_string()} value={value.to_owned()} oninput={typed} />
        },
        missing(screen, id),
    ];
    tag("div", "field", children)
}

/// What is asked for.
fn asked(screen: &Screen<'_>) -> Html {
    let mut rows = vec![text("legend", "", screen.text(Key::RequestAsked))];
    let at_fault = at_fault(screen, "questionnaire");
    for (place, entry) in screen.model.catalog().entries.iter().enumerate() {
        // The first takes the focus where none is chosen.
        let first = (place == 0).then_some("questionnaire");
        let id = entry.questionnaire.id().to_owned();
        let checked = screen.model.requests.form.chosen.contains(&id);
        let version = screen.words.with(
            Key::FactTitle,
            &[("title", &entry.wording.title), ("version", entry.questionnaire.version())],
        );
        let hook = id.clone();
        let tick = screen.on(move |event: yew::Event| {
            RequestEvent::FieldEdited(RequestField::Asks(id.clone(), checked_of(&event)))
        });
        rows.push(html! {
            <label class="tick">
                <input form={UNSAVED} autocomplete="off" type="checkbox" id={first} data-ask={hook} checked={checked} onchange={tick}
                    aria-invalid={at_fault.then_some("true")} aria-describedby={at_fault.then_some(FAULT)} />
                <span>{ version }</span>
            </label>
        });
        rows.push(imported::mark(screen, entry));
    }
    rows.push(missing(screen, "questionnaire"));
    tag("fieldset", "", rows)
}

/// A field of several lines.
fn area(
    screen: &Screen<'_>,
    id: &'static str,
    help_id: &'static str,
    keys: [Key; 2],
    value: &str,
    longest: usize,
    part: fn(String) -> RequestField,
) -> Html {
    let [name, said] = keys;
    let typed = screen.on(move |event: InputEvent| RequestEvent::FieldEdited(part(text_of(&event))));
    let at_fault = at_fault(screen, id);
    let described = if at_fault { [FAULT, " ", help_id].concat() } else { help_id.to_owned() };
    let children = vec![
        label(id, screen.text(name)),
        hint(help_id, screen.text(said)),
        html! {
            <textarea dir="auto" form={UNSAVED} autocomplete="off" id={id} data-field={id} rows="4"
                aria-describedby={described} aria-invalid={at_fault.then_some("true")} maxlength={longest.to_string()} value={value.to_owned()} oninput={typed} />
        },
        missing(screen, id),
    ];
    tag("div", "field", children)
}

/// Whom a link each is made for.
fn organisations(screen: &Screen<'_>) -> Html {
    let form = &screen.model.requests.form;
    let field = area(
        screen,
        "organisations",
        "organisations-help",
        [Key::RequestOrganisations, Key::RequestOrganisationsHelp],
        &form.organisations,
        MOST_REQUESTS * LONGEST_NAME,
        RequestField::Organisations,
    );
    let count = u32::try_from(form.addressees().len()).unwrap_or(u32::MAX);
    let said = match count {
        0 => screen.text(Key::RequestOpen),
        count => screen.words.count(Counted::Organisations, count),
    };
    let hooks = [("class", "help".into()), ("data-addressees", AttrValue::from(count.to_string()))];
    elements::together(vec![field, element("p", &hooks, vec![elements::words(said)])])
}

fn wished(screen: &Screen<'_>) -> Html {
    let typed = screen.on(|event: yew::Event| RequestEvent::FieldEdited(RequestField::By(value_of(&event))));
    let value = screen.model.requests.form.wish.wished.map(Day::text).unwrap_or_default();
    let children = vec![
        label("answer-by", screen.text(Key::RequestWished)),
        html! {
            <input form={UNSAVED} autocomplete="off" type="date" id="answer-by" data-field="answer-by" value={value} onchange={typed} />
        },
    ];
    tag("div", "field", children)
}

fn encrypted(screen: &Screen<'_>) -> Html {
    let tick =
        screen.on(|event: yew::Event| RequestEvent::FieldEdited(RequestField::Encrypted(checked_of(&event))));
    let checked = screen.model.requests.form.wish.encrypted;
    let children = vec![
        html! {
            <label class="tick">
                <input form={UNSAVED} autocomplete="off" type="checkbox" data-field="encrypted" checked={checked} onchange={tick}
                    aria-describedby="encrypted-help" />
                <span>{ screen.text(Key::RequestEncrypted) }</span>
            </label>
        },
        hint("encrypted-help", screen.text(Key::RequestEncryptedHelp)),
    ];
    tag("div", "field", children)
}

/// The address at which the page is found, for links and messages made here.
pub(crate) fn address(screen: &Screen<'_>) -> Html {
    line(
        screen,
        "page-address",
        [Key::RequestAddress, Key::RequestAddressHelp],
        &screen.model.requests.form.address,
        500,
        RequestField::Address,
    )
}

/// The id of the sentence that says what is missing.
const FAULT: &str = "missing";

/// Whether the request could not be made because of this field.
fn at_fault(screen: &Screen<'_>, field: &str) -> bool {
    screen.model.requests.form.missing.is_some_and(|missing| missing.field() == field)
}

/// What is still missing in a field; nothing if it is another one.
fn missing(screen: &Screen<'_>, field: &str) -> Html {
    let (name, said) = match screen.model.requests.form.missing.filter(|missing| missing.field() == field) {
        None => return Html::default(),
        Some(MissingField::Name) => ("name", screen.text(Key::MissingName)),
        Some(MissingField::Questionnaire) => ("questionnaire", screen.text(Key::MissingQuestionnaire)),
        Some(MissingField::Address) => ("address", screen.text(Key::MissingAddress)),
        Some(MissingField::Shorter(by)) => {
            ("shorter", screen.words.with(Key::MissingShorter, &[("count", &by.to_string())]))
        }
        Some(MissingField::Fewer(by)) => {
            ("fewer", screen.words.with(Key::MissingFewer, &[("count", &by.to_string())]))
        }
    };
    let hooks = [("class", "error".into()), ("data-missing", name.into()), ("id", FAULT.into())];
    element("p", &hooks, vec![elements::words(said)])
}

/// Whether the new request takes the place of the one made before on this screen.
fn asks_to_replace(screen: &Screen<'_>) -> Html {
    if !screen.model.requests.form.asks_to_replace {
        return Html::default();
    }
    let decide = |replace| screen.on(move |_| RequestEvent::MakeConfirmed { replace });
    let children = vec![
        p(screen.text(Key::RequestAgain)),
        row(vec![
            button("button", "replace-request", screen.text(Key::RequestReplace), decide(true)),
            button("quiet", "keep-both-requests", screen.text(Key::RequestKeepBoth), decide(false)),
        ]),
        help(screen.text(Key::RequestAgainHelp)),
    ];
    element("div", &[("class", "gate".into()), ("role", "alert".into())], children)
}

/// The requests made last.
fn made_last<'a>(screen: &Screen<'a>) -> Vec<&'a Request> {
    let requests = &screen.model.requests;
    requests.form.made.iter().filter_map(|nonce| requests.records.request(nonce)).collect()
}

/// A link for each organisation, one a line until it is opened.
fn each(screen: &Screen<'_>, all: &[&Request]) -> Html {
    let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let mut children = vec![p(screen.words.count(Counted::MadeEach, count))];
    if !screen.model.requests.form.address.is_empty() {
        let nonces: Vec<String> = all.iter().map(|request| request.nonce.clone()).collect();
        let save = screen.on(move |_| RequestEvent::LettersRequested(nonces.clone()));
        children.push(row(vec![button("button", "save-letters", screen.text(Key::MadeLetters), save)]));
        children.push(help(screen.text(Key::MadeLettersHelp)));
    }
    for request in all.iter().take(listed::MOST) {
        let label = screen.model.requests.records.label(&request.nonce);
        let hooks = [("class", "line-card".into()), ("data-addressee", AttrValue::from(label.to_owned()))];
        let said = vec![text("summary", "typed", label.to_owned().into()), letter(screen, request)];
        children.push(elements::keyed("details", &hooks, &request.nonce, said));
    }
    tag("div", "", children)
}

/// Says that the request is there, in a place that is always there.
fn announced(screen: &Screen<'_>) -> Html {
    let said = match made_last(screen).first() {
        None => AttrValue::default(),
        Some(request) if waits_for_key(screen, request) => screen.text(Key::MadeAnnouncedKey),
        Some(_) => screen.text(Key::MadeAnnounced),
    };
    element("p", &[("class", "unseen".into()), ("role", "status".into())], vec![elements::words(said)])
}

/// The request made last.
fn made(screen: &Screen<'_>) -> Html {
    let all = made_last(screen);
    let Some(request) = all.first().copied() else {
        return Html::default();
    };
    let mut children = vec![h2(screen.text(Key::MadeHeading))];
    if waits_for_key(screen, request) && !has_key(screen, request) {
        children.push(tag("p", "gate", vec![screen.words(Key::MadeOpenKey)]));
    } else if waits_for_key(screen, request) {
        let form = NewPassphrase {
            field: "request-passphrase",
            again: "request-passphrase-again",
            help: "request-passphrase-help",
            action: "export-request-key",
            button: Key::RecordsSave,
            event: |first, second| RequestEvent::RecordsRequested(first, second).into(),
        };
        let said =
            vec![h3(screen.text(Key::MadeKeyHeading)), p(screen.text(Key::MadeKeyWhy)), form.view(screen)];
        children.push(tag("div", "gate", said));
    } else {
        children.push(p(screen.text(Key::MadeReady)));
        children.push(if request.addressed { each(screen, &all) } else { ways(screen, request) });
    }
    tag("section", "", children)
}
