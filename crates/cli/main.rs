//! `kwali`, the program: arguments in, exhibits out.

mod args;
mod commands;
mod context;
mod evidence;
mod failure;
mod help;
mod output;
mod screen;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = match args::Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refuse(&error),
    };
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

/// Tells what is wrong with the arguments, or shows the help that was asked for.
fn refuse(error: &clap::Error) -> ExitCode {
    let wants_json =
        std::env::args().collect::<Vec<_>>().windows(2).any(|pair| pair == ["--format", "json"])
            || std::env::args().any(|argument| argument == "--format=json");
    if error.use_stderr() && wants_json {
        context::say_as_json(&failure::Failure::arguments(error));
        return ExitCode::from(2);
    }
    // A closed standard output is no reason to fail.
    let _ = error.print();
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}
