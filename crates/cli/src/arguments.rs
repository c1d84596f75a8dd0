//! What can be asked of the command line. The help, the manual and the completions are made from this.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

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
    /// Of folders, everything below them is checked but hidden files.
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
