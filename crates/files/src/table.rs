//! A questionnaire as a table with a row for each question: the way in for people who write no JSON, and the way out for
//! each questionnaire. What is signed, sent and compared is the JSON that [`read`] makes of it.
//!
//! The first row names the columns: `type` and `label` must be there. Names are those of `XLSForm` where they mean the
//! same (`type`, `name`, `label`, `hint`, `relevant`, `choices`), otherwise those of the JSON formats; [`columns`] lists
//! them. A table holds everything but the member `$schema`.

mod cells;
pub mod columns;
mod ids;
mod read;
mod write;

pub use read::{TableDraft, is_table, of_rows, read};
pub use write::{Unwritable, own_copy, rows, to_csv};

#[cfg(test)]
mod tests {
    use candour_proof::json::{Json, Limits, Object};
    use candour_questionnaire::{catalog::Catalog, questionnaire::sample, wording};
    use proptest::prelude::*;

    use super::*;
    use crate::{csv, questionnaires};

    /// A whole questionnaire: ten rows.
    const HOTEL: &str = "\
type,name,label,hint,importance,relevant,choices,na,yes,partly,no,why,evidence,action,firstStep,severity,source,url,checked
setting,title,Guests' documents in a small hotel,,,,,,,,,,,,,,,,
setting,date,2026-11-30,,,,,,,,,,,,,,,,
setting,summary,How a hotel handles copies of documents.,,,,,,,,,,,,,,,,
before,,Answer for the way you work today.,,,,,,,,,,,,,,,,
source,gdpr,General Data Protection Regulation,,,,,,,,,,,,,,,https://example.org/gdpr,yes
profile,copies,Do you copy guests' documents?,,,,Yes | No | not-sure = I am not sure,,,,,,,,,,,,
section,,Afterwards,What happens to copies.,,,,,,,,,,,,,,,
question,copies-deleted,Do you delete copies?,,critical,copies = yes or not-sure,,,All are deleted.,Some are.,None is.,People rely on it.,A short note.,Delete copies.,Look for copies.,It can hurt people.,\"gdpr: 5(1)(e), recital 39\",,
question,,Do you show new staff how to handle documents?,,,,,yes,All of them.,Some of them.,Nobody.,People rely on it.,A short note.,Show them.,Write it down.,It can hurt people.,gdpr,,
term,,Identity document,A card or a passport that a state gives to a person.,,,,,,,,,,,,,,,
stop,,Copies stay,Take advice.,,copies-deleted = no or unknown,,,,,,,,,,,gdpr,,
";

    fn opened(text: &str) -> Result<questionnaires::ImportedQuestionnaire, Vec<String>> {
        let files = [("hotel.csv".to_owned(), text.as_bytes().to_vec())];
        let all = questionnaires::of_files(&files, &Catalog::default());
        let said = |problems: questionnaires::Problems| {
            problems.iter().map(|(_, problem)| problem.to_string()).collect()
        };
        all.map(|mut all| all.remove(0)).map_err(said)
    }

    fn check(from: &str, to: &str, said: &[&str]) {
        assert!(HOTEL.contains(from), "{from}");
        let found = opened(&HOTEL.replacen(from, to, 1)).map(|_| ()).err().unwrap_or_default();
        assert_eq!(found, said, "{from} → {to}");
    }

    #[test]
    fn a_table_is_a_questionnaire() {
        let entry = opened(HOTEL).unwrap().entry;
        let (questionnaire, wording) = (&entry.questionnaire, &entry.wording);
        assert_eq!(
            (questionnaire.id(), questionnaire.version()),
            ("guests-documents-in-a-small-hotel", "1.0.0")
        );
        let ids: Vec<&str> = questionnaire.questions().map(|question| question.id.as_str()).collect();
        assert_eq!(ids, ["copies-deleted", "do-you-show-new-staff-how"]);
        assert_eq!(questionnaire.profile()[0].options, ["yes", "no", "not-sure"]);
        assert_eq!(wording.profile("copies").option("not-sure"), "I am not sure");
        assert_eq!(wording.section("afterwards").lead, "What happens to copies.");
        assert_eq!(questionnaire.questions().next().unwrap().citations[0].recitals, ["39"]);
        assert_eq!(questionnaire.question("do-you-show-new-staff-how").unwrap().1.reasons.len(), 5);
        assert_eq!(questionnaire.stops()[0].when.len(), 1);
        assert_eq!(wording.glossary.terms[0].term, "Identity document");
    }

    #[test]
    fn the_smallest_table_has_a_title_a_date_and_a_question() {
        let entry = opened(
            "type,name,label\nsetting,title,Work\nsetting,date,2026-12-01\nquestion,,Do you answer?\n",
        )
        .unwrap()
        .entry;
        assert_eq!(entry.questionnaire.sections()[0].id, "section");
        assert_eq!(entry.wording.section("section").title, "Work");
        assert_eq!(entry.questionnaire.question("do-you-answer").unwrap().1.severity.as_str(), "medium");
    }

    #[test]
    fn tables_of_all_spreadsheets_are_the_same_questionnaire() {
        let digest = |text: &str| {
            let entry = opened(text).unwrap().entry;
            (entry.questionnaire.digest().to_owned(), entry.wording.digest().to_owned())
        };
        let semicolons = csv::read(HOTEL, ',').unwrap().into_iter().map(|row| {
            row.iter().map(|cell| ["\"", cell, "\""].concat()).collect::<Vec<_>>().join(";") + "\r\n"
        });
        let semicolons: String = semicolons.collect();
        for text in [
            HOTEL.replace('\n', "\r\n"),
            ["\u{feff}", HOTEL].concat(),
            semicolons,
            HOTEL.replacen("\nsection", "\n,,,,\n\nsection", 1),
            HOTEL.replacen("type,name", "Type, NAME ", 1),
            HOTEL.replacen("copies = yes or not-sure", "${copies} = 'yes' or ${copies} = 'not-sure'", 1),
            HOTEL.replacen("2026-11-30", "'2026-11-30", 1),
        ] {
            assert_eq!(digest(&text), digest(HOTEL), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_row_and_column() {
        for (from, to, said) in [
            (
                "question,copies-deleted",
                "questn,copies-deleted",
                &[
                    "row 9, column type: unknown type `questn`; use setting, before, source, profile, section, question, stop, retired or term",
                    "row 12, column relevant: no row has the name `copies-deleted`; write it under `name` of the question that you mean",
                ][..],
            ),
            ("section,,Afterwards", "section,,", &["row 8, column label: empty; write the text"]),
            (
                "critical,copies",
                "grave,copies",
                &["row 9, column importance: unknown severity `grave`; use critical, high, medium or low"],
            ),
            (
                "copies = yes or not-sure",
                "copis = yes",
                &[
                    "row 9, column relevant: no row has the name `copis`; write it under `name` of the question that you mean",
                ],
            ),
            (
                "copies = yes or not-sure",
                "copies = maybe",
                &["row 9, column relevant: `copies` has no option `maybe`; use yes, no or not-sure"],
            ),
            (
                "question,copies-deleted",
                "question,copies",
                &[
                    "row 9, column name: `copies` is already the id of a profile question; use another",
                    "row 12, column relevant: no row has the name `copies-deleted`; write it under `name` of the question that you mean",
                ],
            ),
            (
                "question,copies-deleted",
                "question,Copies Deleted",
                &[
                    "row 9, column name: `Copies Deleted` is not a valid id; use lowercase letters, digits and hyphens, starting with a letter",
                    "row 12, column relevant: no row has the name `copies-deleted`; write it under `name` of the question that you mean",
                ],
            ),
            (
                "hint,importance",
                "hint,weight",
                &[
                    "row 1: unknown column `weight`; use type, name, label, hint, importance, relevant, choices, limits, na, yes, partly, no, partlyLabel, withPartly, note, noteWhen, noteRequired, why, evidence, action, firstStep, severity, safety, critical, partlyCountsAs, source, url, checked, similar, candidate",
                ],
            ),
            (
                "2026-11-30",
                "30/11/2026",
                &[
                    "row 3, column label: `30/11/2026` is not a date; use year, month and day, such as 2026-11-22",
                ],
            ),
            (
                "setting,date,2026-11-30,",
                "before,,Text.,",
                &[
                    "table: no date; add a row with `setting` under `type`, `date` under `name` and its value under `label`",
                ],
            ),
            (
                "setting,summary",
                "setting,sumary",
                &[
                    "row 4, column name: unknown setting `sumary`; use title, author, summary, situation, language, note, partlyLabel, id, version, date, law, subject, fileNames, noteWhen, noteRequired, decision, lists, worksheets, decisionTexts, listTexts or worksheetTexts",
                ],
            ),
            (
                "Afterwards,What happens to copies.,",
                "Afterwards,What happens to copies.,high",
                &["row 8, column importance: says nothing in a row of the type `section`; clear the cell"],
            ),
        ] {
            check(from, to, said);
        }
    }

    #[test]
    fn columns_that_name_a_language_are_read_in_that_language() {
        let table = "type,name,label::French (fr),hint::French (fr)\nsetting,title,Plaintes,\n\
            setting,date,2026-12-01,\nquestion,rule,Y a-t-il une règle ?,Écrite ou non.\n";
        let wording = opened(table).unwrap().entry.wording.clone();
        assert_eq!(wording.language, "fr");
        let text = wording.question("rule");
        assert_eq!((&*text.question, text.help.as_deref()), ("Y a-t-il une règle ?", Some("Écrite ou non.")));
        let said = |from: &str, to: &str| {
            assert!(table.contains(from), "{from}");
            opened(&table.replace(from, to)).map(|_| ()).unwrap_err()
        };
        for (from, to, expected) in [
            (
                "hint::French (fr)",
                "label::English (en)",
                "row 1: columns in several languages: French (fr), English (en); write each language into a table of its own",
            ),
            ("hint::French (fr)", "label", "row 1: two columns `label`; keep one of them"),
            (
                "French (fr)",
                "French",
                "table: language: `French` is not a language tag; use one such as en, fr or pt-BR",
            ),
            (
                "question,rule,",
                "setting,language,en,\nquestion,rule,",
                "row 1: columns in the language `fr`, and the setting `language` is `en`; make them the same",
            ),
        ] {
            assert_eq!(said(from, to), [expected]);
        }
    }

    #[test]
    fn the_same_mistake_in_many_rows_is_told_once() {
        let text = HOTEL
            .replace("https://example.org/gdpr,yes", "https://example.org/gdpr,")
            .replace("A short note.", "#NAME?");
        let said = opened(&text).map(|_| ()).unwrap_err();
        let message =
            "`#NAME?` is an error of a formula; write the text again, and let it not begin with =, +, - or @";
        assert!(said.contains(&["rows 9, 10, column evidence: ", message].concat()), "{said:?}");
    }

    #[test]
    fn hostile_tables_are_refused_with_a_reason() {
        let long = "x".repeat(1_000_001);
        let rows = ["type,label\n", &"question,x\n".repeat(3_001)].concat();
        let columns = ["type,label", &",".repeat(100)].concat();
        for (text, place, message) in [
            ("type,label\nsection,\"open\nquestion,x", "row 2", "a quote is opened here"),
            ("name,text\n", "table", "no table"),
            ("PK\u{3}\u{4}", "table", "a file of a spreadsheet program"),
            (&long, "table", "longer than 1000000 bytes"),
            (&rows, "table", "more than 3000 rows"),
            (&columns, "table", "more than 3000 rows or 100 columns"),
            ("", "table", "no table"),
        ] {
            let said = opened(text).map(|_| ()).unwrap_err();
            assert_eq!(said.len(), 1, "{said:?}");
            assert!(said[0].starts_with(&[place, ": ", message].concat()), "{said:?}");
        }
        let files = [("q.csv".to_owned(), b"type;label\r\nsection;\xfcber".to_vec())];
        let problems = questionnaires::of_files(&files, &Catalog::default()).err().unwrap();
        assert!(problems[0].1.message.starts_with("not UTF-8"), "{problems:?}");
    }

    #[test]
    fn ids_that_stand_in_a_table_stay_and_new_ones_are_unique() {
        let file = opened(HOTEL).unwrap().file;
        let saved = to_csv(&file).unwrap().replacen(
            "Do you show new staff how to handle",
            "Do you show new staff well how to treat",
            1,
        );
        let again = opened(&saved).unwrap().entry;
        assert!(again.questionnaire.question("do-you-show-new-staff-how").is_some());
        let row = HOTEL.lines().nth(9).unwrap();
        let twice = HOTEL.replacen(
            row,
            &[
                row,
                "\n",
                row,
                "\n",
                &row.replacen("Do you show new staff how to handle documents?", "Result", 1),
                "\n",
                &row.replacen("Do you show new staff how to handle documents?", "ဆက်သွယ်ရန်", 1),
            ]
            .concat(),
            1,
        );
        let entry = opened(&twice).unwrap().entry;
        let ids: Vec<&str> = entry.questionnaire.questions().map(|question| question.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "copies-deleted",
                "do-you-show-new-staff-how",
                "do-you-show-new-staff-how-2",
                "result-2",
                "question"
            ]
        );
    }

    #[test]
    fn a_questionnaire_comes_back_from_its_table() {
        let read = |text: &str| Json::read(text.as_bytes(), Limits::FILE).unwrap();
        let without_schema = |value: Json| {
            let mut object = value.as_object().unwrap().clone();
            object.remove("$schema");
            Json::from(object)
        };
        let (structure, wording) = (read(sample::JSON), read(&wording::sample::json()));
        let file: Json = Object::new()
            .with("questionnaire", without_schema(structure))
            .with("wording", without_schema(wording))
            .into();
        let again = opened(&to_csv(&file).unwrap()).unwrap().file;
        assert_eq!(candour_proof::jcs::canonical(&again), candour_proof::jcs::canonical(&file));
    }

    #[test]
    fn what_no_cell_can_hold_is_not_left_out_in_silence() {
        let file = opened(HOTEL).unwrap().file;
        let text = file.pretty().replacen(
            "\"severity\": \"critical\"",
            "\"severity\": \"critical\", \"weight\": 3",
            1,
        );
        let unwritable = to_csv(&Json::read(text.as_bytes(), Limits::FILE).unwrap()).unwrap_err();
        assert_eq!((unwritable.id.as_str(), unwritable.member.as_str()), ("copies-deleted", "weight"));
    }

    proptest! {
        #[test]
        fn every_text_comes_back_from_a_table(text in "[ -~]{0,20}[a-z|=;'\"+@-]\\PC{0,10}\n?[=+'-]?[a-z]") {
            let text = text.trim();
            // An apostrophe before a sign is what makes a formula harmless.
            prop_assume!(!text.contains("'=") && !text.contains("'+") && !text.contains("'-") && !text.contains("'@"));
            prop_assume!(!candour_proof::json::is_invisible(text));
            let table = HOTEL.replacen("What happens to copies.", "LEAD", 1).replacen("I am not sure", "OPTION", 1);
            let file = opened(&table).unwrap().file;
            let written = candour_proof::jcs::canonical(&file);
            let quoted = candour_proof::jcs::canonical(&text.into());
            let file = written.replace("\"LEAD\"", &quoted).replace("\"OPTION\"", &quoted);
            let file = Json::read(file.as_bytes(), Limits::FILE).unwrap();
            let again = opened(&to_csv(&file).unwrap()).map(|own| candour_proof::jcs::canonical(&own.file));
            prop_assert_eq!(again, Ok(candour_proof::jcs::canonical(&file)));
        }

        #[test]
        fn any_bytes_are_a_table_or_refused(text in "type,label,name(\n[a-z,;=|\"' {}$:/]{0,30}){0,10}") {
            let files = [("q.csv".to_owned(), text.into_bytes())];
            if let Err(problems) = questionnaires::of_files(&files, &Catalog::default()) {
                prop_assert!(problems.iter().all(|(_, problem)| !problem.place.is_empty()));
            }
        }
    }
}
