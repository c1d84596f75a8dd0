//! The arguments of the command line. The help, the manual and the completions are made from this.

use std::path::PathBuf;

use candour_content::catalog::IDS;
use candour_language::pack::Direction;
use candour_words::Plurals;
use clap::{
    Args, Parser, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};

/// Check, show and compare the files of Candour
///
/// Candour is a page in which a business answers questions about itself and gets a signed result. This
/// program is for those who receive such files. It reports whether a file was changed after signing and
/// in which parts, shows what it says, and compares several. It never contacts a network.
#[derive(Debug, Parser)]
#[command(name = "candour", version, propagate_version = true, max_term_width = 100)]
#[command(after_help = "See `candour help COMMAND` for details and examples.")]
#[command(after_long_help = "\
Examples:
  candour check answer.json
  candour check --json answers/ | jq -r '.[] | [.verdict, .file] | @tsv'
  candour show answer.json
  candour compare answers.zip --format csv > answers.csv

Exit status: 0 for success, 1 if a file did not pass, 2 if a file could not be read or the
arguments were invalid.")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: CliCommand,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum CliCommand {
    Check(Check),
    Show(Show),
    Compare(Compare),
    Request(RequestArgs),
    #[command(subcommand)]
    Key(KeyCommand),
    Decrypt(Decrypt),
    Page(PageArgs),
    #[command(subcommand)]
    Questionnaire(QuestionnaireCommand),
    #[command(subcommand)]
    Language(LanguageCommand),
    Schema(SchemaArgs),
    Man(Man),
    Completions(Completions),
}

/// Check whether files were changed after signing
///
/// Reports what each file is. For a signed result: whether it was changed after signing and in which
/// parts, what is withheld, which key signed it, whether its questionnaire is genuine and whether its
/// result agrees with its answers. A signature does not show who holds the key or that the answers are
/// true.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[command(after_long_help = "\
Examples:
  candour check answer.json
      prints a report on one file
  candour check answers/ answers.zip
      checks every file in a folder, its subfolders and an archive
  candour check --quiet answers/ | grep -v ^intact
      lists the files that are not intact
  candour check --json - < answer.json
      prints the report on standard input as JSON (FORMAT.md, \"Machine-readable reports\")
  candour check --trusted-key '77501 01448 82278 92581 03185 86157 92048 16572' answer.json
      accepts only files signed by that key
  candour check --request request.json --identity signing-key.key.age answers/
      decrypts answers that were encrypted for you, and accepts only answers to your request
  candour check --signature-only document.json
      checks the proof of any document signed with eddsa-jcs-2022

Exit status: 0 if every file is an intact signed result, 1 if one is not, 2 if one could not be read or
the arguments were invalid.")]
pub(crate) struct Check {
    /// Files, folders and zip archives; `-` is standard input
    ///
    /// In folders, all files except hidden ones are checked. Pipes, sockets and devices there are reported and
    /// skipped.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Print a JSON list with an object for each file
    #[arg(long, conflicts_with = "quiet")]
    pub(crate) json: bool,

    /// Print one line for each file: verdict, tab, name
    #[arg(long, short)]
    pub(crate) quiet: bool,

    /// Accept copies with openly withheld parts as intact
    #[arg(long)]
    pub(crate) allow_withheld: bool,

    /// Treat files with warnings as not intact
    ///
    /// A warning is what a reader should know although the signature is valid: an unknown questionnaire, a
    /// result that does not agree with the answers, a date in the future.
    #[arg(long)]
    pub(crate) strict: bool,

    /// Accept only files signed by this key (repeatable): eight groups of digits, or did:key:z6Mk...
    ///
    /// A file signed by another key gets a warning and counts as not intact.
    #[arg(long, value_name = "DIGITS|DID", conflicts_with = "signature_only")]
    pub(crate) trusted_key: Vec<String>,

    /// Accept only answers to the request in this file
    ///
    /// A file that does not name the request, with its nonce and the key that signed it, gets a warning
    /// and counts as not intact.
    #[arg(long, value_name = "FILE", conflicts_with = "signature_only")]
    pub(crate) request: Option<PathBuf>,

    /// Check only the proof, of any document signed with eddsa-jcs-2022
    #[arg(long)]
    pub(crate) signature_only: bool,

    #[command(flatten)]
    pub(crate) own: CheckerOptions,
}

/// What the person who checks has: questionnaires and a key.
#[derive(Clone, Debug, Args)]
pub(crate) struct CheckerOptions {
    /// Also load questionnaires from this file or folder (repeatable)
    ///
    /// A file of questionnaires as saved by the page, a table, or a folder with questionnaire.json and en.json. One
    /// with the id of a built-in questionnaire replaces it, for files made with another version.
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) questionnaires: Vec<PathBuf>,

    /// Decrypt files with the key in this file
    ///
    /// A key file from the page or `candour key new`, or an age identity file.
    #[arg(long, value_name = "FILE")]
    pub(crate) identity: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) passphrase: Passphrase,
}

/// Where a passphrase comes from.
#[derive(Clone, Debug, Args)]
pub(crate) struct Passphrase {
    /// Read the passphrase from the first line of this file instead of asking for it
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

/// Show what a file says, as text
///
/// First prints the report of `candour check`, then what the file says: for a result or a draft, its
/// levels, gaps, actions and answers; for a request, who asks for what; for a questionnaire, its
/// questions. Levels are calculated again from the answers if possible; otherwise they are those stated
/// in the file.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour show answer.json
      prints a signed result or a draft
  candour show --format markdown answer.json > answer.md
      writes it as a Markdown document
  candour show --format docx --output answer.docx answer.json
      writes it as a document for word processors
  candour show --identity signing-key.key.age answer.json.age
      decrypts and prints an answer that was encrypted for you
  candour show 'https://example.org/candour.html#/request/...'
      prints who asks, and for what, from the link of a request

Exit status: 0 for success, 1 if the file was altered or cannot be trusted, 2 if it could not be
read.")]
pub(crate) struct Show {
    /// A file, `-` for standard input, a questionnaire as folder or table, or the link of a request
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Output format
    #[arg(long, value_enum, default_value_t = ShowFormat::Lines)]
    pub(crate) format: ShowFormat,

    /// Write to this new file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) own: CheckerOptions,
}

/// The output of `candour show`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShowFormat {
    /// Text for a terminal
    Lines,
    /// A Markdown document
    Markdown,
    /// A document for word processors (Office Open XML), with the plan as a table
    Docx,
}

/// Compare the answers of several organisations
///
/// Reads files, folders and archives, and compares the results that are intact, or openly withheld in
/// part, area by area. Files that are left out are listed on standard error with the reason: altered,
/// duplicate, or older than another one by the same key. Nothing is ranked, and nobody gets an overall
/// score.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour compare answers/
      prints a table of all organisations and their levels
  candour compare answers.zip --format csv > answers.csv
      writes the same table for a spreadsheet as the page
  candour compare answers/ --format ndjson > answers.ndjson
      writes one line for each answer, for data analysis (docs/ANALYSIS.md)
  candour compare answers/ --identity signing-key.key.age --request request.json
      decrypts what was encrypted for you, and marks the answers to your request

Exit status: 0 if something could be compared, 1 if nothing could, 2 if a file could not be read or the
arguments were invalid.")]
pub(crate) struct Compare {
    /// Files, folders and zip archives; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,

    /// Compare the answers to this questionnaire; required for CSV if there are answers to several
    #[arg(long, value_name = "ID")]
    pub(crate) questionnaire: Option<String>,

    /// Treat the request in this file as yours (repeatable)
    #[arg(long, value_name = "FILE")]
    pub(crate) request: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) own: CheckerOptions,
}

/// The output of `candour compare`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A table for people
    Table,
    /// A table for a spreadsheet, with every answer
    Csv,
    /// A line of JSON for each answer
    Ndjson,
}

/// Make a request for answers
///
/// A signed request says who asks, for which questionnaires and until when. Send it as a link to the page
/// or as a file that the page opens; signed answers name it. Without `--page` and `--output` the file is
/// printed. Sentences of your own questions that could put people at risk are listed on standard error.
#[derive(Debug, Args)]
#[command(after_long_help = format!("\
Examples:
  candour request --from 'Example Rights Network' --ask responsible-exit --key signing-key.key.age \\
      --page https://example.org/candour.html --answer-by 2027-01-31 --encrypted
      prints a link to send
  candour request --from 'Example Rights Network' --ask gdpr-article-5 --ask privacy-by-design \\
      --key signing-key.key.age --output request.json
      writes a file to send
  candour request --from 'Example Rights Network' --questionnaires questions.json --ask complaints \\
      --key signing-key.key.age --into candour.html --output request.html
      writes one file with the page, your own questions and the request
  candour request --from 'Example Rights Network' --ask responsible-exit --key signing-key.key.age \\
      --page https://example.org/candour.html --organisations names.txt --records requester.age > links.csv
      makes a link and a message for each name in the file, and keeps whom each was made for
  candour show request.json
      shows what a request asks for

Built-in questionnaires: {}.", IDS.join(", ")))]
pub(crate) struct RequestArgs {
    /// Who asks. Companies see this name as a claim that nobody has checked, with the digits of your key
    #[arg(long, value_name = "NAME")]
    pub(crate) from: String,

    /// Ask for this questionnaire (repeatable)
    #[arg(long, required = true, value_name = "ID")]
    pub(crate) ask: Vec<String>,

    /// Sign with the key in this file
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,

    /// How to reach you
    #[arg(long, value_name = "TEXT")]
    pub(crate) contact: Option<String>,

    /// Why you ask
    #[arg(long, value_name = "TEXT")]
    pub(crate) message: Option<String>,

    /// What you will do with the answers
    #[arg(long, value_name = "TEXT")]
    pub(crate) purpose: Option<String>,

    /// The day by which you would like an answer: 2027-01-31
    #[arg(long, value_name = "DAY")]
    pub(crate) answer_by: Option<String>,

    /// Ask for encrypted answers that only this key opens
    #[arg(long)]
    pub(crate) encrypted: bool,

    /// Print a link to the page at this address
    #[arg(long, value_name = "URL")]
    pub(crate) page: Option<String>,

    /// Write the request to this new file
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Put the request, and your own questionnaires that it asks for, into a copy of this page
    ///
    /// `--output` is the copy: one HTML file with the page, the questions and the request, which needs no
    /// network and is all that a company needs.
    #[arg(long, value_name = "FILE", requires = "output", conflicts_with = "organisations")]
    pub(crate) into: Option<PathBuf>,

    /// Make a request for each organisation in this file, one name on each line, and print a table of links
    ///
    /// Each request has a number of its own, so that an answer shows who was asked. Only the file of
    /// `--records` says whom each was made for.
    #[arg(long, value_name = "FILE", requires = "page", requires = "records", conflicts_with = "output")]
    pub(crate) organisations: Option<PathBuf>,

    /// Write the key, the requests and whom each was made for to this new requester file
    ///
    /// It is locked with the passphrase of the key file. If `--key` is a requester file, what it holds is
    /// copied too.
    #[arg(long, value_name = "FILE")]
    pub(crate) records: Option<PathBuf>,

    /// Also load questionnaires from this file or folder (repeatable)
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) questionnaires: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) passphrase: Passphrase,
}

/// Make a key, or show one
#[derive(Debug, Subcommand)]
#[command(after_long_help = "\
Examples:
  candour key new --output signing-key.key.age
  candour key show signing-key.key.age")]
pub(crate) enum KeyCommand {
    New(KeyNew),
    Show(KeyShow),
}

/// Make a signing key and lock it with a passphrase
///
/// The page, this program and any age tool can open the file. Nobody can help you if you forget the
/// passphrase. An existing file is never overwritten.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour key new --output signing-key.key.age
      asks for a passphrase twice, or generates one
  candour key new --output signing-key.key.age --passphrase-file passphrase.txt
      reads the passphrase from a file")]
pub(crate) struct KeyNew {
    /// Write the key to this new file
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: PathBuf,

    #[command(flatten)]
    pub(crate) passphrase: Passphrase,
}

/// Show a key without its secret
///
/// Prints the digits that people compare by telephone, the key as did:key, and the age recipient for
/// encrypting files to it.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour key show signing-key.key.age
      prints the public part of a key
  candour key show signing-key.key.age --export-identity identity.txt
      also writes a new file, not locked, for `age --decrypt --identity identity.txt`")]
pub(crate) struct KeyShow {
    /// The key file
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Write the secret for age tools to this new file. It is not locked
    #[arg(long, value_name = "FILE")]
    pub(crate) export_identity: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) passphrase: Passphrase,
}

/// Decrypt files that were encrypted for you or with a passphrase
///
/// Opens age files, and pages with drafts in them. A single file is printed unless a folder is given.
/// Existing files are never overwritten.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour decrypt --identity signing-key.key.age answer.json.age > answer.json
      decrypts one file
  candour decrypt --identity signing-key.key.age --output opened/ answers/ more.zip
      decrypts several files into a folder
  candour decrypt drafts.html
      asks for the passphrase and prints the drafts in a saved page

Exit status: 0 if all files were decrypted, 1 if one was not, 2 if one could not be read or written.")]
pub(crate) struct Decrypt {
    /// Files, folders and zip archives; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Decrypt with the key in this file
    #[arg(long, value_name = "FILE")]
    pub(crate) identity: Option<PathBuf>,

    /// Write the decrypted files to this folder
    #[arg(long, short, value_name = "FOLDER")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) passphrase: Passphrase,
}

/// Make a page that shows only some questionnaires
///
/// Writes the published page with one more element, which selects what the first screen shows. The file is not
/// smaller: every questionnaire stays in it, a link or a request still leads to each, and people can show all.
#[derive(Debug, Args)]
#[command(after_long_help = format!("\
Examples:
  candour page candour.html --show authorities --show watching-products --output two.html
      writes a page whose first screen shows two questionnaires

Built-in questionnaires: {}.", IDS.join(", ")))]
pub(crate) struct PageArgs {
    /// The published page
    #[arg(value_name = "PAGE")]
    pub(crate) page: PathBuf,

    /// Show this questionnaire (repeatable)
    #[arg(long, value_name = "ID", required = true, value_parser = clap::builder::PossibleValuesParser::new(IDS))]
    pub(crate) show: Vec<String>,

    /// Write the new page to this file
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: PathBuf,
}

/// Check questionnaires you are writing, and convert tables
#[derive(Debug, Subcommand)]
#[command(after_long_help = "\
Examples:
  candour questionnaire check questionnaires/gdpr-article-5
      lists the problems of one questionnaire
  candour questionnaire convert questions.xlsx --output questions.json
      makes a questionnaire of a table")]
pub(crate) enum QuestionnaireCommand {
    Check(QuestionnaireCheck),
    Convert(QuestionnaireConvert),
}

/// Convert a questionnaire to a table, or a table to a questionnaire
///
/// A table has a row for each question and can be written with any spreadsheet program. Reads tables
/// (.csv, .xlsx, .ods), files of questionnaires as saved by the page, and folders with questionnaire.json
/// and en.json. Ids that are missing in a table are made from the text: convert it to a table again
/// before you change a text, so that the ids stay.
#[derive(Debug, Args)]
#[command(after_long_help = format!("\
Examples:
  candour questionnaire convert responsible-exit --output questions.xlsx
      writes a built-in questionnaire as a table, to be changed; its id begins with `own-`
  candour questionnaire convert questions.csv --output questions.json
      makes one file that the page and `--questionnaires` load
  candour questionnaire convert questions.json --output questions.csv
      writes it as a table with all ids
  candour questionnaire convert questions.ods --output my-questions
      makes a folder with questionnaire.json and a file for the language

Built-in questionnaires: {}.", IDS.join(", ")))]
pub(crate) struct QuestionnaireConvert {
    /// A table, a file of questionnaires, a folder, or the id of a built-in questionnaire
    #[arg(value_name = "FILE|FOLDER|ID")]
    pub(crate) input: PathBuf,

    /// Write to this new file: .csv, .xlsx or .json; any other name is a new folder
    #[arg(long, short, value_name = "FILE|FOLDER")]
    pub(crate) output: PathBuf,
}

/// List every problem of a questionnaire, with its location and how to fix it
///
/// Checks questionnaire.json, every language, the cases in cases.json and, in English, the readability. Of a
/// table, lists the problems by row and column.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour questionnaire check questionnaires/gdpr-article-5
      checks one questionnaire
  candour questionnaire check questions.xlsx
      checks a table
  candour questionnaire check questionnaires
      checks every questionnaire in a folder

Exit status: 0 if there is no problem, 1 if there is one, 2 if the folder could not be read.")]
pub(crate) struct QuestionnaireCheck {
    /// Folders of questionnaires, folders that contain some, tables, or files of questionnaires
    #[arg(required = true, value_name = "FOLDER|FILE")]
    pub(crate) folders: Vec<PathBuf>,
}

/// Translate Candour into another language
#[derive(Debug, Subcommand)]
#[command(after_long_help = "\
Examples:
  candour language template --language my --name မြန်မာ --english-name Burmese \\
      --plurals none --output my.csv
      writes a table to fill in with a spreadsheet program
  candour language check my.csv
      lists what to correct, row by row, and what to look at again
  candour language import my.csv --output my.json
      makes a language pack of it
  candour language export my.json --output my.po
      writes the pack for Poedit, OmegaT or Weblate")]
pub(crate) enum LanguageCommand {
    Template(LanguageTemplate),
    Check(LanguageCheck),
    Import(LanguageConvert),
    Export(LanguageConvert),
}

/// Write an empty table with every English text, to be translated
///
/// Each row has a key, the English text, a note and an empty translation. Texts that depend on a number
/// have a row for each plural form of the language.
#[derive(Debug, Args)]
#[command(
    override_usage = "candour language template [OPTIONS] --language <TAG> --name <NAME> --english-name <NAME>\n       \
                      --plurals <FAMILY> --output <FILE>"
)]
#[command(after_long_help = "\
Examples:
  candour language template --language my --name မြန်မာ --english-name Burmese \\
      --plurals none --output my.csv
      writes a table to fill in with a spreadsheet program
  candour language template --language ar --name العربية --english-name Arabic \\
      --direction rtl --plurals arabic --output ar.po
      writes a file for Poedit, OmegaT or Weblate")]
pub(crate) struct LanguageTemplate {
    /// The language tag (BCP 47), such as my or pt-BR
    #[arg(long, value_name = "TAG")]
    pub(crate) language: String,

    /// The name of the language in the language itself
    #[arg(long, value_name = "NAME")]
    pub(crate) name: String,

    /// The English name of the language
    #[arg(long, value_name = "NAME")]
    pub(crate) english_name: String,

    /// The direction of its script: ltr or rtl
    #[arg(long, value_name = "DIRECTION", default_value = "ltr", value_parser = direction())]
    pub(crate) direction: Direction,

    /// Its plural forms: none (as in Burmese), one (as in English), zero-one (as in French), arabic or slavic
    #[arg(long, value_name = "FAMILY", value_parser = plurals())]
    pub(crate) plurals: Plurals,

    /// Write to this new file: .csv, .po or .json
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: PathBuf,
}

fn direction() -> impl TypedValueParser<Value = Direction> {
    PossibleValuesParser::new(Direction::ALL.map(Direction::as_str))
        .map(|word| Direction::ALL.into_iter().find(|known| known.as_str() == word).unwrap_or_default())
}

fn plurals() -> impl TypedValueParser<Value = Plurals> {
    PossibleValuesParser::new(Plurals::ALL.map(Plurals::as_str))
        .map(|word| Plurals::ALL.into_iter().find(|known| known.as_str() == word).unwrap_or_default())
}

/// List what to correct in a translation, and what to look at again
///
/// Reads tables (.csv), files of translators' programs (.po) and language packs (.json). Of each file of a
/// language: how many texts are translated, and who has looked at them.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour language check my.csv
      lists what to correct, row by row, and what to look at again

Exit status: 0 if there is no problem, 1 if there is one, 2 if a file could not be read.")]
pub(crate) struct LanguageCheck {
    /// Tables, PO files or language packs
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

/// Convert a translation from one form to another
///
/// Tables (.csv), files of translators' programs (.po) and language packs (.json) hold the same; the endings of
/// the names decide. Nothing is written while there is a problem.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour language import my.csv --output my.json
      makes a language pack of a table
  candour language export my.json --output my.po
      writes a pack for Poedit, OmegaT or Weblate")]
pub(crate) struct LanguageConvert {
    /// A table, a PO file or a language pack
    #[arg(value_name = "FILE")]
    pub(crate) input: PathBuf,

    /// Write to this new file: .csv, .po or .json
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: PathBuf,
}

/// Print the JSON Schema of a format, or list all
///
/// A schema describes the structure of a file, for editors and other programs. Only `candour check` can
/// tell whether a file was changed.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour schema
      lists all names
  candour schema candour-result/1 > candour-result-1.schema.json
      writes the schema of signed results
  candour schema candour-checked
      prints the schema of the output of `candour check --json`")]
pub(crate) struct SchemaArgs {
    /// A format, such as candour-result/1
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

/// Print the manual
///
/// Without `--output`, prints the manual page of `candour`.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  candour man | man -l -
      shows the manual
  candour man --output /usr/local/share/man/man1
      installs a manual page for each command")]
pub(crate) struct Man {
    /// Write a page for each command to this folder
    #[arg(long, short, value_name = "FOLDER")]
    pub(crate) output: Option<PathBuf>,
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
