//! Where a question comes from.

use candour_questionnaire::{catalog::CatalogEntry, questionnaire::Citation};
use candour_words::{Counted, Key};
use yew::Html;

use crate::components::{
    elements::{self, Nodes, element, help, li, tag},
    ui::Ui,
};

/// Where a question comes from: what was checked against its text, or what the author of another questionnaire names;
/// or `asker`, who asks for it; nothing if there is neither.
pub(crate) fn citations(ui: &Ui, entry: &CatalogEntry, asker: Option<&str>, citations: &[Citation]) -> Html {
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
        places(ui, citation, &mut children);
        items.push(li(children));
    }
    if items.is_empty() {
        let author = entry.wording.author.as_deref().filter(|_| entry.own).or(asker);
        let said = |name: &str| help(ui.words.with(Key::SourceAsker, &[("name", name)]));
        return author.map_or_else(Html::default, said);
    }
    let label = if entry.own { Key::SourcesLabelOwn } else { Key::SourcesLabel };
    tag("div", "", vec![help(ui.text(label)), tag("ul", "sources", items)])
}

/// The places of a citation, each kind on the same line behind the name of its source.
pub(crate) fn places(ui: &Ui, citation: &Citation, children: &mut Nodes) {
    for (key, places) in [
        (Counted::CitationArticles, &citation.articles),
        (Counted::CitationRecitals, &citation.recitals),
        (Counted::CitationPrinciples, &citation.principles),
    ] {
        if !places.is_empty() {
            let count = u32::try_from(places.len()).unwrap_or(u32::MAX);
            let list = ui.words.list(Key::ListOfTwo, places);
            children.push(elements::words(" · "));
            children.push(elements::words(ui.words.count_with(key, count, &[("list", &list)])));
        }
    }
}
