//! The yardstick: a plain page of the same content, beside which `bench` measures the published one.
//!
//! Plain HTML with one short script and no framework: home, profile, sections with notes and counters, levels, and the
//! draft as a file. It is made from the questionnaires, so that it never goes stale, and it is not published. What it
//! leaves out is what the page is for: signing, checking, encryption, comparing, conditions and gates.

use candour_authoring::folder::{ENGLISH, Folder, STRUCTURE};
use candour_questionnaire::{
    answers::Choice,
    questionnaire::{Question, Questionnaire, Severity},
    wording::{QuestionText, Wording},
};

use serde_json::{Map, Value, json};

use crate::{html::escape, process::Outcome};

const STYLE: &str = include_str!("yardstick/page.css");
const SCRIPT: &str = include_str!("yardstick/page.js");

/// The page: home first, then the profiles, then the sections, so that the first question can be answered first.
pub(crate) fn page(folders: &[Folder]) -> Outcome<String> {
    let pairs: Vec<(&Questionnaire, &Wording)> =
        folders.iter().filter_map(|folder| Some((&folder.questionnaire, folder.wordings.first()?))).collect();
    let mut out = format!(
        "<!DOCTYPE html><html lang=\"en\" data-app=\"booting\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Yardstick</title>\
         <link rel=\"icon\" href=\"data:,\"><style>{STYLE}</style></head><body><main>"
    );
    out.push_str("<section id=\"/\"><h1>Where does your business stand?</h1>");
    for (questionnaire, wording) in &pairs {
        out.push_str(&format!(
            "<h2><a href=\"#/{}/profile\">{}</a></h2><p>{}</p>",
            questionnaire.id(),
            text(&wording.title)?,
            text(&wording.summary)?
        ));
    }
    out.push_str("</section>");
    for (questionnaire, wording) in &pairs {
        out.push_str(&profile(questionnaire, wording)?);
    }
    for (questionnaire, wording) in &pairs {
        out.push_str(&sections(questionnaire, wording)?);
        out.push_str(&result(questionnaire, wording)?);
    }
    out.push_str(&format!("</main><script>{SCRIPT}</script></body></html>"));
    Ok(out)
}

fn text(text: &str) -> Outcome<String> {
    escape(text, false)
}

fn profile(questionnaire: &Questionnaire, wording: &Wording) -> Outcome<String> {
    let id = questionnaire.id();
    let mut out = format!("<section id=\"/{id}/profile\"><h1>{}</h1>", text(&wording.title)?);
    for paragraph in &wording.before {
        out.push_str(&format!("<p>{}</p>", text(paragraph)?));
    }
    for asked in questionnaire.profile() {
        let words = wording.profile(&asked.id);
        let help = words.help.as_deref().unwrap_or_default();
        out.push_str(&format!("<fieldset><legend>{}</legend><p>{}</p>", text(&words.question)?, text(help)?));
        for option in &asked.options {
            out.push_str(&radio(&format!("{id}/{}", asked.id), option, words.option(option), "")?);
        }
        out.push_str("</fieldset>");
    }
    out.push_str(&onward(id, questionnaire.sections().first().map_or("result", |section| &section.id)));
    Ok(out)
}

fn sections(questionnaire: &Questionnaire, wording: &Wording) -> Outcome<String> {
    let id = questionnaire.id();
    let ids: Vec<&str> = questionnaire.sections().iter().map(|section| section.id.as_str()).collect();
    let mut out = String::new();
    for (place, section) in questionnaire.sections().iter().enumerate() {
        let words = wording.section(&section.id);
        out.push_str(&format!(
            "<section id=\"/{id}/{}\" data-section=\"{}\" data-of=\"{id}\"><p><output></output> <progress></progress></p><h1>{}</h1><p>{}</p>",
            section.id,
            section.id,
            text(&words.title)?,
            text(&words.lead)?
        ));
        for (number, question) in section.questions.iter().enumerate() {
            let number = format!("{}.{}", place + 1, number + 1);
            out.push_str(&asked(questionnaire, wording, question, &number)?);
        }
        out.push_str(&onward(id, ids.get(place + 1).unwrap_or(&"result")));
    }
    Ok(out)
}

fn asked(
    questionnaire: &Questionnaire,
    wording: &Wording,
    question: &Question,
    number: &str,
) -> Outcome<String> {
    let name = format!("{}/{}", questionnaire.id(), question.id);
    let QuestionText {
        question: words,
        help,
        why,
        yes,
        partly,
        no,
        severity,
        evidence,
        action,
        first_step,
        ..
    } = wording.question(&question.id);
    let mut out =
        format!("<fieldset data-question=\"{}\"><legend>{number} {}</legend>", question.id, text(words)?);
    if question.severity == Severity::Critical {
        out.push_str("<p><strong>Critical</strong></p>");
    }
    let named = [
        (Choice::Yes, "Yes", yes.as_str()),
        (Choice::Partly, "Partly", partly),
        (Choice::No, "No", no),
        (Choice::Unknown, "I do not know", ""),
        (Choice::NotApplicable, "Does not apply", ""),
    ];
    for (choice, label, meaning) in named.into_iter().filter(|(choice, ..)| question.offers(*choice)) {
        out.push_str(&radio(&name, choice.as_str(), label, meaning)?);
    }
    out.push_str("<details><summary>Why we ask</summary>");
    for paragraph in [help.as_deref().unwrap_or_default(), why, severity] {
        out.push_str(&format!("<p>{}</p>", text(paragraph)?));
    }
    out.push_str("<ul>");
    for citation in question.citations.iter().filter(|citation| citation.verified) {
        let places = [&citation.articles, &citation.recitals, &citation.principles].map(|own| own.join(", "));
        out.push_str(&format!(
            "<li>{} {}</li>",
            text(wording.source(&citation.source))?,
            text(places.join(" ").trim())?
        ));
    }
    out.push_str(&format!(
        "</ul></details><details><summary>Note</summary><textarea name=\"{name}\" data-field=\"note\"></textarea></details>\
         <div class=\"action\" hidden><p>{}</p><p>{}</p><p>{}</p></div></fieldset>",
        text(action)?,
        text(first_step)?,
        text(evidence)?
    ));
    Ok(out)
}

fn result(questionnaire: &Questionnaire, wording: &Wording) -> Outcome<String> {
    let id = questionnaire.id();
    Ok(format!(
        "<section id=\"/{id}/result\" data-view=\"result\" data-result-of=\"{id}\"><h1>{}: result</h1><table></table><h2>What to do</h2><ol></ol></section>\
         <section id=\"/{id}/later\"><button type=\"button\" data-action=\"export-draft\" value=\"{id}\">Save the draft</button></section>",
        text(&wording.title)?
    ))
}

fn radio(name: &str, value: &str, label: &str, meaning: &str) -> Outcome<String> {
    Ok(format!(
        "<label><input type=\"radio\" name=\"{name}\" value=\"{value}\"><span><b>{}</b> {}</span></label>",
        text(label)?,
        text(meaning)?
    ))
}

/// The end of a section, with the link to the next one.
fn onward(questionnaire: &str, next: &str) -> String {
    format!(
        "<p><a data-action=\"next\" href=\"#/{questionnaire}/{next}\">Next</a> \
         <a href=\"#/{questionnaire}/later\">Save for later</a></p></section>"
    )
}

/// A questionnaire made for measuring.
pub(crate) struct Synthetic {
    /// How many sections it has.
    pub(crate) sections: usize,
    /// How many questions each of them has.
    pub(crate) each: usize,
}

/// Those that are measured: 36, 360 and 2,000 questions.
pub(crate) const SYNTHETIC: [Synthetic; 3] = [
    Synthetic { sections: 6, each: 6 },
    Synthetic { sections: 12, each: 30 },
    Synthetic { sections: 20, each: 100 },
];

impl Synthetic {
    /// The id, such as `synthetic-36`.
    pub(crate) fn id(&self) -> String {
        format!("synthetic-{}", self.sections * self.each)
    }

    /// Name and text of each file of its folder. It asks the questions of these questionnaires in turn, without their
    /// help, with which 2,000 of them would be longer than a file may be.
    pub(crate) fn files(&self, folders: &[Folder]) -> [(String, String); 2] {
        let texts: Vec<&QuestionText> = folders
            .iter()
            .filter_map(|folder| Some((folder.questionnaire.questions(), folder.wordings.first()?)))
            .flat_map(|(questions, wording)| questions.map(|question| wording.question(&question.id)))
            .collect();
        let severities = ["critical", "high", "medium", "medium", "low"];
        let (mut structure, mut sections, mut questions) = (Vec::new(), Map::new(), Map::new());
        for section in 0..self.sections {
            let mut own = Vec::new();
            for number in section * self.each..(section + 1) * self.each {
                let id = format!("question-{number}");
                own.push(json!({
                    "id": id,
                    "severity": severities[number % severities.len()],
                    "notApplicable": ["no-such-activity"],
                    "citations": [{ "source": "measured" }],
                }));
                questions.insert(id, question(texts[number % texts.len()]));
            }
            let id = format!("section-{section}");
            structure.push(json!({ "id": id, "questions": own }));
            let lead = "A part of a questionnaire that is only measured.";
            sections.insert(id, json!({ "title": format!("Part {section}"), "lead": lead }));
        }
        let structure = json!({
            "format": "candour-questionnaire/1",
            "id": self.id(),
            "version": "1.0.0",
            "date": "2026-11-30",
            "sources": [{ "id": "measured", "mark": "verified" }],
            "profile": [{ "id": "size", "options": ["small", "large"] }],
            "sections": structure,
        });
        let wording = json!({
            "format": "candour-wording/1",
            "questionnaire": self.id(),
            "language": "en",
            "title": self.id(),
            "summary": "A questionnaire that is only measured.",
            "before": ["Nobody answers this."],
            "profile": {
                "size": { "question": "How large is the business?", "options": { "small": "Small", "large": "Large" } },
            },
            "sections": sections,
            "questions": questions,
            "sources": { "measured": "A source" },
        });
        [(STRUCTURE.to_owned(), structure.to_string()), (ENGLISH.to_owned(), wording.to_string())]
    }
}

fn question(text: &QuestionText) -> Value {
    let partly = if text.partly.is_empty() { &text.no } else { &text.partly };
    json!({
        "question": text.question,
        "yes": text.yes,
        "partly": partly,
        "no": text.no,
        "why": text.why,
        "severity": text.severity,
        "evidence": text.evidence,
        "action": text.action,
        "firstStep": text.first_step,
    })
}

#[cfg(test)]
mod tests {
    use candour_authoring::folder::Folder;
    use candour_questionnaire::diagnostics::Author;

    use super::{SYNTHETIC, page};
    use crate::{questionnaires::read_all, workspace::root};

    #[test]
    fn the_yardstick_has_every_question() {
        let folders = read_all(&root().expect("the workspace")).expect("questionnaires");
        let page = page(&folders).expect("a page");
        let questions: usize = folders.iter().map(|folder| folder.questionnaire.question_count()).sum();
        assert_eq!(page.matches("data-question=").count(), questions);
    }

    #[test]
    fn synthetic_questionnaires_keep_the_rules_of_built_in_ones() {
        let folders = read_all(&root().expect("the workspace")).expect("questionnaires");
        for (synthetic, questions) in SYNTHETIC.iter().zip([36, 360, 2_000]) {
            let read = Folder::read(&synthetic.id(), &synthetic.files(&folders), Author::BuiltIn);
            let found = read.map(|folder| folder.questionnaire.questions().count());
            assert_eq!(found, Ok(questions), "{}", synthetic.id());
        }
    }
}
