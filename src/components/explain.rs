//! Hard words, explained where they first stand on a screen, and what to know before writing.

use std::rc::Rc;

use candour_app::Route;
use candour_questionnaire::{
    catalog::CatalogEntry,
    glossary::{Glossary, Term, TextPiece, Unexplained},
};
use candour_words::Key;
use yew::{AttrValue, Html};

use crate::components::{
    elements::{self, Nodes, element, facts, fold, li, link, p, row, strong, tag, text, together},
    hard_words::{HardWords, Searched},
    screen::Screen,
    ui::Ui,
};

/// Which words a part of a screen explains, by their places in the glossaries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Explained {
    page: Vec<usize>,
    own: Vec<usize>,
}

/// What explains the words of one screen, from its top down.
pub(crate) struct Explainer<'a> {
    ui: &'a Ui,
    hard_words: &'a HardWords,
    /// The words that the questionnaire explains itself; they count before those of the page.
    own: &'a Glossary,
    searched: Rc<Searched>,
    left: Unexplained,
    own_left: Unexplained,
}

impl<'a> Explainer<'a> {
    pub(crate) fn new(screen: &Screen<'a>, entry: &'a CatalogEntry) -> Self {
        let left = [Unexplained::default(), Unexplained::default()];
        Self::with(screen.ui, screen.hard_words, entry, left)
    }

    /// Explains these words alone.
    pub(crate) fn only(
        ui: &'a Ui,
        hard_words: &'a HardWords,
        entry: &'a CatalogEntry,
        explained: &Explained,
    ) -> Self {
        let left = [&explained.page, &explained.own].map(|terms| Unexplained::Only(terms.clone()));
        Self::with(ui, hard_words, entry, left)
    }

    fn with(
        ui: &'a Ui,
        hard_words: &'a HardWords,
        entry: &'a CatalogEntry,
        [left, own_left]: [Unexplained; 2],
    ) -> Self {
        let own = &entry.wording.glossary;
        Self { ui, hard_words, own, searched: hard_words.own(own), left, own_left }
    }

    fn pieces<'t>(&mut self, said: &'t str) -> Vec<TextPiece<'t>>
    where
        'a: 't,
    {
        let (mut pieces, page) = (Vec::new(), self.hard_words.page());
        for piece in self.own.cut(said, &self.searched.occurrences(said), &mut self.own_left) {
            match piece {
                TextPiece::Plain(plain) => {
                    pieces.extend(page.glossary().cut(plain, &page.occurrences(plain), &mut self.left));
                }
                TextPiece::Hard(..) => pieces.push(piece),
            }
        }
        pieces
    }

    /// Leaves these texts to a part of the screen; gives the words that are explained there.
    pub(crate) fn leave<'t>(&mut self, texts: impl IntoIterator<Item = &'t String>) -> Explained
    where
        'a: 't,
    {
        let [page, own] = [&self.left, &self.own_left].map(|left| left.explained().len());
        for said in texts {
            self.pieces(said);
        }
        let since =
            |left: &Unexplained, before: usize| left.explained().iter().skip(before).copied().collect();
        Explained { page: since(&self.left, page), own: since(&self.own_left, own) }
    }

    /// Puts down an element with a text and, behind it, what explains its hard words; nothing if it is empty.
    #[inline(never)]
    pub(crate) fn say(&mut self, into: &mut Nodes, name: &'static str, class: &'static str, said: &str) {
        if said.is_empty() {
            return;
        }
        let (words, explanations) = self.mark(said);
        into.push(tag(name, class, words));
        into.push(explanations);
    }

    /// A text with its hard words made into controls, and apart from it what they show.
    #[inline(never)]
    pub(crate) fn mark(&mut self, said: &str) -> (Nodes, Html) {
        let (mut words, mut explanations) = (Nodes::new(), Nodes::new());
        let mut waiting = None;
        for piece in self.pieces(said) {
            match piece {
                TextPiece::Plain(plain) => {
                    let rest = waiting.take().map_or(plain, |control| with_marks(&mut words, control, plain));
                    if !rest.is_empty() {
                        words.push(elements::words(rest.to_owned()));
                    }
                }
                TextPiece::Hard(hard, term) => {
                    words.extend(waiting.replace(control(hard, term)));
                    explanations.push(explanation(self.ui, term));
                }
            }
        }
        words.extend(waiting);
        (words, together(explanations))
    }

    /// The hard words of texts that cannot hold a control, on a line of their own; nothing if there
    /// are none.
    pub(crate) fn list(&mut self, texts: &[&str]) -> Html {
        let (mut words, mut explanations) = (Nodes::new(), Nodes::new());
        for said in texts {
            for piece in self.pieces(said) {
                if let TextPiece::Hard(hard, term) = piece {
                    words.push(li(vec![control(hard, term)]));
                    explanations.push(explanation(self.ui, term));
                }
            }
        }
        if words.is_empty() {
            return Html::default();
        }
        let line = vec![text("span", "", self.ui.text(Key::WordsUsed)), tag("ul", "", words)];
        explanations.insert(0, tag("div", "help words-used", line));
        together(explanations)
    }
}

/// Puts down a control together with the punctuation marks behind it, and gives what follows them. Browsers may
/// end a line after a button, and a full stop would begin the next one.
fn with_marks<'a>(into: &mut Nodes, control: Html, behind: &'a str) -> &'a str {
    let rest = behind.trim_start_matches(['.', ',', ';', ':', '?', '!', ')', '”', '’']);
    let marks = behind.strip_suffix(rest).unwrap_or_default();
    if marks.is_empty() {
        into.push(control);
    } else {
        into.push(tag("span", "marked", vec![control, elements::words(marks.to_owned())]));
    }
    rest
}

/// The word as it stands in the text. Browsers that cannot show the explanation above the page (before
/// 2023 to 2024) hide the button and show the link in its place, which leads to all hard words.
fn control(words: &str, term: &Term) -> Html {
    let words = AttrValue::from(words.to_owned());
    let button = [
        ("type", "button".into()),
        ("class", "term".into()),
        ("popovertarget", place(term)),
        ("aria-haspopup", "dialog".into()),
        ("data-action", "explain".into()),
    ];
    let all = link("term-link", "", Route::Glossary.fragment(), words.clone());
    together(vec![element("button", &button, vec![elements::words(words)]), all])
}

fn place(term: &Term) -> AttrValue {
    AttrValue::from(format!("term-{}", term.id))
}

/// What a term means, shown by the browser itself when its control is pressed.
fn explanation(ui: &Ui, term: &Term) -> Html {
    let close = [
        ("type", "button".into()),
        ("class", "quiet small".into()),
        ("popovertarget", place(term)),
        ("popovertargetaction", "hide".into()),
        ("data-action", "close-explanation".into()),
    ];
    let all = link("back", "", Route::Glossary.fragment(), ui.text(Key::ExplainAll));
    let attributes = [
        ("class", "explanation".into()),
        ("id", place(term)),
        ("popover", "auto".into()),
        ("role", "dialog".into()),
        ("aria-label", term.term.clone().into()),
        // Opening it moves the focus to it, so that a screen reader reads it at once.
        ("tabindex", "-1".into()),
        ("autofocus", AttrValue::default()),
        ("data-explanation", term.id.clone().into()),
    ];
    let children = vec![
        tag("p", "", vec![strong(term.term.clone().into())]),
        p(term.explanation.clone().into()),
        if term.source.is_empty() {
            Html::default()
        } else {
            tag("p", "", vec![facts(term.source.clone().into())])
        },
        row(vec![element("button", &close, vec![ui.words(Key::ExplainClose)]), all]),
    ];
    element("div", &attributes, children)
}

/// The standing warning, and what never to write, folded away.
pub(crate) fn before_writing(screen: &Screen<'_>) -> Html {
    let mut children = vec![p(screen.text(Key::BeforeWritingStays)), p(screen.text(Key::PrivacyWarning))];
    children.extend(never(screen));
    fold("before-writing", screen.text(Key::BeforeWriting), children)
}

/// What never to write.
pub(crate) fn never(screen: &Screen<'_>) -> Nodes {
    let mut never = Nodes::new();
    for key in [
        Key::NeverPeople,
        Key::NeverHelpers,
        Key::NeverPlaces,
        Key::NeverDemands,
        Key::NeverOrders,
        Key::NeverPlans,
        Key::NeverWeaknesses,
        Key::NeverKeys,
        Key::NeverGroups,
        Key::NeverOpinions,
    ] {
        never.push(li(vec![screen.words(key)]));
    }
    vec![p(screen.text(Key::NeverLead)), tag("ul", "", never)]
}
