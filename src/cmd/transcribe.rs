//! Runs the person's own transcriber on the speech of the sound of a session.

mod child;
mod fill;
mod place;
mod presets;
mod sounds;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use self::child::{TranscriberRun, size};
use self::fill::{Call, Placeholders, filled, outputs};
use self::presets::{FoundTranscriber, PROMPT, TO_GET, Transcriber, to_get_model};
use self::sounds::{Clip, CutSpeech, cut, note_lost, sounds};
use super::Context;
use super::context::{has_program, no_program};
use super::interruption::Interruption;
use crate::program::NoProgram;
use crate::program::scratch::{self, ScratchFolder};
use crate::session::Session;
use crate::session::event::Hesitations;
use crate::session::hearing::Hearing;
use crate::session::timeline::Timeline;
use crate::settings::allowed::{self, Programs};
use crate::settings::{ProgramSetting, Settings};
use crate::text::counted;
use crate::time::Stretch;
use crate::time::stretch::without;
use crate::words::{NoTranscript, SaidWord, Transcript, Undecoded, WordsFile, sounds_left_out};

/// What ends so long before all speech of a clip nobody said, nor what begins behind it: there a
/// prompted recogniser goes on by itself ("So,").
const NEAR: Duration = Duration::from_millis(300);

/// What the folders of its work begin with.
const FOLDER: &str = "mockround-words-";

/// How long it may take: this, and so many times as long as what it hears.
const LEAST_LIMIT: Duration = Duration::from_secs(60);
const SLOWEST: u32 = 8;

/// What was written down of a session.
pub(super) struct Transcribed {
    pub(super) words: WordsFile,
    pub(super) hesitations: Hesitations,
}

/// What a clip says, or why that can't be read.
type ClipWords = Result<ClipSaid, String>;

/// What a clip says.
#[derive(Default)]
struct ClipSaid {
    words: Vec<SaidWord>,
    /// Where nothing of it could be read.
    unread: Vec<Stretch>,
}

/// So much speech in which a transcriber heard no word is no cough.
const SPOKEN: Duration = Duration::from_secs(1);

/// What there is to transcribe with, as the settings say.
fn found(context: &Context, settings: &Settings, programs: &Programs) -> FoundTranscriber {
    let model = settings.listen.transcriber_model.as_deref().map(|model| {
        let beside = context.workspace.settings_file().with_file_name(model);
        if beside.exists() { beside.to_string_lossy().into_owned() } else { model.to_string() }
    });
    let named = programs.of(ProgramSetting::Transcriber);
    presets::find(named, model.as_deref(), has_program)
}

/// What `doctor` says of it: in words, and what to do where something isn't there that is needed.
pub(super) fn diagnosis(context: &Context, settings: &Settings) -> (String, Option<String>) {
    let found = found(context, settings, &context.programs);
    if let FoundTranscriber::Ready(of) = &found {
        let gone = of.model.as_deref().filter(|model| {
            let is_path = Path::new(model).components().count() > 1;
            is_path && !Path::new(model).exists()
        });
        let name = of.name();
        return match gone {
            Some(model) => {
                (format!("{name}: its model {model} isn't there"), Some(to_get_model(&name)))
            }
            None => (format!("`mockround words` runs {name}"), None),
        };
    }
    match lacking(&found) {
        // Nobody needs one.
        (says, what) if found == FoundTranscriber::Nothing => {
            (format!("{says}; transcripts can be read; {what}"), None)
        }
        (says, what) => (says, Some(what)),
    }
}

/// What stands in the way where no transcriber can be run, and what to do.
fn lacking(found: &FoundTranscriber) -> (String, String) {
    match found {
        FoundTranscriber::Ready(of) => (of.name(), String::new()),
        FoundTranscriber::Missing(program) => {
            let why = no_program(program).unwrap_or_else(|| NoProgram::missing(program));
            let what = match why {
                NoProgram::Missing { .. } => {
                    "install it, or name another: transcriber under [listen] of mockround.toml"
                }
                NoProgram::Folder { .. } | NoProgram::NotExecutable { .. } => why.what_to_do(),
            };
            (format!("the transcriber {why}"), what.to_string())
        }
        FoundTranscriber::NoModel(name) => {
            (format!("{name} is there, without a model"), to_get_model(name))
        }
        FoundTranscriber::Modelless(program) => (
            format!("the transcriber {program} takes a model ({{model}}), and none is named"),
            "name one: transcriber-model under [listen] of mockround.toml, or take {model} out of \
             transcriber there"
                .to_string(),
        ),
        FoundTranscriber::Soundless(program) => (
            format!("the transcriber {program} is given no sound"),
            "put {wav} (one piece) or {wavs} (all) among its words: transcriber under [listen] of \
             mockround.toml"
                .to_string(),
        ),
        FoundTranscriber::Nothing => {
            let says = format!("no transcriber is on PATH ({})", presets::names());
            (says, format!("{TO_GET}; {}", to_get_model("whisper-cli")))
        }
    }
}

/// The transcriber that can be run, or in a sentence why none can be.
fn expected(found: FoundTranscriber) -> Result<Transcriber, String> {
    match found {
        FoundTranscriber::Ready(of) => Ok(of),
        other => {
            let (says, what) = lacking(&other);
            Err(format!("{says}: {what}"))
        }
    }
}

/// The name of the transcriber that would be run after a round, or why none can be.
pub(super) fn ready(context: &Context) -> Result<String, String> {
    expected(found(context, &context.settings, &context.programs)).map(|of| of.name())
}

/// Removes what runs that were killed left of their work: pieces of sound, and what was said in
/// them.
pub(super) fn sweep() {
    scratch::sweep(&std::env::temp_dir(), FOLDER);
}

/// Writes down what was said in a session.
///
/// # Errors
/// There is no sound of it, or no transcriber can be run; the transcriber fails, takes too long,
/// writes nothing, or the person stopped it.
pub(super) fn run(
    context: &Context,
    path: &Path,
    session: &Session,
    limit: Option<Duration>,
) -> anyhow::Result<Transcribed> {
    let id = &session.header.id;
    let sounds = sounds(context, path, session)?;
    let settings = Settings::load(&context.workspace)?;
    let wanted = [ProgramSetting::Transcriber];
    let (programs, not_run) = allowed::programs(&context.workspace, &settings.programs, &wanted);
    if let Some(not_run) = not_run {
        bail!("{not_run}");
    }
    let transcriber = expected(found(context, &settings, &programs)).map_err(|why| {
        anyhow::anyhow!("{why}; `mockround words {id} --transcript FILE` takes a transcript")
    })?;
    let stop = Interruption::watch();
    let temporary = std::env::temp_dir();
    sweep();
    let folder = ScratchFolder::new(&temporary, FOLDER);
    let folder = folder.with_context(|| {
        let temporary = temporary.display();
        format!("no folder for the transcriber can be made in {temporary}; TMPDIR names another")
    })?;
    let CutSpeech { clips, heard } = cut(context, session, &sounds, folder.path(), &stop)?;
    note_lost(context, path, session, &heard);
    if clips.is_empty() {
        bail!("no speech is in the sound of session {id}");
    }
    let (folder, given) = (folder.path(), size(folder.path()));
    let work = Work { context, transcriber: &transcriber, folder, given, limit, stop: &stop };
    let (said, form) = work.all(&clips)?;
    let name = transcriber.name();
    let unread = said.iter().filter(|of| of.is_err()).count();
    let why = said.iter().find_map(|of| of.as_ref().err());
    let words = said.iter().flatten().flat_map(|of| &of.words);
    let words: Vec<SaidWord> = words.cloned().collect();
    let hearing = Hearing::of(&Timeline::of(session));
    // What no sound holds that is still there.
    let mut wordless = without(&hearing.voice().collect::<Vec<_>>(), &heard);
    for (clip, said) in clips.iter().zip(&said) {
        match said {
            Ok(of) => wordless.extend(&of.unread),
            Err(_) => wordless.push(clip.spoken()),
        }
    }
    match why {
        Some(why) if words.is_empty() => bail!("{name} {why}"),
        Some(why) => {
            let all = counted(clips.len(), "stretch of speech", "stretches of speech");
            let have = if unread == 1 { "has" } else { "have" };
            context.note(&format!("{unread} of {all} {have} no words: {name} {why}"));
            context.note(&format!(
                "what was heard of the others is kept; to have all written down anew: `mockround \
                 sessions forget {id} --only words`, then `mockround words {id}`"
            ));
        }
        None if words.is_empty() => bail!(
            "{name} heard no word in {}",
            counted(clips.len(), "stretch of speech", "stretches of speech")
        ),
        None => {}
    }
    if let Some(said) = sounds_left_out(form.sounds) {
        context.note(&format!("{name}: {said}"));
    }
    let model = form.model.or(transcriber.model.clone());
    let hesitations = match (transcriber.is_prompted(), form.is_raw) {
        (true, _) => Hesitations::Asked,
        (false, true) => Hesitations::AtLeast,
        (false, false) => Hesitations::Unknown,
    };
    let words = WordsFile::new(id.as_str(), &name, model.as_deref(), words);
    let words = words.with_unread(wordless);
    Ok(Transcribed { words, hesitations })
}

fn bar(context: &Context, template: &str) -> anyhow::Result<ProgressBar> {
    let target = match context.shows_progress {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    let style = ProgressStyle::with_template(template)?;
    Ok(ProgressBar::with_draw_target(None, target).with_style(style))
}

/// What the transcripts tell of themselves.
#[derive(Default)]
struct FormOfAll {
    model: Option<String>,
    is_raw: bool,
    /// How many names of sounds were left out.
    sounds: usize,
}

/// A transcriber and what it is given.
struct Work<'a> {
    context: &'a Context,
    transcriber: &'a Transcriber,
    folder: &'a Path,
    /// The size of the clips in it.
    given: u64,
    limit: Option<Duration>,
    stop: &'a Interruption,
}

impl Work<'_> {
    /// What each clip says.
    fn all(&self, clips: &[Clip]) -> anyhow::Result<(Vec<ClipWords>, FormOfAll)> {
        let bar = bar(self.context, "{msg} {pos} of {len} {wide_bar}")?;
        bar.set_message(self.transcriber.name());
        bar.set_length(clips.len() as u64);
        let (mut said, mut form) = (Vec::new(), FormOfAll::default());
        match self.transcriber.call() {
            Call::All => {
                let out = self.folder.join("out");
                fs::create_dir(&out).context("no folder for the transcriber can be made")?;
                let is_there =
                    |clip: &&Clip| outputs(&clip.wav, &out).iter().any(|of| of.is_file());
                let (printed, last) = self.call(clips, &out, || {
                    bar.set_position(clips.iter().filter(is_there).count() as u64);
                })?;
                let is_printed =
                    !clips.iter().any(|clip| is_there(&clip)) && Transcript::read(&printed).is_ok();
                let all = counted(clips.len(), "stretch of speech", "stretches of speech");
                for clip in clips {
                    said.push(match is_printed && clips.len() > 1 {
                        true => Err(format!(
                            "printed the text of {all} at once, which can't be told apart: in its \
                             words {{wav}} in place of {{wavs}} gives it one a run, and {{out}} \
                             says where to write"
                        )),
                        false if is_printed => read(clip, &out, &printed, &last, &mut form),
                        false => read(clip, &out, &[], &last, &mut form),
                    });
                }
            }
            Call::Each => {
                for (number, clip) in clips.iter().enumerate() {
                    bar.set_position(number as u64);
                    let out = self.folder.join(format!("out-{}", number + 1));
                    let (printed, last) = self.call(std::slice::from_ref(clip), &out, || {})?;
                    said.push(read(clip, &out, &printed, &last, &mut form));
                }
            }
        }
        bar.finish_and_clear();
        Ok((said, form))
    }

    /// Runs it once; what it printed, and what it said last.
    fn call(
        &self,
        clips: &[Clip],
        out: &Path,
        meanwhile: impl FnMut(),
    ) -> anyhow::Result<(Vec<u8>, String)> {
        let name = self.transcriber.name();
        let checked = self.transcriber.program.to_run();
        let Some((program, words)) = checked.with_context(|| format!("{name} is not run"))? else {
            bail!("no transcriber is named");
        };
        let wavs: Vec<PathBuf> = clips.iter().map(|clip| clip.wav.clone()).collect();
        let model = self.transcriber.model.as_deref().unwrap_or_default();
        let arguments = filled(words, &Placeholders { wavs: &wavs, out, model, prompt: PROMPT });
        let hears: Duration = clips.iter().map(|clip| clip.length).sum();
        let limit = self.limit.unwrap_or(LEAST_LIMIT + hears * SLOWEST);
        let limit = Duration::from_secs(limit.as_secs().max(1));
        let run = TranscriberRun {
            name: &name,
            program,
            arguments: &arguments,
            folder: self.folder,
            given: self.given,
            limit,
        };
        let printed = run.finish(self.stop, meanwhile)?;
        Ok((printed, run.last_words()))
    }
}

/// What a clip says, by what was written for it, or else printed.
fn read(clip: &Clip, out: &Path, printed: &[u8], last: &str, form: &mut FormOfAll) -> ClipWords {
    let written = outputs(&clip.wav, out).into_iter().find(|of| of.is_file());
    let bytes = match &written {
        Some(file) => {
            fs::read(file).map_err(|error| format!("wrote what can't be read: {error}"))?
        }
        None if printed.is_empty() => return Err(format!("wrote no transcript{last}")),
        None => printed.to_vec(),
    };
    let transcript = match Transcript::read_clip(&bytes, clip.speech) {
        Ok(transcript) => transcript,
        Err(NoTranscript::Wordless(_)) => {
            let spoken = Some(clip.spoken()).filter(|of| of.length() >= SPOKEN);
            return Ok(ClipSaid { unread: spoken.into_iter().collect(), ..ClipSaid::default() });
        }
        Err(NoTranscript::Unread(why)) => {
            return Err(format!("wrote what {why}{last}"));
        }
        Err(NoTranscript::Undecoded(Undecoded::NoText)) => {
            return Err(format!("wrote what is no text{last}"));
        }
        Err(NoTranscript::Undecoded(why)) => return Err(format!("wrote what {why}{last}")),
    };
    form.is_raw = transcript.form.is_raw();
    form.sounds += transcript.sounds;
    form.model = form.model.take().or(transcript.model);
    let unread = transcript.unread.iter().map(|of| clip.place(*of)).collect();
    let mut words = Vec::new();
    for word in transcript.words {
        let is_said =
            word.at.from <= clip.speech.to + NEAR && word.at.to + NEAR >= clip.speech.from;
        if is_said {
            let Stretch { from, to } = clip.place(word.at);
            words.push(SaidWord { from, to, text: word.text });
        }
    }
    Ok(ClipSaid { words, unread })
}
