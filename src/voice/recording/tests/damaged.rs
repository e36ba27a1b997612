//! Damage in frames that have no time of their own: what stands behind it is heard where it was.

use super::*;

/// Bytes that are nothing, but by chance.
fn random() -> impl FnMut() -> u8 {
    let mut state = 9_u32;
    move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    }
}

/// The talk five times over in one of these forms, with so much of it overwritten.
fn damaged(name: &str, options: &[&str], hole: std::ops::Range<f64>) -> Option<Vec<u8>> {
    let mut bytes = converted_from(&wav(&talk().repeat(5)), name, options)?;
    let at = |part: f64| (part * bytes.len() as f64) as usize;
    let hole = at(hole.start)..at(hole.end);
    bytes[hole].fill_with(random());
    Some(bytes)
}

/// Asserts that a hole is as long as it was, and that the last voice stands where it did.
#[track_caller]
fn assert_in_place(found: &Read, lost: f64, by: f64, what: &str) {
    assert!(near(found.length, 40.0, by), "{what}: {} s, lost {:?}", found.length, found.lost);
    let all: f64 = found.lost.iter().map(|span| span.length().as_secs_f64()).sum();
    assert!(near(all, lost, by + 0.3), "{what}: {:?}", found.lost);
    let last = *found.voiced.last().unwrap();
    assert!(near(last.0, 37.0, by + 0.1) && near(last.1, 39.0, by + 0.1), "{what}: {last:?}");
    assert_eq!(found.broken, None, "{what}");
}

#[test]
fn what_stands_behind_damage_in_an_mp3_is_heard_where_it_was() {
    let formats: [&[&str]; 4] = [
        &["-ar", "44100", "-b:a", "64k"],
        &["-ar", "16000", "-b:a", "32k", "-write_xing", "0"],
        &["-ar", "44100", "-ac", "2", "-q:a", "4"],
        &["-ar", "48000", "-b:a", "128k", "-id3v2_version", "0"],
    ];
    // By rate and length the hole is of 4 s and of 0.4; where the rate varies, of about as much.
    for (options, to) in formats.iter().flat_map(|options| [(options, 0.5), (options, 0.41)]) {
        let Some(bytes) = damaged("talk.mp3", options, 0.4..to) else { continue };
        let what = format!("{options:?} to {to}");
        let varies = options.contains(&"-q:a");
        let found = read("talk.mp3", &bytes);
        match varies {
            // Without a first frame that says so, what the encoder put around it is heard, too.
            false => assert_in_place(&found, (to - 0.4) * 40.0, 0.15, &what),
            true => {
                let length = found.length;
                assert!(near(length, 40.0, 0.06), "{what}: {length}, {:?}", found.lost);
                assert!(!found.lost.is_empty() && found.broken.is_none(), "{what}");
            }
        }
    }
}

#[test]
fn two_holes_in_an_mp3_are_as_long_as_the_first_frame_says_together() {
    let options = ["-ar", "44100", "-q:a", "4"];
    let Some(mut bytes) = damaged("talk.mp3", &options, 0.2..0.3) else { return };
    let hole = bytes.len() * 6 / 10..bytes.len() * 7 / 10;
    bytes[hole].fill_with(random());
    let found = read("talk.mp3", &bytes);
    assert!(near(found.length, 40.0, 0.06), "{} s, lost {:?}", found.length, found.lost);
    assert_eq!(found.lost.len(), 2, "{:?}", found.lost);
    // One that is cut off as well says what its bytes say, and that it is cut off.
    let cut = read("talk.mp3", &bytes[..bytes.len() * 8 / 10]);
    assert!(near(cut.length, 32.0, 2.0), "{} s, lost {:?}", cut.length, cut.lost);
    assert!(cut.broken.is_some());
}

#[test]
fn what_stands_behind_damage_in_raw_aac_is_heard_whatever_it_looks_like() {
    for to in [0.5, 0.41] {
        let Some(mut bytes) = damaged("talk.aac", &["-b:a", "64k"], 0.4..to) else { return };
        let what = format!("to {to}");
        // Its frames are as long as they need to be, so that the hole's length is an estimate.
        let by = if to > 0.45 { 0.8 } else { 0.15 };
        assert_in_place(&read("talk.aac", &bytes), (to - 0.4) * 40.0, by, &what);
        // One that says that it holds several blocks, and one of another rate.
        let at = bytes.len() * 402 / 1000;
        bytes[at..at + 7].copy_from_slice(b"\xFF\xF1\x4C\x40\x20\x1F\xFD");
        bytes[at + 300..at + 307].copy_from_slice(b"\xFF\xF1\x50\x80\x20\x1F\xFC");
        assert_in_place(&read("talk.aac", &bytes), (to - 0.4) * 40.0, by, &what);
    }
    // Nothing to be heard behind it.
    for name in ["talk.aac", "talk.mp3"] {
        let Some(bytes) = damaged(name, &["-b:a", "64k", "-write_xing", "0"], 0.6..1.0) else {
            continue;
        };
        let found = read(name, &bytes);
        assert!(near(found.length, 24.0, 1.0), "{name}: {}", found.length);
        let why = found.broken.unwrap_or_else(|| panic!("{name}: not told")).why;
        assert!(why.starts_with("behind it are 1"), "{name}: {why}");
    }
}

#[test]
fn damage_before_the_first_sound_of_an_ogg_and_a_flac_moves_nothing() {
    for (name, options, header) in [
        ("talk.opus", &["-c:a", "libopus"][..], 200),
        ("talk.ogg", &["-c:a", "libvorbis"], 5_000),
        ("talk.flac", &[], 8_300),
    ] {
        let Some(whole) = converted_from(&wav(&talk().repeat(5)), name, options) else { continue };
        for part in [0.003, 0.1, 0.6] {
            let mut bytes = whole.clone();
            let until = header + (part * whole.len() as f64) as usize;
            bytes[header..until].fill_with(random());
            let found = read(name, &bytes);
            let what = format!("{name}, {part}: {:?}", found.lost);
            assert!(near(found.length, 40.0, 0.25), "{what} {}", found.length);
            let last = *found.voiced.last().unwrap();
            assert!(near(last.1, 39.0, 0.25), "{what} {last:?}");
            assert_eq!((found.begins, &found.broken), (Duration::ZERO, &None), "{what}");
        }
    }
}

#[test]
fn damage_before_the_first_sound_of_a_matroska_moves_nothing() {
    let short = ["-cluster_time_limit", "2000"];
    for (name, options) in [
        ("talk.webm", &["-c:a", "libopus"][..]),
        ("live.webm", &["-c:a", "libopus", "-live", "1"]),
        ("talk.mkv", &["-c:a", "aac"]),
    ] {
        let options = [options, &short].concat();
        let Some(whole) = converted_from(&wav(&talk().repeat(5)), name, &options) else { continue };
        let cluster = whole.windows(4).position(|part| part == b"\x1F\x43\xB6\x75").unwrap();
        // With its first cluster's mark, and without.
        for (part, from) in [(0.003, 0), (0.1, 0), (0.1, 14), (0.6, 0)] {
            let mut bytes = whole.clone();
            let until = cluster + from + (part * whole.len() as f64) as usize;
            bytes[cluster + from..until].fill_with(random());
            let found = read(name, &bytes);
            let what = format!("{name}, {part} {from}: {:?}", found.lost);
            assert!(near(found.length, 40.0, 0.25), "{what} {}", found.length);
            let last = *found.voiced.last().unwrap();
            assert!(near(last.1, 39.0, 0.25), "{what} {last:?}");
            assert_eq!((found.begins, &found.broken), (Duration::ZERO, &None), "{what}");
        }
    }
}

#[test]
fn damage_over_the_first_frames_of_an_mp4_is_no_other_kind_of_sound() {
    for (name, options, mark) in
        [("talk.m4a", &[][..], &b"mdat"[..]), ("first.m4a", &["-movflags", "+faststart"], b"mdat")]
    {
        let Some(whole) = converted_from(&wav(&talk().repeat(5)), name, options) else { continue };
        let sound = whole.windows(4).position(|part| part == mark).unwrap() + 8;
        for part in [0.003, 0.1, 0.6] {
            let mut bytes = whole.clone();
            let until = sound + (part * whole.len() as f64) as usize;
            bytes[sound..until].fill_with(random());
            let found = read(name, &bytes);
            let what = format!("{name}, {part}");
            assert!(near(found.length, 40.0, 0.3), "{what} {}", found.length);
            let last = *found.voiced.last().unwrap();
            assert!(near(last.1, 39.0, 0.3), "{what} {last:?}");
        }
    }
    // One that is nothing but another kind of sound is still refused.
    let Some(mut other) = converted("talk.m4a", &[]) else { return };
    let sound = other.windows(4).position(|part| part == b"mdat").unwrap() + 4;
    let index = other.windows(4).rposition(|part| part == b"moov").unwrap() - 4;
    // All coupling channels.
    other[sound..index].fill(0x55);
    assert!(refused("talk.m4a", &other).contains("no sound could be read"));
}

#[test]
fn zeros_behind_the_fragments_of_an_mp4_are_told() {
    let frag: &[&str] = &["-c:a", "aac", "-movflags", "empty_moov", "-frag_duration", "1000000"];
    for (name, options) in [("frag.mp4", frag), ("talk.m4a", &[])] {
        let Some(bytes) = converted(name, options) else { continue };
        let all = (bytes.len() + 50_000).div_ceil(1000);
        let found = read(name, &[&bytes[..], &[0; 50_000]].concat());
        assert!(near(found.length, 8.0, 0.15), "{name}: {}", found.length);
        assert_eq!(
            found.broken.unwrap().why,
            format!("behind it are 50 of the file's {all} kB, in which no sound was found"),
            "{name}"
        );
    }
}

#[test]
fn what_stands_behind_a_damaged_beginning_is_heard_where_it_was() {
    for (name, options) in [
        ("talk.mp3", &["-ar", "44100", "-b:a", "64k"][..]),
        ("talk.mp3", &["-ar", "16000", "-b:a", "32k", "-write_xing", "0"]),
        ("talk.aac", &["-ar", "44100", "-b:a", "64k"]),
    ] {
        let Some(bytes) = damaged(name, options, 0.0..0.1) else { continue };
        let found = read(name, &bytes);
        let what = format!("{name} {options:?}: {:?}", found.lost);
        // By its bytes, of which pauses have fewer.
        let by = if name == "talk.aac" { 1.0 } else { 0.3 };
        assert!(near(found.length, 40.0, by), "{what} {}", found.length);
        let [lost] = found.lost[..] else { panic!("{what}") };
        assert!(lost.from.is_zero() && near(lost.to.as_secs_f64(), 4.0, by), "{what}");
        assert_eq!(found.begins, Duration::ZERO, "{what}");
        let last = *found.voiced.last().unwrap();
        assert!(near(last.1, 39.0, by), "{what} {last:?}");
    }
}

#[test]
fn the_length_of_a_hole_is_an_estimate_where_frames_are_of_any_length() {
    let estimated = |name: &str, options: &[&str], holes: &[std::ops::Range<f64>]| {
        let mut bytes = damaged(name, options, holes[0].clone())?;
        let at = |part: f64| (part * bytes.len() as f64) as usize;
        let rest: Vec<_> = holes[1..].iter().map(|hole| at(hole.start)..at(hole.end)).collect();
        rest.into_iter().for_each(|hole| bytes[hole].fill_with(random()));
        let (_folder, path) = file(name, &bytes);
        let mut recording = Recording::open(&path).unwrap();
        while recording.next_frame().is_some() {}
        Some(recording.estimated().len())
    };
    let (one, two) = ([0.4..0.5], [0.2..0.3, 0.6..0.7]);
    let constant: &[&str] = &["-ar", "44100", "-b:a", "64k", "-write_xing", "0"];
    assert!(matches!(estimated("talk.mp3", constant, &two), None | Some(0)));
    // The first frame says how many are missing in all.
    let varying: &[&str] = &["-ar", "44100", "-q:a", "4"];
    assert!(matches!(estimated("talk.mp3", varying, &one), None | Some(0)));
    assert!(matches!(estimated("talk.mp3", varying, &two), None | Some(2)));
    assert!(matches!(estimated("talk.aac", &["-b:a", "64k"], &one), None | Some(1)));
}
