//! What somebody who asks remembers: requests made, keys known, and the file that keeps both.

use candour_app::RequestEvent;
use candour_files::{
    records::{KnownKey, Records, Verification},
    request::Request,
};
use candour_proof::{date::Day, key::PublicKey};
use candour_questionnaire::listed::{self, shown};
use candour_words::Key;
use web_sys::SubmitEvent;
use yew::{AttrValue, Callback, Html, MouseEvent, html};

use super::unconfirmed;
use crate::{
    components::{
        elements::{self, Nodes, element, fold, h2, help, p, row, strong, tag, text},
        fingerprint::fingerprint,
        form::{choice, form, input},
        ids,
        passphrase_forms::{NewPassphrase, OpenFile, send_button},
        request_made,
        screen::Screen,
        typed_names,
    },
    pages::requested,
};

/// The requests made, the keys known, and the ways to keep and to open them.
/// The heading is left out where it stands above already.
pub(crate) fn view(screen: &Screen<'_>, titled: bool) -> Html {
    let Records { requests, keys, .. } = &*screen.model.requests.records;
    let heading = if titled { h2(screen.text(Key::RecordsHeading)) } else { Html::default() };
    let level = if titled { "h3" } else { "h2" };
    let mut children = vec![heading, p(screen.text(Key::RecordsWhat)), unconfirmed::view(screen)];
    if screen.model.requests.records_unsaved {
        let hooks = [("class", "safety".into()), ("data-records", "unsaved".into())];
        children.push(element("p", &hooks, vec![screen.words(Key::RecordsUnsaved)]));
    }
    if requests.is_empty() {
        children.push(p(screen.text(Key::RecordsNoRequests)));
    }
    let mut cards = Nodes::new();
    // Those made last; all of them would take seconds to draw.
    let more = shown(requests).1;
    for made in requests.iter().rev().take(listed::MOST) {
        let nonce = made.nonce.clone();
        let name = named(screen, made);
        if made.addressed {
            cards.push(addressed(screen, made, name));
            continue;
        }
        let mut said = vec![text(level, "typed", name.clone())];
        said.extend(request_made::said(screen, made));
        let forget = screen.on(move |_| RequestEvent::ForgetRequested(nonce.clone()));
        // The one made last stands above, and none goes out while nobody could open its answers.
        if request_made::waits_for_key(screen, made) {
            let why = if request_made::has_key(screen, made) { Key::MadeKeyWhy } else { Key::MadeOpenKey };
            said.push(p(screen.text(why)));
        } else if !screen.model.requests.form.made.contains(&made.nonce) {
            said.push(fold("", screen.text(Key::RecordsAgain), vec![request_made::ways(screen, made)]));
        }
        said.push(row(vec![forgets(screen, "forget-request", name.clone(), forget)]));
        let hooks = [
            ("class", "card".into()),
            ("data-request", AttrValue::from(made.nonce.clone())),
            ("aria-label", name),
        ];
        cards.push(elements::keyed("article", &hooks, &made.nonce, said));
    }
    children.extend([elements::together(cards), ids::and_more_below(screen, more)]);
    if !keys.is_empty() {
        let more = shown(keys).1;
        let cards: Nodes = keys.iter().skip(more as usize).map(|known| card(screen, known)).collect();
        let known = vec![elements::together(cards), ids::and_more_below(screen, more)];
        children.push(fold("", screen.text(Key::RecordsKeys), known));
    }
    children.extend([save(screen), identity(screen)]);
    tag("section", "", children)
}

/// A request for one organisation, in one line until it is opened.
fn addressed(screen: &Screen<'_>, made: &Request, name: AttrValue) -> Html {
    let nonce = made.nonce.clone();
    let forget = screen.on(move |_| RequestEvent::ForgetRequested(nonce.clone()));
    let mut said = vec![text("summary", "typed", name.clone())];
    said.extend(request_made::said(screen, made));
    said.push(if screen.model.requests.form.made.contains(&made.nonce) {
        // It is shown above.
        Html::default()
    } else if !request_made::waits_for_key(screen, made) {
        request_made::letter(screen, made)
    } else if request_made::has_key(screen, made) {
        p(screen.text(Key::MadeKeyWhy))
    } else {
        p(screen.text(Key::MadeOpenKey))
    });
    said.push(row(vec![forgets(screen, "forget-request", name, forget)]));
    let hooks = [("class", "line-card".into()), ("data-request", AttrValue::from(made.nonce.clone()))];
    elements::keyed("details", &hooks, &made.nonce, said)
}

/// Whom a request was made for, or who asked, and on which day.
pub(crate) fn named(screen: &Screen<'_>, request: &Request) -> AttrValue {
    let label = screen.model.requests.records.label(&request.nonce);
    if let Some(day) = request.created.filter(|_| !label.is_empty()) {
        return screen.words.with(Key::RecordsRequestTo, &[("name", label), ("day", &day.text())]);
    }
    match request.created {
        Some(day) => {
            screen.words.with(Key::RecordsRequestHeading, &[("name", &request.from), ("day", &day.text())])
        }
        None => screen.words.with(Key::RecordsRequestNamelessDay, &[("name", &request.from)]),
    }
}

/// A button that forgets, and that says of what to those who do not see where it stands.
fn forgets(screen: &Screen<'_>, action: &'static str, name: AttrValue, press: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="quiet small" data-action={action} onclick={press}>
            { screen.text(Key::RecordsForget) }<span class="unseen">{ " " }{ name }</span>
        </button>
    }
}

fn card(screen: &Screen<'_>, known: &KnownKey) -> Html {
    let key = known.key;
    let standing = screen.model.requests.records.standing(&key, &known.name, None);
    let forget = screen.on(move |_| RequestEvent::ForgetKeyRequested(key));
    let digits = key.fingerprint();
    let name = AttrValue::from(if known.name.is_empty() { digits.clone() } else { known.name.clone() });
    let children = vec![
        tag("p", "", vec![strong(AttrValue::from(known.name.clone()))]),
        typed_names::mixed(screen, &known.name),
        tag("p", "fingerprint", vec![fingerprint(digits.clone())]),
        p(requested::standing_said(screen, standing)),
        row(vec![forgets(screen, "forget-known-key", name.clone(), forget)]),
    ];
    let how = if known.how == Verification::Seen { "seen" } else { "checked" };
    let hooks = [("class", "card".into()), ("data-known-key", how.into()), ("aria-label", name.clone())];
    elements::keyed("article", &hooks, &digits, children)
}

fn save(screen: &Screen<'_>) -> Html {
    if screen.model.requests.records.is_empty() {
        return Html::default();
    }
    let form = NewPassphrase {
        field: "records-passphrase",
        again: "records-passphrase-again",
        help: "records-passphrase-help",
        action: "save-records",
        button: Key::RecordsSave,
        event: |first, second| RequestEvent::RecordsRequested(first, second).into(),
    };
    fold("", screen.text(Key::RecordsSaveSummary), vec![form.view(screen)])
}

/// The form that opens the requester file, or one of the files that kept its parts before.
pub(crate) fn open(screen: &Screen<'_>) -> Html {
    let form = OpenFile {
        file: "records-file",
        label: Key::RecordsFileLabel,
        passphrase: "records-open-passphrase",
        action: "open-records",
        button: Key::RecordsOpen,
        event: |first, second| RequestEvent::RecordsGiven(first, second).into(),
    };
    form.view(screen)
}

/// The identity for age tools, which open what was encrypted to the key.
fn identity(screen: &Screen<'_>) -> Html {
    if screen.model.key().is_none() {
        return Html::default();
    }
    let form = NewPassphrase {
        field: "identity-passphrase",
        again: "identity-passphrase-again",
        help: "identity-passphrase-help",
        action: "save-identity",
        button: Key::IdentitySave,
        event: |first, second| RequestEvent::IdentityRequested(first, second).into(),
    };
    let children =
        vec![p(screen.text(Key::IdentityWhat)), help(screen.text(Key::IdentityHelp)), form.view(screen)];
    fold("", screen.text(Key::IdentitySummary), children)
}

/// Beside a file: what is known of its key, and a form that notes how that was checked, and when.
pub(crate) fn note(screen: &Screen<'_>, key: PublicKey, name: &str) -> Html {
    let own = screen.model.key().map(|own| own.signing.public());
    let standing = screen.model.requests.records.standing(&key, name, own);
    let name = name.to_owned();
    let submit = screen.on(move |submitted: SubmitEvent| {
        submitted.prevent_default();
        let form = form(&submitted);
        let how = choice(form.as_ref(), "how").and_then(|how| how.parse().ok()).unwrap_or(Verification::Seen);
        let day = input(form.as_ref(), "day").map(|day| day.value()).unwrap_or_default();
        RequestEvent::KeyNoted(key, name.clone(), how, day)
    });
    let choices = Verification::ALL.map(|how| {
        let words = screen.text(match how {
            Verification::Telephone => Key::HowTelephone,
            Verification::Meeting => Key::HowMeeting,
            Verification::Site => Key::HowSite,
            Verification::Seen => Key::HowSeen,
        });
        html! { <option value={how.as_str()}>{ words }</option> }
    });
    let today = screen.model.page.today.map(Day::text).unwrap_or_default();
    let fields = html! {
        <form onsubmit={submit}>
            <label>{ screen.text(Key::NoteHow) }<select name="how" data-field="how" autocomplete="off" required=true><option value="">{ screen.text(Key::NoteChoose) }</option>{ for choices }</select></label>
            <label>{ screen.text(Key::NoteDay) }<input type="date" name="day" data-field="day" autocomplete="off" value={today} required=true /></label>
            { send_button("quiet small", "note-key", screen.text(Key::NoteKey)) }
        </form>
    };
    let said = element(
        "p",
        &[("data-key-trust", standing.as_str().into())],
        vec![elements::words(requested::standing_said(screen, standing))],
    );
    tag(
        "div",
        "",
        vec![said, fold("", screen.text(Key::NoteSummary), vec![help(screen.text(Key::NoteHelp)), fields])],
    )
}
