//! The commands of `cargo xtask`. Their help is made from this.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Builds, tests, measures and releases Candour
///
/// Tools are kept in `$CANDOUR_TOOLS`, by default `candour/tools` in your cache folder.
#[derive(Debug, Parser)]
#[command(name = "xtask", bin_name = "cargo xtask", arg_required_else_help = true)]
pub(crate) struct XtaskArguments {
    #[command(subcommand)]
    pub(crate) command: XtaskCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum XtaskCommand {
    /// Build the page and serve it on this machine
    Serve {
        /// Port on 127.0.0.1; 0 takes any free one
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Write the page to dist/
    Build {
        /// Leave optimising out: larger and slower, built sooner, for tests only
        #[arg(long)]
        quick: bool,
    },
    /// Run every check and test
    ///
    /// A failed step does not stop the next ones. The table at the end shows the time of each.
    Test {
        /// Leave out browsers and fuzzing
        #[arg(long)]
        quick: bool,
    },
    /// Check the questionnaires and write questionnaires/TO-CHECK.md
    Content {
        /// Only check that the file is current
        #[arg(long)]
        check: bool,
    },
    /// Write the npm package candour-verify to target/npm/candour-verify
    Npm,
    /// Write the wheels of the Python package candour-verify to target/wheel/ and test the one for this machine
    Wheel,
    /// Run the steps of docs/ANALYSIS.md as they stand, with `DuckDB`, Polars and Spark
    Analysis {
        /// How many files to analyse
        #[arg(long, default_value_t = 200, value_name = "N")]
        files: u64,
    },
    /// Write the tables for comparing names, from the data of Unicode
    Names {
        /// Only check that the tables are current
        #[arg(long)]
        check: bool,
    },
    /// Write language packs that only tests use to target/languages/
    ///
    /// Lengthened with accents, from right to left, in stacks of Burmese letters, and with gaps.
    Languages,
    /// Write the JSON Schemas of the files to schema/
    Schema,
    /// Fuzz every parser, or one
    ///
    /// As many targets run at once as there are processors. Each goes on from what earlier runs found.
    Fuzz {
        /// A file of `fuzz/fuzz_targets`, without its ending; all of them without it
        target: Option<String>,
        /// How long to fuzz each target
        #[arg(long, default_value_t = 180, value_name = "N")]
        seconds: u64,
    },
    /// List what the page is made of and its licences: docs/DEPENDENCIES.md, src/licences.txt
    Dependencies {
        /// Only check that the lists are current, and that deny.toml allows each crate
        #[arg(long)]
        check: bool,
    },
    /// Break the code behind each promise of SECURITY.md and run the test that must fail
    Mutations {
        /// Leave out what an earlier run has shown to be noticed
        #[arg(long)]
        resume: bool,
        /// Only the tests with this in their names
        tests: Vec<String>,
    },
    /// Check every crate against deny.toml and the list of known vulnerabilities
    Audit {
        /// Leave out the list of vulnerabilities, which comes from the network
        #[arg(long)]
        offline: bool,
    },
    /// Write the files of a release, from what is committed, and check them as whoever downloads them would
    Release {
        /// The secret key of minisign to sign the checksums with, kept outside of the repository
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
    },
    /// Build a release twice in different environments and compare each byte
    Reproduce {
        /// Build it once and compare it with published sums
        #[arg(long, value_name = "SHA256SUMS")]
        against: Option<PathBuf>,
    },
    /// Print sizes and times of the page, and the speed of the command line
    Bench {
        /// Only the command line
        #[arg(long)]
        command: bool,
        /// Only what is measured beside a page written by hand and beside other programs
        #[arg(long, conflicts_with = "command")]
        beside: bool,
    },
    /// Rebuild and reload the page while you work: `trunk serve` with the tools below
    Watch,
    /// Install everything that building and testing need
    Tools,
    /// Make the single page out of what Trunk built, which calls this after each build
    #[command(hide = true)]
    Assemble,
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::{XtaskArguments, XtaskCommand};

    #[test]
    fn every_command_and_argument_has_a_help_text() {
        XtaskArguments::command().debug_assert();
        for command in XtaskArguments::command().get_subcommands() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{} {}", command.get_name(), argument.get_id());
            }
        }
    }

    #[test]
    fn a_port_that_is_not_a_number_is_refused() {
        assert!(XtaskArguments::try_parse_from(["xtask", "serve", "--port", "http"]).is_err());
        let served = XtaskArguments::try_parse_from(["xtask", "serve", "--port", "0"]).expect("a port");
        assert!(matches!(served.command, XtaskCommand::Serve { port: 0 }));
    }
}
