//! Answers given in the document while the page was still loading.

use candour_questionnaire::{answers::Choice, questionnaire::Questionnaire};

/// An answer that was chosen in the document before the program ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlyAnswer {
    /// The id of the questionnaire.
    pub questionnaire: String,
    /// The id of the question, the profile question or the item of a list.
    pub question: String,
    /// The id of the option, or the word of the choice.
    pub answer: String,
}

/// What an early answer is to its questionnaire.
pub(super) enum Fitting {
    /// An option of a profile question.
    Option,
    /// A choice that the question or the item offers.
    Choice(Choice),
}

impl EarlyAnswer {
    /// The answer of a control, by its `name`, such as `gdpr-article-5/staff`, and its value.
    pub fn read(name: &str, value: &str) -> Option<Self> {
        let (questionnaire, question) = name.split_once('/')?;
        let [questionnaire, question, answer] = [questionnaire, question, value].map(str::to_owned);
        Some(Self { questionnaire, question, answer })
    }

    /// `None` if the questionnaire has no such question or answer.
    pub(super) fn fitting(&self, questionnaire: &Questionnaire) -> Option<Fitting> {
        let profile = questionnaire.profile().iter().find(|own| own.id == self.question);
        if let Some(question) = profile {
            return question.options.contains(&self.answer).then_some(Fitting::Option);
        }
        let choice: Choice = self.answer.parse().ok()?;
        let offered = match (questionnaire.question(&self.question), questionnaire.list_of(&self.question)) {
            (Some((_, question)), _) => choice != Choice::NotApplicable || !question.reasons.is_empty(),
            (None, Some(list)) => list.answers.contains(&choice),
            (None, None) => false,
        };
        offered.then_some(Fitting::Choice(choice))
    }
}
