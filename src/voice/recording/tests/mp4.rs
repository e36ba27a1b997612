//! What an MP4 says that its reader leaves out.

use super::*;
use crate::voice::tracks;

#[test]
fn sound_that_an_edit_list_delays_begins_late() {
    for name in ["late.mp4", "late.mov"] {
        let delayed = ["-c:a", "aac", "-output_ts_offset", "3"];
        let Some(bytes) = converted(name, &delayed) else { continue };
        let late = read(name, &bytes);
        assert!(near(late.length, 11.0, 0.2), "{name}: {}", late.length);
        let [hole] = late.lost[..] else { panic!("{name}: {:?}", late.lost) };
        assert!(near(hole.length().as_secs_f64(), 3.0, 0.1) && hole.from.is_zero(), "{hole:?}");
        assert!(near(late.begins.as_secs_f64(), 3.0, 0.1), "{name}: {:?}", late.begins);
        assert!(near(late.voiced[0].0, 4.0, 0.3), "{name}: {:?}", late.voiced);
        assert_eq!(late.broken, None, "{name}");
    }
}

#[test]
fn sound_that_an_edit_took_away_is_not_heard() {
    let Some(mut bytes) = converted("cut.mp4", &["-c:a", "aac", "-ar", "16000"]) else { return };
    // Its list plays all from the 1,024th sample on; from 3.5 s on there is one voice.
    let list = bytes.windows(4).position(|part| part == b"elst").unwrap();
    let version = bytes[list + 4];
    assert_eq!(version, 0);
    bytes[list + 16..list + 20].copy_from_slice(&56_000_u32.to_be_bytes());
    let cut = read("cut.mp4", &bytes);
    assert!(near(cut.length, 4.5, 0.2), "{}", cut.length);
    let [(from, to)] = cut.voiced[..] else { panic!("{:?}", cut.voiced) };
    assert!(near(from, 1.5, 0.3) && near(to, 3.5, 0.3), "{:?}", cut.voiced);
    assert_eq!((cut.lost.len(), cut.broken), (0, None));
}

#[test]
fn sound_behind_the_end_of_an_edit_is_not_heard() {
    let options = ["-c:a", "aac", "-ar", "16000", "-output_ts_offset", "2"];
    let Some(mut bytes) = converted("cut.mp4", &options) else { return };
    // Its list waits for 2 s and plays all that follows; of that, 4 s are left: one voice.
    let list = bytes.windows(4).position(|part| part == b"elst").unwrap();
    assert_eq!((bytes[list + 4], bytes[list + 11]), (0, 2), "a wait, and what is played");
    bytes[list + 24..list + 28].copy_from_slice(&4_000_u32.to_be_bytes());
    let cut = read("cut.mp4", &bytes);
    assert!(near(cut.length, 6.0, 0.1), "{}", cut.length);
    let [(from, to)] = cut.voiced[..] else { panic!("{:?}", cut.voiced) };
    assert!(near(from, 3.0, 0.3) && near(to, 5.0, 0.3), "{:?}", cut.voiced);
    assert_eq!((cut.lost.len(), cut.broken), (1, None));
}

/// An MP4 of one track whose index stands at its end, with this edit list: milliseconds, and from
/// which sample on.
fn with_edits(mp4: &[u8], edits: &[(u32, i32)]) -> Vec<u8> {
    let at = |name: &[u8]| mp4.windows(4).rposition(|part| part == name).unwrap() - 4;
    let size = |at: usize| u32::from_be_bytes(*mp4[at..].first_chunk().unwrap());
    let list = at(b"elst");
    let behind = list + size(list) as usize;
    assert!(at(b"moov") > at(b"mdat"));
    let entry = |(length, from): &(u32, i32)| {
        [&length.to_be_bytes()[..], &from.to_be_bytes(), &[0, 1, 0, 0]].concat()
    };
    let entries: Vec<u8> = edits.iter().flat_map(entry).collect();
    let new = [&b"elst\0\0\0\0\0\0\0"[..], &[edits.len() as u8], &entries].concat();
    let mut bytes = [&mp4[..list + 4], &new, &mp4[behind..]].concat();
    let more = (4 + new.len()) as u32;
    for of in [b"moov", b"trak", b"edts", b"elst"].map(|name| at(name)) {
        let longer = size(of) + more - size(list);
        bytes[of..of + 4].copy_from_slice(&longer.to_be_bytes());
    }
    bytes
}

#[test]
fn an_edit_list_of_several_entries_is_followed() {
    let Some(mp4) = converted("cut.mp4", &["-c:a", "aac", "-ar", "16000"]) else { return };
    // The encoder put 1,024 samples before the first.
    let from = |second: f64| 1_024 + (second * 16_000.0) as i32;
    type Voices = &'static [(f64, f64)];
    type Edits<'a> = &'a [(u32, i32)];
    let played: [(&str, Edits<'_>, f64, Voices); 6] = [
        ("a cut", &[(4_000, from(0.0)), (3_000, from(5.0))], 7.0, &[(1.0, 3.0), (4.0, 6.0)]),
        (
            "a wait amidst",
            &[(4_000, from(0.0)), (2_000, -1), (4_000, from(4.0))],
            10.0,
            &[(1.0, 3.0), (7.0, 9.0)],
        ),
        ("swapped", &[(3_500, from(4.5)), (3_500, from(0.0))], 7.0, &[(0.5, 2.5), (4.5, 6.5)]),
        (
            "repeated",
            &[(4_000, from(0.0)), (4_000, from(0.0)), (4_000, from(0.0))],
            12.0,
            &[(1.0, 3.0), (5.0, 7.0), (9.0, 11.0)],
        ),
        ("in a row", &[(4_000, from(0.0)), (4_000, from(4.0))], 8.0, &[(1.0, 3.0), (5.0, 7.0)]),
        (
            "more than there is",
            &[(6_000, from(4.0)), (4_000, from(0.0))],
            10.0,
            &[(1.0, 3.0), (7.0, 9.0)],
        ),
    ];
    for (what, edits, length, voices) in played {
        let read = read("cut.mp4", &with_edits(&mp4, edits));
        assert!(near(read.length, length, 0.1), "{what}: {}", read.length);
        assert_eq!(read.voiced.len(), voices.len(), "{what}: {:?}", read.voiced);
        for (found, truth) in read.voiced.iter().zip(voices) {
            let close = near(found.0, truth.0, 0.3) && near(found.1, truth.1, 0.3);
            assert!(close, "{what}: {:?}", read.voiced);
        }
        let lost: f64 = read.lost.iter().map(|span| span.length().as_secs_f64()).sum();
        let waits = if what.starts_with("a wait") || what.starts_with("more") { 2.0 } else { 0.0 };
        assert!(near(lost, waits, 0.2), "{what}: {:?}", read.lost);
        assert_eq!(read.broken, None, "{what}");
    }
}

#[test]
fn high_efficiency_aac_is_heard_by_its_core() {
    let Some(mut bytes) = converted("core.m4a", &["-c:a", "aac", "-ar", "22050"]) else { return };
    // What ffmpeg says of its sound: low complexity, 22,050 Hz, mono, nothing above. The same as
    // the core of high efficiency at 44,100 Hz, without and with a second channel made up.
    let plain = b"\x13\x88\x56\xE5\x00";
    let at = bytes.windows(5).position(|part| part == plain).unwrap();
    for (profile, described) in [(5, b"\x2B\x8A\x08\0\0"), (29, b"\xEB\x8A\x08\0\0")] {
        bytes[at..at + 5].copy_from_slice(described);
        assert_talks(&read("core.m4a", &bytes), 1, &format!("profile {profile}"));
    }
}

#[test]
fn a_fragment_that_some_is_missing_of_gives_what_is_before() {
    let options = ["-c:a", "aac", "-movflags", "frag_keyframe+empty_moov"];
    let Some(bytes) = converted("frag.mp4", &options) else { return };
    let moof = bytes.windows(4).filter(|part| part == b"moof").count();
    assert_eq!(moof, 1);
    assert_talks(&read("frag.mp4", &bytes), 1, "whole");
    // From the middle on; and a hole in it.
    let cut = read("frag.mp4", &bytes[..bytes.len() / 2]);
    assert!(near(cut.length, 4.0, 1.5), "{}", cut.length);
    assert_eq!(cut.broken.unwrap().why, "the file is cut off here");
    assert!(near(cut.voiced[0].0, 1.0, 0.3), "{:?}", cut.voiced);
    let holed = [&bytes[..bytes.len() / 2], &bytes[bytes.len() * 3 / 5..]].concat();
    let holed = read("frag.mp4", &holed);
    assert!(near(holed.voiced[0].0, 1.0, 0.3), "{:?}", holed.voiced);
    assert!(holed.broken.is_some() || !holed.lost.is_empty());
}

#[test]
fn sound_that_its_reader_does_not_know_is_no_file_without_sound() {
    let Some(bytes) = converted("ima.mov", &["-c:a", "adpcm_ima_qt"]) else { return };
    assert_eq!(
        refused("ima.mov", &bytes),
        "ima.mov: this kind of sound can't be decoded here; convert it: ffmpeg -i ima.mov -vn \
         ima.flac"
    );
}

#[test]
fn of_several_tracks_the_one_with_speech_is_heard() {
    let (folder, quiet) = file("quiet.wav", &wav(&sound(8.0, &[], 0.15, 0.002)));
    let talk = folder.path().join("talk.wav");
    std::fs::write(&talk, wav(&super::talk())).unwrap();
    let two = folder.path().join("two.mkv");
    let done = Command::new("ffmpeg")
        .args(["-loglevel", "error", "-nostdin", "-i"])
        .arg(&quiet)
        .arg("-i")
        .arg(&talk)
        .args(["-map", "0:a", "-map", "1:a", "-c:a", "libopus"])
        .arg(&two)
        .status();
    if !done.is_ok_and(|status| status.success()) {
        return skipped("two.mkv: this ffmpeg can't make it, or there is none");
    }
    let chosen = listen(&two, None, |_, _| {}).unwrap();
    assert_talk(&chosen, "the second");
    assert_eq!((chosen.track, chosen.is_chosen), ((2, 2), true));
    // Played into a round it is the same one.
    let (played, is_chosen) = tracks::open(&two, None).unwrap();
    assert_eq!((played.track(), is_chosen), ((2, 2), true));
    let (played, is_chosen) = tracks::open(&two, Some(1)).unwrap();
    assert_eq!((played.track(), is_chosen), ((1, 2), false));
    assert_eq!(
        tracks::said((2, 2), true).unwrap(),
        "has 2 audio tracks; this is number 2, which holds the most speech (--track chooses \
         another)"
    );
    assert_eq!(tracks::said((1, 1), false), None);
    let first = listen(&two, Some(1), |_, _| {}).unwrap();
    assert_eq!((first.speech.len(), first.track, first.is_chosen), (0, (1, 2), false));
    let error = listen(&two, Some(3), |_, _| {}).unwrap_err().to_string();
    assert!(error.ends_with("two.mkv: has 2 audio tracks; name one of them"), "{error}");
    let error = listen(&talk, Some(2), |_, _| {}).unwrap_err().to_string();
    assert!(error.ends_with("talk.wav: has one audio track; leave --track out"), "{error}");
    assert_eq!(listen(&talk, Some(1), |_, _| {}).unwrap().track, (1, 1));
}

#[test]
fn a_track_that_cannot_be_read_is_told_with_the_command_that_converts_it() {
    let options = ["-map", "0:a", "-map", "0:a", "-c:a:0", "ac3", "-c:a:1", "aac"];
    let Some(bytes) = converted("two.mkv", &options) else { return };
    let (folder, two) = file("two.mkv", &bytes);
    let heard = Recording::open(&two).unwrap().track();
    assert_eq!(heard, (2, 2));
    let [told] = &tracks::unheard(&two, heard)[..] else { panic!() };
    let told =
        told.replace(&format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR), "");
    assert_eq!(
        told,
        "track 1 can't be read here; convert it: ffmpeg -i two.mkv -map 0:a:0 two.flac"
    );
}

#[test]
fn a_command_converts_the_track_that_was_wanted_and_all_where_none_was() {
    let options = ["-map", "0:a", "-map", "0:a", "-c:a", "ac3"];
    let Some(bytes) = converted("two.mkv", &options) else { return };
    assert_eq!(
        refused("two.mkv", &bytes),
        "two.mkv: AC-3 sound can't be decoded here, nor can its other tracks; convert it: ffmpeg \
         -i two.mkv -map 0:a -c:a flac two.mka"
    );
    let (_folder, two) = file("two.mkv", &bytes);
    let second = Recording::open_track(&two, Some(2)).err().unwrap().to_string();
    assert!(second.contains(" can't be decoded here; convert it: ffmpeg -i "), "{second}");
    assert!(second.contains(" -map 0:a:1 ") && second.ends_with("two.flac"), "{second}");
}

/// A picture that lasts 11 s, and the talk from so many seconds on, as an MP4 of these options.
fn filmed(name: &str, late: &str, options: &[&str]) -> Option<Vec<u8>> {
    let (folder, input) = file("made-from.wav", &wav(&talk()));
    let output = folder.path().join(name);
    let done = Command::new("ffmpeg")
        .args(["-loglevel", "error", "-nostdin", "-f", "lavfi", "-i"])
        .args(["color=size=64x64:rate=10:duration=11", "-itsoffset", late, "-i"])
        .arg(&input)
        .args(["-map", "0:v", "-map", "1:a", "-c:v", "mpeg4"])
        .args(options)
        .arg(&output)
        .status();
    if !done.is_ok_and(|status| status.success()) {
        skipped(&format!("{name}: this ffmpeg can't make it, or there is none"));
        return None;
    }
    Some(std::fs::read(output).unwrap())
}

#[test]
fn sound_of_which_fragments_say_that_it_begins_late_stands_where_it_does() {
    let forms: [(&str, &[&str]); 6] = [
        ("first.mp4", &["-c:a", "aac", "-movflags", "empty_moov", "-frag_duration", "1000000"]),
        ("delay.mp4", &["-c:a", "aac", "-movflags", "frag_keyframe+delay_moov"]),
        ("opus.mp4", &["-c:a", "libopus", "-movflags", "empty_moov", "-frag_duration", "500000"]),
        ("pcm.mov", &["-c:a", "pcm_s16le", "-movflags", "empty_moov"]),
        ("dash.mp4", &["-c:a", "aac", "-movflags", "dash", "-frag_duration", "1000000"]),
        ("none.mp4", &["-c:a", "aac", "-use_editlist", "0"]),
    ];
    for (name, options) in forms {
        let Some(bytes) = filmed(name, "3", options) else { continue };
        let late = read(name, &bytes);
        assert!(near(late.length, 11.0, 0.1), "{name}: {} {:?}", late.length, late.broken);
        let [(from, to), (again, _)] = late.voiced[..] else { panic!("{name}: {:?}", late.voiced) };
        assert!(near(from, 4.0, 0.2) && near(to, 6.0, 0.2) && near(again, 8.0, 0.2), "{name}");
        let lost: f64 = late.lost.iter().map(|span| span.length().as_secs_f64()).sum();
        assert!(near(lost, 2.95, 0.1) && late.broken.is_none(), "{name}: {:?}", late.lost);
    }
}

/// The talk as fragments of a second, with this made of when each begins, in ticks of its clock.
fn with_fragments(time: impl Fn(usize, u64) -> u64) -> Option<Vec<u8>> {
    let options = ["-c:a", "aac", "-ar", "16000", "-movflags", "empty_moov+default_base_moof"];
    let options = [&options[..], &["-frag_duration", "1000000"]].concat();
    let mut bytes = converted("frag.mp4", &options)?;
    let begins: Vec<usize> =
        (0..bytes.len() - 12).filter(|at| bytes[*at..].starts_with(b"tfdt\x01")).collect();
    assert!(begins.len() > 5);
    for (i, at) in begins.into_iter().enumerate() {
        let place = &mut bytes[at + 8..at + 16];
        let new = time(i, u64::from_be_bytes((&*place).try_into().unwrap()));
        place.copy_from_slice(&new.to_be_bytes());
    }
    Some(bytes)
}

#[test]
fn fragments_are_heard_when_they_say_so() {
    let Some(all_later) = with_fragments(|_, at| at + 5 * 16_000) else { return };
    let late = read("late.mp4", &all_later);
    assert!(near(late.length, 13.0, 0.15), "{}", late.length);
    assert!(near(late.begins.as_secs_f64(), 5.0, 0.01), "{:?}", late.begins);
    assert!(near(late.voiced[0].0, 6.0, 0.2) && late.broken.is_none(), "{:?}", late.voiced);
    // What is missing amidst is a hole there, and one wrong time moves nothing.
    let amidst = with_fragments(|i, at| if i < 4 { at } else { at + 32_000 }).unwrap();
    let holed = read("holed.mp4", &amidst);
    assert!(near(holed.length, 10.0, 0.15), "{}", holed.length);
    let [hole] = holed.lost[..] else { panic!("{:?}", holed.lost) };
    assert!(near(hole.length().as_secs_f64(), 2.0, 0.1), "{hole:?}");
    let wrong = with_fragments(|i, at| if i == 3 { at + 320_000 } else { at }).unwrap();
    assert_talks(&read("wrong.mp4", &wrong), 1, "one wrong time");
    // One that is cut off within its first fragment.
    let moof = all_later.windows(4).filter(|part| part == b"moof").count();
    assert!(moof > 5);
    let second = all_later.windows(4).enumerate().filter(|(_, part)| part == b"moof").nth(1);
    let cut = read("cut.mp4", &all_later[..second.unwrap().0 - 300]);
    assert!(near(cut.begins.as_secs_f64(), 5.0, 0.01), "{:?}", cut.begins);
    assert!(near(cut.length, 6.0, 0.3) && cut.broken.is_some(), "{}", cut.length);
}

#[test]
fn an_mp4_of_later_segments_begins_when_they_do() {
    let (folder, input) = file("made-from.wav", &wav(&talk()));
    let done = Command::new("ffmpeg")
        .args(["-loglevel", "error", "-nostdin", "-i"])
        .arg(&input)
        .args(["-c:a", "aac", "-f", "hls", "-hls_segment_type", "fmp4", "-hls_time", "2"])
        .args(["-hls_playlist_type", "vod", "-hls_fmp4_init_filename", "init.mp4"])
        .arg(folder.path().join("talk.m3u8"))
        .status();
    if !done.is_ok_and(|status| status.success()) {
        return skipped("talk.m3u8: this ffmpeg can't make it, or there is none");
    }
    let part = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    let (init, third) = (part("init.mp4"), part("talk2.m4s"));
    let late = read("late.mp4", &[&init[..], &third, &part("talk3.m4s")].concat());
    assert!(near(late.length, 8.05, 0.15), "{}", late.length);
    assert!(near(late.voiced[0].0, 5.0, 0.2), "{:?}", late.voiced);
    let holed = read("holed.mp4", &[&init[..], &part("talk0.m4s"), &third].concat());
    let voiced = &holed.voiced;
    assert!(near(voiced[0].0, 1.0, 0.2) && near(voiced[1].0, 5.0, 0.2), "{voiced:?}");
    assert_eq!(holed.broken, None);
}
