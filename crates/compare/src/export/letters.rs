//! The letters that take requests to the organisations asked: an invitation, and a reminder.

use candour_files::{csv, request::Request};
use candour_proof::date::Day;
use candour_words::{Key, Words};

/// What goes into the letters about one request.
#[derive(Clone, Debug)]
pub struct Letter<'a> {
    /// The request.
    pub request: &'a Request,
    /// Whom it was made for; empty if it is for all.
    pub label: &'a str,
    /// Its link.
    pub link: String,
    /// The titles of the questionnaires asked for.
    pub titles: Vec<String>,
    /// Whether one of them is not built into the page, so that its file is needed too.
    pub needs_file: bool,
}

impl Letter<'_> {
    /// The mail that asks.
    pub fn invitation(&self, words: Words) -> String {
        let mut paragraphs = self.greeting(words);
        paragraphs.push(words.with(Key::LetterAsks, &[("name", &self.request.from)]).to_string());
        paragraphs.extend(self.rest(words));
        paragraphs.join("\n\n") + "\n"
    }

    /// The mail that reminds.
    pub fn reminder(&self, words: Words) -> String {
        let mut paragraphs = self.greeting(words);
        let day = self.request.created.map(Day::text).unwrap_or_default();
        let values = [("name", self.request.from.as_str()), ("day", &day)];
        paragraphs.push(words.with(Key::LetterReminds, &values).to_string());
        paragraphs.extend(self.rest(words));
        paragraphs.join("\n\n") + "\n"
    }

    fn greeting(&self, words: Words) -> Vec<String> {
        let named = !self.label.is_empty();
        named.then(|| words.with(Key::LetterTo, &[("name", self.label)]).to_string()).into_iter().collect()
    }

    fn rest(&self, words: Words) -> Vec<String> {
        let mut paragraphs = vec![self.titles.join("\n")];
        if let Some(day) = self.request.wished {
            paragraphs.push(words.with(Key::LetterBy, &[("day", &day.text())]).to_string());
        }
        paragraphs.push(words.with(Key::LetterLink, &[("link", &self.link)]).to_string());
        if self.needs_file {
            paragraphs.push(words.text(Key::LetterOwn).to_string());
        }
        if self.request.addressed {
            paragraphs.push(words.text(Key::LetterYours).to_string());
        }
        let contact = self.request.contact.as_str();
        paragraphs.push(match contact {
            "" => words.text(Key::LetterReply).to_string(),
            contact => words.with(Key::LetterReplyTo, &[("contact", contact)]).to_string(),
        });
        let digits = self.request.key.fingerprint();
        paragraphs.push(words.with(Key::LetterDigits, &[("digits", &digits)]).to_string());
        paragraphs
    }
}

/// Links and letters, a row for each organisation, for a mail program that fills in letters.
pub fn table(letters: &[Letter<'_>], words: Words) -> String {
    let mut out = String::from('\u{feff}');
    let heads = [Key::ColumnName, Key::MadeLink, Key::LetterInvitation, Key::LetterReminder]
        .map(|key| words.text(key));
    csv::row(&mut out, &heads.each_ref().map(|head| &**head));
    for letter in letters {
        csv::row(&mut out, &[letter.label, &letter.link, &letter.invitation(words), &letter.reminder(words)]);
    }
    out
}

#[cfg(test)]
mod tests {
    use candour_files::request::{NewRequest, RequestedQuestionnaire};
    use candour_proof::{date::Timestamp, key::SigningKey};

    use super::*;

    fn request(wish: NewRequest) -> Request {
        let asked = RequestedQuestionnaire {
            id: "shop".to_owned(),
            version: "1.0.0".to_owned(),
            sha256: "ab".repeat(32),
            wording_sha256: "cd".repeat(32),
        };
        let wish = NewRequest { from: "CSO Example".to_owned(), asked: vec![asked], ..wish };
        Request::write(&wish, &SigningKey::from_seed([7; 32]), &[9; 16], Timestamp(1_795_305_600)).unwrap()
    }

    fn letter<'a>(request: &'a Request, label: &'a str) -> Letter<'a> {
        let link = request.link("https://example.org/");
        Letter { request, label, link, titles: vec!["Made up".to_owned()], needs_file: false }
    }

    #[test]
    fn a_letter_holds_the_link_and_the_day_and_whom_it_is_for() {
        let wish = NewRequest {
            wished: Day::parse("2027-01-31"),
            addressed: true,
            contact: "post@example.org".to_owned(),
            ..NewRequest::default()
        };
        let request = request(wish);
        let letter = letter(&request, "Bakery");
        for text in [letter.invitation(Words::english()), letter.reminder(Words::english())] {
            for part in [
                "Bakery",
                "CSO Example",
                "Made up",
                "2027-01-31",
                &letter.link,
                "post@example.org",
                &request.key.fingerprint(),
            ] {
                assert!(text.contains(part), "{part} in {text}");
            }
            assert!(text.contains(&*Words::english().text(Key::LetterYours)));
        }
        assert!(letter.reminder(Words::english()).contains("2026-11-22"));
    }

    #[test]
    fn a_letter_to_all_names_nobody_and_no_day_that_was_not_given() {
        let request = request(NewRequest::default());
        let text = letter(&request, "").invitation(Words::english());
        assert!(!text.contains(&*Words::english().text(Key::LetterYours)));
        assert!(text.starts_with("CSO Example"), "{text}");
    }

    #[test]
    fn a_letter_about_own_questions_names_the_file_that_is_needed() {
        let request = request(NewRequest::default());
        let said = Words::english().text(Key::LetterOwn);
        for needs_file in [false, true] {
            let letter = Letter { needs_file, ..letter(&request, "") };
            for text in [letter.invitation(Words::english()), letter.reminder(Words::english())] {
                assert_eq!(text.contains(&*said), needs_file, "{text}");
            }
        }
    }

    #[test]
    fn the_table_of_letters_has_a_row_each_and_no_formula() {
        let request = request(NewRequest { addressed: true, ..NewRequest::default() });
        let text = table(&[letter(&request, "=HYPERLINK(1)"), letter(&request, "Farm")], Words::english());
        assert_eq!(text.matches("https://example.org/#/request/").count(), 6);
        assert!(text.contains("\"'=HYPERLINK(1)\""), "{text}");
    }
}
