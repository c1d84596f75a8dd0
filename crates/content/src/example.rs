//! The example that people begin with who write their own questions.

/// Ten questions as a table. 2 kB.
pub const TABLE: &str = include_str!("../../../docs/own-questions/complaints.csv");

#[cfg(test)]
mod tests {
    use candour_files::questionnaires::{self, of_files};
    use candour_questionnaire::catalog::Catalog;

    use super::TABLE;

    #[test]
    fn the_example_is_the_questionnaire_beside_it() {
        let files = [("complaints.csv".to_owned(), TABLE.as_bytes().to_vec())];
        let all = of_files(&files, &Catalog::default()).unwrap();
        assert_eq!(all[0].entry.questionnaire.question_count(), 10);
        let written = questionnaires::write(&[all[0].file.clone()]);
        assert_eq!(
            written.trim_end(),
            include_str!("../../../docs/own-questions/complaints.json").trim_end()
        );
    }
}
