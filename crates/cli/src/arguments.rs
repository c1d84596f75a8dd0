//! What can be asked of the command line. The help, the manual and the completions are made from this.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Check, show and compare the files of Candour
///
/// Candour is a page in which a business answers questions about itself and gets a signed result. This
/// program does on the command line what the page does for those who receive such files: it says whether
/// a file is as it was signed, what in it changed, what it says, and how several stand side by side. It
/// needs no network and asks for none.
#[derive(Debug, Parser)]
#[command(name = "candour", version, propagate_version = true, max_term_width = 100)]
#[command(after_help = "`candour help COMMAND` tells more, with examples.")]
#[command(after_long_help = "\
Examples:
  candour check answer.json
  candour check --json answers/ | jq -r '.[] | [.verdict, .file] | @tsv'
  candour show answer.json
  candour compare answers.zip --format csv > answers.csv

Exit status: 0 if all is as it should be, 1 if something is not, 2 if something could not be read or was
asked for in a wrong way.")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(Check),
    Show(Show),
    Compare(Compare),
    Request(Request),
    #[command(subcommand)]
    Key(Key),
    Decrypt(Decrypt),
    #[command(subcommand)]
    Questionnaire(Questionnaire),
    Schema(Schema),
    Man(Man),
    Completions(Completions),
}

/// Check whether files are as they were signed
///
/// Says of each file what it is; of a signed result whether it changed since it was signed and in which
/// parts, what is withheld, by which key it was signed, whether its questionnaire is a genuine one and
/// whether its result is what its answers give. A signature does not show who holds the key or that the
/// answers are true.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[command(after_long_help = "\
Examples:
  candour check answer.json
      tells in words what the check found
  candour check answers/ answers.zip
      checks every file in a folder, the folders in it, and an archive
  candour check --quiet answers/ | grep -v ^intact
      lists the files that are not intact
  candour check --json - < answer.json
      what was found as JSON (FORMAT.md, \"What a check tells programs\"), of a file from elsewhere
  candour check --key '77501 01448 82278 92581 03185 86157 92048 16572' answer.json
      is content only with what that key signed
  candour check --request request.json --identity signing-key.key.age answers/
      opens answers that were encrypted for you, and is content only with answers to your request
  candour check --signature-only document.json
      checks the proof of any document that is signed with eddsa-jcs-2022

Exit status: 0 if every file is a signed result that is intact, 1 if one is not, 2 if one could not be
read or something was asked for in a wrong way.")]
pub(crate) struct Check {
    /// Files, folders and zip archives; `-` is standard input
    ///
    /// Of folders, every file below them is checked but hidden ones. Pipes, sockets and devices there are named
    /// and skipped.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Write a JSON list with an object for each file
    #[arg(long, conflicts_with = "quiet")]
    pub(crate) json: bool,

    /// Write one line for each file: verdict, tab, name
    #[arg(long, short)]
    pub(crate) quiet: bool,

    /// Take copies with parts openly withheld for intact
    #[arg(long)]
    pub(crate) allow_withheld: bool,

    /// Take files with warnings for not intact
    ///
    /// Warnings are what a reader should know though the signature is good: an unknown questionnaire, a
    /// result that is not what the answers give, a day in the future.
    #[arg(long)]
    pub(crate) strict: bool,

    /// Expect this key: its eight groups of digits, or did:key:z6Mk... Can be given several times
    ///
    /// A file by another key gets a warning and counts as not intact.
    #[arg(long, value_name = "DIGITS|DID", conflicts_with = "signature_only")]
    pub(crate) key: Vec<String>,

    /// Expect answers to the request in this file
    ///
    /// A file that does not name the request, by its number and the key that signed it, gets a warning
    /// and counts as not intact.
    #[arg(long, value_name = "FILE", conflicts_with = "signature_only")]
    pub(crate) request: Option<PathBuf>,

    /// Check only the proof, of any document that is signed with eddsa-jcs-2022
    #[arg(long)]
    pub(crate) signature_only: bool,

    #[command(flatten)]
    pub(crate) own: Own,
}

/// What the one who checks has: questionnaires and a key.
#[derive(Clone, Debug, Args)]
pub(crate) struct Own {
    /// Know the questionnaires in this file or folder too. Can be given several times
    ///
    /// A file of questionnaires as the page saves it, or a folder with questionnaire.json and en.json. One
    /// with the id of a built-in questionnaire stands in its place, for files made with another version.
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) questionnaires: Vec<PathBuf>,

    /// Open encrypted files with the key in this file
    ///
    /// A key file as the page and `candour key new` write it, or an identity for age tools.
    #[arg(long, value_name = "FILE")]
    pub(crate) identity: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) passphrase: Passphrase,
}

/// Where a passphrase comes from.
#[derive(Clone, Debug, Args)]
pub(crate) struct Passphrase {
    /// Take the passphrase from the first line of this file; otherwise the terminal asks for it
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

/// Show what a file says, as text
///
/// Tells first what the check found, as `candour check` does, then what the file says: of a result its
/// levels, gaps, actions and answers; of a draft the same; of a request who asks for what; of a
/// questionnaire its questions. Levels are computed again from the answers where that can be done, and are
/// those that the file states where it cannot.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour show answer.json
      the report of a signed result or a draft
  candour show --markdown answer.json > answer.md
      the same for a document
  candour show --identity signing-key.key.age answer.json.age
      what somebody encrypted for you
  candour show 'https://example.org/candour.html#/request/...'
      who asks, and for what, behind the link of a request

Exit status: 0 if the file is as it should be, 1 if it was altered or cannot be relied on, 2 if it could not
be read.")]
pub(crate) struct Show {
    /// A file, `-` for standard input, the folder of a questionnaire, or the link of a request
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Write Markdown
    #[arg(long)]
    pub(crate) markdown: bool,

    #[command(flatten)]
    pub(crate) own: Own,
}

/// Compare the answers of several organisations
///
/// Reads files, folders and archives and puts the results that are intact, or openly withheld in part, side
/// by side, area by area. What is left out and why is said on standard error: altered files, duplicates,
/// older ones by the same key. Nothing is ranked, and nobody gets a number as a whole.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour compare answers/
      a table of all organisations and their levels
  candour compare answers.zip --format csv > answers.csv
      the table for a spreadsheet that the page writes too
  candour compare answers/ --format ndjson > answers.ndjson
      one line for each answer, for data analysis (docs/ANALYSIS.md)
  candour compare answers/ --identity signing-key.key.age --request request.json
      opens what was encrypted for you, and says which answer your request

Exit status: 0 if something could be compared, 1 if nothing could, 2 if a file could not be read or something
was asked for in a wrong way.")]
pub(crate) struct Compare {
    /// Files, folders and zip archives; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,

    /// Compare the answers to this questionnaire; needed for CSV if there are answers to several
    #[arg(long, value_name = "ID")]
    pub(crate) questionnaire: Option<String>,

    /// Know the request in this file as yours. Can be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) request: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) own: Own,
}

/// How a comparison is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A table for people
    Table,
    /// The table for a spreadsheet, with every answer
    Csv,
    /// A line of JSON for each answer
    Ndjson,
}

/// Make a request for answers
///
/// A signed request says who asks, for which questionnaires and until when. It travels as a link to the page
/// or as a file that the page opens; signed answers name it. Without `--page` and `--out` the file is
/// printed.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour request --from 'Example Rights Network' --ask responsible-exit --key signing-key.key.age \\
      --page https://example.org/candour.html --wished 2027-01-31 --encrypted
      prints a link to send
  candour request --from 'Example Rights Network' --ask gdpr-article-5 --ask privacy-by-design \\
      --key signing-key.key.age --out request.json
      writes a file to hand over
  candour show request.json
      shows what a request asks for

Questionnaires built in: gdpr-article-5, privacy-by-design, responsible-exit.")]
pub(crate) struct Request {
    /// Who asks; companies see this name first
    #[arg(long, value_name = "NAME")]
    pub(crate) from: String,

    /// Ask for this questionnaire. Can be given several times
    #[arg(long, required = true, value_name = "ID")]
    pub(crate) ask: Vec<String>,

    /// The file of the key that signs
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,

    /// How to reach you
    #[arg(long, value_name = "TEXT")]
    pub(crate) contact: Option<String>,

    /// Why you ask, and what you will do with the answers
    #[arg(long, value_name = "TEXT")]
    pub(crate) message: Option<String>,

    /// The day by which you wish for an answer: 2027-01-31
    #[arg(long, value_name = "DAY")]
    pub(crate) wished: Option<String>,

    /// Ask for answers encrypted so that only this key opens them
    #[arg(long)]
    pub(crate) encrypted: bool,

    /// Print a link to the page at this address
    #[arg(long, value_name = "URL")]
    pub(crate) page: Option<String>,

    /// Write the request into this new file
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,

    /// Know the questionnaires in this file or folder too. Can be given several times
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) questionnaires: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) passphrase: Passphrase,
}

/// Make a key, or show one
#[derive(Debug, Subcommand)]
#[command(after_long_help = "\
Examples:
  candour key new --out signing-key.key.age
  candour key show signing-key.key.age")]
pub(crate) enum Key {
    New(KeyNew),
    Show(KeyShow),
}

/// Make a signing key and lock it with a passphrase
///
/// The file opens in the page, here, and with any program for age files. Nobody can help if its passphrase is
/// forgotten. A file that is there is never overwritten.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour key new --out signing-key.key.age
      asks for a passphrase twice, or makes one by chance
  candour key new --out signing-key.key.age --passphrase-file passphrase.txt
      takes it from a file")]
pub(crate) struct KeyNew {
    /// The new file
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,

    #[command(flatten)]
    pub(crate) passphrase: Passphrase,
}

/// Show a key without its secret
///
/// Prints the digits that people compare by telephone, the name of the key as did:key, and the age recipient
/// that files can be encrypted for.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour key show signing-key.key.age
  candour key show signing-key.key.age --identity identity.txt
      writes what `age --decrypt --identity identity.txt` needs, into a new file that is not locked")]
pub(crate) struct KeyShow {
    /// The key file
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Write the secret for age tools into this new file. It is not locked
    #[arg(long, value_name = "FILE")]
    pub(crate) identity: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) passphrase: Passphrase,
}

/// Decrypt files that were encrypted for you or with a passphrase
///
/// Opens age files and the drafts that a page carries. One file is printed unless a folder is named; nothing
/// that is there is ever overwritten.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour decrypt --identity signing-key.key.age answer.json.age > answer.json
  candour decrypt --identity signing-key.key.age --out opened/ answers/ more.zip
      writes each file into a folder
  candour decrypt drafts.html
      asks for the passphrase and prints the drafts that a saved page carries

Exit status: 0 if all were decrypted, 1 if one was not, 2 if one could not be read or written.")]
pub(crate) struct Decrypt {
    /// Files, folders and zip archives; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// The file of the key that they were encrypted for
    #[arg(long, value_name = "FILE")]
    pub(crate) identity: Option<PathBuf>,

    /// Write what was decrypted into this folder
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) passphrase: Passphrase,
}

/// Work on questionnaires
#[derive(Debug, Subcommand)]
#[command(after_long_help = "\
Examples:
  candour questionnaire check questionnaires/gdpr-article-5")]
pub(crate) enum Questionnaire {
    Check(QuestionnaireCheck),
}

/// List every problem of a questionnaire with file, place and cure
///
/// Looks at questionnaire.json, every language, the cases in cases.json and, in English, how plain the
/// language is.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour questionnaire check questionnaires/gdpr-article-5
  candour questionnaire check questionnaires
      checks every questionnaire in a folder

Exit status: 0 if there is no problem, 1 if there is one, 2 if the folder could not be read.")]
pub(crate) struct QuestionnaireCheck {
    /// Folders of questionnaires, or folders that hold some
    #[arg(required = true, value_name = "FOLDER")]
    pub(crate) folders: Vec<PathBuf>,
}

/// Print the JSON Schema of a format, or list all
///
/// A schema says how a file is built, for editors and other programs. Whether a file was changed only
/// `candour check` says.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour schema
      lists the names
  candour schema candour-result/1 > candour-result-1.schema.json
      the schema of signed results
  candour schema candour-checked
      the schema of what `candour check --json` prints")]
pub(crate) struct Schema {
    /// A format, such as candour-result/1
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

/// Write the manual
///
/// Without a folder the first page is printed.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour man | man -l -
  candour man --out /usr/local/share/man/man1")]
pub(crate) struct Man {
    /// Write a page for each command into this folder
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,
}

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour completions bash > ~/.local/share/bash-completion/completions/candour
  candour completions zsh > ~/.zfunc/_candour
  candour completions fish > ~/.config/fish/completions/candour.fish")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}
