//! Alerts outside the terminal: the command of the settings, run without a shell and never waited
//! for.

use std::process::{Child, Command, Stdio};

use anyhow::Context;

/// Runs the alert command, and collects the ones that have ended.
#[derive(Debug, Default)]
pub(crate) struct Alerts {
    command: Vec<String>,
    running: Vec<Child>,
}

impl Alerts {
    /// Alerts through a command, given as its argument list; `{}` stands for the alert's text.
    /// Empty: none.
    pub(crate) fn new(command: Vec<String>) -> Self {
        Self { command, running: Vec::new() }
    }

    /// Starts the command for an alert.
    ///
    /// # Errors
    /// The command can't be started.
    pub(crate) fn give(&mut self, text: &str) -> anyhow::Result<()> {
        self.running.retain_mut(|child| matches!(child.try_wait(), Ok(None)));
        let Some((program, arguments)) = self.command.split_first() else { return Ok(()) };
        let child = Command::new(program)
            .args(filled(arguments, text))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| {
                format!("the alert command {program:?} can't be started: see [live] alert-command")
            })?;
        self.running.push(child);
        Ok(())
    }
}

fn filled(arguments: &[String], text: &str) -> impl Iterator<Item = String> {
    arguments.iter().map(move |argument| argument.replace("{}", text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_one_argument_whatever_is_in_it() {
        let arguments = ["-u".to_string(), "now: {}".to_string()];
        assert_eq!(filled(&arguments, "$(rm) 'x'").collect::<Vec<_>>(), ["-u", "now: $(rm) 'x'"]);
    }

    #[test]
    fn a_command_that_is_not_there_is_named_with_its_setting() {
        let error =
            Alerts::new(vec!["/no/such/program".to_string()]).give("x").unwrap_err().to_string();
        assert!(error.contains("/no/such/program") && error.contains("alert-command"), "{error}");
        assert!(Alerts::default().give("x").is_ok());
    }
}
