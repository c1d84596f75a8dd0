//! Keep or hand over: the name, what the file will hold, the key, the files.

use candour_app::{Event, Route, Written};
use candour_files::text::LONGEST_NAME;
use candour_questionnaire::{catalog::Entry, scoring::assess};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, InputEvent};
use yew::{AttrValue, Html, html};

use super::{
    Screen, hand_over,
    home::progress,
    locks::{self, NewPassphrase, OpenFile, hint, label},
    parts::{
        self, Nodes, UNSAVED, button, code, element, fold, h1, h2, help, lead, li, link, p, pair, row, space,
        strong, tag, text,
    },
    plan, review, section,
};

pub(super) fn view(screen: &Screen<'_>, entry: &Entry) -> Html {
    let questionnaire = entry.questionnaire.id();
    let counts = assess(&entry.questionnaire, &screen.model.draft(questionnaire).answers).completeness;
    let result = Route::Result(questionnaire.to_owned()).fragment();
    let report = Route::Report(questionnaire.to_owned()).fragment();
    let mut children = vec![
        h1(screen.text("keep-heading")),
        lead(screen.text("keep-lead")),
        progress(screen, counts.answered, counts.asked),
    ];
    if counts.open > 0 {
        let review = Route::Review(questionnaire.to_owned()).fragment();
        children.push(tag(
            "p",
            "",
            vec![
                parts::words(screen.words.count("keep-open", counts.open)),
                space(),
                link("", "", review, screen.text("result-answer-rest")),
            ],
        ));
    }
    let (mine, theirs) = match screen.model.request_for(questionnaire) {
        Some(_) => (Nodes::new(), fields(screen, entry)),
        None => (fields(screen, entry), Nodes::new()),
    };
    children.extend([
        look_at(screen, entry),
        hand_over::to_requester(screen, entry, theirs),
        signed(screen, entry, mine),
        key(screen),
        draft(screen, entry),
        locks::page(screen),
        tag(
            "section",
            "",
            vec![
                h2(screen.text("keep-paper-heading")),
                p(screen.text("keep-paper")),
                tag("p", "", vec![link("", "report", report, screen.text("to-report"))]),
            ],
        ),
        row(vec![link("back", "back", result, screen.text("back"))]),
    ]);
    parts::screen("keep", questionnaire, children)
}

/// The notes that seem to hold what could lead to a person; nothing if there is none.
fn look_at(screen: &Screen<'_>, entry: &Entry) -> Html {
    let answers = &screen.model.draft(entry.questionnaire.id()).answers;
    let mut notes = Nodes::new();
    for section in entry.questionnaire.sections() {
        for question in section.questions.iter().filter(|question| question.asked(answers)) {
            let mut said = section::noticed(screen, &answers.answer(&question.id).note);
            // Why it matters is said once, above.
            said.pop();
            if !said.is_empty() {
                said.insert(0, review::change(entry, section, question));
                notes.push(element("li", &[("data-look-at", question.id.clone().into())], said));
            }
        }
    }
    if notes.is_empty() {
        return Html::default();
    }
    let children =
        vec![h2(screen.text("look-at-heading")), p(screen.text("noticed-why")), tag("ul", "", notes)];
    tag("section", "", children)
}

/// What is still to be said before anything is handed over: the name, and whether the plan goes along.
fn fields(screen: &Screen<'_>, entry: &Entry) -> Nodes {
    let id = entry.questionnaire.id();
    let own = id.to_owned();
    let name = screen.on(move |event: InputEvent| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        Event::Named(own.clone(), input.map(|input| input.value()).unwrap_or_default())
    });
    let (value, longest) = (screen.model.draft(id).organisation.clone(), LONGEST_NAME.to_string());
    let planned = !screen.model.draft(id).plan.is_empty();
    let share = if planned { plan::share(screen, id) } else { Html::default() };
    vec![
        label("organisation", screen.text("organisation-label")),
        hint("organisation-help", screen.text("organisation-help")),
        html! {
            <input form={UNSAVED} autocomplete="off" type="text" id="organisation" data-field="organisation"
                aria-describedby="organisation-help" maxlength={longest} value={value} oninput={name} />
        },
        share,
    ]
}

fn signed(screen: &Screen<'_>, entry: &Entry, fields: Nodes) -> Html {
    let id = entry.questionnaire.id();
    let asked = id.to_owned();
    let export = screen.on(move |_| Event::AskedSigned(asked.clone()));
    let complete = screen.model.signed_file(id).map(|file| file.written);
    let (heading, own) = match screen.model.request_for(id) {
        Some(_) => ("signed-heading-own", p(screen.text("signed-own"))),
        None => ("signed-heading", Html::default()),
    };
    let children = vec![
        h2(screen.text(heading)),
        own,
        p(screen.text("signed-what")),
        p(screen.text("signed-not")),
        tag("div", "", fields),
        preview(screen, entry),
        row(vec![button("button", "export-signed", screen.text("export-signed"), export)]),
        written(screen, id, complete, "signed-done"),
        hand_over::to_others(screen, entry),
    ];
    tag("section", "", children)
}

/// Everything that will stand in the file, before it is written.
fn preview(screen: &Screen<'_>, entry: &Entry) -> Html {
    let draft = screen.model.draft(entry.questionnaire.id());
    let mut said = Nodes::new();
    if !draft.organisation.is_empty() {
        let name = parts::words(draft.organisation.clone());
        said.push(pair(screen.words("organisation-label"), vec![name]));
    }
    for question in entry.questionnaire.profile() {
        let words = entry.wording.profile(&question.id);
        if let Some(option) = draft.answers.profile.get(&question.id) {
            let option = parts::words(words.option(option).to_owned());
            said.push(pair(parts::words(words.question.clone()), vec![option]));
        }
    }
    for question in section::asked(screen, entry).into_iter().flat_map(|section| &section.questions) {
        if question.asked(&draft.answers) {
            let words = entry.wording.question(&question.id);
            let mut answer = review::said(screen, draft.answers.answer(&question.id));
            if draft.share_plan {
                answer.push(plan::said(screen, draft.step(&question.id)));
            }
            said.push(pair(parts::words(words.question.clone()), answer));
        }
    }
    fold(
        "preview",
        screen.text("preview-summary"),
        vec![p(screen.text("preview-lead")), tag("dl", "answers", said), p(screen.text("preview-rest"))],
    )
}

/// A file of this questionnaire, written, read back and described; nothing if there is none.
fn written(screen: &Screen<'_>, questionnaire: &str, file: Option<&Written>, key: &str) -> Html {
    let Some(file) = file.filter(|file| file.questionnaire == questionnaire) else {
        return Html::default();
    };
    described(screen, file, screen.text(key), vec![screen.text("written-readable")])
}

/// A file that was written: its name, what is in it, and its digest.
pub(super) fn described(screen: &Screen<'_>, file: &Written, done: AttrValue, more: Vec<AttrValue>) -> Html {
    let line = |content: AttrValue| li(vec![parts::words(content)]);
    let mut lines = vec![
        li(vec![code(file.name.clone())]),
        line(screen.words.count("written-answers", file.answers)),
        line(screen.words.count("written-notes", file.notes)),
    ];
    lines.extend(more.into_iter().map(line));
    let children = vec![
        tag("p", "", vec![strong(done)]),
        tag("ul", "", lines),
        help(screen.text("written-digest")),
        tag("p", "", vec![text("code", "digest", file.sha256.clone().into())]),
    ];
    element("div", &[("class", "written".into()), ("data-written", file.name.clone().into())], children)
}

pub(super) fn key(screen: &Screen<'_>) -> Html {
    tag("section", "", vec![h2(screen.text("key-heading")), key_parts(screen)])
}

/// The same where a heading stands above it already.
pub(super) fn key_parts(screen: &Screen<'_>) -> Html {
    parts::together(vec![key_now(screen), save_key(screen), open_key(screen)])
}

/// The key there is, or that there is none.
fn key_now(screen: &Screen<'_>) -> Html {
    let Some(key) = &screen.model.key else {
        return p(screen.text("key-none"));
    };
    let forget = button("quiet", "forget-key", screen.text("key-forget"), screen.on(|_| Event::ForgotKey));
    let digits = vec![
        text("span", "", screen.text("key-fingerprint")),
        space(),
        fingerprint(key.signing.public().fingerprint()),
    ];
    let children = vec![
        p(screen.text("key-here")),
        tag("p", "fingerprint", digits),
        p(screen.text(if key.saved { "key-saved" } else { "key-not-saved" })),
        tag("p", "", vec![forget]),
    ];
    tag("div", "", children)
}

/// The digits that people compare.
pub(super) fn fingerprint(digits: String) -> Html {
    element("code", &[("data-fingerprint", AttrValue::default())], vec![parts::words(digits)])
}

fn save_key(screen: &Screen<'_>) -> Html {
    let form = NewPassphrase {
        field: "passphrase",
        again: "passphrase-again",
        help: "passphrase-help",
        action: "export-key",
        button: "key-save",
        event: Event::AskedKeyFile,
    };
    fold("", screen.text("key-save-summary"), vec![p(screen.text("key-save-why")), form.view(screen)])
}

fn open_key(screen: &Screen<'_>) -> Html {
    let form = OpenFile {
        file: "key-file",
        label: "key-file-label",
        passphrase: "open-passphrase",
        action: "open-key",
        button: "key-open",
        event: Event::GaveKeyFile,
    };
    fold("", screen.text("key-open-summary"), vec![form.view(screen)])
}

fn draft(screen: &Screen<'_>, entry: &Entry) -> Html {
    let id = entry.questionnaire.id();
    let own = id.to_owned();
    let export = screen.on(move |_| Event::AskedDraft(own.clone()));
    let children = vec![
        h2(screen.text("draft-heading")),
        p(screen.text("draft-what")),
        tag("p", "", vec![button("quiet", "export-draft", screen.text("export-draft"), export)]),
        written(screen, id, screen.model.written.as_ref(), "draft-done"),
    ];
    tag("section", "", children)
}
