//! Where a person is: the fragment behind `#`, parsed once and written back.

use candour_questionnaire::catalog::Catalog;

/// A screen, and for some of them a place on it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Route {
    /// What this is, and the questionnaires.
    #[default]
    Home,
    /// The few questions before a questionnaire.
    Profile(String),
    /// One of them, to stand at: questionnaire, profile question.
    ProfileQuestion(String, String),
    /// All parts of a questionnaire with how far each is.
    Tasks(String),
    /// Ways to save the answers and to continue later.
    Later(String),
    /// One section of a questionnaire, and the question to stand at.
    Section {
        /// The questionnaire's id.
        questionnaire: String,
        /// The section's id.
        section: String,
        /// A question's id, if the address names one.
        question: Option<String>,
    },
    /// Check your answers.
    Review(String),
    /// The result.
    Result(String),
    /// Keep or hand over; while a request is open, only what goes to the requester.
    Keep(String),
    /// What one keeps for oneself while a request is open.
    KeepOwn(String),
    /// What to do, who and by when.
    Plan(String),
    /// The questions on paper, without answers.
    Blank(String),
    /// The result on paper.
    Report(String),
    /// The answers beside earlier ones.
    Progress(String),
    /// All drafts.
    Drafts,
    /// Check a file.
    Check,
    /// Make a request.
    Request,
    /// The request that was opened.
    Requested,
    /// Write questions of one's own.
    Write,
    /// Open many files.
    Compare,
    /// The organisations that answered a questionnaire, side by side.
    Organisations(String),
    /// What they answered to one question: questionnaire, question.
    Question(String, String),
    /// What to ask them next.
    FollowUp(String),
    /// About, with privacy.
    About,
    /// How accessible the page is, and how that was tested.
    Accessibility,
    /// Hard words explained.
    Glossary,
    /// Where answers are kept, and erasing them.
    Settings,
    /// An address that leads nowhere.
    Unknown,
}

impl Route {
    /// Reads a fragment such as `#/gdpr-article-5/storage-limitation`. Addresses come from links
    /// and bookmarks, so whatever is not known becomes [`Route::Unknown`].
    pub fn parse(fragment: &str, catalog: &Catalog) -> Self {
        let path = fragment.trim_start_matches('#').trim_start_matches('/');
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Self::Home,
            ["drafts"] => Self::Drafts,
            ["check"] => Self::Check,
            ["request"] => Self::Request,
            ["requested"] => Self::Requested,
            ["write"] => Self::Write,
            ["compare" | "follow-up"] => Self::Compare,
            ["compare", id] if catalog.entry(id).is_some() => Self::Organisations((*id).to_owned()),
            ["compare", id, question] => Self::in_comparison(catalog, id, question).unwrap_or(Self::Unknown),
            ["follow-up", id] if catalog.entry(id).is_some() => Self::FollowUp((*id).to_owned()),
            ["about"] => Self::About,
            ["accessibility"] => Self::Accessibility,
            ["glossary"] => Self::Glossary,
            ["settings"] => Self::Settings,
            [id, rest @ ..] => Self::within(catalog, id, rest).unwrap_or(Self::Unknown),
        }
    }

    fn in_comparison(catalog: &Catalog, id: &str, question: &str) -> Option<Self> {
        catalog.entry(id)?.questionnaire.question(question)?;
        Some(Self::Question(id.to_owned(), question.to_owned()))
    }

    fn within(catalog: &Catalog, id: &str, rest: &[&str]) -> Option<Self> {
        let known = &catalog.entry(id)?.questionnaire;
        let questionnaire = id.to_owned();
        Some(match rest {
            [] | ["profile"] => Self::Profile(questionnaire),
            ["profile", question] if known.profile().iter().any(|own| own.id == *question) => {
                Self::ProfileQuestion(questionnaire, (*question).to_owned())
            }
            ["tasks"] => Self::Tasks(questionnaire),
            ["later"] => Self::Later(questionnaire),
            ["review"] => Self::Review(questionnaire),
            ["result"] => Self::Result(questionnaire),
            ["keep"] => Self::Keep(questionnaire),
            ["keep", "own"] => Self::KeepOwn(questionnaire),
            ["plan"] => Self::Plan(questionnaire),
            ["blank"] => Self::Blank(questionnaire),
            ["report"] => Self::Report(questionnaire),
            ["progress"] => Self::Progress(questionnaire),
            [section] if known.section(section).is_some() || known.list(section).is_some() => {
                Self::Section { questionnaire, section: (*section).to_owned(), question: None }
            }
            [section, question] if known.question(question).is_some_and(|(own, _)| own.id == *section) => {
                Self::question(id, section, question)
            }
            _ => return None,
        })
    }

    /// A section's screen.
    pub fn section(questionnaire: &str, section: &str) -> Self {
        Self::Section { questionnaire: questionnaire.to_owned(), section: section.to_owned(), question: None }
    }

    /// A question on its section's screen.
    pub fn question(questionnaire: &str, section: &str, question: &str) -> Self {
        Self::Section {
            questionnaire: questionnaire.to_owned(),
            section: section.to_owned(),
            question: Some(question.to_owned()),
        }
    }

    /// The fragment of this place, with `#`.
    pub fn fragment(&self) -> String {
        match self {
            Self::Home | Self::Unknown => "#/".to_owned(),
            Self::Profile(id) => format!("#/{id}/profile"),
            Self::Section { questionnaire, section, question: None } => {
                format!("#/{questionnaire}/{section}")
            }
            Self::Section { questionnaire, section, question: Some(question) } => {
                format!("#/{questionnaire}/{section}/{question}")
            }
            Self::ProfileQuestion(id, question) => format!("#/{id}/profile/{question}"),
            Self::Tasks(id) => format!("#/{id}/tasks"),
            Self::Later(id) => format!("#/{id}/later"),
            Self::Review(id) => format!("#/{id}/review"),
            Self::Result(id) => format!("#/{id}/result"),
            Self::Keep(id) => format!("#/{id}/keep"),
            Self::KeepOwn(id) => format!("#/{id}/keep/own"),
            Self::Plan(id) => format!("#/{id}/plan"),
            Self::Blank(id) => format!("#/{id}/blank"),
            Self::Report(id) => format!("#/{id}/report"),
            Self::Progress(id) => format!("#/{id}/progress"),
            Self::Drafts => "#/drafts".to_owned(),
            Self::Check => "#/check".to_owned(),
            Self::Request => "#/request".to_owned(),
            Self::Requested => "#/requested".to_owned(),
            Self::Write => "#/write".to_owned(),
            Self::Compare => "#/compare".to_owned(),
            Self::Organisations(id) => format!("#/compare/{id}"),
            Self::Question(id, question) => format!("#/compare/{id}/{question}"),
            Self::FollowUp(id) => format!("#/follow-up/{id}"),
            Self::About => "#/about".to_owned(),
            Self::Accessibility => "#/accessibility".to_owned(),
            Self::Glossary => "#/glossary".to_owned(),
            Self::Settings => "#/settings".to_owned(),
        }
    }

    /// The questionnaire this place belongs to.
    pub fn questionnaire(&self) -> Option<&str> {
        match self {
            Self::Profile(id)
            | Self::ProfileQuestion(id, _)
            | Self::Tasks(id)
            | Self::Later(id)
            | Self::Review(id)
            | Self::Result(id)
            | Self::Keep(id)
            | Self::KeepOwn(id)
            | Self::Plan(id)
            | Self::Blank(id)
            | Self::Report(id)
            | Self::Progress(id)
            | Self::Organisations(id)
            | Self::Question(id, _)
            | Self::FollowUp(id) => Some(id),
            Self::Section { questionnaire, .. } => Some(questionnaire),
            _ => None,
        }
    }
}
