//! What can be read before the program runs: the screens that the page's own code draws (`tests/document/make.rs`), made
//! lean, and written exactly as browsers write the document they hold.
//!
//! The page finds its own bytes by comparing `#document` with the published text (`crates/files/src/published.rs`), so a
//! browser must give back what the file says, letter by letter.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::Command,
};

use candour_content::{catalog::catalog, document::article};
use candour_words::Words;

use crate::{
    html,
    process::{Outcome, output},
};

/// The beginning of the element.
const START: &str = "<main id=\"document\"><form autocomplete=\"off\" method=\"dialog\">";

/// The end of the element.
pub(crate) const END: &str = "</form></main>";

/// Before each id that the program's screens have too.
const PREFIX: &str = "early-";

/// Elements that have no content and no end.
const VOID: [&str; 4] = ["br", "hr", "img", "input"];

/// The first screen and the profiles, as the page draws them.
pub(crate) fn screens(root: &Path) -> Outcome<String> {
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--locked", "--offline", "--package", "candour", "--example", "document"]);
    // Those that Trunk sets for the page's target are not this machine's.
    output(cargo.current_dir(root).env_remove("CARGO_BUILD_TARGET"))
}

/// The element `#document` with these screens in it, and behind them the questionnaires as they are.
///
/// A form of the method `dialog` outside a dialog is never sent, with or without scripts.
pub(crate) fn element(screens: &str, questionnaires: &str) -> Outcome<String> {
    let [screens, explanations] = lean(screens)?;
    Ok([START, &screens, questionnaires, &explanations, END].concat())
}

/// All questionnaires with what they ask and say.
pub(crate) fn questionnaires() -> String {
    let words = Words::english();
    catalog(words).entries.iter().map(|entry| article(entry, words)).collect()
}

/// The names of all elements and attributes in a piece of HTML.
pub(crate) fn names(html: &str) -> Outcome<Vec<String>> {
    let mut names = BTreeSet::new();
    for token in tokens(html)? {
        if let Token::Start(name, attributes) = token {
            names.insert(name.to_owned());
            names.extend(attributes.into_iter().map(|(name, _)| name.to_owned()));
        }
    }
    Ok(names.into_iter().collect())
}

/// The screens without what only the program needs: hooks, and ids that its own screens have too. Each explanation of a hard
/// word is there once and apart from the screens, so that it can be shown from each.
fn lean(screens: &str) -> Outcome<[String; 2]> {
    let mut out = String::with_capacity(screens.len());
    let mut explanations: BTreeMap<String, String> = BTreeMap::new();
    // The explanation that is being read: its id, its text and how many elements are open in it.
    let mut reading: Option<(String, String, usize)> = None;
    let mut questionnaire = String::new();
    for token in tokens(screens)? {
        if let Token::Start("section", attributes) = &token {
            let id = attributes.iter().find_map(|(name, value)| (*name == "id").then_some(value));
            let id = id.and_then(|id| id.strip_prefix('/')).ok_or("a screen has no address")?;
            id.split('/').next().unwrap_or_default().clone_into(&mut questionnaire);
        }
        let (written, opens) = match token {
            // Between the screens.
            Token::Text(text) if text.trim().is_empty() && text.contains('\n') => continue,
            Token::Text(text) => (html::escape(&text, false)?, 0),
            Token::End(name) => (format!("</{name}>"), -1),
            Token::Start(name, attributes) => {
                let kept = kept(name, attributes, &questionnaire)?;
                let is_explanation = kept.iter().any(|(name, _)| *name == "popover");
                if let Some((_, id)) = kept.iter().find(|(name, _)| *name == "id").filter(|_| is_explanation)
                {
                    reading = Some((id.clone(), String::new(), 0));
                }
                (start(name, &kept)?, isize::from(!VOID.contains(&name)))
            }
        };
        let Some((id, text, depth)) = &mut reading else {
            out.push_str(&written);
            continue;
        };
        text.push_str(&written);
        *depth = depth.saturating_add_signed(opens);
        if *depth == 0 {
            explanations.insert(std::mem::take(id), std::mem::take(text));
            reading = None;
        }
    }
    Ok([out, explanations.into_values().collect()])
}

/// The attributes of an element that it keeps.
fn kept<'a>(
    name: &str,
    attributes: Vec<(&'a str, String)>,
    questionnaire: &str,
) -> Outcome<Vec<(&'a str, String)>> {
    let does_nothing = |attribute: &str| !attributes.iter().any(|(name, _)| *name == attribute);
    if name == "form" || name == "button" && does_nothing("popovertarget") {
        return Err(format!("a `{name}` in the document needs the program"));
    }
    let mut kept = Vec::new();
    for (name, value) in attributes {
        let value = match name {
            "form" | "aria-labelledby" | "aria-describedby" => continue,
            _ if name.starts_with("data-") => continue,
            "id" if value.starts_with('/') => value,
            "id" if !value.starts_with("term-") => continue,
            "id" | "popovertarget" => [PREFIX, &value].concat(),
            "name" => {
                let question = value.strip_prefix("profile-");
                let question = question.ok_or_else(|| format!("`{value}` is no profile question"))?;
                [questionnaire, "/profile/", question].concat()
            }
            _ => value,
        };
        kept.push((name, value));
    }
    Ok(kept)
}

fn start(name: &str, attributes: &[(&str, String)]) -> Outcome<String> {
    let mut out = format!("<{name}");
    for (attribute, value) in attributes {
        out.extend([" ", attribute, "=\"", &html::escape(value, true)?, "\""]);
    }
    Ok(out + ">")
}

/// A piece of HTML; texts and values as they are meant.
#[derive(Debug, PartialEq, Eq)]
enum Token<'a> {
    Text(String),
    Start(&'a str, Vec<(&'a str, String)>),
    End(&'a str),
}

/// The tokens of HTML as Yew and browsers write it: no comments, and each value in double quotes.
fn tokens(html: &str) -> Outcome<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        if !text.is_empty() {
            tokens.push(Token::Text(plain(text)?));
        }
        if let Some(end) = tag.strip_prefix('/') {
            let (name, after) = end.split_once('>').ok_or("a tag is not closed")?;
            tokens.push(Token::End(name));
            rest = after;
            continue;
        }
        let end = tag.find([' ', '>']).ok_or("a tag is not closed")?;
        let (name, mut inside) = tag.split_at(end);
        let mut attributes = Vec::new();
        while let Some(attribute) = inside.strip_prefix(' ') {
            let end = attribute.find(['=', ' ', '>']).ok_or("a tag is not closed")?;
            let (name, after) = attribute.split_at(end);
            let (value, after) = match after.strip_prefix("=\"") {
                Some(value) => value.split_once('"').ok_or("a value is not closed")?,
                None => ("", after),
            };
            attributes.push((name, plain(value)?));
            inside = after;
        }
        tokens.push(Token::Start(name, attributes));
        rest = inside.strip_prefix('>').ok_or_else(|| format!("cannot read the tag `{name}`"))?;
    }
    if rest.is_empty() { Ok(tokens) } else { Err("text behind the last element".to_owned()) }
}

/// Escaped text as it is meant.
fn plain(text: &str) -> Outcome<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        let (name, behind) = after.split_once(';').ok_or("an `&` is not escaped")?;
        out.push_str(before);
        out.push_str(match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "nbsp" => "\u{a0}",
            _ => return Err(format!("cannot read `&{name};`")),
        });
        rest = behind;
    }
    Ok(out + rest)
}

#[cfg(test)]
mod tests {
    use super::{element, names, tokens};

    const SCREENS: &str = "<section id=\"/\"><h1 tabindex=\"-1\">A &amp; b\u{a0}c</h1><p></p></section>\n\
        <section id=\"/shop/profile\"><fieldset class=\"question\" data-question=\"size\" aria-describedby=\"help-size\">\
        <label><input value=\"small\" form=\"unsaved\" type=\"radio\" name=\"profile-size\" autocomplete=\"off\" \
        aria-labelledby=\"name-profile-size-small\"><span id=\"name-profile-size-small\">Small</span></label>\
        <button type=\"button\" popovertarget=\"term-size\" data-action=\"explain\">size</button>\
        <div class=\"explanation\" id=\"term-size\" popover=\"auto\" autofocus=\"\"><p>Size</p></div></fieldset></section>\n\
        <section id=\"/farm/profile\"><div class=\"explanation\" id=\"term-size\" popover=\"auto\"><p>Size</p></div> .</section>";

    #[test]
    fn the_document_is_lean_and_as_browsers_write_it() {
        let expected = "<main id=\"document\"><form autocomplete=\"off\" method=\"dialog\">\
            <section id=\"/\"><h1 tabindex=\"-1\">A &amp; b&nbsp;c</h1><p></p></section>\
            <section id=\"/shop/profile\"><fieldset class=\"question\"><label>\
            <input value=\"small\" type=\"radio\" name=\"shop/profile/size\" autocomplete=\"off\"><span>Small</span></label>\
            <button type=\"button\" popovertarget=\"early-term-size\">size</button></fieldset></section>\
            <section id=\"/farm/profile\"> .</section><article></article>\
            <div class=\"explanation\" id=\"early-term-size\" popover=\"auto\"><p>Size</p></div></form></main>";
        assert_eq!(element(SCREENS, "<article></article>").as_deref(), Ok(expected));
    }

    #[test]
    fn what_needs_the_program_is_refused() {
        for part in ["<button type=\"button\">Save</button>", "<form></form>", "<input name=\"note\">"] {
            let screen = format!("<section id=\"/shop/profile\">{part}</section>");
            assert!(element(&screen, "").is_err(), "{part}");
        }
    }

    #[test]
    fn names_of_elements_and_attributes_are_listed_once() {
        let html = "<p class=\"a\"><b class=\"b\" hidden=\"\">c</b></p>";
        assert_eq!(names(html), Ok(["b", "class", "hidden", "p"].map(str::to_owned).to_vec()));
    }

    #[test]
    fn html_that_cannot_be_read_is_an_error() {
        for html in ["<p", "<p a=\"b>", "<p a='b'></p>", "a &copy; b<p></p>", "<p></p>a"] {
            assert!(tokens(html).is_err(), "{html}");
        }
    }
}
