//! The elements that screens are made of, each said once: that keeps screens short to read and the
//! page small, because `html!` writes out its own code for every element it stands for.
//!
//! Yew compares the children of an element by their place, from the last to the first. Beside a
//! field, what is only sometimes there therefore leaves an empty place (`Html::default()`):
//! otherwise the field is made anew, and the focus of whoever is at it is lost.

use yew::{
    AttrValue, Callback, Html, MouseEvent, html,
    virtual_dom::{Key, VList, VNode, VTag, VText},
};

/// Children of an element.
pub(crate) type Nodes = Vec<Html>;

/// An attribute and its value.
pub(crate) type Attribute = (&'static str, AttrValue);

/// The form of all fields that hold answers. It says that browsers shall not save them, which Chromium
/// heeds, and each field says so again, which Firefox heeds: otherwise what is typed goes to disk with
/// the list of open tabs, however it is kept. The form itself is empty and stands in the frame.
pub(crate) const UNSAVED: &str = "unsaved";

/// Any element with attributes.
///
/// One that contains words is made anew when they change, together with its words: a translator or an extension puts
/// nodes of its own in the place of text nodes, and Yew would change the nodes that are gone, or fail to insert beside
/// them. What can have the focus stays, and is marked by [`changing`] where its words change.
#[inline(never)]
pub(crate) fn element(name: &'static str, attributes: &[Attribute], children: Nodes) -> Html {
    let mut tag = VTag::new(name);
    for (attribute, value) in attributes {
        tag.add_attribute(attribute, value.clone());
    }
    if !children.iter().any(has_words) || matches!(name, "a" | "button" | "h1" | "label" | "summary") {
        tag.add_children(children);
        return tag.into();
    }
    // A region that a screen reader watches stays, and so does what somebody may be typing into or has folded open.
    let stays =
        attributes.iter().any(|(attribute, _)| *attribute == "role") || children.iter().any(has_state);
    if stays {
        tag.add_children(
            children.into_iter().map(|child| if has_words(&child) { changing(child) } else { child }),
        );
        return tag.into();
    }
    tag.key = Some(key_of(&children));
    tag.add_children(children);
    alone(tag)
}

/// Words that may change while what is around them stays.
pub(crate) fn changing(words: Html) -> Html {
    let mut tag = VTag::new("span");
    tag.key = Some(key_of(std::slice::from_ref(&words)));
    tag.add_child(words);
    alone(tag)
}

/// An element with a key among others that may have the same: in a list of its own, its key is compared with that of
/// the element before it in this place only.
fn alone(tag: VTag) -> Html {
    VList::with_children(vec![tag.into()], None).into()
}

fn has_words(node: &Html) -> bool {
    matches!(node, VNode::VText(text) if !text.text.trim().is_empty())
}

/// Whether something in it has a state that is not in the model.
fn has_state(node: &Html) -> bool {
    match node {
        VNode::VText(_) => false,
        VNode::VList(list) => list.iter().any(has_state),
        VNode::VTag(tag) => {
            matches!(tag.tag(), "details" | "input" | "select" | "textarea")
                || tag.children().is_some_and(has_state)
        }
        _ => true,
    }
}

/// The words of an element, with the kinds of the elements in it.
fn key_of(children: &[Html]) -> Key {
    fn add(node: &Html, key: &mut String) {
        match node {
            VNode::VText(text) => key.push_str(&text.text),
            VNode::VList(list) => add_all(list.iter(), key),
            VNode::VTag(tag) => {
                key.extend(["\n", tag.tag()]);
                add_all(tag.children(), key);
            }
            _ => {}
        }
    }
    fn add_all<'a>(nodes: impl IntoIterator<Item = &'a Html>, key: &mut String) {
        for node in nodes {
            add(node, key);
        }
    }
    let mut key = String::new();
    add_all(children, &mut key);
    key.into()
}

/// An element of a class; an empty class is none.
#[inline(never)]
pub(crate) fn tag(name: &'static str, class: &'static str, children: Nodes) -> Html {
    if class.is_empty() {
        element(name, &[], children)
    } else {
        element(name, &[("class", AttrValue::Static(class))], children)
    }
}

/// The root of a screen.
pub(crate) fn screen(name: &'static str, key: &str, children: Nodes) -> Html {
    root(&[("data-view", AttrValue::Static(name))], key, children)
}

/// The root of a screen with hooks of its own; `key` tells screens apart, so that nothing folded
/// open or half typed goes over from one to the next.
pub(crate) fn root(hooks: &[Attribute], key: &str, children: Nodes) -> Html {
    keyed("div", hooks, key, children)
}

/// An element that is told by its key from others in its place: where children are all keyed, each goes
/// along with its own, with what is folded open, chosen or half typed in it.
#[inline(never)]
pub(crate) fn keyed(name: &'static str, hooks: &[Attribute], key: &str, children: Nodes) -> Html {
    let mut tag = VTag::new(name);
    for (attribute, value) in hooks {
        tag.add_attribute(attribute, value.clone());
    }
    tag.key = Some(Key::from(key.to_owned()));
    tag.add_children(children);
    tag.into()
}

/// Several things that keep one place among others, even when there are none of them.
#[inline(never)]
pub(crate) fn together(children: Nodes) -> Html {
    VList::with_children(children, None).into()
}

/// Bare text.
#[inline(never)]
pub(crate) fn words(text: impl Into<AttrValue>) -> Html {
    bare(text.into())
}

#[inline(never)]
fn bare(text: AttrValue) -> Html {
    VText::new(text).into()
}

/// An element that holds text alone.
#[inline(never)]
pub(crate) fn text(name: &'static str, class: &'static str, text: AttrValue) -> Html {
    tag(name, class, vec![bare(text)])
}

/// The heading of a screen; the focus is moved to it.
pub(crate) fn h1(text: AttrValue) -> Html {
    element("h1", &[("tabindex", AttrValue::Static("-1"))], vec![bare(text)])
}

/// A text that the author of a questionnaire may leave out; nothing if it is empty.
pub(crate) fn stated(name: &'static str, class: &'static str, said: &str) -> Html {
    if said.is_empty() { Html::default() } else { text(name, class, said.to_owned().into()) }
}

pub(crate) fn h2(content: AttrValue) -> Html {
    text("h2", "", content)
}

pub(crate) fn h3(content: AttrValue) -> Html {
    text("h3", "", content)
}

pub(crate) fn p(content: AttrValue) -> Html {
    text("p", "", content)
}

pub(crate) fn lead(content: AttrValue) -> Html {
    text("p", "lead", content)
}

pub(crate) fn help(content: AttrValue) -> Html {
    text("p", "help", content)
}

/// Small, quiet text within a line.
pub(crate) fn facts(content: AttrValue) -> Html {
    text("span", "facts", content)
}

pub(crate) fn strong(content: AttrValue) -> Html {
    text("strong", "", content)
}

/// A file name, an id or another text of signs: from left to right, whatever is around it.
pub(crate) fn code(content: impl Into<AttrValue>) -> Html {
    element("code", &[LEFT_TO_RIGHT], vec![bare(content.into())])
}

/// A digest in a box of its own.
pub(crate) fn digest(content: impl Into<AttrValue>) -> Html {
    element("code", &[("class", "digest".into()), LEFT_TO_RIGHT], vec![bare(content.into())])
}

/// What is never shown in reverse order, such as digits that are compared by telephone.
pub(crate) const LEFT_TO_RIGHT: Attribute = ("dir", AttrValue::Static("ltr"));

/// A space between two things on a line.
pub(crate) fn space() -> Html {
    bare(AttrValue::Static(" "))
}

/// A link within the page. An empty action gives no hook.
#[inline(never)]
pub(crate) fn link(class: &'static str, action: &'static str, place: String, content: AttrValue) -> Html {
    let mut attributes = vec![("href", AttrValue::from(place))];
    if !class.is_empty() {
        attributes.push(("class", AttrValue::Static(class)));
    }
    if !action.is_empty() {
        attributes.push(("data-action", AttrValue::Static(action)));
    }
    element("a", &attributes, vec![bare(content)])
}

/// A button that does something at once.
#[inline(never)]
pub(crate) fn button(
    class: &'static str,
    action: &'static str,
    text: AttrValue,
    press: Callback<MouseEvent>,
) -> Html {
    html! { <button type="button" class={class} data-action={action} onclick={press}>{ text }</button> }
}

/// Something folded away behind its summary.
#[inline(never)]
pub(crate) fn fold(class: &'static str, summary: AttrValue, mut children: Nodes) -> Html {
    children.insert(0, text("summary", "", summary));
    tag("details", class, children)
}

/// A list item.
pub(crate) fn li(children: Nodes) -> Html {
    tag("li", "", children)
}

/// A term and what is said of it, in a `dl`.
#[inline(never)]
pub(crate) fn pair(term: Html, said: Nodes) -> Html {
    tag("div", "", vec![tag("dt", "", vec![term]), tag("dd", "", said)])
}

/// Where fields lead on and back.
pub(crate) fn row(children: Nodes) -> Html {
    tag("p", "row", children)
}
