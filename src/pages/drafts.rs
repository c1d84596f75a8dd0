//! All drafts side by side.

use candour_app::{DraftEvent, DraftRef, Route};
use candour_files::text::LONGEST_NAME;
use candour_proof::date::Day;
use candour_questionnaire::{catalog::CatalogEntry, draft::Draft, scoring::assess};
use candour_words::{Counted, Key};
use yew::{AttrValue, Callback, Html, MouseEvent, html};

use crate::components::{
    elements::{self, Nodes, UNSAVED, element, h1, h2, lead, link, p, row, space, tag, text},
    form::value_of,
    ids, imported, passphrase_forms,
    progress_bar::progress,
    screen::Screen,
};

pub(crate) fn view(screen: &Screen<'_>) -> Html {
    let mut children = vec![
        h1(screen.text(Key::DraftsHeading)),
        lead(screen.text(Key::DraftsLead)),
        passphrase_forms::waiting(screen),
    ];
    let mut number = 0;
    for entry in &screen.model.catalog().entries {
        let id = &*entry.card.id;
        let mut cards = Nodes::new();
        let mut card = |draft: &Draft, which: DraftRef| {
            cards.push(one(screen, entry, draft, &which, number));
            number += 1;
        };
        if let Some(draft) = screen.model.workspace.drafts().open().get(id) {
            card(draft, DraftRef::Open(id.to_owned()));
        }
        for (place, other) in screen
            .model
            .workspace
            .drafts()
            .others()
            .iter()
            .enumerate()
            .filter(|(_, other)| other.questionnaire == id)
        {
            card(&other.draft, DraftRef::Other(place));
        }
        children.extend([h2(entry.card.title.clone().into()), imported::mark(screen, entry)]);
        if cards.is_empty() {
            children.push(p(screen.text(Key::DraftsNone)));
        } else {
            children.push(tag("ul", "cards", ids::first(screen, cards, 0)));
        }
        let own = id.to_owned();
        let new = screen.on(move |_| DraftEvent::NewRequested(own.clone()));
        let words = screen.text(Key::DraftsNew);
        children.push(html! {
            <p><button type="button" class="quiet small" data-new={id.to_owned()} onclick={new}>{ words }<span class="unseen">{ " " }{ entry.wording.title.clone() }</span></button></p>
        });
    }
    if !screen.model.workspace.unplaced().is_empty() {
        let count = u32::try_from(screen.model.workspace.unplaced().len()).unwrap_or(u32::MAX);
        children.push(p(screen.words.count(Counted::DraftsStrangers, count)));
    }
    let settings = Route::Settings.fragment();
    children.push(row(vec![
        link("", "settings", settings, screen.text(Key::DraftsWhere)),
        link("back", "home", Route::Home.fragment(), screen.text(Key::LostHome)),
    ]));
    elements::screen("drafts", "", children)
}

fn one(screen: &Screen<'_>, entry: &CatalogEntry, draft: &Draft, which: &DraftRef, number: usize) -> Html {
    let questionnaire = &entry.questionnaire;
    let open = matches!(which, DraftRef::Open(_));
    let name = if draft.name.is_empty() {
        screen.words.with(Key::DraftsUnnamed, &[("number", &(number + 1).to_string())])
    } else {
        draft.name.clone().into()
    };
    let counts = assess(questionnaire, &draft.answers).completeness;
    let mut children = vec![text("h3", "", name.clone())];
    if open {
        children.push(tag("p", "", vec![text("span", "said", screen.text(Key::DraftsOpen))]));
    }
    if !draft.organisation.is_empty() {
        children.push(text("p", "facts", draft.organisation.clone().into()));
    }
    children.push(progress(screen, counts.answered, counts.asked));
    if let Some(day) = draft.changed.map(Day::text) {
        children.push(text("p", "facts", screen.words.with(Key::DraftsChanged, &[("day", &day)])));
    }
    let rename = which.clone();
    let renamed = screen.on(move |event: yew::Event| DraftEvent::Renamed(rename.clone(), value_of(&event)));
    let id = ["draft-name-", &number.to_string()].concat();
    children.push(element("label", &[("for", id.clone().into())], vec![screen.words(Key::DraftsName)]));
    children.push(html! {
        <input form={UNSAVED} autocomplete="off" type="text" dir="auto" id={id} data-field="draft-name" maxlength={LONGEST_NAME.to_string()} value={draft.name.clone()} onchange={renamed} />
    });
    let continues = || vec![screen.words(Key::DraftsGoOn), unseen(&name)];
    let (copy, delete) = (which.clone(), which.clone());
    let go_on = match which {
        DraftRef::Open(own) => {
            let place = screen.model.continue_at(own).fragment();
            let hooks =
                [("class", "button".into()), ("data-action", "open-draft".into()), ("href", place.into())];
            element("a", &hooks, continues())
        }
        DraftRef::Other(place) => {
            let place = *place;
            let open = screen.on(move |_| DraftEvent::OpenRequested(place));
            html! { <button type="button" class="button" data-action="open-draft" onclick={open}>{ continues() }</button> }
        }
    };
    let duplicate = screen.on(move |_| DraftEvent::CopyRequested(copy.clone()));
    let delete = screen.on(move |_| DraftEvent::DeleteRequested(delete.clone()));
    let ways = vec![
        go_on,
        act("duplicate-draft", vec![screen.words(Key::DraftsCopy), unseen(&name)], duplicate),
        act("delete-draft", vec![screen.words(Key::DraftsDelete), unseen(&name)], delete),
    ];
    children.push(row(ways));
    let mut hooks = vec![
        ("class", "card".into()),
        ("data-draft", AttrValue::from(number.to_string())),
        ("data-questionnaire", questionnaire.id().to_owned().into()),
    ];
    if open {
        hooks.push(("data-open", AttrValue::default()));
    }
    element("li", &hooks, children)
}

fn act(action: &'static str, words: Nodes, press: Callback<MouseEvent>) -> Html {
    html! { <button type="button" class="quiet small" data-action={action} onclick={press}>{ words }</button> }
}

/// Which draft a button is about, for those who do not see where it stands.
fn unseen(name: &AttrValue) -> Html {
    tag("span", "unseen", vec![space(), elements::words(name.clone())])
}
