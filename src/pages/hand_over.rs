//! Handing over: for whom, what is withheld, what the other side will see, and the file for them.

use candour_app::{DraftEvent, HandedOver, PartToWithhold, Route, SigningEvent};
use candour_files::{request::Request, text::LONGEST_NAME, withhold::WithheldParts};
use candour_questionnaire::{
    catalog::CatalogEntry,
    draft::Draft,
    questionnaire::{FactList, FileNames},
    scoring::assess,
};
use candour_words::{Counted, Key};
use web_sys::InputEvent;
use yew::{AttrValue, Html, html};

use super::{check, plan, requested, section};
use crate::components::{
    clock,
    elements::{
        self, Nodes, UNSAVED, button, element, fold, h1, h2, help, lead, link, p, pair, row, space, strong,
        tag, text,
    },
    form::{checked_of, value_of},
    links,
    passphrase_forms::{hint, label},
    progress_bar::progress,
    question,
    screen::Screen,
    typed_names, unconfirmed, written_file,
};

/// The one step for answering a request: the file for the requester.
pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry, request: &Request) -> Html {
    let id = entry.questionnaire.id();
    let draft = screen.model.draft(id);
    let counts = assess(&entry.questionnaire, &draft.answers).completeness;
    let for_them = |key: Key| screen.words.with(key, &[("name", &request.from)]);
    let sealed = request.recipient.is_some();
    let (action, save) = if sealed {
        ("export-encrypted", Key::HandOverSaveEncrypted)
    } else {
        ("export-copy", Key::HandOverSave)
    };
    let mut children = vec![
        h1(for_them(Key::HandOverHeading)),
        lead(for_them(Key::HandOverWhat)),
        typed_names::mixed(screen, &request.from),
        unconfirmed::view(screen),
        clock::view(screen),
        progress(screen, counts.answered, counts.asked),
    ];
    if counts.open > 0 {
        let review = Route::Review(id.to_owned()).fragment();
        let open = elements::words(screen.words.count(Counted::KeepOpen, counts.open));
        children.push(tag(
            "p",
            "",
            vec![open, space(), link("", "", review, screen.text(Key::ResultAnswerRest))],
        ));
    }
    let notes_go = !screen.model.withholding(id).all_notes;
    let own = Route::KeepOwn(id.to_owned()).fragment();
    let result = Route::Result(id.to_owned()).fragment();
    children.extend([
        tag(
            "dl",
            "facts-list",
            vec![pair(screen.words(Key::RequestedKey), vec![requested::standing(screen, request)])],
        ),
        p(screen.text(if sealed { Key::HandOverEncrypted } else { Key::HandOverPlain })),
        tag("div", "", fields(screen, entry)),
        whose(screen, request, &draft.organisation),
        if notes_go { look_at(screen, entry) } else { Html::default() },
        fold("withhold", screen.text(Key::WithholdSummary), parts_of(screen, entry)),
        count(screen, entry),
    ]);
    let shown = [for_them(Key::HandOverPreview), for_them(Key::HandOverSeen)];
    children.extend(copy(screen, entry, shown, action, for_them(save)));
    children.push(how(screen, entry, request));
    children.push(row(vec![
        link("back", "back", result, screen.text(Key::Back)),
        link("quiet", "keep-own", own, screen.text(Key::KeepOwn)),
    ]));
    elements::screen("keep", id, children)
}

/// Whether those who asked can tell whose answers these are.
fn whose(screen: &Screen<'_>, request: &Request, organisation: &str) -> Html {
    let (hook, key) = match (request.addressed, organisation.trim().is_empty()) {
        (true, _) => ("request", Key::HandOverAddressed),
        (false, true) => ("nobody", Key::HandOverNoName),
        (false, false) => return Html::default(),
    };
    let class = if request.addressed { "help" } else { "safety" };
    let hooks = [("class", class.into()), ("data-whose", hook.into()), ("role", "status".into())];
    element("p", &hooks, vec![screen.words(key)])
}

/// The same without a request, folded away.
pub(crate) fn to_others(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    if screen.model.request_for(entry.questionnaire.id()).is_some() {
        return Html::default();
    }
    let mut children = parts_of(screen, entry);
    children.push(count(screen, entry));
    let shown = [screen.text(Key::HandOverPreviewOthers), screen.text(Key::HandOverSeenOthers)];
    children.extend(copy(screen, entry, shown, "export-copy", screen.text(Key::HandOverSaveCopy)));
    fold("withhold", screen.text(Key::HandOverCopySummary), vec![tag("div", "", children)])
}

/// Looking at the copy, saving it, and what came of that.
fn copy(
    screen: &Screen<'_>,
    entry: &CatalogEntry,
    [show, shown]: [AttrValue; 2],
    action: &'static str,
    save: AttrValue,
) -> Nodes {
    let id = entry.questionnaire.id();
    let (look, own) = (id.to_owned(), id.to_owned());
    let look = screen.on(move |_| SigningEvent::PreviewRequested(look.clone()));
    let hand_over = screen.on(move |_| SigningEvent::HandOverRequested(own.clone()));
    let signed = screen.model.signed_result(id);
    let preview = signed.and_then(|signed| signed.preview.as_ref()).map(|copy| {
        let file = &copy.checked;
        let mut children = vec![tag("p", "", vec![strong(shown.clone())])];
        children.extend(check::seen(screen, file));
        let hooks =
            [("class", "checked".into()), ("data-preview", AttrValue::default()), ("aria-label", shown)];
        element("article", &hooks, children)
    });
    vec![
        row(vec![button("quiet", "preview", show, look)]),
        preview.unwrap_or_default(),
        row(vec![button("button", action, save, hand_over)]),
        signed
            .and_then(|signed| signed.handed_over.as_ref())
            .map(|file| handed(screen, file))
            .unwrap_or_default(),
    ]
}

/// A copy handed out, described.
fn handed(screen: &Screen<'_>, handed: &HandedOver) -> Html {
    let (done, more) = match &handed.encrypted_for {
        Some(name) => {
            (screen.words.with(Key::HandedDoneEncrypted, &[("name", name)]), Key::HandedReadableThere)
        }
        None => (screen.text(Key::HandedDone), Key::HandedReadable),
    };
    let more = vec![screen.words.count(Counted::HandedWithheld, handed.withheld), screen.text(more)];
    written_file::described(screen, &handed.written, done, more)
}

/// How the file gets to the requester: which one to attach, and where to send it.
fn how(screen: &Screen<'_>, entry: &CatalogEntry, request: &Request) -> Html {
    let signed = screen.model.signed_result(entry.questionnaire.id());
    // Unencrypted and whole, the file is the complete signed one.
    let file = signed.and_then(|signed| {
        let copy = signed.handed_over.as_ref().map(|copy| &copy.written);
        let is_whole = request.recipient.is_none() && chosen(screen, entry) == 0;
        copy.or(signed.written.as_ref().filter(|_| is_whole))
    });
    let attach = file.map_or_else(
        || p(screen.text(Key::HandOverHow)),
        |file| {
            let said = screen.words.with(Key::HandOverAttach, &[("file", &file.name)]);
            element("p", &[("data-attach", AttrValue::from(file.name.clone()))], vec![strong(said)])
        },
    );
    let mut children = vec![attach];
    if request.contact.is_empty() {
        children.push(p(screen.text(Key::HandOverNoContact)));
    } else {
        children.push(p(screen.text(Key::HandOverContact)));
        children.push(text("p", "typed", request.contact.clone().into()));
    }
    let class = if file.is_some() { "written" } else { "" };
    tag("div", class, children)
}

/// How many parts the copy will keep back.
fn count(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let said = match chosen(screen, entry) {
        0 => screen.text(Key::WithholdNone),
        count => screen.words.count(Counted::WithholdCount, count),
    };
    p(said)
}

/// Parts that are there and withheld; notes go with their answers.
fn chosen(screen: &Screen<'_>, entry: &CatalogEntry) -> u32 {
    let (what, draft) =
        (screen.model.withholding(entry.questionnaire.id()), screen.model.draft(entry.questionnaire.id()));
    let mut count = u32::from(what.name && !draft.organisation.is_empty());
    // The levels, which would tell.
    let mut told = what.profile && !draft.answers.profile.is_empty();
    count += u32::from(told);
    for question in entry.questionnaire.questions().filter(|question| question.asked(&draft.answers)) {
        let answer = draft.answers.answer(&question.id);
        let note = !answer.note.is_empty() && withholds_note(what, &question.id);
        let whole = what.answers.contains(&question.id);
        told |= whole;
        count += u32::from(note || whole);
    }
    count += begun(entry, draft).filter(|list| withholds_list(what, list, draft)).fold(0, |sum, _| sum + 1);
    // With the levels a decision is withheld, too.
    let parts = 1 + u32::from(entry.questionnaire.decision().is_some());
    count + parts * u32::from(told)
}

/// The lists that the file holds.
fn begun<'a>(entry: &'a CatalogEntry, draft: &'a Draft) -> impl Iterator<Item = &'a FactList> {
    entry.questionnaire.lists().iter().filter(|list| list.is_begun(&draft.answers))
}

fn withholds_list(what: &WithheldParts, list: &FactList, draft: &Draft) -> bool {
    what.withholds_list(&list.id, has_notes(list, draft))
}

fn has_notes(list: &FactList, draft: &Draft) -> bool {
    let answers = list.items().map(|item| draft.answers.answer(&item.id));
    answers.into_iter().any(|answer| list.asks_further(answer) && !answer.note.is_empty())
}

fn withholds_note(what: &WithheldParts, question: &String) -> bool {
    what.all_notes || what.notes.contains(question)
}

/// What can be withheld: only what there is.
fn parts_of(screen: &Screen<'_>, entry: &CatalogEntry) -> Nodes {
    let id = entry.questionnaire.id();
    let (draft, what) = (screen.model.draft(id), screen.model.withholding(id));
    let tick = |hook: String, part: PartToWithhold, ticked: bool, fixed: bool, said: [AttrValue; 2]| {
        let own = id.to_owned();
        let change = screen.on(move |event: yew::Event| {
            SigningEvent::WithholdingChanged(own.clone(), part.clone(), checked_of(&event))
        });
        let [label, meaning] = said;
        let input = html! {
            <input form={UNSAVED} autocomplete="off" type="checkbox" data-withhold={hook} checked={ticked} disabled={fixed} onchange={change} />
        };
        let said = vec![text("span", "label", label), space(), text("span", "meaning", meaning)];
        tag("label", "tick", vec![input, tag("span", "", said)])
    };
    let mut rows = vec![text("legend", "", screen.text(Key::WithholdLegend))];
    let answers = &draft.answers;
    let notes = answers.questions.values().any(|answer| !answer.note.is_empty());
    if notes || what.all_notes {
        let said = [screen.text(Key::WithholdAllNotes), screen.text(Key::WithholdAllNotesMeaning)];
        rows.push(tick("all-notes".to_owned(), PartToWithhold::Notes, what.all_notes, false, said));
    }
    if !draft.organisation.is_empty() {
        let said = [screen.text(Key::WithholdName), screen.text(Key::WithholdNameMeaning)];
        rows.push(tick("name".to_owned(), PartToWithhold::Name, what.name, false, said));
    }
    if !answers.profile.is_empty() {
        let said = [screen.text(Key::WithholdProfile), screen.text(Key::WithholdResult)];
        rows.push(tick("profile".to_owned(), PartToWithhold::Profile, what.profile, false, said));
    }
    for list in begun(entry, draft) {
        let said = [entry.wording.list(&list.id).title.clone().into(), screen.text(Key::WithholdListMeaning)];
        let fixed = what.all_notes && has_notes(list, draft);
        let ticked = withholds_list(what, list, draft);
        rows.push(tick(list.id.clone(), PartToWithhold::List(list.id.clone()), ticked, fixed, said));
    }
    let mut sections = Nodes::new();
    for section in section::asked(screen, entry) {
        let mut rows = Nodes::new();
        let mut chosen = 0_u32;
        for question in section.questions.iter().filter(|question| question.asked(answers)) {
            let (answer, question) = (answers.answer(&question.id), &question.id);
            let whole = what.answers.contains(question);
            if answer.choice.is_some() || whole {
                let words = links::numbered(entry, question);
                let part = PartToWithhold::Answer(question.clone());
                let said = match answer.choice {
                    Some(choice) => screen.choice(entry, question, choice),
                    None => screen.text(Key::NotAnswered),
                };
                chosen += u32::from(whole);
                rows.push(tick(question.clone(), part, whole, false, [words, said]));
            }
            if !answer.note.is_empty() {
                let hook = [question.as_str(), "/note"].concat();
                let fixed = whole || what.all_notes;
                let said = [screen.text(Key::WithholdNote), answer.note.clone().into()];
                let ticked = fixed || what.notes.contains(question);
                chosen += u32::from(ticked && !fixed);
                rows.push(tick(hook, PartToWithhold::Note(question.clone()), ticked, fixed, said));
            }
        }
        if !rows.is_empty() {
            let title = &entry.wording.section(&section.id).title;
            let values: [(&str, &str); 2] = [("section", title), ("count", &chosen.to_string())];
            let summary = screen.words.with(Key::WithholdInSection, &values);
            rows.insert(0, text("legend", "unseen", title.clone().into()));
            sections.push(fold("withhold-section", summary, vec![tag("fieldset", "", rows)]));
        }
    }
    vec![
        p(screen.text(Key::WithholdWhat)),
        tag("fieldset", "", rows),
        fold(
            "",
            screen.text(Key::WithholdChoose),
            vec![help(screen.text(Key::WithholdResultAnswers)), elements::together(sections)],
        ),
    ]
}

/// The notes that seem to hold what could lead to a person; nothing if there is none.
pub(crate) fn look_at(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let answers = &screen.model.draft(entry.questionnaire.id()).answers;
    let mut notes = Nodes::new();
    for section in entry.questionnaire.sections() {
        for question in section.questions.iter().filter(|question| question.asked(answers)) {
            let mut said = question::noticed(screen, &answers.answer(&question.id).note);
            // Why it matters is said once, above.
            said.pop();
            if !said.is_empty() {
                said.insert(0, links::change(entry, section, question));
                notes.push(element("li", &[("data-review-note", question.id.clone().into())], said));
            }
        }
    }
    if notes.is_empty() {
        return Html::default();
    }
    let children =
        vec![h2(screen.text(Key::LookAtHeading)), p(screen.text(Key::NoticedWhy)), tag("ul", "", notes)];
    tag("section", "", children)
}

/// What is still to be said before anything is handed over: the name, and whether the plan goes along.
pub(crate) fn fields(screen: &Screen<'_>, entry: &CatalogEntry) -> Nodes {
    let id = entry.questionnaire.id();
    let own = id.to_owned();
    let name =
        screen.on(move |event: InputEvent| DraftEvent::OrganisationEdited(own.clone(), value_of(&event)));
    let (value, longest) = (screen.model.draft(id).organisation.clone(), LONGEST_NAME.to_string());
    let meaning = match entry.questionnaire.file_names() {
        FileNames::Speaking => screen.text(Key::OrganisationHelp),
        FileNames::Neutral => screen.text(Key::OrganisationHelpNeutral),
    };
    let planned = !screen.model.draft(id).plan.is_empty();
    let share = if planned { plan::share(screen, id) } else { Html::default() };
    vec![
        label("organisation", screen.text(Key::OrganisationLabel)),
        hint("organisation-help", meaning),
        html! {
            <input form={UNSAVED} autocomplete="off" type="text" dir="auto" id="organisation" data-field="organisation"
                aria-describedby="organisation-help" maxlength={longest} value={value} oninput={name} />
        },
        share,
    ]
}
