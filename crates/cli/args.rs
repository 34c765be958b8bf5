//! The command line as a whole: global options and the list of commands.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Args, Parser};
use kwali_study::{Author, Study};

use crate::commands::Command;
use crate::context::Context;
use crate::failure::Failure;

/// Code qualitative interviews from the command line; every number can be traced to its words.
#[derive(Parser)]
#[command(name = "kwali", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "Example: see everything on the sample study\n  kwali demo\n\n\
    Example: a study of your own\n  kwali new buurt\n  kwali import transcripts/\n  \
    kwali codebook import codebook.toml\n  kwali coding import codings.csv\n  kwali frequencies")]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Args, Clone)]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct Global {
    /// The study file; else the one *.kwali file here or in the nearest folder above
    #[arg(long, value_name = "PATH", env = "KWALI_STUDY", global = true)]
    pub(crate) study: Option<PathBuf>,

    /// How long to wait for another process that is writing
    #[arg(long, value_name = "SECONDS", default_value_t = 10, global = true)]
    #[arg(value_parser = clap::value_parser!(u64).range(..=86_400))]
    pub(crate) wait: u64,

    /// Say nothing on standard error but errors and warnings
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

impl Cli {
    /// True where the result was asked for as JSON, so that an error is given as JSON too.
    pub(crate) fn wants_json(&self) -> bool {
        self.command.wants_json()
    }
}

/// The coder who makes a coding or writes a memo.
#[derive(Args, Clone)]
pub(crate) struct Acting {
    /// The coder who does this
    #[arg(long, value_name = "NAME", env = "KWALI_CODER")]
    pub(crate) coder: Option<String>,
}

impl Acting {
    /// Returns on whose behalf a command changes the study: the coder's, else the person's who runs it.
    pub(crate) fn author(&self, context: &Context, command: &str) -> Author {
        match &self.coder {
            Some(coder) => context.author_as(command, coder),
            None => context.author(command),
        }
    }

    /// Returns of these codings those of other coders than the one who is named, by their names;
    /// where nobody is named, there are no others.
    pub(crate) fn codings_of_others(
        &self,
        study: &Study,
        ids: &[String],
    ) -> Result<BTreeMap<String, Vec<String>>, Failure> {
        match &self.coder {
            Some(coder) => Ok(study.codings_of_others(coder, ids)?),
            None => Ok(BTreeMap::new()),
        }
    }

    /// Returns the coder, who must be named.
    pub(crate) fn require(&self) -> Result<&str, Failure> {
        self.coder.as_deref().ok_or_else(|| Failure::from(kwali_study::Error::NoCoder))
    }
}
