//! `kwali completions` and `kwali man`: generated from the commands themselves.

use clap::{Args, CommandFactory};

use crate::args::Cli;
use crate::context::Outcome;
use crate::examples;
use crate::failure::Failure;
use crate::output::print;

/// Print completions for a shell
#[derive(Args)]
#[command(after_help = examples!("for bash" => "kwali completions bash > ~/.local/share/bash-completion/completions/kwali"))]
pub(crate) struct Completions {
    /// The shell
    shell: clap_complete::Shell,
}

impl Completions {
    pub(crate) fn run(self) -> Result<Outcome, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "kwali", &mut script);
        print(&script)?;
        Ok(Outcome::Done)
    }
}

/// Print the manual page
#[derive(Args)]
#[command(after_help = examples!("read it" => "kwali man | man -l -"))]
pub(crate) struct Man {}

impl Man {
    pub(crate) fn run(self) -> Result<Outcome, Failure> {
        let mut page = Vec::new();
        clap_mangen::Man::new(Cli::command()).render(&mut page)?;
        print(&page)?;
        Ok(Outcome::Done)
    }
}
