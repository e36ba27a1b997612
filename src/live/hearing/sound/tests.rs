use std::path::PathBuf;

use tempfile::TempDir;

use super::super::stored::StoredSound;
use super::*;
use crate::live::driven::Driven;
use crate::live::machine::keys::{Incoming, Mode};
use crate::live::machine::terminal::Terminal;
use crate::samples::{at, small};
use crate::voice::synthetic;

/// A recording of 12 s with a voice from 1 s to 4 s and from 7 s to 10 s.
fn recording() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("voice.wav");
    let mut kept = StoredSound::create(&path).unwrap();
    let sound = synthetic::sound(12.0, &[1.0..4.0, 7.0..10.0], 0.15, 0.002);
    kept.write(&sound, Elapsed::ZERO).unwrap();
    kept.close().1.unwrap();
    (folder, path)
}

#[test]
fn a_recording_is_heard_from_the_first_slot_on_and_its_end_is_said() {
    let (_folder, path) = recording();
    let sound = Sound::recording(&path, Recording::open(&path).unwrap());
    let mut round = Driven::new(small(), Terminal::in_memory(true, true), Mode::Keys, sound);
    round.frame(5.0, vec![]);
    assert_eq!(round.log(), [], "nothing is heard before");
    round.frame(10.0, vec![Incoming::Key('\n')]);
    let said = round.frame(30.0, vec![]);
    assert!(said.contains("voice.wav is over: nothing is heard from here on"), "{said}");
    let (mut heard, mut spoken) = (0.0, 0.0);
    for (_, what) in round.log() {
        match what {
            What::Listening { source, device, offset } => {
                assert_eq!((source, device.as_str()), (Source::Recording, "voice.wav"));
                assert_eq!(offset, at(10.0));
            }
            What::Heard { from, to, spans, .. } => {
                heard += (to - from).as_secs_f64();
                spoken += spans.iter().map(|(from, to)| (*to - *from).as_secs_f64()).sum::<f64>();
            }
            What::Mic { state } => assert!(state.is(MicState::Ended), "{state}"),
            _ => {}
        }
    }
    assert!((heard - 12.0).abs() < 0.1, "{heard}");
    assert!((spoken - 6.0).abs() < 1.0, "{spoken}");
}

#[test]
fn a_recording_is_listened_to_second_by_second() {
    let (_folder, path) = recording();
    let mut sound = Sound::recording(&path, Recording::open(&path).unwrap());
    let mut round = Driven::new(small(), Terminal::in_memory(false, false), Mode::Keys, Sound::Off);
    round.keys(10.0, "\n");
    let timeline = round.round.conductor.timeline();
    assert_eq!(sound.next_step(timeline, at(20.0)), Some(at(11.0)));
    let (clock, mut ears) = (round.round.clock, Ears::default());
    sound.hear(clock, at(20.0), timeline, at(11.0), &mut ears);
    assert!(ears.is_hearing());
    assert_eq!(sound.next_step(timeline, at(20.0)), Some(at(12.0)));
    assert_eq!(sound.next_step(timeline, at(12.0)), None);
    let off = Sound::Off;
    assert_eq!(off.next_step(timeline, at(20.0)), None);
    assert!(!off.is_stored() && !off.is_opening() && !off.hears_us());
}

#[test]
fn sound_that_has_piled_up_is_heard_over_several_looks() {
    let (outbox, updates) = std::sync::mpsc::sync_channel(64);
    let mut sound = Sound::microphone(Capture::of(updates));
    let round = Driven::new(small(), Terminal::in_memory(false, false), Mode::Keys, Sound::Off);
    let clock = round.round.clock;
    let second = |k: u64| {
        let from = clock::reading() + Duration::from_secs(k);
        let samples = vec![0.1; 16_000];
        Update::Sound(Chunk { samples, from, to: from + Duration::from_secs(1), joined: k > 0 })
    };
    let count = 7;
    (0..count).for_each(|k| outbox.try_send(second(k)).unwrap());
    let timeline = round.round.conductor.timeline();
    let mut ears = Ears::default();
    let mut left = vec![];
    for _ in 0..4 {
        sound.hear(clock, at(20.0), timeline, at(20.0), &mut ears);
        let Sound::Microphone(microphone) = &sound else { panic!("it is a microphone") };
        let waiting: Vec<Update> = microphone.capture.updates().collect();
        left.push(waiting.len());
        waiting.into_iter().for_each(|update| outbox.try_send(update).unwrap());
    }
    assert_eq!(left, [5, 3, 1, 0]);
}
