//! Who was asked with a link of their own, who answered, and whose answers are missing.

use candour_app::RequestEvent;
use candour_compare::workbench::{Addressee, Round};
use candour_files::request::Request;
use candour_proof::date::Day;
use candour_questionnaire::listed;
use candour_words::{Counted, Key};
use yew::{AttrValue, Html};

use super::super::request::address as page_address;
use crate::components::{
    elements::{self, Nodes, button, element, fold, h2, h3, help, row, space, tag, text},
    request_made::copied,
    screen::Screen,
};

pub(super) fn view(screen: &Screen<'_>) -> Html {
    let rounds = screen.model.comparison.workbench.rounds(&screen.model.requests.records);
    if rounds.is_empty() {
        return Html::default();
    }
    let mut children = vec![h2(screen.text(Key::AskedHeading))];
    if rounds.iter().flat_map(|round| &round.addressees).any(|one| !one.is_done()) {
        children.push(page_address(screen));
    }
    children.extend(rounds.iter().rev().map(|own| round(screen, own)));
    tag("section", "", children)
}

/// One round: its numbers, who is missing, and who answered.
fn round(screen: &Screen<'_>, round: &Round) -> Html {
    let day = round.created.map(Day::text).unwrap_or_default();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let asked = number(round.addressees.len());
    let answered = round.answered();
    let missing: Vec<(&Request, Addressee)> = round
        .addressees
        .iter()
        .filter(|one| !one.is_done())
        .filter_map(|one| Some((request(screen, *one)?, *one)))
        .collect();
    let counts: [(&str, &str); 4] = [
        ("day", &day),
        ("asked", &asked.to_string()),
        ("answered", &answered.to_string()),
        ("missing", &(asked - answered).to_string()),
    ];
    let bar = [
        ("max", AttrValue::from(asked.to_string())),
        ("value", answered.to_string().into()),
        ("aria-hidden", "true".into()),
    ];
    let mut children = vec![
        h3(screen.words.with(Key::AskedCounts, &counts)),
        tag("p", "progress", vec![element("progress", &bar, Vec::new())]),
    ];
    if !missing.is_empty() {
        let lines: Nodes =
            missing.iter().take(listed::MOST).map(|(request, one)| line(screen, request, *one)).collect();
        children.push(text("h4", "", screen.words.count(Counted::AskedMissing, number(missing.len()))));
        children.push(tag("div", "lines", lines));
        if !screen.model.requests.form.address.is_empty() {
            let nonces: Vec<String> = missing.iter().map(|(request, _)| request.nonce.clone()).collect();
            let save = screen.on(move |_| RequestEvent::LettersRequested(nonces.clone()));
            children.push(row(vec![button(
                "quiet",
                "save-reminders",
                screen.text(Key::AskedReminders),
                save,
            )]));
            children.push(help(screen.text(Key::MadeLettersHelp)));
        }
    }
    let done = round.addressees.iter().filter(|one| one.is_done());
    let names: Nodes = done
        .filter_map(|one| request(screen, *one))
        .map(|request| text("li", "typed", label(screen, request)))
        .collect();
    if !names.is_empty() {
        children.push(fold(
            "",
            screen.words.count(Counted::AskedAnswered, answered),
            vec![tag("ul", "", names)],
        ));
    }
    let hooks = [
        ("data-round", AttrValue::from(day.clone())),
        ("data-asked", AttrValue::from(asked.to_string())),
        ("data-answered", AttrValue::from(answered.to_string())),
    ];
    element("section", &hooks, children)
}

fn request<'a>(screen: &Screen<'a>, one: Addressee) -> Option<&'a Request> {
    screen.model.requests.records.requests.get(one.request as usize)
}

fn label(screen: &Screen<'_>, request: &Request) -> AttrValue {
    screen.model.requests.records.label(&request.nonce).to_owned().into()
}

/// An organisation whose answers are missing, with a reminder when it is opened.
fn line(screen: &Screen<'_>, request: &Request, one: Addressee) -> Html {
    let name = label(screen, request);
    let mut summary = vec![text("span", "typed", name.clone())];
    if one.answered > 0 {
        let counts: [(&str, &str); 2] =
            [("answered", &one.answered.to_string()), ("asked", &one.asked.to_string())];
        summary.extend([space(), elements::facts(screen.words.with(Key::AskedPart, &counts))]);
    }
    let reminder = screen.model.letter(request).reminder(screen.words);
    let id = ["reminder-", &request.nonce].concat();
    let mut children = vec![tag("summary", "", summary)];
    children.extend(copied(screen, id, "reminder", Key::LetterReminder, &reminder, Key::MadeCopyMessage));
    let hooks = [("class", "line-card".into()), ("data-missing-answer", name)];
    elements::keyed("details", &hooks, &request.nonce, children)
}
