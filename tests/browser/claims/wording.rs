//! The program takes the words of its questionnaires from the document, and only as they were published.

use candour_page_tests::{engines::Site, journey::Person};

use crate::{
    Claim,
    carried::{open_elsewhere, published},
    claim,
};

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(a_changed_word_leaves_out_its_questionnaire_alone).on(&[Site::File]),
        claim!(what_leaves_the_words_as_they_are_changes_nothing).on(&[Site::File]),
    ]
}

/// The page with an article changed.
fn with_article(id: &str, change: impl Fn(&str) -> String) -> String {
    let page = published();
    let begin = format!("<article lang=\"en\" data-wording=\"{id}\"");
    let (before, rest) = page.split_once(&begin).expect("the article");
    let (inside, after) = rest.split_once("</article>").expect("its end");
    let changed = [before, &change(&[&begin, inside, "</article>"].concat()), after].concat();
    assert_ne!(page, changed, "nothing is changed");
    changed
}

/// The titles of the questionnaires that are not used.
fn unused(person: &Person) -> Vec<String> {
    person.list_of(
        "return [...document.querySelectorAll('[data-changed-words] li')].map(one => one.textContent)",
    )
}

/// Whether the start of that questionnaire is on the first screen.
fn is_offered(person: &Person, id: &str) -> bool {
    person.sees(&format!("#screen [data-start='{id}']"))
}

fn a_changed_word_leaves_out_its_questionnaire_alone(person: &Person) {
    for (name, change) in [
        (
            "another word",
            &(|article: &str| article.replacen("</p>", " indeed</p>", 1)) as &dyn Fn(&str) -> String,
        ),
        ("a word less", &|article: &str| article.replacen(" the ", " ", 1)),
        ("no article", &|_: &str| String::new()),
        ("another text", &|article: &str| article.replacen("data-t=\"help\"", "data-t=\"other\"", 1)),
    ] {
        open_elsewhere(person, &format!("{name}.html"), with_article("first-steps", change).as_bytes());
        person.expect_view("home");
        assert_eq!(unused(person).len(), 1, "{name}: {:?}", unused(person));
        assert!(!is_offered(person, "first-steps"), "{name}: it is offered");
        assert!(is_offered(person, "gdpr-article-5"), "{name}: the others are not offered");
        person.leave_for("#/first-steps/promise");
        person.expect_view("unknown");
        assert!(person.sees("[data-changed-words]"), "{name}: nobody says why");
        person.leave_for("#/gdpr-article-5/storage-limitation");
        person.expect_view("section");
    }
}

fn what_leaves_the_words_as_they_are_changes_nothing(person: &Person) {
    for (name, change) in [
        (
            "marked words",
            &(|article: &str| article.replacen(" the ", " <mark>the</mark> ", 9)) as &dyn Fn(&str) -> String,
        ),
        ("twice", &|article: &str| article.repeat(2)),
        ("another one first", &|article: &str| {
            format!("{}{article}", article.replacen("</p>", " indeed</p>", 1))
        }),
        ("more beside it", &|article: &str| article.replacen("<h2", "<aside>An extension</aside><h2", 1)),
    ] {
        open_elsewhere(person, &format!("{name}.html"), with_article("first-steps", change).as_bytes());
        person.expect_view("home");
        assert_eq!(unused(person), Vec::<String>::new(), "{name}");
        person.leave_for("#/first-steps/promise");
        person.expect_view("section");
    }
}
