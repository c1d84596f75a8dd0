//! A request that was opened: who asks, for what, until when, and what is known of them, before anything else.

use candour_app::{Event, Route};
use candour_files::{
    records::{How, KnownKey, Standing},
    request::{Asked, Fit, Request, RequestProblem},
};
use candour_proof::date::Day;
use yew::{AttrValue, Html};

use crate::{
    components::{
        elements::{self, Nodes, button, element, h1, h2, help, lead, link, p, pair, row, strong, tag, text},
        fingerprint::fingerprint,
        imported,
        screen::Screen,
        typed_names, unconfirmed,
    },
    told,
};

pub(crate) fn view(screen: &Screen<'_>) -> Html {
    let model = screen.model;
    let children = match (&model.opened, &model.request) {
        (Some(Ok(request)), open) => offered(screen, request, open.as_ref()),
        (Some(Err(problem)), _) => broken(screen, problem),
        (None, Some(request)) => open(screen, request),
        (None, None) => vec![
            h1(screen.text("requested-none")),
            p(screen.text("requested-none-what")),
            row(vec![
                link("button", "home", Route::Home.fragment(), screen.text("lost-home")),
                link("quiet", "check", Route::Check.fragment(), screen.text("requested-open-file")),
            ]),
        ],
    };
    elements::screen("requested", "", children)
}

/// One that waits to be taken up.
fn offered(screen: &Screen<'_>, request: &Request, open: Option<&Request>) -> Nodes {
    let mut children = vec![
        h1(screen.text("requested-heading")),
        lead(screen.text("requested-lead")),
        unconfirmed::of_request(screen, request),
        facts(screen, request),
    ];
    let catalog = &screen.model.catalog;
    let misfits = |own: bool| {
        let known = request.asked.iter().filter_map(|asked| catalog.entry(&asked.id));
        known.filter(|entry| entry.own == own).any(|entry| !request.fits(entry))
    };
    if request.asked.iter().any(|asked| catalog.entry(&asked.id).is_none()) {
        children.push(missing(
            screen,
            "unknown-questionnaire",
            ["request-refused-unknown-questionnaire", "asked-unknown-what"],
        ));
    } else if misfits(true) {
        children.push(missing(
            screen,
            "other-questionnaire",
            ["request-refused-other-questionnaire", "asked-misfit-what"],
        ));
    } else if misfits(false) {
        let hooks = [("class", "gate".into()), ("data-problem", "other-questionnaire".into())];
        children.push(element("p", &hooks, vec![screen.words("request-refused-other-questionnaire")]));
    }
    if let Some(open) = open {
        let replaced = screen.words.with("requested-replaces", &[("name", &open.from)]);
        children.push(tag("p", "gate", vec![elements::words(replaced)]));
    }
    let decline = screen.on(|_| Event::DeclinedRequest);
    let decline = button("quiet", "decline-request", screen.text("requested-decline"), decline);
    children.push(if request.is_answerable(catalog) {
        let accept = screen.on(|_| Event::AcceptedRequest);
        row(vec![button("button", "accept-request", screen.text("requested-accept"), accept), decline])
    } else {
        row(vec![decline])
    });
    children.push(help(screen.text("requested-either")));
    children
}

/// The one that answers are given to.
fn open(screen: &Screen<'_>, request: &Request) -> Nodes {
    let put_away = screen.on(|_| Event::PutAwayRequest);
    vec![
        h1(screen.text("requested-open-heading")),
        lead(screen.text("requested-lead")),
        facts(screen, request),
        row(vec![
            link("button", "home", Route::Home.fragment(), screen.text("lost-home")),
            button("quiet", "put-away-request", screen.text("requested-put-away"), put_away),
        ]),
        help(screen.text("requested-put-away-help")),
    ]
}

fn broken(screen: &Screen<'_>, problem: &RequestProblem) -> Nodes {
    let key = told::refused(problem);
    let name = key.trim_start_matches("request-refused-");
    let decline = screen.on(|_| Event::DeclinedRequest);
    vec![
        h1(screen.text("request-refused-heading")),
        element("p", &[("class", "gate".into()), ("data-problem", name.into())], vec![screen.words(key)]),
        p(screen.text("request-refused-answers")),
        row(vec![button("button", "decline-request", screen.text("requested-decline"), decline)]),
    ]
}

fn facts(screen: &Screen<'_>, request: &Request) -> Html {
    let day = |day: Option<Day>, none: &str| match day {
        Some(day) => elements::words(day.text()),
        None => screen.words(none),
    };
    let name = element(
        "strong",
        &[("data-requester", AttrValue::default()), ("class", "typed".into())],
        vec![elements::words(request.from.clone())],
    );
    let typed = |content: &str| text("p", "typed", content.to_owned().into());
    let mut pairs = vec![
        pair(
            screen.words("requested-who"),
            vec![name, typed_names::mixed(screen, &request.from), help(screen.text("requested-who-typed"))],
        ),
        pair(screen.words("requested-key"), key(screen, request)),
        pair(
            screen.words("requested-what"),
            vec![tag(
                "ul",
                "plain",
                request.asked.iter().map(|asked| item(screen, asked, &request.language)).collect(),
            )],
        ),
        pair(screen.words("requested-by"), vec![day(request.wished, "requested-no-day")]),
    ];
    if !request.message.is_empty() {
        pairs.push(pair(screen.words("requested-message"), vec![typed(&request.message)]));
    }
    if !request.contact.is_empty() {
        pairs.push(pair(screen.words("requested-contact"), vec![typed(&request.contact)]));
    }
    let encrypted = if request.recipient.is_some() { "requested-encrypted" } else { "requested-plain" };
    pairs.push(pair(screen.words("requested-hand-over"), vec![screen.words(encrypted)]));
    pairs.push(pair(screen.words("requested-made"), vec![day(request.created, "date-missing")]));
    tag("dl", "facts-list", pairs)
}

/// What is known of the key of a request, in a sentence.
pub(crate) fn standing(screen: &Screen<'_>, request: &Request) -> Html {
    let own = screen.model.key.as_ref().map(|key| key.signing.public());
    let standing = screen.model.records.standing(&request.key, &request.from, own);
    let said = vec![elements::words(standing_said(screen, standing))];
    element("p", &[("data-standing", standing.name().into())], said)
}

/// The digits of the key, and whether it is known here.
fn key(screen: &Screen<'_>, request: &Request) -> Nodes {
    vec![
        fingerprint(request.key.fingerprint()),
        standing(screen, request),
        help(screen.text("requested-key-compare")),
    ]
}

/// What is known of a key, in a sentence.
pub(crate) fn standing_said(screen: &Screen<'_>, standing: Standing<'_>) -> AttrValue {
    let of = |key: &str, known: &KnownKey| {
        let key = if known.name.is_empty() { nameless_key(known.how) } else { key };
        screen.words.with(key, &[("name", &known.name), ("day", &known.day.text())])
    };
    match standing {
        Standing::Own => screen.text("standing-own"),
        Standing::Checked(known) => of(checked_key(known.how), known),
        Standing::Seen(known) => of("standing-seen", known),
        Standing::Changed(known) => of("standing-changed", known),
        Standing::New => screen.text("standing-new"),
    }
}

/// The same for a key that was noted without a name.
fn nameless_key(how: How) -> &'static str {
    match how {
        How::Seen => "standing-seen-nameless",
        How::Telephone => "standing-telephone-nameless",
        How::Meeting => "standing-meeting-nameless",
        How::Site => "standing-site-nameless",
    }
}

fn checked_key(how: How) -> &'static str {
    match how {
        How::Seen => "standing-seen",
        How::Telephone => "standing-telephone",
        How::Meeting => "standing-meeting",
        How::Site => "standing-site",
    }
}

/// A questionnaire asked for, and whether this page has it.
fn item(screen: &Screen<'_>, asked: &Asked, language: &str) -> Html {
    let hooks = |fit: &'static str| {
        [("data-asked", AttrValue::from(asked.id.clone())), ("data-fit", AttrValue::from(fit))]
    };
    let Some(entry) = screen.model.catalog.entry(&asked.id) else {
        let name = screen.words.with("fact-title", &[("title", &asked.id), ("version", &asked.version)]);
        return element("li", &hooks("unknown"), vec![strong(name), p(screen.text("asked-unknown"))]);
    };
    let name =
        screen.words.with("fact-title", &[("title", &entry.wording.title), ("version", &asked.version)]);
    let mut said = vec![strong(name), imported::mark(screen, entry)];
    let (fit, key) = match (asked.fit(entry, language), entry.own) {
        (Fit::Same, _) => return element("li", &hooks("same"), said),
        (Fit::OtherVersion, false) => ("other-version", "asked-other-version"),
        (Fit::OtherVersion, true) => ("other-version", "asked-other-version-own"),
        (Fit::OtherContent, false) => ("other-content", "asked-other-content"),
        (Fit::OtherContent, true) => ("other-content", "asked-other-content-own"),
        (Fit::OtherWords, false) => ("other-words", "asked-other-words"),
        (Fit::OtherWords, true) => ("other-words", "asked-other-words-own"),
        (Fit::OtherLanguage, false) => ("other-language", "asked-other-language"),
        (Fit::OtherLanguage, true) => ("other-language", "asked-other-language-own"),
    };
    let values = [("version", entry.questionnaire.version()), ("language", language)];
    said.push(p(screen.words.with(key, &values)));
    element("li", &hooks(fit), said)
}

/// What to do about a questionnaire that this page does not have as it is asked for.
fn missing(screen: &Screen<'_>, problem: &'static str, [said, what]: [&str; 2]) -> Html {
    let said =
        element("p", &[("class", "gate".into()), ("data-problem", problem.into())], vec![screen.words(said)]);
    tag(
        "section",
        "",
        vec![h2(screen.text("asked-unknown-heading")), said, imported::place(screen, p(screen.text(what)))],
    )
}

/// The line in the head of every screen while a request is open.
pub(crate) fn by(screen: &Screen<'_>) -> Html {
    let Some(request) = &screen.model.request else {
        return Html::default();
    };
    let said = screen.words.with("requested-head", &[("name", &request.from)]);
    let children = vec![
        elements::words(said),
        elements::space(),
        link("", "requested", Route::Requested.fragment(), screen.text("requested-head-link")),
    ];
    let hooks = [("class", "requested-by".into()), ("data-requested-by", AttrValue::default())];
    let line = element("p", &hooks, children);
    elements::together(vec![line, typed_names::mixed(screen, &request.from)])
}

/// Beside a questionnaire on the home screen: that it was asked for.
pub(crate) fn asked_for(screen: &Screen<'_>, questionnaire: &str) -> Html {
    match screen.model.request_for(questionnaire) {
        None => Html::default(),
        Some(request) => {
            let said = match request.wished {
                Some(day) => {
                    screen.words.with("asked-for-by", &[("name", &request.from), ("day", &day.text())])
                }
                None => screen.words.with("asked-for", &[("name", &request.from)]),
            };
            element(
                "p",
                &[("class", "asked-for".into()), ("data-asked-for", AttrValue::default())],
                vec![strong(said)],
            )
        }
    }
}
