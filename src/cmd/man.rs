//! `mockround man`: the manual page.

use std::process::ExitCode;

use clap::CommandFactory;

use super::Context;
use crate::cli;

/// Prints the page, with every subcommand, as roff.
///
/// # Errors
/// Standard output can't be written.
pub(super) fn run(context: &Context) -> anyhow::Result<ExitCode> {
    let mut command = cli::Cli::command().disable_help_subcommand(true);
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    sections(&command, "mockround", &mut page)?;
    context.print(&String::from_utf8_lossy(&page))?;
    Ok(ExitCode::SUCCESS)
}

/// The subcommands of a command, and theirs.
fn sections(command: &clap::Command, above: &str, page: &mut Vec<u8>) -> anyhow::Result<()> {
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let name = format!("{above} {}", sub.get_name());
        let man = clap_mangen::Man::new(sub.clone().bin_name(&name)).title(name.to_uppercase());
        page.extend(format!(".SH \"{}\"\n", name.to_uppercase()).bytes());
        man.render_description_section(page)?;
        man.render_synopsis_section(page)?;
        man.render_options_section(page)?;
        sections(sub, &name, page)?;
    }
    Ok(())
}
