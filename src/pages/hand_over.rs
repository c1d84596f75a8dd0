//! Handing over: for whom, what is withheld, what the other side will see, and the file for them.

use candour_app::{HandedOver, PartToWithhold, SigningEvent};
use candour_files::{request::Request, withhold::WithheldParts};
use candour_questionnaire::catalog::CatalogEntry;
use candour_words::{Counted, Key};
use yew::{AttrValue, Html, html};

use super::{check, requested, section};
use crate::{
    components::{
        elements::{Nodes, UNSAVED, button, element, fold, h2, help, p, pair, row, space, strong, tag, text},
        form::checked_of,
        links,
        screen::Screen,
        typed_names, written_file,
    },
    labels::choice_key,
};

/// Handing over to whoever asked for these answers; nothing if nobody did.
pub(crate) fn to_requester(screen: &Screen<'_>, entry: &CatalogEntry, fields: Nodes) -> Html {
    let Some(request) = screen.model.request_for(entry.questionnaire.id()) else {
        return Html::default();
    };
    let for_them = |key: Key| screen.words.with(key, &[("name", &request.from)]);
    let sealed = request.recipient.is_some();
    let (action, save) = if sealed {
        ("export-encrypted", Key::HandOverSaveEncrypted)
    } else {
        ("export-copy", Key::HandOverSave)
    };
    let mut children = vec![
        h2(for_them(Key::HandOverHeading)),
        typed_names::mixed(screen, &request.from),
        p(for_them(Key::HandOverWhat)),
        tag(
            "dl",
            "facts-list",
            vec![pair(screen.words(Key::RequestedKey), vec![requested::standing(screen, request)])],
        ),
        p(screen.text(if sealed { Key::HandOverEncrypted } else { Key::HandOverPlain })),
        tag("div", "", fields),
        fold("withhold", screen.text(Key::WithholdSummary), parts_of(screen, entry)),
        count(screen, entry),
    ];
    let shown = [for_them(Key::HandOverPreview), for_them(Key::HandOverSeen)];
    children.extend(copy(screen, entry, shown, action, for_them(save)));
    children.push(how(screen, request));
    tag("section", "", children)
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
    let preview = signed.and_then(|signed| signed.preview.as_ref()).map(|file| {
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

/// How the file gets to whoever asked.
fn how(screen: &Screen<'_>, request: &Request) -> Html {
    let mut children = vec![p(screen.text(Key::HandOverHow))];
    if request.contact.is_empty() {
        children.push(p(screen.text(Key::HandOverNoContact)));
    } else {
        children.push(p(screen.text(Key::HandOverContact)));
        children.push(text("p", "typed", request.contact.clone().into()));
    }
    tag("div", "", children)
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
    count + u32::from(told)
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
    for section in section::asked(screen, entry) {
        for question in section.questions.iter().filter(|question| question.asked(answers)) {
            let (answer, question) = (answers.answer(&question.id), &question.id);
            let whole = what.answers.contains(question);
            if answer.choice.is_some() || whole {
                let words = links::numbered(entry, question);
                let part = PartToWithhold::Answer(question.clone());
                let said = screen.text(answer.choice.map_or(Key::NotAnswered, choice_key));
                rows.push(tick(question.clone(), part, whole, false, [words, said]));
            }
            if !answer.note.is_empty() {
                let hook = [question.as_str(), "/note"].concat();
                let fixed = whole || what.all_notes;
                let said = [screen.text(Key::WithholdNote), answer.note.clone().into()];
                let ticked = fixed || what.notes.contains(question);
                rows.push(tick(hook, PartToWithhold::Note(question.clone()), ticked, fixed, said));
            }
        }
    }
    vec![
        p(screen.text(Key::WithholdWhat)),
        help(screen.text(Key::WithholdResultAnswers)),
        tag("fieldset", "", rows),
    ]
}
