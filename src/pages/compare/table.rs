//! The organisations that answered a questionnaire, side by side: a table, cards on a small screen.

use candour_app::{ComparisonEvent, Route, SelectedView, page_of};
use candour_compare::{
    export::decision::state_key,
    then_and_now::LevelsFrom,
    workbench::{
        Column, Coverage, Filter, LeftOut, Outlier, Relation, RequestMatch, Response, ResultSummary,
        RowIndex, Scope, SectionLevel,
    },
};
use candour_files::{check::QuestionnaireMatch, names::mixes_alphabets};
use candour_proof::date::Day;
use candour_questionnaire::{catalog::CatalogEntry, questionnaire::DecisionOutcome, scoring::Level};
use candour_words::{Counted, Key};
use web_sys::InputEvent;
use yew::{AttrValue, Html, html};

use super::{
    names::name_of,
    navigation::{pages, ways},
};
use crate::{
    components::{
        elements::{
            self, Nodes, UNSAVED, button, element, facts, fold, h1, h2, h3, help, lead, link, p, row, space,
            tag, text,
        },
        form::{checked_of, choice_of, value_of},
        levels::{self, level_key},
        links,
        screen::Screen,
    },
    messages,
    pages::compare::{exports, lists},
};

/// The value of the choice of serious gaps in any section; sections are numbers.
const ANYWHERE: &str = "anywhere";

pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let id = entry.questionnaire.id();
    let (workbench, looked) = (&screen.model.comparison.workbench, screen.model.table_view(id));
    let counted = workbench.counted(&entry.questionnaire);
    let mut children = vec![
        h1(screen.words.with(Key::CompareTableHeading, &[("name", &entry.wording.title)])),
        lead(screen.text(Key::CompareTableLead)),
        ways(screen, Some(id)),
        left_out(screen, workbench.left_out(&entry.questionnaire)),
    ];
    if counted.is_empty() {
        children.push(p(screen.text(Key::CompareNone)));
        return elements::screen("compare", "table", children);
    }
    let shown = workbench.table(&entry.questionnaire, &looked.filter, looked.sort);
    children.push(filters(screen, entry, &looked.filter, &workbench.versions(&counted)));
    let numbers: [(&str, &str); 2] =
        [("shown", &shown.len().to_string()), ("all", &counted.len().to_string())];
    let said = if shown.len() == counted.len() {
        screen.words.count(Counted::Organisations, u32::try_from(counted.len()).unwrap_or(u32::MAX))
    } else {
        screen.words.with(Key::CompareShown, &numbers)
    };
    children.push(element(
        "p",
        &[("data-shown", AttrValue::from(shown.len().to_string())), ("role", "status".into())],
        vec![elements::words(said)],
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
            text("caption", "", screen.text(Key::CompareCaption)),
            element("thead", &[("role", "rowgroup".into())], vec![head(screen, entry)]),
            element("tbody", &[("role", "rowgroup".into())], rows),
        ],
    );
    children.extend([
        order(screen, entry),
        tag("div", "sideways", vec![tag("div", "broad", vec![table])]),
        pages(screen, id, number, count, SelectedView::Page),
        exports::view(screen, entry),
        lists::view(screen, entry, page),
        questions(screen, entry, &shown),
    ]);
    elements::screen("compare", "table", children)
}

/// Where the filters are not on the screen: that some are set, and a way to clear them.
pub(crate) fn filtered(screen: &Screen<'_>, entry: &CatalogEntry, shown: usize) -> Html {
    let id = entry.questionnaire.id();
    let filter = screen.model.table_view(id).filter;
    let all = screen.model.comparison.workbench.counted(&entry.questionnaire).len();
    if shown == all {
        return Html::default();
    }
    let numbers: [(&str, &str); 2] = [("shown", &shown.to_string()), ("all", &all.to_string())];
    let said = p(screen.words.with(Key::CompareFiltered, &numbers));
    tag("div", "gate", vec![said, clear(screen, id, &filter)])
}

/// Files about this questionnaire that are not in the table, and why.
fn left_out(screen: &Screen<'_>, left_out: LeftOut) -> Html {
    let mut items = Nodes::new();
    for (why, key, count) in [
        ("not-sound", Counted::LeftOutNotSound, left_out.not_sound),
        ("duplicate", Counted::LeftOutDuplicate, left_out.duplicate),
        ("same-id", Counted::LeftOutSameId, left_out.same_id),
        ("older", Counted::LeftOutOlder, left_out.older),
        ("other-edition", Counted::LeftOutOtherEdition, left_out.other_edition),
    ] {
        if count > 0 {
            items.push(element(
                "li",
                &[("data-not-compared", why.into())],
                vec![elements::words(screen.words.count(key, count))],
            ));
        }
    }
    if items.is_empty() {
        return Html::default();
    }
    fold("", screen.text(Key::LeftOut), vec![tag("ul", "", items)])
}

/// The names of the columns, each a button that sorts by it.
fn head(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let mut cells = Nodes::new();
    for (column, name, hook) in columns(screen, entry) {
        let sort = screen.model.table_view(entry.questionnaire.id()).sort;
        let (order, mark) = if sort.by != column {
            ("none", "")
        } else if sort.descending {
            ("descending", "\u{25bc}")
        } else {
            ("ascending", "\u{25b2}")
        };
        let id = entry.questionnaire.id().to_owned();
        let press = screen.on(move |_: yew::MouseEvent| {
            ComparisonEvent::ViewSelected(id.clone(), SelectedView::Sort(column))
        });
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

fn columns(screen: &Screen<'_>, entry: &CatalogEntry) -> Vec<(Column, AttrValue, AttrValue)> {
    let mut columns = vec![(Column::Name, screen.text(Key::ColumnName), AttrValue::from("name"))];
    if entry.questionnaire.decision().is_some() {
        columns.push((Column::Outcome, screen.text(Key::ColumnOutcome), AttrValue::from("outcome")));
    }
    for (place, section) in (0..).zip(entry.questionnaire.sections()) {
        let title = entry.wording.section(&section.id).title.clone();
        columns.push((Column::Level(place), title.into(), section.id.clone().into()));
    }
    columns.extend([
        (Column::Gaps, screen.text(Key::ColumnGaps), AttrValue::from("gaps")),
        (Column::Unknown, screen.text(Key::ColumnUnknown), AttrValue::from("unknown")),
        (Column::Withheld, screen.text(Key::ColumnWithheld), AttrValue::from("withheld")),
        (Column::Finished, screen.text(Key::ColumnFinished), AttrValue::from("finished")),
    ]);
    columns
}

/// The same choice of the order as a list, where the head of the table is not shown.
fn order(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let id = entry.questionnaire.id().to_owned();
    let columns = columns(screen, entry);
    let sort = screen.model.table_view(&id).sort;
    let (by, own) = (sort.by, id.clone());
    let turn =
        screen.on(move |_: yew::Event| ComparisonEvent::ViewSelected(own.clone(), SelectedView::Sort(by)));
    let options: Nodes = columns
        .iter()
        .map(|(column, name, hook)| {
            html! { <option value={hook.clone()} selected={*column == by}>{ name }</option> }
        })
        .collect();
    let known: Vec<(Column, AttrValue)> =
        columns.into_iter().map(|(column, _, hook)| (column, hook)).collect();
    let chosen = screen.on(move |event: yew::Event| {
        let value = choice_of(&event);
        let column =
            known.iter().find(|(_, hook)| *hook == value).map_or(Column::Name, |(column, _)| *column);
        ComparisonEvent::ViewSelected(id.clone(), SelectedView::Sort(column))
    });
    html! {
        <p class="order"><label for="order">{ screen.text(Key::CompareOrder) }</label>
            <select id="order" data-field="order" form={UNSAVED} autocomplete="off" onchange={chosen}>{ options }</select>
            <label class="tick"><input type="checkbox" data-field="reverse" form={UNSAVED} autocomplete="off"
                checked={sort.descending} onchange={turn} /><span>{ screen.text(Key::CompareTurned) }</span></label></p>
    }
}

fn organisation(screen: &Screen<'_>, entry: &CatalogEntry, place: RowIndex) -> Html {
    let workbench = &screen.model.comparison.workbench;
    let Some(row) = workbench.row(place) else { return Html::default() };
    let Some(sheet) = row.sheet.as_deref() else { return Html::default() };
    let mut cells = Nodes::new();
    let is_open = screen.model.table_view(entry.questionnaire.id()).opened.contains(&place);
    let name = name_of(screen, row);
    let mut said = vec![text("strong", "typed", name.clone()), space(), asked_as(screen, sheet)];
    let mut notes = vec![coverage(screen, sheet.coverage(&entry.questionnaire))];
    notes.extend(remarks(screen, row.relation, sheet));
    notes.retain(|note| *note != Html::default());
    said.push(match u32::try_from(notes.len()).unwrap_or(u32::MAX) {
        0 => Html::default(),
        count => fold("remarks", screen.words.count(Counted::CompareRemarks, count), notes),
    });
    let id = entry.questionnaire.id().to_owned();
    let open = screen.on(move |_: yew::MouseEvent| {
        ComparisonEvent::ViewSelected(id.clone(), SelectedView::Details(place))
    });
    let details = screen.text(Key::CompareDetails);
    said.push(html! {
        <button type="button" class="plain-button row-details" data-action="row-details" aria-expanded={if is_open { "true" } else { "false" }} onclick={open}>
            { details }<span class="unseen">{ " " }{ name }</span>
        </button>
    });
    cells.push(element("th", &[("scope", "row".into()), ("role", "rowheader".into())], said));
    if entry.questionnaire.decision().is_some() {
        let hook = sheet.outcome.map_or("withheld", DecisionOutcome::as_str);
        let said = sheet.outcome.map_or_else(
            || screen.text(Key::StandWithheld),
            |outcome| entry.wording.decision().outcome(outcome).title.clone().into(),
        );
        let hooks = [("data-outcome", AttrValue::Static(hook))];
        cells.push(cell(screen.text(Key::ColumnOutcome), &hooks, elements::words(said)));
    }
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
        cell(screen.text(Key::ColumnGaps), &[], number(gaps)),
        cell(screen.text(Key::ColumnUnknown), &[], number(sheet.counts.of(Response::Unknown))),
        cell(screen.text(Key::ColumnWithheld), &[], number(withheld)),
        cell(
            screen.text(Key::ColumnFinished),
            &[],
            elements::words(sheet.finished.map(Day::text).unwrap_or_default()),
        ),
    ]);
    let class = if is_open { "opened" } else { "closed" };
    let hooks = [
        ("role", "row".into()),
        ("class", class.into()),
        ("data-organisation", AttrValue::from(sheet.organisation.to_string())),
    ];
    element("tr", &hooks, cells)
}

/// Whom the request that a result answers was made for; empty if it is not one for one organisation.
pub(crate) fn asked<'a>(screen: &Screen<'a>, sheet: &ResultSummary) -> &'a str {
    let RequestMatch::Yours(place, _) = sheet.request else { return "" };
    let records = &screen.model.requests.records;
    records.requests.get(place as usize).map_or("", |request| records.label(&request.nonce))
}

/// Whom the request was made for, if the name in the file is another one.
fn asked_as(screen: &Screen<'_>, sheet: &ResultSummary) -> Html {
    match asked(screen, sheet) {
        label if label.is_empty() || *label == *sheet.organisation => Html::default(),
        label => facts(screen.words.with(Key::CompareAskedAs, &[("name", label)])),
    }
}

/// That the answers cover a part only, or that this is withheld; nothing otherwise.
fn coverage(screen: &Screen<'_>, coverage: Coverage) -> Html {
    let said = match coverage {
        Coverage::Whole => return Html::default(),
        Coverage::Part => screen.words(Key::CoveragePart),
        Coverage::Withheld => screen.words(Key::CoverageWithheld),
    };
    element("p", &[("class", "facts".into()), ("data-coverage", coverage.as_str().into())], vec![said])
}

/// What a reader of the table must know of an organisation.
fn remarks(screen: &Screen<'_>, relation: Relation, sheet: &ResultSummary) -> Nodes {
    let mut keys = Vec::new();
    match relation {
        Relation::OtherKey(_) => keys.push(Key::RemarkOtherKey),
        Relation::OtherName(_) => keys.push(Key::RemarkOtherName),
        _ => {}
    }
    if sheet.standing.as_str() == "changed" {
        keys.push(Key::RemarkChanged);
    }
    if mixes_alphabets(&sheet.organisation) {
        keys.push(Key::NameMixed);
    }
    if sheet.is_contradictory() {
        keys.push(Key::RemarkFindings);
    }
    if !sheet.stops.is_empty() {
        keys.push(Key::RemarkStops);
    }
    keys.extend(messages::other_words(sheet.words));
    let mut said: Nodes = keys.into_iter().map(|key| text("p", "facts", screen.text(key))).collect();
    let subject = screen.model.comparison.workbench.subject(sheet);
    if let Some(subject) = subject.filter(|subject| subject.genuine != QuestionnaireMatch::Yes) {
        let key = if sheet.levels_from == LevelsFrom::File { Key::RemarkStated } else { Key::RemarkEdition };
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
fn stand(screen: &Screen<'_>, stand: SectionLevel) -> (AttrValue, Html) {
    match stand {
        SectionLevel::Level(level) => (level.number().to_string().into(), levels::marks(screen, level)),
        SectionLevel::Point(state) => (state.as_str().into(), screen.words(state_key(state))),
        SectionLevel::NoneCounts => ("none".into(), screen.words(Key::LevelNone)),
        SectionLevel::Withheld => ("withheld".into(), screen.words(Key::StandWithheld)),
        SectionLevel::Absent => ("absent".into(), screen.words(Key::StandAbsent)),
    }
}

/// The filters, each changing only its own part.
fn filters(screen: &Screen<'_>, entry: &CatalogEntry, filter: &Filter, versions: &[&str]) -> Html {
    let id = entry.questionnaire.id();
    let titles: Vec<String> = entry
        .questionnaire
        .sections()
        .iter()
        .map(|section| entry.wording.section(&section.id).title.clone())
        .collect();
    let mut gap_options = vec![
        (String::new(), screen.text(Key::FilterAny)),
        (ANYWHERE.to_owned(), screen.text(Key::FilterGapAnywhere)),
    ];
    let mut level_options = vec![(String::new(), screen.text(Key::FilterAny))];
    for (place, title) in titles.iter().enumerate() {
        gap_options.push((place.to_string(), title.clone().into()));
        for level in Level::ALL {
            let values = [("section", title.as_str()), ("level", &*screen.text(level_key(level)))];
            level_options.push((
                format!("{place}-{}", level.number()),
                screen.words.with(Key::FilterLevelAtMost, &values),
            ));
        }
    }
    let mut version_options = vec![(String::new(), screen.text(Key::FilterAny))];
    version_options.extend(
        versions.iter().map(|version| ((*version).to_owned(), AttrValue::from((*version).to_owned()))),
    );
    let gap = match filter.gap {
        None => String::new(),
        Some(Scope::Anywhere) => ANYWHERE.to_owned(),
        Some(Scope::Section(place)) => place.to_string(),
    };
    let level = filter.level.map(|(place, level)| format!("{place}-{}", level.number())).unwrap_or_default();
    let version = filter.version.clone().unwrap_or_default();
    let change = || (id.to_owned(), filter.clone());
    // No section has a level then.
    let decides = entry.questionnaire.decision().is_some();
    let children = vec![
        typed_name(screen, change()),
        choice(screen, "gap", Key::FilterGap, gap_options, &gap, change(), |filter, value| {
            filter.gap = match value {
                "" => None,
                ANYWHERE => Some(Scope::Anywhere),
                place => place.parse().ok().map(Scope::Section),
            };
        }),
        if decides {
            Html::default()
        } else {
            choice(screen, "level", Key::FilterLevel, level_options, &level, change(), |filter, value| {
                filter.level = value.split_once('-').and_then(|(place, level)| {
                    Some((place.parse().ok()?, Level::from_number(level.parse().ok()?)?))
                });
            })
        },
        choice(
            screen,
            "version",
            Key::FilterVersion,
            version_options,
            &version,
            change(),
            |filter, value| {
                filter.version = (!value.is_empty()).then(|| value.to_owned());
            },
        ),
        tick(screen, "unknown", Key::FilterUnknown, filter.unknown, change(), |filter, ticked| {
            filter.unknown = ticked;
        }),
        tick(screen, "withheld", Key::FilterWithheld, filter.withheld, change(), |filter, ticked| {
            filter.withheld = ticked;
        }),
        clear(screen, id, filter),
    ];
    fold("filters", screen.text(Key::Filters), vec![tag("div", "fields", children)])
}

/// A filter as it stands, of a questionnaire.
type FilterChange = (String, Filter);

fn choice(
    screen: &Screen<'_>,
    hook: &'static str,
    key: Key,
    options: Vec<(String, AttrValue)>,
    chosen: &str,
    change: FilterChange,
    set: fn(&mut Filter, &str),
) -> Html {
    let (id, filter) = change;
    let changed = screen.on(move |event: yew::Event| {
        let mut filter = filter.clone();
        set(&mut filter, &choice_of(&event));
        ComparisonEvent::ViewSelected(id.clone(), SelectedView::Filter(filter))
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
    key: Key,
    ticked: bool,
    change: FilterChange,
    set: fn(&mut Filter, bool),
) -> Html {
    let (id, filter) = change;
    let changed = screen.on(move |event: yew::Event| {
        let mut filter = filter.clone();
        set(&mut filter, checked_of(&event));
        ComparisonEvent::ViewSelected(id.clone(), SelectedView::Filter(filter))
    });
    html! {
        <label class="tick">
            <input form={UNSAVED} autocomplete="off" type="checkbox" data-filter={hook} checked={ticked} onchange={changed} />
            <span>{ screen.text(key) }</span></label>
    }
}

fn typed_name(screen: &Screen<'_>, change: FilterChange) -> Html {
    let (id, filter) = change;
    let value = filter.name.clone();
    let typed = screen.on(move |event: InputEvent| {
        let name = value_of(&event);
        ComparisonEvent::ViewSelected(id.clone(), SelectedView::Filter(Filter { name, ..filter.clone() }))
    });
    html! {
        <label>{ screen.text(Key::FilterName) }
            <input form={UNSAVED} autocomplete="off" type="text" dir="auto" data-filter="name" value={value} oninput={typed} /></label>
    }
}

fn clear(screen: &Screen<'_>, id: &str, filter: &Filter) -> Html {
    if *filter == Filter::default() {
        return Html::default();
    }
    let id = id.to_owned();
    let clear = screen
        .on(move |_: yew::MouseEvent| ComparisonEvent::ViewSelected(id.clone(), SelectedView::NoFilter));
    row(vec![button("quiet small", "clear-filters", screen.text(Key::FilterClear), clear)])
}

/// Every question with how often each answer was given, and what stands out.
fn questions(screen: &Screen<'_>, entry: &CatalogEntry, shown: &[RowIndex]) -> Html {
    let mut children =
        vec![h2(screen.text(Key::CompareQuestions)), help(screen.text(Key::CompareQuestionsHelp))];
    let mut place = 0;
    for section in entry.questionnaire.sections() {
        let mut items = Nodes::new();
        for question in &section.questions {
            let tally = screen.model.comparison.workbench.tally(shown, place);
            place += 1;
            let route = Route::Question(entry.questionnaire.id().to_owned(), question.id.clone());
            let mut said = vec![link("", "", route.fragment(), links::numbered(entry, &question.id))];
            if let Some(what) = tally.stands_out() {
                said.extend([space(), stands_out(screen, what)]);
            }
            let mut counts = Nodes::new();
            for one in Response::ALL {
                let count = tally.of(one);
                if count > 0 && one != Response::NotAsked {
                    let values: [(&str, &str); 2] =
                        [("said", &screen.text(said_key(one))), ("count", &count.to_string())];
                    if !counts.is_empty() {
                        counts.push(facts(", ".into()));
                    }
                    counts.push(facts(screen.words.with(Key::CompareCount, &values)));
                }
            }
            let other = screen.model.comparison.workbench.other_words(shown, place - 1);
            if other > 0 {
                counts.push(space());
                counts.push(facts(screen.words.count(Counted::CompareOtherWords, other)));
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
pub(crate) fn stands_out(screen: &Screen<'_>, what: Outlier) -> Html {
    let (name, said) = match what {
        Outlier::FewSayNo => ("few-say-no", screen.text(Key::StandsOutFewNo)),
        Outlier::ManyUnknown => ("many-unknown", screen.text(Key::StandsOutUnknown)),
        Outlier::AllSay(said) => {
            ("all", screen.words.with(Key::StandsOutAll, &[("said", &screen.text(said_key(said)))]))
        }
    };
    element(
        "strong",
        &[("class", "stands-out".into()), ("data-outlier", name.into())],
        vec![elements::words(said)],
    )
}

/// The key of what was said to a question.
pub(crate) fn said_key(said: Response) -> Key {
    match said {
        Response::Yes => Key::ChoiceYes,
        Response::Partly => Key::ChoicePartly,
        Response::No => Key::ChoiceNo,
        Response::Unknown => Key::ChoiceUnknown,
        Response::NotApplicable => Key::ChoiceNotApplicable,
        Response::Open => Key::SaidOpen,
        Response::Withheld => Key::SaidWithheld,
        Response::Unclear => Key::SaidUnclear,
        Response::NotAsked => Key::SaidNotAsked,
    }
}
