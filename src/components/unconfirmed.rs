//! What was found beside answers and is not in use: where it was found, what it is, and the ways to decide.

use candour_app::{DraftSource, StorageEvent, Unconfirmed};
use candour_files::{
    records::{KnownKey, Verification},
    request::Request,
};
use candour_words::{Counted, Key};
use yew::{AttrValue, Html};

use crate::components::{
    elements::{self, Nodes, button, element, fold, h2, li, p, row, space, strong, tag},
    fingerprint::fingerprint,
    screen::Screen,
    typed_names,
};

/// How many requests and keys of a find are listed; the others are counted.
const SHOWN: usize = 50;

pub(crate) fn view(screen: &Screen<'_>) -> Html {
    let all = screen.model.storage.unconfirmed.iter().enumerate();
    elements::together(all.map(|(place, found)| one(screen, place, found)).collect())
}

fn one(screen: &Screen<'_>, place: usize, found: &Unconfirmed) -> Html {
    let mut children =
        vec![h2(screen.text(Key::UnconfirmedHeading)), p(screen.text(where_found(found.from)))];
    let mut ways = Nodes::new();
    if let Some(request) = &found.request {
        let asks = screen.words.with(Key::UnconfirmedRequest, &[("name", &request.from)]);
        children.push(element("p", &[("class", "typed".into())], vec![strong(asks)]));
        children.push(typed_names::mixed(screen, &request.from));
        let look = screen.on(move |_| StorageEvent::FoundRequestOpened(place));
        ways.push(button("button", "look-at-found", screen.text(Key::UnconfirmedLook), look));
    }
    if found.has_list() {
        children.push(list(screen, found));
        let confirm = screen.on(move |_| StorageEvent::Confirmed(place));
        ways.push(button("quiet", "use-found-list", screen.text(Key::UnconfirmedUse), confirm));
    }
    let leave = screen.on(move |_| StorageEvent::Dismissed(place));
    ways.push(button("quiet", "leave-found", screen.text(Key::UnconfirmedLeave), leave));
    children.push(row(ways));
    let hooks = [("class", "card".into()), ("data-unconfirmed", found.from.as_str().into())];
    element("section", &hooks, children)
}

fn where_found(from: DraftSource) -> Key {
    match from {
        DraftSource::Tab => Key::UnconfirmedTab,
        DraftSource::Device => Key::UnconfirmedDevice,
        DraftSource::Page => Key::UnconfirmedPage,
    }
}

/// Everything but the request.
fn list(screen: &Screen<'_>, found: &Unconfirmed) -> Html {
    let mut items = Nodes::new();
    let line = |content: AttrValue| li(vec![elements::words(content)]);
    for (id, _) in found.withheld.iter() {
        let entry = screen.model.catalog().entry(id);
        let title = entry.map_or(id.as_str(), |entry| entry.wording.title.as_str());
        items.push(line(screen.words.with(Key::UnconfirmedWithheld, &[("title", title)])));
    }
    if !found.questionnaires.is_empty() {
        let count = u32::try_from(found.questionnaires.len()).unwrap_or(u32::MAX);
        items.push(line(screen.words.count(Counted::UnconfirmedQuestionnaires, count)));
    }
    let (requests, keys) = (&found.records.requests, &found.records.keys);
    if !requests.is_empty() {
        let names = requests.iter().take(SHOWN).map(|request| made(screen, request)).collect();
        items.push(listed(screen, Counted::RecordsRequests, requests.len(), names));
    }
    if !keys.is_empty() {
        let said = keys.iter().take(SHOWN).map(|known| key(screen, known, found.from)).collect();
        items.push(listed(screen, Counted::RecordsKeysCount, keys.len(), said));
    }
    tag("ul", "plain", items)
}

fn listed(screen: &Screen<'_>, key: Counted, count: usize, mut items: Nodes) -> Html {
    let summary = screen.words.count(key, u32::try_from(count).unwrap_or(u32::MAX));
    if let Some(more @ 1..) = count.checked_sub(SHOWN) {
        items.push(li(vec![elements::words(
            screen.words.with(Key::UnconfirmedMore, &[("count", &more.to_string())]),
        )]));
    }
    li(vec![fold("", summary, vec![tag("ul", "", items)])])
}

fn made(screen: &Screen<'_>, request: &Request) -> Html {
    let day = request.created.map(candour_proof::date::Day::text).unwrap_or_default();
    let key = if day.is_empty() { Key::RecordsRequestNamelessDay } else { Key::RecordsRequestHeading };
    li(vec![elements::words(screen.words.with(key, &[("name", &request.from), ("day", &day)]))])
}

/// A key as the find has it; what a page says of a check is not worth saying.
fn key(screen: &Screen<'_>, known: &KnownKey, from: DraftSource) -> Html {
    let how = match known.how {
        _ if from == DraftSource::Page => Key::HowSeen,
        Verification::Seen => Key::HowSeen,
        Verification::Telephone => Key::HowTelephone,
        Verification::Meeting => Key::HowMeeting,
        Verification::Site => Key::HowSite,
    };
    li(vec![
        strong(AttrValue::from(known.name.clone())),
        typed_names::mixed(screen, &known.name),
        space(),
        fingerprint(known.key.fingerprint()),
        space(),
        screen.words(how),
    ])
}

/// Beside a request on its screen, where it was found; nothing if it came by a link, a page or a file just opened.
pub(crate) fn of_request(screen: &Screen<'_>, request: &Request) -> Html {
    let same = |found: &&Unconfirmed| found.request.as_ref().is_some_and(|own| own.nonce == request.nonce);
    let Some(found) = screen.model.storage.unconfirmed.iter().find(same) else {
        return Html::default();
    };
    let hooks = [("class", "gate".into()), ("data-found-in", found.from.as_str().into())];
    element("p", &hooks, vec![screen.words(where_found(found.from))])
}
