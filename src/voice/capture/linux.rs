//! Where sound comes from on Linux: the sound server, or else a recorder.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};

use super::ends::{Absent, Lost, Stop};
use super::feed::Feed;
pub use super::places::Surroundings;
use super::pulse::{self, Failure};
use super::recorder::{self, Recipe, Recorder};
use super::{Device, Setup, Which, names};

/// After every recorder has failed, how long none is tried.
const REST: Duration = Duration::from_secs(30);

/// Finds a device to listen to, again and again.
pub(super) struct Opener {
    surroundings: Surroundings,
    source: Option<String>,
    /// The source is a name as it was given: the server could not be asked yet whose it is.
    unresolved: bool,
    /// A recorder is named: nothing else is tried.
    named: bool,
    recipes: Vec<Recipe>,
    /// What recorders are told by variables.
    variables: Vec<(&'static str, PathBuf)>,
    /// The recorder to try.
    next: usize,
    /// Until when no recorder is tried.
    rest: Duration,
}

/// A device that is listened to.
pub(super) enum OpenDevice {
    Pulse(Box<pulse::Stream>),
    Recorder(Recorder),
}

/// All sources of the sound server.
pub(super) fn devices(surroundings: &Surroundings, stop: &Stop) -> Result<Vec<Device>> {
    let devices = pulse::devices(&surroundings.sockets(), surroundings.cookie(), stop);
    devices.map_err(|failure| anyhow!("microphones can't be listed: {failure}"))
}

impl Opener {
    /// For the microphone asked for.
    pub(super) fn new(setup: &Setup, stop: &Stop) -> Result<Self> {
        let surroundings = setup.surroundings.clone();
        let named = match &setup.recorder {
            Some(program) => Some(Recipe::named(program).context(
                "the recorder in the settings is an empty list; name a program and its arguments",
            )?),
            None => None,
        };
        let (source, unresolved) = match &setup.which {
            Which::Auto => (None, false),
            Which::Named(name) if named.is_some() => (Some(name.clone()), false),
            // Where nothing can be listed now, the name is looked up when it can.
            Which::Named(name) => match devices(&surroundings, stop) {
                Ok(devices) => (Some(names::find(&devices, name)?.name.clone()), false),
                Err(_) => (Some(name.clone()), true),
            },
        };
        let recipes = match &named {
            Some(recipe) => vec![recipe.clone()],
            None => {
                let which = source.clone().map_or(Which::Auto, Which::Named);
                Recipe::found(&which, |name| surroundings.program(name))
            }
        };
        let spare = setup.spare.as_deref();
        let variables = spare.map(|spare| surroundings.kept_in(spare)).unwrap_or_default();
        Ok(Self {
            surroundings,
            variables,
            source,
            unresolved,
            named: named.is_some(),
            recipes,
            next: 0,
            rest: Duration::ZERO,
        })
    }

    /// Begins to listen to the sound server, or else to a recorder.
    pub(super) fn open(
        &mut self,
        period: Duration,
        clock: fn() -> Duration,
        stop: &Stop,
    ) -> Result<OpenDevice, Absent> {
        if self.named {
            let started = Recorder::start(&self.recipes[0], &self.variables);
            return started.map(OpenDevice::Recorder).map_err(Absent);
        }
        self.resolve(stop)?;
        let (sockets, cookie) = (self.surroundings.sockets(), self.surroundings.cookie());
        match pulse::Stream::open(&sockets, cookie, self.source.as_deref(), period, stop) {
            Ok(stream) => {
                self.next = 0;
                self.rest = Duration::ZERO;
                return Ok(OpenDevice::Pulse(Box::new(stream)));
            }
            Err(Failure::Missing) => {
                return Err(Absent(match &self.source {
                    Some(name) => format!("the sound server has none called {name}"),
                    None => "the sound server has none".to_owned(),
                }));
            }
            Err(Failure::Unreachable(_)) if clock() >= self.rest => {}
            Err(Failure::Unreachable(_)) => return Err(self.nothing()),
            Err(failure) => return Err(Absent(failure.to_string())),
        }
        while let Some(recipe) = self.recipes.get(self.next) {
            match Recorder::start(recipe, &self.variables) {
                Ok(recorder) => return Ok(OpenDevice::Recorder(recorder)),
                Err(_) => self.next += 1,
            }
        }
        self.next = 0;
        self.rest = clock() + REST;
        Err(self.nothing())
    }

    /// Looks a name up that could not be looked up before.
    fn resolve(&mut self, stop: &Stop) -> Result<(), Absent> {
        if let (true, Some(name), Ok(devices)) =
            (self.unresolved, &self.source, devices(&self.surroundings, stop))
        {
            let found = names::find(&devices, name).map_err(|error| Absent(error.to_string()))?;
            self.source = Some(found.name.clone());
            self.unresolved = false;
        }
        Ok(())
    }

    /// Whether another recorder can be tried at once instead of this source, from which nothing
    /// came.
    pub(super) fn has_another(&mut self, lost: OpenDevice) -> bool {
        match lost {
            OpenDevice::Recorder(recorder) if !self.named && !recorder.delivered() => {
                self.next += 1;
                true
            }
            _ => false,
        }
    }

    fn nothing(&self) -> Absent {
        let recorders = recorder::known();
        Absent(if self.recipes.is_empty() {
            format!("no sound server answers, and no recorder is on PATH ({recorders})")
        } else {
            format!("no sound server answers, and no recorder works ({recorders})")
        })
    }
}

impl OpenDevice {
    /// What is listened to.
    pub(super) fn device(&self) -> Device {
        match self {
            Self::Pulse(stream) => stream.device().clone(),
            Self::Recorder(recorder) => recorder.device().clone(),
        }
    }

    /// Puts what has come by `now` into the feed; false when nothing had. Doesn't wait.
    pub(super) fn read(&mut self, now: Duration, feed: &mut Feed) -> Result<bool, Lost> {
        match self {
            Self::Pulse(stream) => {
                stream.read(now, feed).map_err(|failure| Lost(failure.to_string()))
            }
            Self::Recorder(recorder) => recorder.read(now, feed),
        }
    }
}
