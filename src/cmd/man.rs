//! `mockround man`: a manual page for mockround and for each of its commands.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::CommandFactory;
use clap_mangen::Man;

use super::Context;
use crate::cli;
use crate::fields::suggestion;
use crate::text::clean_line;

/// Prints the page of a command as roff, or writes those of all commands into a folder.
///
/// # Errors
/// No such command; standard output or the folder can't be written.
pub(super) fn run(context: &Context, args: &cli::ManArgs) -> anyhow::Result<ExitCode> {
    let mut command = cli::Cli::command().disable_help_subcommand(true);
    command.build();
    if let Some(dir) = &args.dir {
        let cannot = || format!("can't write the manual pages to {}", dir.display());
        fs::create_dir_all(dir).with_context(cannot)?;
        for page in pages(&command) {
            page.generate_to(dir).with_context(cannot)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut asked = &command;
    for word in &args.command {
        let Some(below) = asked.find_subcommand(word) else {
            let known: Vec<&str> = asked.get_subcommands().map(clap::Command::get_name).collect();
            let word = clean_line(word);
            bail!("{word:?} is no command with a page: {}", suggestion(&word, &known));
        };
        asked = below;
    }
    let mut roff = Vec::new();
    page(asked).render(&mut roff)?;
    context.print(&String::from_utf8_lossy(&roff))?;
    Ok(ExitCode::SUCCESS)
}

/// The page of a command, and of all below it.
fn pages(command: &clap::Command) -> Vec<Man> {
    let mut all = vec![page(command)];
    command.get_subcommands().for_each(|below| all.extend(pages(below)));
    all
}

fn page(command: &clap::Command) -> Man {
    let source = concat!("mockround ", env!("CARGO_PKG_VERSION"));
    Man::new(command.clone()).source(source).manual("mockround")
}
