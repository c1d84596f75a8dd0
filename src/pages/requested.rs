//! A request that was opened: who asks, for what, until when, and what is known of them, before anything else.

use candour_app::{RequestEvent, Route};
use candour_files::{
    records::{KeyTrust, KnownKey, Verification},
    request::{Fit, Request, RequestError, RequestedQuestionnaire},
};
use candour_proof::date::Day;
use candour_questionnaire::wording::minutes;
use candour_words::Key;
use yew::{AttrValue, Html};

use crate::{
    components::{
        elements::{self, Nodes, button, element, h1, h2, help, lead, link, p, pair, row, strong, tag, text},
        fingerprint::fingerprint,
        imported,
        screen::Screen,
        typed_names, unconfirmed,
    },
    messages,
};

pub(crate) fn view(screen: &Screen<'_>) -> Html {
    let model = screen.model;
    let children = match (&model.requests.opened, model.request()) {
        (Some(Ok(request)), open) => offered(screen, request, open),
        (Some(Err(problem)), _) => broken(screen, problem),
        (None, Some(request)) => open(screen, request),
        (None, None) => vec![
            h1(screen.text(Key::RequestedNone)),
            p(screen.text(Key::RequestedNoneWhat)),
            row(vec![
                link("button", "home", Route::Home.fragment(), screen.text(Key::LostHome)),
                link("quiet", "check", Route::Check.fragment(), screen.text(Key::RequestedOpenFile)),
            ]),
        ],
    };
    elements::screen("requested", "", children)
}

/// One that waits to be taken up.
fn offered(screen: &Screen<'_>, request: &Request, open: Option<&Request>) -> Nodes {
    let mut children = vec![
        h1(screen.text(Key::RequestedHeading)),
        lead(screen.text(Key::RequestedLead)),
        unconfirmed::of_request(screen, request),
        facts(screen, request),
    ];
    let catalog = &screen.model.catalog();
    let misfits = |own: bool| {
        let known = request.asked.iter().filter_map(|asked| catalog.entry(&asked.id));
        known.filter(|entry| entry.own == own).any(|entry| !request.fits(entry))
    };
    if request.asked.iter().any(|asked| catalog.entry(&asked.id).is_none()) {
        children.push(missing(
            screen,
            "unknown-questionnaire",
            [Key::RequestRefusedUnknownQuestionnaire, Key::AskedUnknownWhat],
        ));
    } else if misfits(true) {
        children.push(missing(
            screen,
            "other-questionnaire",
            [Key::RequestRefusedOtherQuestionnaire, Key::AskedMisfitWhat],
        ));
    } else if misfits(false) {
        let hooks = [("class", "gate".into()), ("data-problem", "other-questionnaire".into())];
        children.push(element("p", &hooks, vec![screen.words(Key::RequestRefusedOtherQuestionnaire)]));
    }
    if let Some(open) = open {
        let replaced = screen.words.with(Key::RequestedReplaces, &[("name", &open.from)]);
        children.push(tag("p", "gate", vec![elements::words(replaced)]));
    }
    let decline = screen.on(|_| RequestEvent::Declined);
    let decline = button("quiet", "decline-request", screen.text(Key::RequestedDecline), decline);
    children.push(if request.is_answerable(catalog) {
        let accept = screen.on(|_| RequestEvent::Accepted);
        row(vec![button("button", "accept-request", screen.text(Key::RequestedAccept), accept), decline])
    } else {
        row(vec![decline])
    });
    children.push(help(screen.text(Key::RequestedEither)));
    children
}

/// The one that answers are given to.
fn open(screen: &Screen<'_>, request: &Request) -> Nodes {
    let put_away = screen.on(|_| RequestEvent::Closed);
    vec![
        h1(screen.text(Key::RequestedOpenHeading)),
        lead(screen.text(Key::RequestedLead)),
        facts(screen, request),
        row(vec![
            link("button", "home", Route::Home.fragment(), screen.text(Key::LostHome)),
            button("quiet", "put-away-request", screen.text(Key::RequestedPutAway), put_away),
        ]),
        help(screen.text(Key::RequestedPutAwayHelp)),
    ]
}

fn broken(screen: &Screen<'_>, problem: &RequestError) -> Nodes {
    let key = messages::refused(problem);
    let name = problem.as_str();
    let decline = screen.on(|_| RequestEvent::Declined);
    vec![
        h1(screen.text(Key::RequestRefusedHeading)),
        element("p", &[("class", "gate".into()), ("data-problem", name.into())], vec![screen.words(key)]),
        p(screen.text(Key::RequestRefusedAnswers)),
        row(vec![button("button", "decline-request", screen.text(Key::RequestedDecline), decline)]),
    ]
}

fn facts(screen: &Screen<'_>, request: &Request) -> Html {
    let day = |day: Option<Day>, none: Key| match day {
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
            screen.words(Key::RequestedWho),
            vec![name, typed_names::mixed(screen, &request.from), help(screen.text(Key::RequestedWhoTyped))],
        ),
        pair(screen.words(Key::RequestedKey), key(screen, request)),
        pair(
            screen.words(Key::RequestedWhat),
            vec![tag(
                "ul",
                "plain",
                request.asked.iter().map(|asked| item(screen, asked, &request.language)).collect(),
            )],
        ),
    ];
    if request.wished.is_some() {
        pairs.push(pair(screen.words(Key::RequestedBy), vec![day(request.wished, Key::DateMissing)]));
    }
    let purpose = match request.purpose.as_str() {
        "" => p(screen.text(Key::RequestedNoPurpose)),
        purpose => typed(purpose),
    };
    pairs.push(pair(screen.words(Key::RequestPurposeTheirs), vec![purpose]));
    if !request.message.is_empty() {
        pairs.push(pair(screen.words(Key::RequestedMessage), vec![typed(&request.message)]));
    }
    if !request.contact.is_empty() {
        pairs.push(pair(screen.words(Key::RequestedContact), vec![typed(&request.contact)]));
    }
    let encrypted = if request.recipient.is_some() { Key::RequestedEncrypted } else { Key::RequestedPlain };
    let mut sharing = vec![p(screen.text(encrypted))];
    if request.addressed {
        let said = screen.words.with(Key::RequestedAddressed, &[("name", &request.from)]);
        let hooks = [("data-addressed", AttrValue::default())];
        sharing.push(element("p", &hooks, vec![elements::words(said)]));
    }
    pairs.push(pair(screen.words(Key::RequestedHandOver), sharing));
    pairs.push(pair(screen.words(Key::RequestedMade), vec![day(request.created, Key::DateMissing)]));
    tag("dl", "facts-list", pairs)
}

/// What is known of the key of a request, in a sentence.
pub(crate) fn standing(screen: &Screen<'_>, request: &Request) -> Html {
    let own = screen.model.key().map(|key| key.signing.public());
    let standing = screen.model.requests.records.standing(&request.key, &request.from, own);
    let said = vec![elements::words(standing_said(screen, standing))];
    element("p", &[("data-key-trust", standing.as_str().into())], said)
}

/// The digits of the key, and whether it is known here.
fn key(screen: &Screen<'_>, request: &Request) -> Nodes {
    vec![
        fingerprint(request.key.fingerprint()),
        standing(screen, request),
        help(screen.text(Key::RequestedKeyCompare)),
    ]
}

/// What is known of a key, in a sentence.
pub(crate) fn standing_said(screen: &Screen<'_>, standing: KeyTrust<&KnownKey>) -> AttrValue {
    let of = |key: Key, known: &KnownKey| {
        let key = if known.name.is_empty() { nameless_key(known.how) } else { key };
        screen.words.with(key, &[("name", &known.name), ("day", &known.day.text())])
    };
    match standing {
        KeyTrust::Own => screen.text(Key::StandingOwn),
        KeyTrust::Checked(known) => of(checked_key(known.how), known),
        KeyTrust::Seen(known) => of(Key::StandingSeen, known),
        KeyTrust::Changed(known) => of(Key::StandingChanged, known),
        KeyTrust::New => screen.text(Key::StandingNew),
    }
}

/// The same for a key that was noted without a name.
fn nameless_key(how: Verification) -> Key {
    match how {
        Verification::Seen => Key::StandingSeenNameless,
        Verification::Telephone => Key::StandingTelephoneNameless,
        Verification::Meeting => Key::StandingMeetingNameless,
        Verification::Site => Key::StandingSiteNameless,
    }
}

fn checked_key(how: Verification) -> Key {
    match how {
        Verification::Seen => Key::StandingSeen,
        Verification::Telephone => Key::StandingTelephone,
        Verification::Meeting => Key::StandingMeeting,
        Verification::Site => Key::StandingSite,
    }
}

/// A questionnaire asked for, and whether this page has it.
fn item(screen: &Screen<'_>, asked: &RequestedQuestionnaire, language: &str) -> Html {
    let hooks = |fit: &'static str| {
        [("data-asked", AttrValue::from(asked.id.clone())), ("data-match", AttrValue::from(fit))]
    };
    let Some(entry) = screen.model.catalog().entry(&asked.id) else {
        let name = screen.words.with(Key::FactTitle, &[("title", &asked.id), ("version", &asked.version)]);
        return element("li", &hooks("unknown"), vec![strong(name), p(screen.text(Key::AskedUnknown))]);
    };
    let name =
        screen.words.with(Key::FactTitle, &[("title", &entry.wording.title), ("version", &asked.version)]);
    let size = [
        ("questions", entry.questionnaire.questions().count().to_string()),
        ("minutes", minutes(&entry.questionnaire, &entry.wording).to_string()),
    ];
    let size = size.each_ref().map(|(name, count)| (*name, count.as_str()));
    let size = text("p", "help", screen.words.with(Key::RequestedSize, &size));
    let mut said = vec![strong(name), imported::mark(screen, entry), imported::warning(screen, entry), size];
    let (fit, key) = match (asked.fit(entry, language), entry.own) {
        (Fit::Same, _) => return element("li", &hooks("same"), said),
        (Fit::OtherVersion, false) => ("other-version", Key::AskedOtherVersion),
        (Fit::OtherVersion, true) => ("other-version", Key::AskedOtherVersionOwn),
        (Fit::OtherContent, false) => ("other-content", Key::AskedOtherContent),
        (Fit::OtherContent, true) => ("other-content", Key::AskedOtherContentOwn),
        (Fit::OtherWords, false) => ("other-words", Key::AskedOtherWords),
        (Fit::OtherWords, true) => ("other-words", Key::AskedOtherWordsOwn),
        (Fit::OtherLanguage, false) => ("other-language", Key::AskedOtherLanguage),
        (Fit::OtherLanguage, true) => ("other-language", Key::AskedOtherLanguageOwn),
    };
    let values = [("version", entry.questionnaire.version()), ("language", language)];
    said.push(p(screen.words.with(key, &values)));
    element("li", &hooks(fit), said)
}

/// What to do about a questionnaire that this page does not have as it is asked for.
fn missing(screen: &Screen<'_>, problem: &'static str, [said, what]: [Key; 2]) -> Html {
    let said =
        element("p", &[("class", "gate".into()), ("data-problem", problem.into())], vec![screen.words(said)]);
    tag(
        "section",
        "",
        vec![h2(screen.text(Key::AskedUnknownHeading)), said, imported::place(screen, p(screen.text(what)))],
    )
}

/// The line in the head of every screen while a request is open.
pub(crate) fn by(screen: &Screen<'_>) -> Html {
    let Some(request) = screen.model.request() else {
        return Html::default();
    };
    let said = screen.words.with(Key::RequestedHead, &[("name", &request.from)]);
    let children = vec![
        elements::words(said),
        elements::space(),
        link("", "requested", Route::Requested.fragment(), screen.text(Key::RequestedHeadLink)),
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
                    screen.words.with(Key::AskedForBy, &[("name", &request.from), ("day", &day.text())])
                }
                None => screen.words.with(Key::AskedFor, &[("name", &request.from)]),
            };
            element(
                "p",
                &[("class", "asked-for".into()), ("data-asked-for", AttrValue::default())],
                vec![strong(said)],
            )
        }
    }
}
