//! What the columns of a table are called, and which member of the JSON formats each holds.

/// A column that holds the kind of a row.
pub const TYPE: &str = "type";
/// A column that holds the id, or which setting.
pub const NAME: &str = "name";
/// A column that holds the question, the title or the value.
pub const LABEL: &str = "label";
/// A column that holds how to understand it.
pub const HINT: &str = "hint";
/// A column that holds the options of a profile question.
pub const CHOICES: &str = "choices";
/// A column that holds those options that limit what the answers cover, each with what a result then says.
pub const LIMITS: &str = "limits";
/// A column that holds where a question comes from.
pub const SOURCE: &str = "source";
/// A column that holds whether somebody compared a source with its text.
pub const CHECKED: &str = "checked";

/// All columns in the order in which they are written.
pub const COLUMNS: [&str; 30] = [
    TYPE,
    NAME,
    LABEL,
    HINT,
    "importance",
    "relevant",
    CHOICES,
    LIMITS,
    "na",
    "yes",
    "partly",
    "no",
    "partlyLabel",
    "withPartly",
    "note",
    "noteWhen",
    "noteRequired",
    "why",
    "evidence",
    "action",
    "firstStep",
    "severity",
    "safety",
    "critical",
    "partlyCountsAs",
    SOURCE,
    "url",
    CHECKED,
    "similar",
    "candidate",
];

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A value of the questionnaire as a whole; `name` says which.
    Setting,
    /// A paragraph shown before starting.
    Before,
    /// A text that questions come from.
    Source,
    /// A question about the business.
    Profile,
    /// The beginning of a section.
    Section,
    /// A question of the section above.
    Question,
    /// A stop rule.
    Stop,
    /// A question that is no longer asked.
    Retired,
    /// A hard word that is explained.
    Term,
}

impl Row {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Setting,
        Self::Before,
        Self::Source,
        Self::Profile,
        Self::Section,
        Self::Question,
        Self::Stop,
        Self::Retired,
        Self::Term,
    ];

    /// What stands in the column `type`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Setting => "setting",
            Self::Before => "before",
            Self::Source => "source",
            Self::Profile => "profile",
            Self::Section => "section",
            Self::Question => "question",
            Self::Stop => "stop",
            Self::Retired => "retired",
            Self::Term => "term",
        }
    }

    /// The cells of such a row beside its id, and what each is.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Setting | Self::Before => &[],
            Self::Source => &SOURCE_ROW,
            Self::Profile => &PROFILE,
            Self::Section => &SECTION,
            Self::Question => &QUESTION,
            Self::Stop => &STOP,
            Self::Retired => &RETIRED,
            Self::Term => &TERM,
        }
    }
}

const SOURCE_ROW: [Field; 2] =
    [structure(CHECKED, "mark", CellKind::Mark), structure("url", "url", CellKind::Text)];
const PROFILE: [Field; 2] = [wording(LABEL, "question"), wording(HINT, "help")];
const SECTION: [Field; 3] =
    [wording(LABEL, "title"), wording(HINT, "lead"), structure(SOURCE, "citations", CellKind::Citations)];
const STOP: [Field; 4] = [
    wording(LABEL, "title"),
    wording(HINT, "text"),
    structure("relevant", "when", CellKind::Conditions),
    structure(SOURCE, "citations", CellKind::Citations),
];
const RETIRED: [Field; 1] = [structure(CHOICES, "became", CellKind::List)];
const TERM: [Field; 4] = [
    wording(LABEL, "term"),
    wording(HINT, "explanation"),
    Field { column: CHOICES, half: Half::Wording, member: "also", kind: CellKind::List },
    wording(SOURCE, "source"),
];
const QUESTION: [Field; 24] = [
    wording(LABEL, "question"),
    wording(HINT, "help"),
    wording("yes", "yes"),
    wording("partly", "partly"),
    wording("no", "no"),
    wording("partlyLabel", "partlyLabel"),
    structure("withPartly", "partly", CellKind::Truth),
    wording("note", "note"),
    structure("noteWhen", "noteWhen", CellKind::List),
    structure("noteRequired", "noteRequired", CellKind::Truth),
    wording("why", "why"),
    wording("evidence", "evidence"),
    wording("action", "action"),
    wording("firstStep", "firstStep"),
    wording("severity", "severity"),
    wording("safety", "safety"),
    structure("importance", "severity", CellKind::Text),
    structure("relevant", "askWhen", CellKind::Conditions),
    structure("na", "notApplicable", CellKind::Reasons),
    structure("critical", "criticalWhen", CellKind::Conditions),
    structure("partlyCountsAs", "partlyCountsAs", CellKind::Text),
    structure(SOURCE, "citations", CellKind::Citations),
    structure("similar", "similar", CellKind::Similar),
    structure("candidate", "candidate", CellKind::Text),
];

/// A cell of a row.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The column.
    pub column: &'static str,
    /// Which half of a questionnaire it goes into.
    pub half: Half,
    /// The member there.
    pub member: &'static str,
    /// How the cell is written.
    pub kind: CellKind,
}

/// A half of a questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// `questionnaire.json`
    Structure,
    /// `en.json`
    Wording,
}

/// How a cell is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// As it is.
    Text,
    /// Ids with bars between them.
    List,
    /// The same, of reasons for which a question may not apply; `yes` for all of them.
    Reasons,
    /// `copies = yes or not-sure; suppliers applies`
    Conditions,
    /// `gdpr: 5(1)(e), 32, recital 39; edpb-4-2019: to check`
    Citations,
    /// `gdpr-article-5/deletion-happens`, with bars between several.
    Similar,
    /// `yes` for something that was checked.
    Mark,
    /// `yes` or `no`.
    Truth,
    /// JSON, for what has no rows of its own.
    Json,
}

const fn structure(column: &'static str, member: &'static str, kind: CellKind) -> Field {
    Field { column, half: Half::Structure, member, kind }
}

const fn wording(column: &'static str, member: &'static str) -> Field {
    Field { column, half: Half::Wording, member, kind: CellKind::Text }
}

const fn texts_json(column: &'static str, member: &'static str) -> Field {
    Field { column, half: Half::Wording, member, kind: CellKind::Json }
}

/// The settings: the cell under `label` of the row that has this name. `id`, `version` and `language` may be missing.
pub const SETTINGS: [Field; 21] = [
    wording("title", "title"),
    wording("author", "author"),
    wording("summary", "summary"),
    wording("situation", "situation"),
    wording("language", "language"),
    wording("note", "note"),
    wording("partlyLabel", "partlyLabel"),
    structure("id", "id", CellKind::Text),
    structure("version", "version", CellKind::Text),
    structure("date", "date", CellKind::Text),
    structure("law", "law", CellKind::Text),
    structure("subject", "subject", CellKind::Text),
    structure("fileNames", "fileNames", CellKind::Text),
    structure("noteWhen", "noteWhen", CellKind::List),
    structure("noteRequired", "noteRequired", CellKind::Truth),
    structure("decision", "decision", CellKind::Json),
    structure("lists", "lists", CellKind::Json),
    structure("worksheets", "worksheets", CellKind::Json),
    texts_json("decisionTexts", "decision"),
    texts_json("listTexts", "lists"),
    texts_json("worksheetTexts", "worksheets"),
];
