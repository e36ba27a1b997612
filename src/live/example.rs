//! The worked example of `sessions/example/`: its candidate is a script, and the round is played to
//! that by the loop itself, on a clock that takes no time.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::driven::Driven;
use super::hearing::sound::Sound;
use super::machine::keys::Mode;
use super::machine::terminal::Terminal;
use crate::round::bank::Bank;
use crate::round::draw::{self, Wishes};
use crate::round::limits::Limits;
use crate::round::template::{Template, builtin};
use crate::samples;
use crate::session::event::{Event, Nudge, What};
use crate::session::store::load;
use crate::session::{Header, Session};
use crate::time::read_time;
use crate::voice::recording::Recording;

const NAME: &str = "2026-11-23T09-00-12-ml-onsite.toml";

const SEED: u64 = 2026;

/// The review is answered at this pace.
const ANSWERING: Duration = Duration::from_secs(5);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions/example")
}

/// The example as it lies there.
fn example() -> Session {
    let (session, dropped) = load(&folder().join(NAME)).unwrap();
    assert!(dropped.is_none(), "{dropped:?}");
    session
}

/// The round of today's template, with the example's questions as today's bank has them: which ones
/// a seed draws is another matter with each question that comes to the bank.
fn header() -> Header {
    let name = "ml-onsite";
    let template = Template::parse(name, name, builtin(name).unwrap()).unwrap();
    let wishes = Wishes { seed: SEED, ..Wishes::default() };
    let bank = Bank::with_builtin(&[]).unwrap();
    let mut round = draw::build(&template, &bank, &Limits::default(), &wishes).unwrap();
    let asked = example().header.round.slots.into_iter().flat_map(|slot| slot.questions);
    let drawn = round.slots.iter_mut().flat_map(|slot| &mut slot.questions);
    for (drawn, asked) in drawn.zip(asked) {
        let id = asked.question.id.as_str();
        drawn.question = bank.get(id).unwrap_or_else(|| panic!("{id} is gone")).question.clone();
    }
    round.tell(false);
    Header {
        tool: env!("CARGO_PKG_VERSION").to_string(),
        overtime: samples::m(5, 0),
        round,
        ..samples::header(Vec::new())
    }
}

/// What the candidate does, and when; what they say aloud is in the recording.
fn deeds() -> Vec<(Duration, String)> {
    let text = fs::read_to_string(folder().join("candidate.txt")).unwrap();
    let (mut base, mut last, mut deeds) = (Duration::ZERO, Duration::ZERO, Vec::new());
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let keys = if let Some(answer) = line.strip_prefix('>') {
            last += ANSWERING;
            format!("{}\n", answer.trim())
        } else if let Some(time) = line.strip_prefix("begin ") {
            base = read_time(time).unwrap();
            last = base;
            "\n".to_string()
        } else if let Some((time, key)) = line.split_once(' ') {
            last = base + read_time(time).unwrap();
            if key == "enter" { "\n".to_string() } else { key[..1].to_string() }
        } else {
            continue;
        };
        deeds.push((last, keys));
    }
    deeds
}

/// The round, played to what its candidate does; where its session is.
fn played(sound: Sound) -> (Driven, PathBuf) {
    let mut round = Driven::new(header(), Terminal::in_memory(true, true), Mode::Keys, sound);
    for (at, keys) in deeds() {
        assert!(round.goes_on, "{keys:?} comes after the end");
        round.keys(at.as_secs_f64(), &keys);
    }
    assert!(!round.goes_on, "the review is answered, and the round over");
    let path = round.path();
    (round, path)
}

/// What happened, without what was heard and what followed from that.
fn unheard(session: &Session) -> Vec<Event> {
    let heard = |event: &&Event| {
        let is_silence = matches!(event.what, What::Nudged { why } if why == Nudge::Silence);
        let of_sound = matches!(
            event.what,
            What::Listening { .. } | What::Heard { .. } | What::Spoken { .. } | What::Mic { .. }
        );
        !is_silence && !of_sound
    };
    session.events.iter().filter(heard).cloned().collect()
}

#[test]
fn it_is_what_its_candidate_does_asked_its_questions_as_the_bank_of_today_has_them() {
    let (_round, path) = played(Sound::Off);
    let (today, _) = load(&path).unwrap();
    assert_eq!(path.file_name().unwrap(), NAME);
    let example = example();
    let anew = "to make it anew: sessions/example/make.sh";
    let of_this_version = Header { tool: example.header.tool.clone(), ..today.header.clone() };
    assert_eq!(of_this_version, example.header, "{anew}");
    assert_eq!(unheard(&today), unheard(&example), "{anew}");
}

#[test]
#[ignore = "writes the worked example, of a recording that sessions/example/make.sh makes"]
#[expect(clippy::disallowed_methods, reason = "make.sh says where the recording is")]
fn it_is_played_anew() {
    let voice = std::env::var_os("MOCKROUND_EXAMPLE_VOICE").expect("MOCKROUND_EXAMPLE_VOICE");
    let voice = Path::new(&voice);
    let (_round, path) = played(Sound::recording(voice, Recording::open(voice).unwrap()));
    fs::copy(&path, folder().join(path.file_name().unwrap())).unwrap();
}
