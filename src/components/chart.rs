//! The profile of all sections: for each a drawn bar with its words, and the same as a table.

use candour_questionnaire::{
    catalog::CatalogEntry,
    scoring::{Assessment, Level, SectionResult},
};
use candour_words::{Counted, Key};
use yew::{AttrValue, Html};

use crate::components::{
    elements::{self, Nodes, element, facts, fold, h2, help, space, tag, text},
    levels::{self, level_key, level_words},
    screen::Screen,
};

/// Where the four steps of a bar begin, in the units of the drawing.
const STEPS: [&str; 4] = ["2", "46", "90", "134"];

/// The drawing of all sections, on its own; nothing where a decision stands in place of levels.
pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry, assessment: &Assessment) -> Html {
    if assessment.decision.is_some() {
        return Html::default();
    }
    let mut bars = Nodes::new();
    for section in &assessment.sections {
        let title = elements::words(entry.wording.section(&section.id).title.clone());
        let name = element("span", &[("class", "area".into())], vec![title]);
        let mut children = vec![name];
        children.extend(bar(screen, entry, assessment, section));
        bars.push(tag("li", "", children));
    }
    let children = vec![
        h2(screen.text(Key::ChartHeading)),
        tag("ul", "chart", bars),
        as_table(screen, entry, assessment),
    ];
    tag("section", "", children)
}

/// What the bars mean, and the same as a table, folded away.
pub(crate) fn as_table(screen: &Screen<'_>, entry: &CatalogEntry, assessment: &Assessment) -> Html {
    let answered = assessment.answered_gaps();
    let mut lines = Nodes::new();
    for section in &assessment.sections {
        lines.push(line(screen, entry, section, levels::gaps_in(entry, &answered, &section.id).len()));
    }
    let children = vec![help(screen.text(Key::ChartLegend)), table(screen, lines)];
    fold("", screen.text(Key::ChartTable), children)
}

/// The bar of a section, with its words. The drawing says in words all that is beside it, so that it is heard once.
pub(crate) fn bar(
    screen: &Screen<'_>,
    entry: &CatalogEntry,
    assessment: &Assessment,
    section: &SectionResult,
) -> [Html; 2] {
    let gaps = levels::gaps_in(entry, &assessment.answered_gaps(), &section.id).len();
    let open = levels::gaps_in(entry, &assessment.critical_open, &section.id).len();
    let level = level_words(screen, section.level);
    let mut further: Vec<AttrValue> = Vec::new();
    if let Some(would_be) = section.would_be.filter(|_| section.would_be != section.level) {
        let values =
            [("level", &*screen.text(level_key(would_be))), ("number", &would_be.number().to_string())];
        further.push(screen.words.with(Key::ChartWouldBe, &values));
    }
    if gaps > 0 {
        further.push(screen.words.count(Counted::Gaps, u32::try_from(gaps).unwrap_or(u32::MAX)));
    }
    if open > 0 {
        further.push(screen.words.count(Counted::CriticalOpen, u32::try_from(open).unwrap_or(u32::MAX)));
    }
    if section.few_apply && section.level.is_some() {
        further.push(screen.text(Key::ChartFew));
    }
    let mut said = vec![text("span", "level-name", level.clone())];
    let mut whole = vec![&*level];
    for more in &further {
        said.push(space());
        said.push(facts(more.clone()));
        whole.push(more);
    }
    let drawing = drawing(section, gaps > 0, screen.words.list(Key::SentencesOfTwo, &whole));
    [tag("span", "bar", vec![drawing]), element("span", &[HIDDEN], said)]
}

const HIDDEN: elements::Attribute = ("aria-hidden", AttrValue::Static("true"));

/// Four steps: filled as far as the level goes, outlined as far as it would go, a line beyond. A dashed
/// line if there is no level, and a triangle for serious gaps.
fn drawing(section: &SectionResult, gap: bool, words: AttrValue) -> Html {
    let number = |level: Option<Level>| level.map_or(0, |level| usize::from(level.number()));
    let mut shapes = vec![text("title", "", words)];
    if section.level.is_none() {
        // Not a rectangle without height, which is not drawn (SVG 2 section 10.2).
        let line = [("class", "none".into()), ("d", "m2 12h172".into())];
        shapes.push(element("path", &line, Nodes::new()));
    }
    for (place, x) in STEPS.into_iter().enumerate().filter(|_| section.level.is_some()) {
        let (class, y, height) = match section.level {
            Some(_) if place < number(section.level) => ("on", "3", "18"),
            Some(_) if place < number(section.would_be) => ("could", "3", "18"),
            _ => ("off", "20", "1"),
        };
        let own = [("class", class), ("x", x), ("y", y), ("width", "40"), ("height", height)];
        shapes.push(element("rect", &own.map(|(name, value)| (name, value.into())), Nodes::new()));
    }
    if gap {
        shapes.push(element(
            "path",
            &[("class", "gap".into()), ("d", "m195 2 12 20h-24zm0 7v6m0 2v2".into())],
            Nodes::new(),
        ));
    }
    element("svg", &[("role", "img".into()), ("viewBox", "0 0 210 24".into())], shapes)
}

fn table(screen: &Screen<'_>, lines: Nodes) -> Html {
    let mut head = Nodes::new();
    for key in [
        Key::ChartArea,
        Key::ChartLevel,
        Key::ChartWithout,
        Key::GapsHeading,
        Key::ChartUnknown,
        Key::ChartOpen,
    ] {
        head.push(element("th", &[("scope", "col".into())], vec![screen.words(key)]));
    }
    let table = vec![tag("thead", "", vec![tag("tr", "", head)]), tag("tbody", "", lines)];
    // It may be wider than a phone; then it is scrolled, by keys too.
    let around = [
        ("class", "sideways".into()),
        ("role", "region".into()),
        ("aria-label", screen.text(Key::ChartHeading)),
        ("tabindex", "0".into()),
    ];
    element("div", &around, vec![tag("table", "", table)])
}

fn line(screen: &Screen<'_>, entry: &CatalogEntry, section: &SectionResult, gaps: usize) -> Html {
    let title = elements::words(entry.wording.section(&section.id).title.clone());
    let mut cells = vec![element("th", &[("scope", "row".into())], vec![title])];
    for level in [section.level, section.would_be] {
        cells.push(text("td", "", level_words(screen, level)));
    }
    let counts = &section.completeness;
    for number in [gaps.to_string(), counts.unknown.to_string(), counts.open.to_string()] {
        cells.push(text("td", "", number.into()));
    }
    tag("tr", "", cells)
}
