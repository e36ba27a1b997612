//! Parses the command line, runs the command, prints what went wrong, and says so in the exit
//! status.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    if is_version_asked() {
        // A closed pipe has read enough.
        let _ = writeln!(io::stdout(), "mockround {}", env!("CARGO_PKG_VERSION"));
        return ExitCode::SUCCESS;
    }
    if let Some(code) = mockround::complete(std::env::args_os()) {
        return code;
    }
    let cli = match mockround::Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() && has_unsafe_arguments() => {
            // clap repeats arguments as they are; without its colours they can be cleaned.
            let error = mockround::clean(&error.render().to_string());
            let _ = write!(io::stderr(), "{error}");
            return ExitCode::from(2);
        }
        Err(error) => error.exit(),
    };
    match mockround::run(cli) {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to do where even stderr is closed.
            let why = mockround::clean(&mockround::causes(&error));
            let _ = writeln!(io::stderr(), "mockround: {why}");
            ExitCode::from(mockround::exit_status(&error))
        }
    }
}

/// Scripts ask for the version often, and clap would build every subcommand before it answers.
fn is_version_asked() -> bool {
    let mut arguments = std::env::args_os().skip(1);
    match (arguments.next(), arguments.next()) {
        (Some(only), None) => only == "--version" || only == "-V",
        _ => false,
    }
}

/// Whether an argument would act on the terminal, were it shown as it is.
fn has_unsafe_arguments() -> bool {
    std::env::args_os().any(|argument| {
        let argument = argument.to_string_lossy();
        mockround::clean(&argument) != argument
    })
}

/// Whoever reads our output has read enough: not our failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}
