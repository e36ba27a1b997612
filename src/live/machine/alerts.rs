//! Alerts outside the terminal: the command of the settings, run without a shell and never waited
//! for.

use std::process::{Child, Command, Stdio};

use anyhow::Context;

use crate::program::Program;

/// Most that run at once: one that hangs is ended for a later one.
const MOST: usize = 3;

/// Runs the alert command, and collects the ones that have ended.
#[derive(Debug, Default)]
pub(crate) struct Alerts {
    command: Option<Program>,
    running: Vec<Child>,
}

impl Alerts {
    /// Alerts through a command, if there is one; `{}` in it stands for the alert's text.
    pub(crate) fn new(command: Option<Program>) -> Self {
        Self { command, running: Vec::new() }
    }

    /// Starts the command for an alert.
    ///
    /// # Errors
    /// The command can't be started, or a file of it is another one by now.
    pub(crate) fn give(&mut self, text: &str) -> anyhow::Result<()> {
        self.running.retain_mut(|child| matches!(child.try_wait(), Ok(None)));
        let Some(command) = &self.command else { return Ok(()) };
        let checked = command.to_run().context("the alert command is not run")?;
        let Some((program, arguments)) = checked else { return Ok(()) };
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
    #[cfg(unix)]
    use crate::program::ExpectedFile;

    #[test]
    fn the_text_is_one_argument_whatever_is_in_it() {
        let arguments = ["-u".to_string(), "now: {}".to_string()];
        assert_eq!(filled(&arguments, "$(rm) 'x'").collect::<Vec<_>>(), ["-u", "now: $(rm) 'x'"]);
    }

    #[test]
    #[cfg(unix)]
    fn commands_that_hang_do_not_pile_up() {
        let mut alerts = Alerts::new(Some(vec!["sleep".to_string(), "600".to_string()].into()));
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
    #[cfg(unix)]
    fn a_command_that_was_rewritten_since_is_not_run() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("alert.sh");
        std::fs::write(&script, "exit 3").unwrap();
        let words = vec!["sh".to_string(), script.display().to_string()];
        let expected = ExpectedFile::Sum(crate::program::sum(&script).unwrap());
        let files = vec![(script.clone(), expected)];
        let mut alerts = Alerts::new(Some(Program::of(words, files, "allow".to_string())));
        alerts.give("x").unwrap();
        assert_eq!(alerts.running[0].wait().unwrap().code(), Some(3));
        std::fs::write(&script, "exit 4").unwrap();
        let error = format!("{:#}", alerts.give("x").unwrap_err());
        assert!(error.starts_with("the alert command is not run: "), "{error}");
        assert!(error.contains("alert.sh is not what it was when"), "{error}");
        assert!(alerts.running.is_empty());
    }

    #[test]
    fn a_command_that_is_not_there_is_named_with_its_setting() {
        let missing = Some(vec!["/no/such/program".to_string()].into());
        let error = Alerts::new(missing).give("x").unwrap_err().to_string();
        assert!(error.contains("/no/such/program") && error.contains("alert-command"), "{error}");
        assert!(Alerts::default().give("x").is_ok());
    }
}
