//! Answers given in the document while the page was still loading.

use candour_files::draft;
use candour_proof::json::{Json, Object};
use candour_questionnaire::{answers::Choice, questionnaire::Questionnaire};

/// An answer that was chosen in the document before the program ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlyAnswer {
    /// The id of the questionnaire.
    pub questionnaire: String,
    /// Whether it answers a profile question.
    pub profile: bool,
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
    /// The answer of a control, by its `name`, such as `gdpr-article-5/profile/staff` or `gdpr-article-5/limits`, and its
    /// value. `None` if the name is another one.
    pub fn read(name: &str, value: &str) -> Option<Self> {
        let parts: Vec<&str> = name.split('/').collect();
        let (questionnaire, profile, question) = match *parts.as_slice() {
            [questionnaire, question] => (questionnaire, false, question),
            [questionnaire, "profile", question] => (questionnaire, true, question),
            _ => return None,
        };
        let [questionnaire, question, answer] = [questionnaire, question, value].map(str::to_owned);
        Some(Self { questionnaire, profile, question, answer })
    }

    /// `None` if the questionnaire has no such question or answer.
    pub(super) fn fitting(&self, questionnaire: &Questionnaire) -> Option<Fitting> {
        if self.profile {
            let question = questionnaire.profile().iter().find(|own| own.id == self.question)?;
            return question.options.contains(&self.answer).then_some(Fitting::Option);
        }
        let choice: Choice = self.answer.parse().ok()?;
        let offered = match (questionnaire.question(&self.question), questionnaire.list_of(&self.question)) {
            (Some((_, question)), _) => question.offers(choice),
            (None, Some(list)) => list.answers.contains(&choice),
            (None, None) => false,
        };
        offered.then_some(Fitting::Choice(choice))
    }
}

/// The early answers to a questionnaire as a draft file that can be opened once the questionnaire is known.
pub(super) fn file(questionnaire: &str, early: &[EarlyAnswer]) -> Json {
    let own = || early.iter().filter(|one| one.questionnaire == questionnaire);
    let profile = own().filter(|one| one.profile);
    let profile = profile.fold(Object::new(), |object, one| object.with(&one.question, one.answer.as_str()));
    let answers = own().filter(|one| !one.profile).map(|one| {
        Json::from(Object::new().with("id", one.question.as_str()).with("choice", one.answer.as_str()))
    });
    let head = Object::new().with("format", draft::FORMAT);
    let head = head.with("questionnaire", Object::new().with("id", questionnaire));
    head.with("profile", profile).with("answers", answers.collect::<Vec<Json>>()).into()
}
