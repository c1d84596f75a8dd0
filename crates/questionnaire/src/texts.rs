//! A wording as a list of texts, each with the path of its member: `title`, `before.0`, `questions.backup.help`.
//!
//! A document carries wordings in this form (`FORMAT.md`, "Wordings in a document"). Ids start with a letter, so a step of
//! digits only is a place in a list.

use candour_proof::json::{Json, Limits, Object};

use crate::wording::FORMAT;

/// What [`file`] states itself.
const STATED: [&str; 3] = ["format", "questionnaire", "language"];

/// The texts of a wording with their paths, in the order of the file, without its format, questionnaire and language.
/// What is no text is left out; no wording has such members.
pub fn texts(wording: &Json) -> Vec<(String, &str)> {
    let mut all = Vec::new();
    for (name, value) in wording.as_object().into_iter().flat_map(Object::iter) {
        if !STATED.contains(&name) {
            collect(name, value, &mut all);
        }
    }
    all
}

fn collect<'a>(path: &str, value: &'a Json, all: &mut Vec<(String, &'a str)>) {
    match value {
        Json::Text(text) => all.push((path.to_owned(), text)),
        Json::List(items) => {
            for (place, item) in items.iter().enumerate() {
                collect(&[path, ".", &place.to_string()].concat(), item, all);
            }
        }
        Json::Object(object) => {
            for (name, item) in object.iter() {
                collect(&[path, ".", name].concat(), item, all);
            }
        }
        Json::Null | Json::Bool(_) | Json::Integer(_) => {}
    }
}

/// The wording that these texts are. The order matters within lists only. `None` if a path stands there twice or within
/// another one, or if a place of a list is left out.
pub fn file<'a>(
    questionnaire: &str,
    language: &str,
    texts: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Option<Json> {
    let stated = STATED.iter().zip([FORMAT, questionnaire, language]);
    let mut file = stated.fold(Object::new(), |file, (name, text)| file.with(name, text)).into();
    for (path, text) in texts {
        // Beyond this, no reader opens the file.
        if path.matches('.').count() >= Limits::FILE.depth {
            return None;
        }
        put(&mut file, path, text)?;
    }
    Some(file)
}

fn put(within: &mut Json, path: &str, text: &str) -> Option<()> {
    let (step, rest) = path.split_once('.').map_or((path, None), |(step, rest)| (step, Some(rest)));
    let new = || match rest {
        None => text.into(),
        Some(rest) if rest.starts_with(|letter: char| letter.is_ascii_digit()) => Json::List(Vec::new()),
        Some(_) => Object::new().into(),
    };
    let (member, is_new) = match within {
        Json::Object(object) => object.get_or_set(step, new)?,
        Json::List(items) => {
            let place: usize = step.parse().ok()?;
            let is_new = place == items.len();
            if is_new {
                items.push(new());
            }
            (items.get_mut(place)?, is_new)
        }
        _ => return None,
    };
    match rest {
        Some(rest) => put(member, rest, text),
        None => is_new.then_some(()),
    }
}

#[cfg(test)]
mod tests {
    use candour_proof::jcs::canonical;

    use super::*;
    use crate::wording::sample;

    fn parsed(json: &str) -> Json {
        Json::read(json.as_bytes(), Limits::FILE).expect("JSON")
    }

    #[test]
    fn every_wording_comes_back_from_its_texts() {
        for json in [sample::json(), sample::decision_json(), sample::listed_json()] {
            let wording = parsed(&json);
            let texts = texts(&wording);
            let member = |name| wording.get(name).and_then(Json::as_text).expect("a text");
            let pairs = texts.iter().map(|(path, text)| (path.as_str(), *text));
            let back = file(member("questionnaire"), member("language"), pairs).expect("a wording");
            assert_eq!(canonical(&back), canonical(&wording));
        }
    }

    #[test]
    fn a_path_says_where_a_text_stands() {
        let json = r#"{"format":"?","title":"T","before":["a","b"],"terms":[{"id":"x","also":["y"]}]}"#;
        let wording = parsed(json);
        let found = texts(&wording);
        let paths: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["title", "before.0", "before.1", "terms.0.id", "terms.0.also.0"]);
    }

    #[test]
    fn texts_that_contradict_each_other_are_no_wording() {
        for texts in [
            &[("a", "1"), ("a", "1")][..],
            &[("a", "1"), ("a.b", "1")],
            &[("a.b", "1"), ("a", "1")],
            &[("a.1", "1")],
            &[("a.0", "1"), ("a.0", "1")],
            &[("a.0", "1"), ("a.b", "1")],
            &[("title.0", "1"), ("format", "1")],
        ] {
            assert_eq!(file("q", "en", texts.iter().copied()), None, "{texts:?}");
        }
        assert_eq!(file("q", "en", [(&*"a.".repeat(100_000), "1")]), None, "too deep");
        assert!(file("q", "en", [("b.c", "1"), ("a", ""), ("b.d", "2")]).is_some(), "in any order");
    }
}
