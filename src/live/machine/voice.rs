//! The interviewer's voice: a program that says aloud what comes from its standard input, one text
//! after the other, and never waited for.

use std::collections::VecDeque;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::program::Program;
use crate::program::group::ProcessGroup;
use crate::session::event::Utterance;
use crate::text::system;
use crate::time::Elapsed;

use super::clock::Now;

/// Voices that are looked for, the first that is there: each takes text from its standard input.
const FOUND: &[&[&str]] = if cfg!(target_os = "macos") {
    &[&["say", "-f", "-"]]
} else if cfg!(windows) {
    &[&["powershell", "-NoProfile", "-NonInteractive", "-Command", ON_WINDOWS]]
} else {
    &[&["spd-say", "--wait", "--pipe-mode"], &["espeak-ng", "--stdin"], &["espeak", "--stdin"]]
};

/// There the system has a synthesizer of its own.
const ON_WINDOWS: &str = "Add-Type -AssemblyName System.Speech; \
    (New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak([Console]::In.ReadToEnd())";

/// A voice takes no longer than this to begin and to end …
const SLACK: Duration = Duration::from_secs(15);

/// … and for each character of its text: at 175 words a minute, which voices speak by themselves,
/// one takes 0.06 s, at espeak-ng's slowest, 80, one takes 0.13 s and more in a pause.
const A_CHARACTER: Duration = Duration::from_millis(300);

/// Nobody says so many words a second: a fast voice says 5 …
const FASTEST: f64 = 15.0;

/// … and a voice that is over sooner than this said nothing, however short its text is.
const SHORTEST: Duration = Duration::from_millis(300);

/// Texts that wait for the one before.
const MOST_WAITING: usize = 3;

/// More of a text isn't said: it is on screen.
const LONGEST: usize = 2_000;

/// What was said, or why nothing was.
#[derive(Debug)]
pub(crate) enum Spoke {
    /// Between two times.
    Said(Elapsed, Elapsed, Utterance),
    /// Nothing more is said aloud.
    Failed(String),
}

/// A voice, and what it says.
#[derive(Debug)]
pub(crate) struct SpeakingVoice {
    /// None once it failed.
    program: Option<Program>,
    waiting: VecDeque<(String, Utterance)>,
    saying: Option<Saying>,
}

#[derive(Debug)]
struct Saying {
    group: ProcessGroup,
    from: Elapsed,
    what: Utterance,
    /// The reading of the clock at its beginning.
    began: Duration,
    /// What it takes to say this much at least.
    least: Duration,
    /// The reading of the clock by which it is over.
    until: Duration,
}

/// The program that a settings file names, or the first voice that is there.
pub(crate) fn find(named: Option<&Program>, is_there: impl Fn(&str) -> bool) -> Option<Program> {
    let found = || FOUND.iter().find(|words| is_there(words[0]));
    let words = |words: &&[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
    named.cloned().or_else(|| found().map(|found| Program::from(words(found))))
}

/// What is said of a voice that is over before anybody could have said its text.
const TOO_SOON: &str = "it ended too soon to have said anything";

/// What it takes to say a text at least: a third of what a fast voice takes.
fn least(text: &str) -> Duration {
    let words = text.split_whitespace().count() as f64;
    Duration::from_secs_f64(words / FASTEST).max(SHORTEST)
}

impl SpeakingVoice {
    /// Says nothing yet.
    pub(crate) fn new(program: Program) -> Self {
        Self { program: Some(program), waiting: VecDeque::new(), saying: None }
    }

    /// Whether it speaks, or has something to say.
    pub(crate) fn is_busy(&self) -> bool {
        self.saying.is_some() || !self.waiting.is_empty()
    }

    /// Whether it speaks now.
    pub(crate) fn is_speaking(&self) -> bool {
        self.saying.is_some()
    }

    /// Whether it still can.
    pub(crate) fn is_well(&self) -> bool {
        self.program.is_some()
    }

    /// Says a text behind what it says now; one that tells the time at once, or not at all.
    pub(crate) fn say(&mut self, text: &str, what: Utterance) {
        if what == Utterance::Alert && self.is_busy() || self.waiting.len() >= MOST_WAITING {
            return;
        }
        if !self.is_well() {
            return;
        }
        let text = text.chars().take(LONGEST).collect();
        self.waiting.push_back((text, what));
    }

    /// Says nothing of what was to be said; what was being said was said until now.
    pub(crate) fn hush(&mut self, now: Elapsed) -> Option<Spoke> {
        self.waiting.clear();
        let Saying { mut group, from, what, .. } = self.saying.take()?;
        group.end();
        Some(Spoke::Said(from, now, what))
    }

    /// Goes on: what came of what it said, if that is over, and then the next.
    pub(crate) fn attend(&mut self, now: &Now) -> Vec<Spoke> {
        let mut spoke = Vec::new();
        if let Some(saying) = &mut self.saying {
            let is_late = now.reading >= saying.until;
            if !is_late && !saying.group.has_ended() {
                return spoke;
            }
            let status = saying.group.end();
            let took = now.reading.saturating_sub(saying.began);
            let is_silent = took < saying.least;
            // Of one that hangs nobody knows what it said: none of it is the candidate's.
            if !is_silent {
                spoke.push(Spoke::Said(saying.from, now.at, saying.what));
            }
            let failed = match status {
                _ if is_late => Some("it doesn't end".to_string()),
                Some(status) if !status.success() => Some(status.to_string()),
                _ if is_silent => Some(TOO_SOON.to_string()),
                Some(_) | None => None,
            };
            self.saying = None;
            spoke.extend(failed.map(|why| self.fail(&why)));
        }
        if self.saying.is_none()
            && let Some((text, what)) = self.waiting.pop_front()
            && let Err(why) = self.begin(&text, what, now)
        {
            spoke.push(self.fail(&why));
        }
        spoke
    }

    fn begin(&mut self, text: &str, what: Utterance, now: &Now) -> Result<(), String> {
        let Some(program) = &self.program else { return Ok(()) };
        let run = program.to_run().map_err(|why| why.to_string())?;
        let Some((program, arguments)) = run else { return Ok(()) };
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut group = ProcessGroup::start(&mut command).map_err(|error| system(&error))?;
        if let Some(mut input) = group.child.stdin.take() {
            // It fits into a pipe. One that doesn't read it ends with what that says.
            let _ = input.write_all(text.as_bytes());
        }
        let characters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let until = now.reading + SLACK + A_CHARACTER * characters;
        let (from, began, least) = (now.at, now.reading, least(text));
        self.saying = Some(Saying { group, from, what, began, least, until });
        Ok(())
    }

    fn fail(&mut self, why: &str) -> Spoke {
        let words = self.program.take();
        let name = words.and_then(|of| of.words().first().cloned()).unwrap_or_default();
        self.waiting.clear();
        Spoke::Failed(format!("{name}: {why}"))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn now(seconds: f64) -> Now {
        let passed = Duration::from_secs_f64(seconds);
        let wall = jiff::Timestamp::UNIX_EPOCH + passed;
        Now { at: Elapsed::new(passed), reading: passed, stamp: passed, wall }
    }

    fn voice(words: &[&str]) -> SpeakingVoice {
        SpeakingVoice::new(words.iter().map(ToString::to_string).collect::<Vec<_>>().into())
    }

    /// Goes on until it has nothing to say, so many seconds a look by its own clock.
    fn to_the_end(voice: &mut SpeakingVoice, step: f64) -> Vec<Spoke> {
        let (mut spoke, mut look) = (Vec::new(), 0.0);
        while voice.is_busy() {
            spoke.extend(voice.attend(&now(look)));
            look += step;
            std::thread::yield_now();
        }
        spoke
    }

    /// The same where each text takes so many seconds by its own clock, whenever its program ends.
    fn at_length(voice: &mut SpeakingVoice, seconds: f64) -> Vec<Spoke> {
        let (mut spoke, mut look) = (Vec::new(), 0.0);
        while voice.is_busy() {
            while voice.saying.as_mut().is_some_and(|saying| !saying.group.has_ended()) {
                std::thread::yield_now();
            }
            look += if voice.is_speaking() { seconds } else { 0.0 };
            spoke.extend(voice.attend(&now(look)));
        }
        spoke
    }

    #[test]
    fn texts_are_said_one_after_the_other_word_for_word() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("said");
        let mut voice = voice(&["tee", "-a", file.to_str().unwrap()]);
        voice.say("What $(x) first?\n", Utterance::Question);
        voice.say("Why?\n", Utterance::Probe);
        voice.say("five minutes left", Utterance::Alert);
        let spoke = at_length(&mut voice, 1.0);
        assert!(
            matches!(spoke[..], [Spoke::Said(a, b, Utterance::Question),
            Spoke::Said(c, d, Utterance::Probe)] if a <= b && b <= c && c <= d),
            "{spoke:?}"
        );
        // What tells the time is not said late.
        assert_eq!(std::fs::read_to_string(file).unwrap(), "What $(x) first?\nWhy?\n");
    }

    #[test]
    fn one_that_is_missing_fails_or_hangs_is_told_once_and_the_round_goes_on() {
        for (words, step, why) in [
            (&["no-such-voice"][..], 0.0, "no-such-voice: no such file or folder"),
            (&["false"][..], 0.0, "false: exit status: 1"),
            (&["sleep", "600"][..], 1.0, "sleep: it doesn't end"),
        ] {
            let mut voice = voice(words);
            voice.say("Why?", Utterance::Probe);
            voice.say("And then?", Utterance::Probe);
            let spoke = to_the_end(&mut voice, step);
            let Some(Spoke::Failed(says)) = spoke.last() else { panic!("{spoke:?}") };
            assert_eq!(says, why);
            // While it hung nothing that was heard is known to be the candidate's.
            let said = |spoke: &Spoke| matches!(spoke, Spoke::Said(from, to, _) if from < to);
            assert_eq!(spoke.iter().any(said), words[0] == "sleep", "{spoke:?}");
            assert!(!voice.is_well() && !voice.is_busy());
            voice.say("Who?", Utterance::Probe);
            assert_eq!(to_the_end(&mut voice, step).len(), 0);
        }
    }

    #[test]
    fn one_that_is_over_before_its_text_can_be_said_said_nothing() {
        let thirty = "word ".repeat(30);
        for (text, seconds, is_said) in
            [("Why?", 0.2, false), ("Why?", 0.4, true), (&thirty, 1.9, false), (&thirty, 2.1, true)]
        {
            let mut voice = voice(&["true"]);
            voice.say(text, Utterance::Probe);
            let spoke = at_length(&mut voice, seconds);
            match &spoke[..] {
                [Spoke::Said(from, to, _)] => assert!(is_said && to > from, "{text}"),
                [Spoke::Failed(why)] => {
                    assert_eq!((is_said, why.as_str()), (false, &*format!("true: {TOO_SOON}")));
                }
                _ => panic!("{spoke:?}"),
            }
            assert_eq!(voice.is_well(), is_said);
        }
    }

    #[test]
    fn a_slow_voice_is_waited_for() {
        // 80 words a minute, in which a word has six characters, and half as much again.
        for words in [5_u32, 50, 350] {
            let mut voice = voice(&["sleep", "600"]);
            voice.say(&"words ".repeat(words as usize), Utterance::Question);
            let takes = 1.5 * 60.0 * f64::from(words) / 80.0;
            assert_eq!(voice.attend(&now(0.0)).len(), 0);
            assert_eq!(voice.attend(&now(takes)).len(), 0, "{words}");
            assert!(voice.is_well() && voice.is_speaking());
        }
    }

    #[test]
    fn what_is_broken_off_was_said_until_then() {
        let mut voice = voice(&["sleep", "600"]);
        voice.say("Why?", Utterance::Probe);
        voice.attend(&now(1.0));
        let spoke = voice.hush(now(3.0).at);
        assert!(
            matches!(spoke, Some(Spoke::Said(from, to, _)) if to - from == Duration::from_secs(2))
        );
        assert!(voice.is_well() && voice.hush(now(4.0).at).is_none());
    }

    #[test]
    fn the_settings_voice_comes_before_any_that_is_found() {
        let own = Program::from(vec!["my-voice".to_string()]);
        assert_eq!(find(Some(&own), |_| true), Some(own));
        assert_eq!(find(None, |_| false), None);
        assert!(find(None, |name| name == FOUND[0][0]).is_some());
    }
}
