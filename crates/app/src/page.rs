//! What the page knows of itself.

use candour_files::result::AppInfo;
use candour_proof::date::Day;
use candour_words::Words;

/// Years after the newest built-in questionnaire from which a date is doubted.
const LONGEST_USE: i64 = 5;

/// Why the day that the device says cannot be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongClock {
    /// It is before the page was made.
    Behind,
    /// It is years after that.
    Ahead,
}

impl WrongClock {
    /// What is wrong with a day, given the day on which the page was made. A day of difference may be due to time zones.
    pub(crate) fn of(today: Day, made: Day) -> Option<Self> {
        match today.days_after(made) {
            days if days < -1 => Some(Self::Behind),
            days if days > 366 * LONGEST_USE => Some(Self::Ahead),
            _ => None,
        }
    }

    /// The name in the page: `behind` or `ahead`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Behind => "behind",
            Self::Ahead => "ahead",
        }
    }
}

/// Of which folds of a long screen the content is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Folds {
    /// All of them.
    #[default]
    All,
    /// Those of these ids, which were opened since the screen is shown.
    Opened(Vec<String>),
}

impl Folds {
    /// Whether the content of the fold of this id is drawn.
    pub fn draws(&self, id: &str) -> bool {
        match self {
            Self::All => true,
            Self::Opened(opened) => opened.iter().any(|own| own == id),
        }
    }

    pub(crate) fn open(&mut self, id: String) {
        if let Self::Opened(opened) = self
            && !opened.contains(&id)
        {
            opened.push(id);
        }
    }
}

/// What the page knows of itself.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub struct PageInfo {
    /// Its version and digest.
    pub app: AppInfo,
    /// The texts of the language in use.
    pub words: Words,
    /// The day, on screens that print it.
    pub today: Option<Day>,
    /// Where it was opened, without fragment; empty from a file.
    pub address: String,
    /// Whether the browser may check the spelling of what is typed.
    pub spelling: bool,
    /// Whether the file that was opened holds a screen, perhaps with answers, beside the published page.
    pub saved_by_browser: bool,
    /// Whether pressing Escape five times erases everything.
    pub erases_by_escape: bool,
    /// Whether folded content can wait until the screen is shown: in a browser, where something can open it.
    pub draws_folds_later: bool,
    /// Of which folds the content is drawn.
    pub folds: Folds,
    /// The ids of its own questionnaires shown at the start, as the file selects them; empty: all.
    pub selection: Vec<String>,
    /// The ids of the questionnaires that its next copy is to select; empty: all.
    pub to_select: Vec<String>,
}

impl PageInfo {
    pub(crate) fn new(app: AppInfo) -> Self {
        Self {
            app,
            words: Words::english(),
            today: None,
            address: String::new(),
            spelling: false,
            saved_by_browser: false,
            erases_by_escape: true,
            draws_folds_later: false,
            folds: Folds::All,
            selection: Vec::new(),
            to_select: Vec::new(),
        }
    }
}
