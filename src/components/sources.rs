//! Where a question comes from.

use candour_questionnaire::{catalog::CatalogEntry, questionnaire::Citation};
use candour_words::{Counted, Key};
use yew::Html;

use crate::components::{
    elements::{self, Nodes, element, help, li, tag},
    screen::Screen,
};

/// Where a question comes from: what was checked against its text, or what the author of another questionnaire names;
/// nothing if there is neither.
pub(crate) fn citations(screen: &Screen<'_>, entry: &CatalogEntry, citations: &[Citation]) -> Html {
    let mut items = Nodes::new();
    for citation in entry.shown(citations) {
        let name = elements::words(entry.wording.source(&citation.source).to_owned());
        let url = entry.questionnaire.source(&citation.source).and_then(|source| source.url.clone());
        // Whoever brings a questionnaire is not to place links on the page.
        let mut children = vec![match url.filter(|_| !entry.own) {
            Some(url) => element(
                "a",
                &[("href", url.into()), ("rel", "noreferrer noopener".into()), ("target", "_blank".into())],
                vec![name],
            ),
            None => name,
        }];
        places(screen, citation, &mut children);
        items.push(li(children));
    }
    if items.is_empty() {
        let asker = || screen.model.asker(entry).map(|request| request.from.clone());
        let author = entry.wording.author.clone().filter(|_| entry.own).or_else(asker);
        let said = |name: String| help(screen.words.with(Key::SourceAsker, &[("name", &name)]));
        return author.map_or_else(Html::default, said);
    }
    let label = if entry.own { Key::SourcesLabelOwn } else { Key::SourcesLabel };
    tag("div", "", vec![help(screen.text(label)), tag("ul", "sources", items)])
}

/// The places of a citation, each kind on the same line behind the name of its source.
pub(crate) fn places(screen: &Screen<'_>, citation: &Citation, children: &mut Nodes) {
    for (key, places) in [
        (Counted::CitationArticles, &citation.articles),
        (Counted::CitationRecitals, &citation.recitals),
        (Counted::CitationPrinciples, &citation.principles),
    ] {
        if !places.is_empty() {
            let count = u32::try_from(places.len()).unwrap_or(u32::MAX);
            let list = screen.words.list(Key::ListOfTwo, places);
            children.push(elements::words(" · "));
            children.push(elements::words(screen.words.count_with(key, count, &[("list", &list)])));
        }
    }
}
