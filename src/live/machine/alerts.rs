//! Alerts outside the terminal: the command of the settings, run without a shell and never waited
//! for.

use std::process::{Child, Command, Stdio};

use anyhow::Context;

/// Most that run at once: one that hangs is ended for a later one.
const MOST: usize = 3;

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
        if self.running.len() >= MOST {
            let mut hangs = self.running.remove(0);
            // One that ended meanwhile can't be ended, and is collected all the same.
            let _ = hangs.kill();
            let _ = hangs.wait();
        }
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
    #[cfg(unix)]
    fn commands_that_hang_do_not_pile_up() {
        let mut alerts = Alerts::new(vec!["sleep".to_string(), "600".to_string()]);
        let mut seen = Vec::new();
        for _ in 0..MOST + 2 {
            alerts.give("x").unwrap();
            seen.extend(alerts.running.last().map(Child::id));
        }
        let running: Vec<u32> = alerts.running.iter().map(Child::id).collect();
        assert_eq!(running, seen[2..]);
        for mut child in alerts.running {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    #[test]
    fn a_command_that_is_not_there_is_named_with_its_setting() {
        let error =
            Alerts::new(vec!["/no/such/program".to_string()]).give("x").unwrap_err().to_string();
        assert!(error.contains("/no/such/program") && error.contains("alert-command"), "{error}");
        assert!(Alerts::default().give("x").is_ok());
    }
}
