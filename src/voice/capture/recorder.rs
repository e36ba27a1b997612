//! Recorders: programs that write what a microphone hears to their standard output, for machines
//! where no sound server can be spoken to. A recorder that ends has lost the microphone, whatever
//! it says of how it ended.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Read};
use std::os::fd::AsFd;
use std::path::PathBuf;
use std::process::{ChildStderr, ChildStdout, Command, Stdio};
use std::time::Duration;

use super::ends::Lost;
use super::feed::Feed;
use super::names::readable;
use super::{Device, Which};
use crate::program::Program;
use crate::program::group::ProcessGroup;
use crate::text::system;

/// The recorders looked for, in this order, with what makes them write raw samples (16-bit
/// little-endian, mono, 16 kHz) to standard output in pieces of a tenth of a second, which is how
/// late a sample may seem to have sounded.
const KNOWN: [KnownRecorder; 5] = [
    KnownRecorder {
        program: "parec",
        arguments: &[
            "--raw",
            "--format=s16le",
            "--rate=16000",
            "--channels=1",
            "--latency-msec=100",
        ],
        device: "--device",
        last: &[],
        default: None,
    },
    KnownRecorder {
        program: "pw-record",
        arguments: &["--rate=16000", "--channels=1", "--format=s16", "--latency=100ms"],
        device: "--target",
        last: &["-"],
        default: None,
    },
    KnownRecorder {
        program: "arecord",
        arguments: &[
            "-q",
            "-t",
            "raw",
            "-f",
            "S16_LE",
            "-r",
            "16000",
            "-c",
            "1",
            "--period-time=100000",
        ],
        device: "--device",
        last: &[],
        default: None,
    },
    KnownRecorder {
        program: "ffmpeg",
        arguments: &["-nostdin", "-loglevel", "error", "-f", "pulse", "-i"],
        device: "",
        last: &["-ac", "1", "-ar", "16000", "-f", "s16le", "-"],
        default: Some("default"),
    },
    KnownRecorder {
        program: "ffmpeg",
        arguments: &["-nostdin", "-loglevel", "error", "-f", "alsa", "-i"],
        device: "",
        last: &["-ac", "1", "-ar", "16000", "-f", "s16le", "-"],
        default: Some("default"),
    },
];

struct KnownRecorder {
    program: &'static str,
    arguments: &'static [&'static str],
    /// The option that names the device; where it is empty, the name stands alone.
    device: &'static str,
    last: &'static [&'static str],
    /// The name of the default device, where there has to be one.
    default: Option<&'static str>,
}

/// A program and its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recipe {
    program: OsString,
    arguments: Vec<OsString>,
    device: Device,
    /// Where it was named, what is looked at before each run.
    named: Option<Program>,
}

impl Recipe {
    /// A program named in the settings, with its arguments; `None` when it has no words.
    pub(crate) fn named(named: &Program) -> Option<Self> {
        let (program, arguments) = named.words().split_first()?;
        Some(Self {
            named: Some(named.clone()),
            program: program.into(),
            arguments: arguments.iter().map(OsString::from).collect(),
            device: recorded_by(program, &Which::Auto),
        })
    }

    /// The known recorders that `find` finds.
    pub(crate) fn found(which: &Which, find: impl Fn(&str) -> Option<PathBuf>) -> Vec<Self> {
        let recipe = |known: &KnownRecorder| {
            let device = match which {
                Which::Named(name) => Some(name.as_str()),
                Which::Auto => known.default,
            };
            let device = device.map(|name| match known.device {
                "" => name.to_owned(),
                option => format!("{option}={name}"),
            });
            let arguments = known.arguments.iter().map(OsString::from);
            Some(Self {
                program: find(known.program)?.into(),
                arguments: arguments
                    .chain(device.map(OsString::from))
                    .chain(known.last.iter().map(OsString::from))
                    .collect(),
                device: recorded_by(known.program, which),
                named: None,
            })
        };
        KNOWN.iter().filter_map(recipe).collect()
    }
}

/// The names of the recorders looked for.
pub(crate) fn known() -> String {
    let mut names: Vec<_> = KNOWN.iter().map(|known| known.program).collect();
    names.dedup();
    names.join(", ")
}

fn recorded_by(program: &str, which: &Which) -> Device {
    let (name, is_default) = match which {
        Which::Auto => (program.to_owned(), true),
        Which::Named(name) => (name.clone(), false),
    };
    let description = readable(&if is_default {
        format!("recorder {name}")
    } else {
        format!("{name}, recorder {program}")
    });
    Device { name, description, is_default, is_monitor: false }
}

/// A recorder at work. Dropping it ends it.
pub(crate) struct Recorder {
    /// Dropped first of all, so that nobody is left to write.
    _group: ProcessGroup,
    sound: ChildStdout,
    complaints: ChildStderr,
    /// The end of what it complained about.
    complaint: Vec<u8>,
    /// The first half of a sample.
    half: Option<u8>,
    /// It has delivered something.
    delivered: bool,
    device: Device,
    program: OsString,
}

/// Of complaints, so much is kept.
const COMPLAINT: usize = 1024;

impl Recorder {
    /// Starts a recorder, with some variables more.
    ///
    /// # Errors
    /// It can't be started, or a file of it is another one by now.
    pub(crate) fn start(recipe: &Recipe, variables: &[(&str, PathBuf)]) -> Result<Self, String> {
        if let Some(Err(why)) = recipe.named.as_ref().map(Program::to_run) {
            return Err(format!("the recorder {} is not run: {why}", recipe.program.display()));
        }
        let failed = |error: io::Error| {
            let (recorder, why) = (recipe.program.display(), system(&error));
            format!("the recorder {recorder} can't be started: {why}")
        };
        let mut command = Command::new(&recipe.program);
        command.args(&recipe.arguments).stdin(Stdio::null());
        command.envs(variables.iter().map(|(name, path)| (name, path)));
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut group = ProcessGroup::start(&mut command).map_err(failed)?;
        let child = &mut group.child;
        let (Some(sound), Some(complaints)) = (child.stdout.take(), child.stderr.take()) else {
            return Err("a recorder without output".to_owned());
        };
        let recorder = Self {
            _group: group,
            sound,
            complaints,
            complaint: Vec::new(),
            half: None,
            delivered: false,
            device: recipe.device.clone(),
            program: recipe.program.clone(),
        };
        // Not before it is certain that dropping ends the child.
        unblock(&recorder.sound).and_then(|()| unblock(&recorder.complaints)).map_err(failed)?;
        Ok(recorder)
    }

    /// What is listened to.
    pub(crate) fn device(&self) -> &Device {
        &self.device
    }

    /// Whether anything came from it so far.
    pub(crate) fn delivered(&self) -> bool {
        self.delivered
    }

    /// Puts what has come by `now` into the feed; false when nothing had. Doesn't wait.
    ///
    /// # Errors
    /// It ended.
    pub(crate) fn read(&mut self, now: Duration, feed: &mut Feed) -> Result<bool, Lost> {
        let mut bytes = Vec::new();
        let open = drain(&mut self.sound, &mut bytes);
        drain(&mut self.complaints, &mut self.complaint);
        self.complaint.drain(..self.complaint.len().saturating_sub(COMPLAINT));
        let samples = samples(&mut self.half, &bytes);
        let came = !samples.is_empty();
        if came {
            self.delivered = true;
            feed.samples(samples);
            feed.reading(now);
        }
        if open { Ok(came) } else { Err(Lost(self.why())) }
    }

    fn why(&self) -> String {
        let program = self.program.display();
        let complaint = String::from_utf8_lossy(&self.complaint);
        match complaint.lines().map(str::trim).rfind(|line| !line.is_empty()) {
            Some(line) => format!("the recorder {program} ended: {}", readable(line)),
            None => format!("the recorder {program} ended"),
        }
    }
}

/// The samples of what has been read; a sample may come in two halves.
fn samples(half: &mut Option<u8>, bytes: &[u8]) -> Vec<f32> {
    let mut bytes = half.take().into_iter().chain(bytes.iter().copied());
    let mut samples = Vec::with_capacity(bytes.size_hint().0 / 2);
    while let Some(low) = bytes.next() {
        match bytes.next() {
            Some(high) => samples.push(f32::from(i16::from_le_bytes([low, high])) / 32_768.0),
            None => *half = Some(low),
        }
    }
    samples
}

fn unblock(pipe: &impl AsFd) -> io::Result<()> {
    Ok(rustix::io::ioctl_fionbio(pipe, true)?)
}

/// Reads what has come; false at the end.
fn drain(pipe: &mut impl Read, into: &mut Vec<u8>) -> bool {
    match pipe.read_to_end(into) {
        Ok(_) => false,
        Err(error) => error.kind() == ErrorKind::WouldBlock,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn lines(which: &Which, installed: &[&str]) -> Vec<String> {
        let find = |name: &str| installed.contains(&name).then(|| Path::new("/bin").join(name));
        let line = |recipe: &Recipe| {
            let words: Vec<_> = std::iter::once(&recipe.program).chain(&recipe.arguments).collect();
            words.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
        };
        Recipe::found(which, find).iter().map(line).collect()
    }

    #[test]
    fn recorders_that_are_installed_are_asked_for_the_default_device() {
        assert_eq!(
            lines(&Which::Auto, &["ffmpeg", "parec"]),
            [
                "/bin/parec --raw --format=s16le --rate=16000 --channels=1 --latency-msec=100",
                "/bin/ffmpeg -nostdin -loglevel error -f pulse -i default \
                 -ac 1 -ar 16000 -f s16le -",
                "/bin/ffmpeg -nostdin -loglevel error -f alsa -i default \
                 -ac 1 -ar 16000 -f s16le -",
            ]
        );
        assert_eq!(lines(&Which::Auto, &[]), [""; 0]);
    }

    #[test]
    fn a_device_that_is_named_is_passed_on() {
        assert_eq!(
            lines(&Which::Named("desk".to_owned()), &["pw-record", "arecord", "ffmpeg"]),
            [
                "/bin/pw-record --rate=16000 --channels=1 --format=s16 --latency=100ms \
                 --target=desk -",
                "/bin/arecord -q -t raw -f S16_LE -r 16000 -c 1 --period-time=100000 --device=desk",
                "/bin/ffmpeg -nostdin -loglevel error -f pulse -i desk -ac 1 -ar 16000 -f s16le -",
                "/bin/ffmpeg -nostdin -loglevel error -f alsa -i desk -ac 1 -ar 16000 -f s16le -",
            ]
        );
    }

    #[test]
    fn a_sample_cut_in_two_is_put_together() {
        let mut half = None;
        assert_eq!(samples(&mut half, &[0, 0x40, 0]), [0.5]);
        assert!(samples(&mut half, &[]).is_empty());
        assert_eq!(samples(&mut half, &[0x80, 0, 0xc0]), [-1.0, -0.5]);
        assert_eq!(half, None);
    }
}
