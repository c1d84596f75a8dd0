//! The organisations that answered a questionnaire, side by side: a table, cards on a small screen.

use candour_app::{Event, Route, View, page_of};
use candour_compare::{
    then_and_now::LevelsFrom,
    workbench::{
        Column, Coverage, Filter, LeftOut, Place, Relation, Row, Said, Sheet, Stand, StandsOut, Within,
    },
};
use candour_files::{check::Genuine, names::mixes_alphabets};
use candour_proof::date::Day;
use candour_questionnaire::{catalog::Entry, scoring::Level};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, InputEvent};
use yew::{AttrValue, Html, html};

use super::navigation::{pages, ways};
use crate::{
    components::{
        elements::{
            self, Nodes, UNSAVED, button, element, facts, fold, h1, h2, h3, help, lead, link, p, row, space,
            tag, text,
        },
        levels::{self, level_key},
        screen::Screen,
    },
    pages::compare::exports,
    told,
};

/// The value of the choice of serious gaps in any section; sections are numbers.
const ANYWHERE: &str = "anywhere";

pub(crate) fn view(screen: &Screen<'_>, entry: &Entry) -> Html {
    let id = entry.questionnaire.id();
    let (workbench, looked) = (&screen.model.workbench, screen.model.comparing(id));
    let counted = workbench.counted(&entry.questionnaire);
    let mut children = vec![
        h1(screen.words.with("compare-table-heading", &[("name", &entry.wording.title)])),
        lead(screen.text("compare-table-lead")),
        ways(screen, Some(id)),
        left_out(screen, workbench.left_out(&entry.questionnaire)),
    ];
    if counted.is_empty() {
        children.push(p(screen.text("compare-none")));
        return elements::screen("compare", "table", children);
    }
    let shown = workbench.table(&entry.questionnaire, &looked.filter, looked.sort);
    children.push(filters(screen, entry, &looked.filter, &workbench.versions(&counted)));
    let numbers: [(&str, &str); 2] =
        [("shown", &shown.len().to_string()), ("all", &counted.len().to_string())];
    children.push(element(
        "p",
        &[("data-shown", AttrValue::from(shown.len().to_string())), ("role", "status".into())],
        vec![elements::words(screen.words.with("compare-shown", &numbers))],
    ));
    let (page, number, count) = page_of(&shown, looked.page);
    let mut rows = Nodes::new();
    for place in page {
        rows.push(organisation(screen, entry, *place));
    }
    let table = element(
        "table",
        &[("class", "side-by-side".into()), ("role", "table".into())],
        vec![
            text("caption", "", screen.text("compare-caption")),
            element("thead", &[("role", "rowgroup".into())], vec![head(screen, entry)]),
            element("tbody", &[("role", "rowgroup".into())], rows),
        ],
    );
    children.extend([
        order(screen, entry),
        tag("div", "sideways", vec![tag("div", "broad", vec![table])]),
        pages(screen, id, number, count, View::Page),
        exports::view(screen, entry),
        questions(screen, entry, &shown),
    ]);
    elements::screen("compare", "table", children)
}

/// Where the filters are not on the screen: that some are set, and a way to clear them.
pub(crate) fn filtered(screen: &Screen<'_>, entry: &Entry, shown: usize) -> Html {
    let id = entry.questionnaire.id();
    let filter = screen.model.comparing(id).filter;
    if filter == Filter::default() {
        return Html::default();
    }
    let all = screen.model.workbench.counted(&entry.questionnaire).len();
    let numbers: [(&str, &str); 2] = [("shown", &shown.to_string()), ("all", &all.to_string())];
    let said = p(screen.words.with("compare-filtered", &numbers));
    tag("div", "gate", vec![said, clear(screen, id, &filter)])
}

/// Files about this questionnaire that are not in the table, and why.
fn left_out(screen: &Screen<'_>, left_out: LeftOut) -> Html {
    let mut items = Nodes::new();
    for (key, count) in [
        ("left-out-not-sound", left_out.not_sound),
        ("left-out-duplicate", left_out.duplicate),
        ("left-out-same-id", left_out.same_id),
        ("left-out-older", left_out.older),
        ("left-out-other-edition", left_out.other_edition),
    ] {
        if count > 0 {
            items.push(element(
                "li",
                &[("data-left-out", key.into())],
                vec![elements::words(screen.words.count(key, count))],
            ));
        }
    }
    if items.is_empty() {
        return Html::default();
    }
    fold("", screen.text("left-out"), vec![tag("ul", "", items)])
}

/// The names of the columns, each a button that sorts by it.
fn head(screen: &Screen<'_>, entry: &Entry) -> Html {
    let mut cells = Nodes::new();
    for (column, name, hook) in columns(screen, entry) {
        let sort = screen.model.comparing(entry.questionnaire.id()).sort;
        let (order, mark) = if sort.by != column {
            ("none", "")
        } else if sort.descending {
            ("descending", "\u{25bc}")
        } else {
            ("ascending", "\u{25b2}")
        };
        let id = entry.questionnaire.id().to_owned();
        let press = screen.on(move |_: yew::MouseEvent| Event::Looked(id.clone(), View::Sort(column)));
        let inner = html! {
            <button type="button" class="plain-button" data-sort={hook} onclick={press}>
                { name }<span aria-hidden="true">{ mark }</span>
            </button>
        };
        cells.push(element(
            "th",
            &[("scope", "col".into()), ("role", "columnheader".into()), ("aria-sort", order.into())],
            vec![inner],
        ));
    }
    element("tr", &[("role", "row".into())], cells)
}

fn columns(screen: &Screen<'_>, entry: &Entry) -> Vec<(Column, AttrValue, AttrValue)> {
    let mut columns = vec![(Column::Name, screen.text("column-name"), AttrValue::from("name"))];
    for (place, section) in (0..).zip(entry.questionnaire.sections()) {
        let title = entry.wording.section(&section.id).title.clone();
        columns.push((Column::Level(place), title.into(), section.id.clone().into()));
    }
    columns.extend([
        (Column::Gaps, screen.text("column-gaps"), AttrValue::from("gaps")),
        (Column::Unknown, screen.text("column-unknown"), AttrValue::from("unknown")),
        (Column::Withheld, screen.text("column-withheld"), AttrValue::from("withheld")),
        (Column::Finished, screen.text("column-finished"), AttrValue::from("finished")),
    ]);
    columns
}

/// The same choice of the order as a list, where the head of the table is not shown.
fn order(screen: &Screen<'_>, entry: &Entry) -> Html {
    let id = entry.questionnaire.id().to_owned();
    let columns = columns(screen, entry);
    let sort = screen.model.comparing(&id).sort;
    let (by, own) = (sort.by, id.clone());
    let turn = screen.on(move |_: yew::Event| Event::Looked(own.clone(), View::Sort(by)));
    let options: Nodes = columns
        .iter()
        .map(|(column, name, hook)| {
            html! { <option value={hook.clone()} selected={*column == by}>{ name }</option> }
        })
        .collect();
    let known: Vec<(Column, AttrValue)> =
        columns.into_iter().map(|(column, _, hook)| (column, hook)).collect();
    let chosen = screen.on(move |event: yew::Event| {
        let value = selected(&event);
        let column =
            known.iter().find(|(_, hook)| *hook == value).map_or(Column::Name, |(column, _)| *column);
        Event::Looked(id.clone(), View::Sort(column))
    });
    html! {
        <p class="order"><label for="order">{ screen.text("compare-order") }</label>
            <select id="order" data-field="order" form={UNSAVED} autocomplete="off" onchange={chosen}>{ options }</select>
            <label class="tick"><input type="checkbox" data-field="turned" form={UNSAVED} autocomplete="off"
                checked={sort.descending} onchange={turn} /><span>{ screen.text("compare-turned") }</span></label></p>
    }
}

fn organisation(screen: &Screen<'_>, entry: &Entry, place: Place) -> Html {
    let workbench = &screen.model.workbench;
    let Some(row) = workbench.row(place) else { return Html::default() };
    let Some(sheet) = row.sheet.as_deref() else { return Html::default() };
    let mut cells = Nodes::new();
    let mut said = vec![text("strong", "typed", name_of(screen, row))];
    said.push(coverage(screen, sheet.coverage(&entry.questionnaire)));
    said.extend(remarks(screen, row.relation, sheet));
    cells.push(element("th", &[("scope", "row".into()), ("role", "rowheader".into())], said));
    for (number, section) in (0..).zip(entry.questionnaire.sections()) {
        let title = entry.wording.section(&section.id).title.clone();
        let (hook, shown) = stand(screen, sheet.level(number));
        cells.push(cell(
            title.into(),
            &[("data-section", section.id.clone().into()), ("data-level", hook)],
            shown,
        ));
    }
    let number = |count: u32| elements::words(count.to_string());
    let gaps = u32::try_from(sheet.gaps.len()).unwrap_or(u32::MAX);
    let withheld = u32::try_from(sheet.withheld.len()).unwrap_or(u32::MAX);
    cells.extend([
        cell(screen.text("column-gaps"), &[], number(gaps)),
        cell(screen.text("column-unknown"), &[], number(sheet.counts.of(Said::Unknown))),
        cell(screen.text("column-withheld"), &[], number(withheld)),
        cell(
            screen.text("column-finished"),
            &[],
            elements::words(sheet.finished.map(Day::text).unwrap_or_default()),
        ),
    ]);
    let hooks =
        [("role", "row".into()), ("data-organisation", AttrValue::from(sheet.organisation.to_string()))];
    element("tr", &hooks, cells)
}

/// The organisation's name; where there is none, the name of its file.
pub(crate) fn name_of(screen: &Screen<'_>, file: &Row) -> AttrValue {
    let key = match file.sheet.as_deref() {
        Some(sheet) if sheet.withholds("signer") => "compare-name-withheld",
        Some(sheet) if !sheet.organisation.is_empty() => {
            return AttrValue::from(sheet.organisation.to_string());
        }
        _ => "compare-no-name",
    };
    screen.words.with(key, &[("file", &file.name)])
}

/// That the answers cover a part only, or that this is withheld; nothing otherwise.
fn coverage(screen: &Screen<'_>, coverage: Coverage) -> Html {
    let said = match coverage {
        Coverage::Whole => return Html::default(),
        Coverage::Part => screen.words("coverage-part"),
        Coverage::Withheld => screen.words("coverage-withheld"),
    };
    element("p", &[("class", "facts".into()), ("data-coverage", coverage.name().into())], vec![said])
}

/// What a reader of the table must know of an organisation.
fn remarks(screen: &Screen<'_>, relation: Relation, sheet: &Sheet) -> Nodes {
    let mut keys = Vec::new();
    match relation {
        Relation::OtherKey(_) => keys.push("remark-other-key"),
        Relation::OtherName(_) => keys.push("remark-other-name"),
        _ => {}
    }
    if sheet.standing.name() == "changed" {
        keys.push("remark-changed");
    }
    if mixes_alphabets(&sheet.organisation) {
        keys.push("name-mixed");
    }
    if sheet.is_contradictory() {
        keys.push("remark-findings");
    }
    if !sheet.stops.is_empty() {
        keys.push("remark-stops");
    }
    keys.extend(told::other_words(sheet.words));
    let mut said: Nodes = keys.into_iter().map(|key| text("p", "facts", screen.text(key))).collect();
    let subject = screen.model.workbench.subject(sheet);
    if let Some(subject) = subject.filter(|subject| subject.genuine != Genuine::Yes) {
        let key = if sheet.levels_from == LevelsFrom::File { "remark-stated" } else { "remark-edition" };
        let version = [("version", subject.version.as_str())];
        said.push(element(
            "p",
            &[("class", "facts".into()), ("data-edition", AttrValue::from(subject.version.clone()))],
            vec![elements::words(screen.words.with(key, &version))],
        ));
    }
    said
}

/// A cell that says what it is about where the head of the table is not shown.
fn cell(label: AttrValue, hooks: &[elements::Attribute], inner: Html) -> Html {
    let mut attributes = vec![("role", AttrValue::from("cell"))];
    attributes.extend_from_slice(hooks);
    let name = [("class", "column".into()), ("aria-hidden", "true".into())];
    element("td", &attributes, vec![element("span", &name, vec![elements::words(label)]), inner])
}

/// How a section stands, and the hook that says so.
fn stand(screen: &Screen<'_>, stand: Stand) -> (AttrValue, Html) {
    match stand {
        Stand::Level(level) => (level.number().to_string().into(), levels::level(screen, Some(level))),
        Stand::NoneCounts => ("none".into(), screen.words("level-none")),
        Stand::Withheld => ("withheld".into(), screen.words("stand-withheld")),
        Stand::Absent => ("absent".into(), screen.words("stand-absent")),
    }
}

/// The filters, each changing only its own part.
fn filters(screen: &Screen<'_>, entry: &Entry, filter: &Filter, versions: &[&str]) -> Html {
    let id = entry.questionnaire.id();
    let titles: Vec<String> = entry
        .questionnaire
        .sections()
        .iter()
        .map(|section| entry.wording.section(&section.id).title.clone())
        .collect();
    let mut gap_options = vec![
        (String::new(), screen.text("filter-any")),
        (ANYWHERE.to_owned(), screen.text("filter-gap-anywhere")),
    ];
    let mut level_options = vec![(String::new(), screen.text("filter-any"))];
    for (place, title) in titles.iter().enumerate() {
        gap_options.push((place.to_string(), title.clone().into()));
        for level in Level::ALL {
            let values = [("section", title.as_str()), ("level", &*screen.text(level_key(level)))];
            level_options.push((
                format!("{place}-{}", level.number()),
                screen.words.with("filter-level-at-most", &values),
            ));
        }
    }
    let mut version_options = vec![(String::new(), screen.text("filter-any"))];
    version_options.extend(
        versions.iter().map(|version| ((*version).to_owned(), AttrValue::from((*version).to_owned()))),
    );
    let gap = match filter.gap {
        None => String::new(),
        Some(Within::Anywhere) => ANYWHERE.to_owned(),
        Some(Within::Section(place)) => place.to_string(),
    };
    let level = filter.level.map(|(place, level)| format!("{place}-{}", level.number())).unwrap_or_default();
    let version = filter.version.clone().unwrap_or_default();
    let change = || (id.to_owned(), filter.clone());
    let children = vec![
        typed_name(screen, change()),
        choice(screen, "gap", "filter-gap", gap_options, &gap, change(), |filter, value| {
            filter.gap = match value {
                "" => None,
                ANYWHERE => Some(Within::Anywhere),
                place => place.parse().ok().map(Within::Section),
            };
        }),
        choice(screen, "level", "filter-level", level_options, &level, change(), |filter, value| {
            filter.level = value.split_once('-').and_then(|(place, level)| {
                Some((place.parse().ok()?, Level::from_number(level.parse().ok()?)?))
            });
        }),
        choice(screen, "version", "filter-version", version_options, &version, change(), |filter, value| {
            filter.version = (!value.is_empty()).then(|| value.to_owned());
        }),
        tick(screen, "unknown", "filter-unknown", filter.unknown, change(), |filter, ticked| {
            filter.unknown = ticked;
        }),
        tick(screen, "withheld", "filter-withheld", filter.withheld, change(), |filter, ticked| {
            filter.withheld = ticked;
        }),
        clear(screen, id, filter),
    ];
    fold("filters", screen.text("filters"), vec![tag("div", "fields", children)])
}

/// A filter as it stands, of a questionnaire.
type Change = (String, Filter);

fn choice(
    screen: &Screen<'_>,
    hook: &'static str,
    key: &str,
    options: Vec<(String, AttrValue)>,
    chosen: &str,
    change: Change,
    set: fn(&mut Filter, &str),
) -> Html {
    let (id, filter) = change;
    let changed = screen.on(move |event: yew::Event| {
        let mut filter = filter.clone();
        set(&mut filter, &selected(&event));
        Event::Looked(id.clone(), View::Filter(filter))
    });
    let options: Nodes = options
        .into_iter()
        .map(|(value, name)| {
            let selected = value == chosen;
            html! { <option value={value} selected={selected}>{ name }</option> }
        })
        .collect();
    html! {
        <label>{ screen.text(key) }
            <select data-filter={hook} form={UNSAVED} autocomplete="off" onchange={changed}>{ options }</select></label>
    }
}

fn tick(
    screen: &Screen<'_>,
    hook: &'static str,
    key: &str,
    ticked: bool,
    change: Change,
    set: fn(&mut Filter, bool),
) -> Html {
    let (id, filter) = change;
    let changed = screen.on(move |event: yew::Event| {
        let mut filter = filter.clone();
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        set(&mut filter, input.is_some_and(|input| input.checked()));
        Event::Looked(id.clone(), View::Filter(filter))
    });
    html! {
        <label class="tick">
            <input form={UNSAVED} autocomplete="off" type="checkbox" data-filter={hook} checked={ticked} onchange={changed} />
            <span>{ screen.text(key) }</span></label>
    }
}

fn typed_name(screen: &Screen<'_>, change: Change) -> Html {
    let (id, filter) = change;
    let value = filter.name.clone();
    let typed = screen.on(move |event: InputEvent| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let name = input.map(|input| input.value()).unwrap_or_default();
        Event::Looked(id.clone(), View::Filter(Filter { name, ..filter.clone() }))
    });
    html! {
        <label>{ screen.text("filter-name") }
            <input form={UNSAVED} autocomplete="off" type="text" data-filter="name" value={value} oninput={typed} /></label>
    }
}

fn clear(screen: &Screen<'_>, id: &str, filter: &Filter) -> Html {
    if *filter == Filter::default() {
        return Html::default();
    }
    let id = id.to_owned();
    let clear = screen.on(move |_: yew::MouseEvent| {
        // The button goes with the filters, so the focus goes to the heading.
        crate::effects::document::focus_place();
        Event::Looked(id.clone(), View::Filter(Filter::default()))
    });
    row(vec![button("quiet small", "clear-filters", screen.text("filter-clear"), clear)])
}

fn selected(event: &yew::Event) -> String {
    let field = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}

/// Every question with how often each answer was given, and what stands out.
fn questions(screen: &Screen<'_>, entry: &Entry, shown: &[Place]) -> Html {
    let mut children =
        vec![h2(screen.text("compare-questions")), help(screen.text("compare-questions-help"))];
    let mut place = 0;
    for section in entry.questionnaire.sections() {
        let mut items = Nodes::new();
        for question in &section.questions {
            let tally = screen.model.workbench.tally(shown, place);
            place += 1;
            let route = Route::Question(entry.questionnaire.id().to_owned(), question.id.clone());
            let words = entry.wording.question(&question.id).question.clone();
            let mut said = vec![link("", "", route.fragment(), words.into())];
            if let Some(what) = tally.stands_out() {
                said.extend([space(), stands_out(screen, what)]);
            }
            let mut counts = Nodes::new();
            for one in Said::ALL {
                let count = tally.of(one);
                if count > 0 && one != Said::NotAsked {
                    let values: [(&str, &str); 2] =
                        [("said", &screen.text(said_key(one))), ("count", &count.to_string())];
                    counts.push(facts(screen.words.with("compare-count", &values)));
                    counts.push(space());
                }
            }
            let other = screen.model.workbench.other_words(shown, place - 1);
            if other > 0 {
                counts.push(facts(screen.words.count("compare-other-words", other)));
            }
            said.push(tag("p", "counts", counts));
            items.push(element("li", &[("data-tally", question.id.clone().into())], said));
        }
        let title = entry.wording.section(&section.id).title.clone();
        children.extend([h3(title.into()), tag("ul", "plain", items)]);
    }
    tag("section", "", children)
}

/// What stands out about the answers to a question, in words.
pub(crate) fn stands_out(screen: &Screen<'_>, what: StandsOut) -> Html {
    let (name, said) = match what {
        StandsOut::FewSayNo => ("few-say-no", screen.text("stands-out-few-no")),
        StandsOut::ManyUnknown => ("many-unknown", screen.text("stands-out-unknown")),
        StandsOut::AllSay(said) => {
            ("all", screen.words.with("stands-out-all", &[("said", &screen.text(said_key(said)))]))
        }
    };
    element(
        "strong",
        &[("class", "stands-out".into()), ("data-stands-out", name.into())],
        vec![elements::words(said)],
    )
}

/// The key of what was said to a question.
pub(crate) fn said_key(said: Said) -> &'static str {
    match said {
        Said::Yes => "choice-yes",
        Said::Partly => "choice-partly",
        Said::No => "choice-no",
        Said::Unknown => "choice-unknown",
        Said::NotApplicable => "choice-not-applicable",
        Said::Open => "said-open",
        Said::Withheld => "said-withheld",
        Said::Unclear => "said-unclear",
        Said::NotAsked => "said-not-asked",
    }
}
