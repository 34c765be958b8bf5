//! `kwali`, the program: arguments in, exhibits out.

mod args;
mod commands;
mod context;
mod evidence;
mod failure;
mod help;
mod output;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = args::Cli::parse();
    let json_errors = cli.wants_json();
    let context = context::Context::new(&cli.global);
    match commands::run(&context, cli.command) {
        Ok(outcome) => outcome.exit_code(),
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            context.say_failure(&failure, json_errors);
            ExitCode::from(2)
        }
    }
}
