//! The plan: every action in order, with how far it is, who does it and by when.

use candour_app::{Decision, DraftEvent, Event, Route, SigningEvent};
use candour_compare::export::Export;
use candour_proof::date::Day;
use candour_questionnaire::{
    catalog::CatalogEntry,
    plan::{LONGEST_ROLE, Plan, Planned, Settled, State, Step},
    scoring::{Assessment, assess},
};
use candour_words::Key;
use web_sys::InputEvent;
use yew::{AttrValue, Callback, Html, html};

use crate::components::{
    action,
    elements::{
        self, Nodes, UNSAVED, button, element, facts, h1, h2, lead, link, p, row, space, strong, tag, text,
    },
    form::{checked_of, choice_of, value_of},
    question,
    screen::Screen,
};

/// How many steps are unfolded at first.
const FIRST_STEPS: usize = 3;

pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let id = entry.questionnaire.id();
    let draft = screen.model.draft(id);
    let assessment = assess(&entry.questionnaire, &draft.answers);
    let plan = entry.plan(&assessment, &draft.plan);
    let mut children = vec![
        h1(screen.words.with(Key::PlanHeading, &[("name", &entry.wording.title)])),
        lead(screen.text(Key::PlanLead)),
    ];
    if !plan.actions.is_empty() || !plan.settled.is_empty() {
        children.push(far(screen, &plan));
    }
    if assessment.completeness.open > 0 {
        let review = Route::Review(id.to_owned()).fragment();
        let way = link("", "", review, screen.text(Key::ResultAnswerRest));
        children.push(tag("p", "", vec![screen.words(Key::PlanOpen), space(), way]));
    }
    children.push(actions(screen, entry, &plan, &assessment));
    children.push(settled(screen, entry, &plan));
    children.push(take_along(screen, id, &plan));
    let (keep, back) = (Route::Keep(id.to_owned()), Route::Result(id.to_owned()));
    children.push(row(vec![
        link("button", "keep", keep.fragment(), screen.text(Key::ToKeep)),
        button("quiet", "print", screen.text(Key::Print), screen.on(|_| Event::PrintRequested)),
        link("back", "back", back.fragment(), screen.text(Key::Back)),
    ]));
    elements::screen("plan", id, children)
}

/// How many steps are open, under way and done.
pub(crate) fn far(screen: &Screen<'_>, plan: &Plan<'_>) -> Html {
    let count = |state: State| {
        let under_way = plan.actions.iter().filter(|planned| planned.step.state == state).count();
        // Without an action, only what was done counts.
        let settled = plan.settled.iter().filter(|settled| settled.step.state == state).count();
        (under_way + if state == State::Done { settled } else { 0 }).to_string()
    };
    let values: [(&str, &str); 3] =
        [("open", &count(State::Open)), ("doing", &count(State::Doing)), ("done", &count(State::Done))];
    tag("p", "", vec![strong(screen.words.with(Key::PlanFar, &values))])
}

/// That there is nothing to do, or that the author of the questionnaire does not say what.
pub(crate) fn none(assessment: &Assessment) -> Key {
    if assessment.actions.is_empty() { Key::ActionsNone } else { Key::ActionsNotStated }
}

fn actions(screen: &Screen<'_>, entry: &CatalogEntry, plan: &Plan<'_>, assessment: &Assessment) -> Html {
    let mut children = vec![h2(screen.text(Key::PlanActions))];
    if plan.actions.is_empty() {
        // While questions are open, the sentence above says that they may add actions.
        if assessment.complete() {
            children.push(p(screen.text(none(assessment))));
        }
        return tag("section", "", children);
    }
    children.push(element(
        "p",
        &[("class", "help".into()), ("id", "role-help".into())],
        vec![screen.words(Key::PlanRoleHelp)],
    ));
    let mut items = Nodes::new();
    for (place, planned) in plan.actions.iter().enumerate() {
        items.push(item(screen, entry, planned, place < FIRST_STEPS));
    }
    children.push(tag("ol", "actions plan", items));
    tag("section", "", children)
}

/// A step: a line that can be unfolded, with what was decided about it; the first ones are open.
fn item(screen: &Screen<'_>, entry: &CatalogEntry, planned: &Planned<'_>, open: bool) -> Html {
    let id = &planned.action.question;
    let title = entry.wording.question(id).action.clone();
    let content = || {
        let mut children = action::more(screen, entry, planned.action);
        children.push(fields(screen, entry, id, planned.step));
        children
    };
    let summary = vec![text("h3", "do", title.into()), said(screen, planned.step)];
    let fold = screen.fold(id.clone(), "", open, summary, &content);
    element("li", &[("data-plan", id.clone().into())], vec![fold])
}

fn fields(screen: &Screen<'_>, entry: &CatalogEntry, question: &str, step: &Step) -> Html {
    let decide = |decision: fn(String) -> Option<Decision>| {
        let (own, id, send) = (entry.questionnaire.id().to_owned(), question.to_owned(), screen.send.clone());
        move |value: String| {
            if let Some(decision) = decision(value) {
                send.emit(DraftEvent::ActionPlanned(own.clone(), id.clone(), decision).into());
            }
        }
    };
    let state = decide(|value| value.parse().ok().map(Decision::State));
    let role = decide(|value| Some(Decision::Role(value)));
    let due = decide(|value| Some(Decision::Due(value)));
    let chosen = Callback::from(move |event: yew::Event| {
        state(choice_of(&event));
    });
    let written = Callback::from(move |event: InputEvent| role(value_of(&event)));
    let dated = Callback::from(move |event: yew::Event| due(value_of(&event)));
    let mut states = Nodes::new();
    for state in State::ALL {
        let label = screen.text(state_key(state));
        states
            .push(html! { <option value={state.as_str()} selected={state == step.state}>{ label }</option> });
    }
    let place = |field: &str| AttrValue::from([field, "-", question].concat());
    let field = |name: &'static str, key: Key, input: Html| {
        let label = element("label", &[("for", place(name))], vec![screen.words(key)]);
        tag("div", "", vec![label, input])
    };
    let longest = LONGEST_ROLE.to_string();
    let inputs = vec![
        field(
            "state",
            Key::PlanState,
            html! {
                <select form={UNSAVED} autocomplete="off" id={place("state")} data-field="state" onchange={chosen}>{ states }</select>
            },
        ),
        field(
            "role",
            Key::PlanRole,
            html! {
                <input form={UNSAVED} autocomplete="off" type="text" dir="auto" id={place("role")} data-field="role" aria-describedby="role-help"
                    maxlength={longest} value={step.role.clone()} oninput={written} />
            },
        ),
        // Where a browser has no field for days, this is one for text that shows how to write it.
        field(
            "due",
            Key::PlanDue,
            html! {
                <input form={UNSAVED} autocomplete="off" type="date" id={place("due")} data-field="due"
                    placeholder={screen.text(Key::PlanDueExample)} value={day_of(step)} onchange={dated} />
            },
        ),
    ];
    let late = match (step.due, screen.model.page.today) {
        (Some(due), Some(today)) if due < today && step.state != State::Done => {
            text("p", "critical", screen.text(Key::PlanLate))
        }
        _ => Html::default(),
    };
    let noticed = element("div", &[("aria-live", "polite".into())], question::noticed(screen, &step.role));
    let forget = if step.is_empty() {
        Html::default()
    } else {
        let (own, id) = (entry.questionnaire.id().to_owned(), question.to_owned());
        let forget =
            screen.on(move |_| DraftEvent::ActionPlanned(own.clone(), id.clone(), Decision::Cleared));
        button("quiet small", "forget-step", screen.text(Key::PlanForget), forget)
    };
    let group = [
        ("class", "step".into()),
        ("role", "group".into()),
        ("aria-label", entry.wording.question(question).action.clone().into()),
    ];
    element("div", &group, vec![tag("div", "fields", inputs), late, noticed, forget])
}

fn day_of(step: &Step) -> String {
    step.due.map(Day::text).unwrap_or_default()
}

pub(crate) fn state_key(state: State) -> Key {
    match state {
        State::Open => Key::StateOpen,
        State::Doing => Key::StateDoing,
        State::Done => Key::StateDone,
    }
}

/// What was decided about a step, on a line; nothing if nothing was.
pub(crate) fn said(screen: &Screen<'_>, step: &Step) -> Html {
    if step.is_empty() {
        return Html::default();
    }
    let mut children = vec![screen.words(Key::PlanStep), space(), screen.words(state_key(step.state))];
    for more in [&step.role, &day_of(step)] {
        if !more.is_empty() {
            children.push(elements::words(" · "));
            children.push(elements::words(more.clone()));
        }
    }
    tag("span", "note", children)
}

/// Steps whose action is not asked for any more.
fn settled(screen: &Screen<'_>, entry: &CatalogEntry, plan: &Plan<'_>) -> Html {
    if plan.settled.is_empty() {
        return Html::default();
    }
    let mut items = Nodes::new();
    for Settled { question, step } in &plan.settled {
        let (own, id) = (entry.questionnaire.id().to_owned(), (*question).to_owned());
        let forget = screen.on(move |_| DraftEvent::SettledActionCleared(own.clone(), id.clone()));
        let key = if step.state == State::Done { Key::StateDone } else { Key::PlanNotNeeded };
        let mut children = vec![
            elements::words(entry.wording.step(question).to_owned()),
            space(),
            text("span", "said", screen.text(key)),
        ];
        for more in [&step.role, &day_of(step)] {
            if !more.is_empty() {
                children.push(space());
                children.push(facts(more.clone().into()));
            }
        }
        children.push(tag(
            "div",
            "",
            vec![button("quiet small", "forget-step", screen.text(Key::PlanForget), forget)],
        ));
        items.push(element("li", &[("data-plan", AttrValue::from((*question).to_owned()))], children));
    }
    let children = vec![
        h2(screen.text(Key::PlanSettled)),
        p(screen.text(Key::PlanSettledMeaning)),
        tag("ul", "", items),
    ];
    tag("section", "", children)
}

/// The plan as files, and whether the signed file carries it.
fn take_along(screen: &Screen<'_>, questionnaire: &str, plan: &Plan<'_>) -> Html {
    if plan.actions.is_empty() && plan.settled.is_empty() {
        return Html::default();
    }
    let export = |export: Export, action: &'static str, key: Key| {
        let own = questionnaire.to_owned();
        let asked = screen.on(move |_| SigningEvent::ExportRequested(own.clone(), export));
        tag("p", "", vec![button("quiet", action, screen.text(key), asked)])
    };
    let dated = |planned: &Planned<'_>| planned.step.due.is_some() && planned.step.state != State::Done;
    let calendar = if plan.actions.iter().any(dated) {
        export(Export::Calendar, "export-calendar", Key::ExportCalendar)
    } else {
        p(screen.text(Key::CalendarNone))
    };
    let children = vec![
        h2(screen.text(Key::PlanTakeAlong)),
        p(screen.text(Key::ExportPlanWhat)),
        export(Export::Table, "export-plan", Key::ExportPlan),
        p(screen.text(Key::ExportCalendarWhat)),
        calendar,
        share(screen, questionnaire),
    ];
    tag("section", "unprinted", children)
}

/// Whether the signed file carries the plan, and what its reader then sees.
pub(crate) fn share(screen: &Screen<'_>, questionnaire: &str) -> Html {
    let own = questionnaire.to_owned();
    let change =
        screen.on(move |event: yew::Event| DraftEvent::PlanSharingChanged(own.clone(), checked_of(&event)));
    let shared = screen.model.draft(questionnaire).share_plan;
    let input = html! { <input form={UNSAVED} autocomplete="off" type="checkbox" data-field="share-plan" checked={shared} onchange={change} /> };
    let label = vec![
        text("span", "label", screen.text(Key::SharePlan)),
        space(),
        text("span", "meaning", screen.text(Key::SharePlanMeaning)),
    ];
    tag("label", "tick", vec![input, tag("span", "", label)])
}
