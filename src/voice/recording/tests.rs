//! Recordings made by the tests themselves: WAV in code; compressed formats by ffmpeg, where it is
//! installed.

use std::path::PathBuf;
use std::process::Command;

use super::*;
use crate::session::hearing::Hearing;
use crate::time::{Elapsed, Stretch};
use crate::voice::HeardRecording;
use crate::voice::synthetic::{skipped, sound, wav, wav_at};
use crate::voice::tracks::listen;

mod behind;
mod damaged;
mod gated;
mod joined;
mod mp4;
mod opus;
mod sides;
mod times;

/// Speech as silence is judged by it: without pauses of less than half a second, without lone
/// sounds.
fn utterances(speech: &[Span]) -> Vec<Span> {
    let spans = speech
        .iter()
        .map(|span| Stretch { from: Elapsed::new(span.from), to: Elapsed::new(span.to) });
    let hearing = Hearing::new(std::iter::empty(), spans, std::iter::empty(), &[]);
    hearing
        .speech()
        .iter()
        .map(|of| Span { from: of.from.since_began(), to: of.to.since_began() })
        .collect()
}

/// A file of this name and content in a folder that lasts as long as the test.
fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn heard(name: &str, bytes: &[u8]) -> HeardRecording {
    let (_folder, path) = file(name, bytes);
    listen(&path, None, |_, _| {}).unwrap()
}

fn refused(name: &str, bytes: &[u8]) -> String {
    let (folder, path) = file(name, bytes);
    let error = format!("{:#}", Recording::open(&path).err().unwrap());
    error.replace(&format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR), "")
}

fn seconds(span: Span) -> (f64, f64) {
    (span.from.as_secs_f64(), span.to.as_secs_f64())
}

fn near(a: f64, b: f64, by: f64) -> bool {
    (a - b).abs() <= by
}

/// 8 s with a voice from 1 to 3 s and from 5 to 7 s.
fn talk() -> Vec<f32> {
    sound(8.0, &[1.0..3.0, 5.0..7.0], 0.15, 0.002)
}

#[track_caller]
fn assert_talk(heard: &HeardRecording, what: &str) {
    let duration = heard.duration.as_secs_f64();
    assert!(near(duration, 8.0, 0.15), "{what}: {duration} s");
    let spans: Vec<_> = utterances(&heard.speech).into_iter().map(seconds).collect();
    let [first, second] = spans[..] else { panic!("{what}: {spans:?}") };
    for (found, truth) in
        [first.0, first.1, second.0, second.1].into_iter().zip([1.0, 3.0, 5.0, 7.0])
    {
        assert!(near(found, truth, 0.25), "{what}: {spans:?}");
    }
}

/// Where a file sounds like the talk, in tenths of a second, and how long it is: without the
/// detector, which other tests run.
struct Read {
    length: f64,
    voiced: Vec<(f64, f64)>,
    lost: Vec<Span>,
    begins: Duration,
    broken: Option<Broken>,
}

fn read(name: &str, bytes: &[u8]) -> Read {
    let (_folder, path) = file(name, bytes);
    let mut recording = Recording::open(&path).unwrap();
    let mut samples = Vec::new();
    while let Some(frame) = recording.next_frame() {
        samples.extend_from_slice(frame);
    }
    let mut voiced: Vec<(f64, f64)> = Vec::new();
    for (i, part) in samples.chunks(1_600).enumerate() {
        let power = part.iter().map(|sample| sample * sample).sum::<f32>() / part.len() as f32;
        let (from, to) = (i as f64 / 10.0, (i + 1) as f64 / 10.0);
        match voiced.last_mut() {
            _ if power < 1e-4 => {}
            // Syllables have holes of their own.
            Some(last) if from - last.1 < 0.5 => last.1 = to,
            _ => voiced.push((from, to)),
        }
    }
    Read {
        length: recording.duration().as_secs_f64(),
        voiced,
        lost: recording.lost().collect(),
        begins: recording.begins(),
        broken: recording.broken().cloned(),
    }
}

/// The talk so many times over, and nothing unknown.
#[track_caller]
fn assert_talks(read: &Read, times: u32, what: &str) {
    let (length, found) = (8.0 * f64::from(times), &read.voiced);
    assert!(near(read.length, length, 0.2), "{what}: {} s, {:?}", read.length, read.broken);
    assert_eq!((&read.lost, &read.broken), (&Vec::new(), &None), "{what}");
    let truth: Vec<(f64, f64)> = (0..times)
        .map(|time| f64::from(time) * 8.0)
        .flat_map(|at| [(at + 1.0, at + 3.0), (at + 5.0, at + 7.0)])
        .collect();
    assert_eq!(found.len(), truth.len(), "{what}: {found:?}");
    for (found, truth) in found.iter().zip(truth) {
        let close = near(found.0, truth.0, 0.3) && near(found.1, truth.1, 0.3);
        assert!(close, "{what}: {found:?} for {truth:?}");
    }
}

#[test]
fn a_wav_file_is_heard_in_full() {
    let heard = heard("talk.wav", &wav(&talk()));
    assert_eq!(heard.duration, Duration::from_secs(8));
    assert_talk(&heard, "wav");
    assert_eq!((heard.lost.len(), heard.broken.as_ref()), (0, None));
    assert_eq!(heard.windows(), [Span { from: Duration::ZERO, to: Duration::from_secs(8) }]);
}

#[test]
fn frames_are_the_samples_and_the_last_is_filled_up() {
    // 1,000 samples are one frame, and 488 samples with 24 of silence.
    let samples: Vec<f32> = (0..1000).map(|i| (i % 100) as f32 / 200.0).collect();
    let (_folder, path) = file("short.wav", &wav(&samples));
    let mut recording = Recording::open(&path).unwrap();
    assert_eq!(recording.declared(), Some(Duration::from_micros(62_500)));
    let mut read = Vec::new();
    while let Some(frame) = recording.next_frame() {
        read.extend_from_slice(frame);
    }
    assert_eq!(read.len(), 1024);
    let close = |(a, b): (&f32, &f32)| (a - b).abs() < 1e-4;
    assert!(read.iter().zip(&samples).all(close));
    assert!(read[1000..].iter().all(|&sample| sample == 0.0));
    assert_eq!(recording.duration(), Duration::from_micros(62_500));
    assert_eq!(recording.position(), Duration::from_millis(64));
    assert!(recording.next_frame().is_none());
}

#[test]
fn channels_are_averaged() {
    // 0.5 on the left and −0.1 on the right are 0.2.
    let stereo: Vec<f32> = (0..FRAME).flat_map(|_| [0.5, -0.1]).collect();
    let (_folder, path) = file("stereo.wav", &wav_at(16_000, 2, &stereo));
    let mut recording = Recording::open(&path).unwrap();
    assert!(recording.next_frame().unwrap().iter().all(|sample| (sample - 0.2).abs() < 1e-4));
    assert!(recording.next_frame().is_none());
}

#[test]
fn other_rates_last_as_long() {
    // Every sample three times, and a sixth of a second more than 8: 48 kHz.
    let tripled: Vec<f32> =
        talk().into_iter().chain([0.0; 2667]).flat_map(|sample| [sample; 3]).collect();
    let heard = heard("fast.wav", &wav_at(48_000, 1, &tripled));
    // 128,000 + 2,667 samples at 16 kHz.
    assert_eq!(heard.duration, Duration::from_nanos(8_166_687_500));
    assert_eq!(heard.broken, None);
}

#[test]
fn a_wav_file_cut_short_gives_what_is_there() {
    let bytes = wav(&talk());
    // 44 bytes of header and 4 s of 16 bits.
    let heard = heard("cut.wav", &bytes[..44 + 4 * 32_000]);
    assert_eq!(heard.duration, Duration::from_secs(4));
    assert_eq!(
        heard.broken.unwrap(),
        Broken { at: Duration::from_secs(4), why: "the file is cut off here".to_owned() }
    );
    assert_eq!(utterances(&heard.speech).len(), 1);
}

#[test]
fn a_wav_file_without_a_length_is_heard_to_its_end() {
    for (riff, data) in [(0, 0), (36, 0), (u32::MAX, u32::MAX), (0x7FFF_0024, 0x7FFF_0000)] {
        let mut bytes = wav(&talk());
        bytes[4..8].copy_from_slice(&u32::to_le_bytes(riff));
        bytes[40..44].copy_from_slice(&u32::to_le_bytes(data));
        let heard = heard("killed.wav", &bytes);
        assert_talk(&heard, "killed");
        assert_eq!(heard.broken, None);
    }
}

#[test]
fn progress_is_told_every_second() {
    let (_folder, path) = file("talk.wav", &wav(&talk()));
    let mut told = Vec::new();
    listen(&path, None, |position, whole| told.push((position, whole))).unwrap();
    // The last second ends with the file, in its 250th frame.
    assert_eq!(told.len(), 8);
    assert!(told.iter().all(|(_, whole)| *whole == Some(Duration::from_secs(8))));
    // The first frame that ends at a second or later is the 32nd.
    assert_eq!(told[0].0, Duration::from_millis(1024));
}

#[test]
fn what_is_no_recording_is_refused() {
    assert_eq!(refused("empty.wav", b""), "empty.wav: is empty");
    assert_eq!(
        refused("notes on me.txt", b"not a recording"),
        "notes on me.txt: is a text and no recording; name a recording"
    );
    assert_eq!(
        refused("noise on me.bin", &[0x80, 1, 2, 3, 4, 5, 6, 7].repeat(999)),
        "noise on me.bin: is not WAV, AIFF, FLAC, MP3, M4A, Ogg, CAF, MKV, WebM or MP4; \
         if it plays elsewhere, convert it: ffmpeg -i 'noise on me.bin' -vn 'noise on me.flac'"
    );
    assert_eq!(
        refused("all.zip", b"PK\x03\x04"),
        "all.zip: is a ZIP archive; unpack it and name the recording in it"
    );
    // One sentence says what it is; no one need be told that a WAV is no WAV.
    let mut packed = wav(&talk());
    packed[20] = 0x31;
    assert!(
        refused("gsm.wav", &packed)
            .starts_with("gsm.wav: is a WAV whose kind of sound can't be decoded here; ")
    );
    let stream = [&b"\x47\x40"[..], &[0; 186], b"\x47\x40"].concat();
    assert_eq!(
        refused("film.ts", &stream),
        "film.ts: is an MPEG transport stream, which can't be read here; \
         convert it: ffmpeg -i film.ts -vn film.flac"
    );
    // One frame, and no other that says that it is one.
    let frame = [&[0xFF, 0xFB, 0x10, 0x64][..], &[0; 100]].concat();
    for frame in [frame.clone(), [&b"ID3\x04\0\0\0\0\0\x04abcd"[..], &frame].concat()] {
        assert_eq!(
            refused("tiny.mp3", &frame),
            "tiny.mp3: holds at most one frame of MP3 or AAC, too little to be heard"
        );
    }
    let header_only = refused("header.wav", &wav(&[]));
    assert!(header_only.starts_with("header.wav: "), "{header_only}");
    let mut impossible = wav(&[0.0; 16]);
    impossible[24..28].copy_from_slice(&u32::to_le_bytes(7));
    assert_eq!(refused("slow.wav", &impossible), "slow.wav: 7 samples a second can't be right");

    let folder = tempfile::tempdir().unwrap();
    let error = |path: &Path| format!("{:#}", Recording::open(path).err().unwrap());
    assert!(error(folder.path()).ends_with(": is a folder; name a recording in it"));
    assert!(error(&folder.path().join("gone.wav")).contains("gone.wav: no such file"));
}

/// The talk, converted by ffmpeg; `None`, and a line that says so, where there is no ffmpeg or it
/// lacks the encoder.
fn converted(name: &str, options: &[&str]) -> Option<Vec<u8>> {
    converted_from(&wav(&talk()), name, options)
}

/// The same of another sound.
fn converted_from(wav: &[u8], name: &str, options: &[&str]) -> Option<Vec<u8>> {
    let (folder, input) = file("made-from.wav", wav);
    let output = folder.path().join(name);
    let done = Command::new("ffmpeg")
        .args(["-loglevel", "error", "-nostdin", "-i"])
        .arg(&input)
        .args(options)
        .arg(&output)
        .status();
    match done {
        Ok(status) if status.success() => Some(std::fs::read(output).unwrap()),
        Ok(_) => {
            skipped(&format!("{name}: this ffmpeg can't make it"));
            None
        }
        Err(_) => {
            skipped(&format!("{name}: there is no ffmpeg"));
            None
        }
    }
}

#[test]
fn every_format_says_the_same() {
    let formats: [(&str, &[&str]); 21] = [
        ("talk.flac", &["-ar", "48000", "-ac", "2"]),
        ("talk.mp3", &["-ar", "44100", "-ac", "2"]),
        ("low.mp3", &["-ar", "16000", "-b:a", "32k", "-write_xing", "0"]),
        ("talk.m4a", &["-ar", "44100"]),
        ("first.m4a", &["-ar", "48000", "-movflags", "+faststart"]),
        ("alac.m4a", &["-c:a", "alac"]),
        ("talk.aac", &["-ar", "44100"]),
        ("talk.ogg", &["-c:a", "libvorbis", "-ar", "48000"]),
        ("talk.mkv", &["-c:a", "aac", "-ar", "48000"]),
        ("vorbis.mkv", &["-c:a", "libvorbis"]),
        ("vorbis.webm", &["-c:a", "libvorbis"]),
        ("fragments.mp4", &["-c:a", "aac", "-movflags", "empty_moov", "-frag_duration", "1000000"]),
        ("float.wav", &["-c:a", "pcm_f32le", "-ar", "96000", "-ac", "6"]),
        ("alac.mov", &["-c:a", "alac"]),
        ("talk.aiff", &["-c:a", "pcm_s24be"]),
        ("talk.caf", &["-ac", "2"]),
        ("alac.caf", &["-c:a", "alac"]),
        ("ms.wav", &["-c:a", "adpcm_ms", "-ar", "22050"]),
        ("ima.wav", &["-c:a", "adpcm_ima_wav", "-ac", "2"]),
        ("long.wav", &["-rf64", "always"]),
        ("law.wav", &["-c:a", "pcm_mulaw", "-ar", "8000"]),
    ];
    for (name, options) in formats {
        let Some(bytes) = converted(name, options) else { continue };
        let heard = heard(name, &bytes);
        assert_talk(&heard, name);
        assert_eq!((heard.lost.len(), heard.broken.as_ref()), (0, None), "{name}");
    }
}

#[test]
fn files_cut_short_give_what_is_there() {
    let formats: [(&str, &[&str]); 6] = [
        ("talk.flac", &[]),
        ("talk.mp3", &["-b:a", "64k"]),
        ("first.m4a", &["-movflags", "+faststart"]),
        ("talk.ogg", &["-c:a", "libvorbis"]),
        ("talk.mkv", &["-c:a", "aac"]),
        ("fragments.mp4", &["-c:a", "aac", "-movflags", "empty_moov", "-frag_duration", "500000"]),
    ];
    for (name, options) in formats {
        let Some(bytes) = converted(name, options) else { continue };
        let heard = heard(name, &bytes[..bytes.len() * 6 / 10]);
        let at = heard.broken.unwrap_or_else(|| panic!("{name}: not noticed")).at;
        assert_eq!(at, heard.duration, "{name}");
        // The bytes are not spread evenly over the time.
        assert!(near(at.as_secs_f64(), 4.8, 1.7), "{name}: {at:?}");
        let first = utterances(&heard.speech)[0];
        assert!(near(first.from.as_secs_f64(), 1.0, 0.25), "{name}: {first:?}");
    }
}

#[test]
fn a_hole_is_unknown_and_moves_nothing() {
    for (name, options) in [("talk.flac", &["-c:a", "flac"]), ("talk.ogg", &["-c:a", "libvorbis"])]
    {
        let Some(mut bytes) = converted(name, options) else { continue };
        // A sixth of the bytes in the middle is overwritten.
        let hole = bytes.len() * 5 / 12..bytes.len() * 7 / 12;
        bytes[hole].fill(0x55);
        let heard = heard(name, &bytes);
        assert!(near(heard.duration.as_secs_f64(), 8.0, 0.15), "{name}: {:?}", heard.duration);
        let lost: Duration = heard.lost.iter().map(|span| span.length()).sum();
        // An Ogg page, of a second and more, is lost as a whole.
        assert!((0.5..4.0).contains(&lost.as_secs_f64()), "{name}: {:?}", heard.lost);
        assert_eq!(heard.windows().len(), heard.lost.len() + 1, "{name}");
        // What comes after the hole is where it was.
        let last = *utterances(&heard.speech).last().unwrap();
        assert!(near(last.to.as_secs_f64(), 7.0, 0.25), "{name}: {last:?}");
    }
}

#[test]
fn a_hole_in_an_mp3_is_measured_by_its_bytes() {
    // Where the bit rate varies, the hole, which is quieter than the rest, had fewer bytes than the
    // average says.
    let formats = [
        (&["-b:a", "64k"][..], 0.35),
        (&["-b:a", "32k", "-write_xing", "0"], 0.35),
        (&["-q:a", "4"], 0.7),
    ];
    for (options, tolerance) in formats {
        let Some(mut bytes) = converted("talk.mp3", options) else { continue };
        let hole = bytes.len() * 5 / 12..bytes.len() * 7 / 12;
        bytes[hole].fill(0x55);
        let heard = heard("talk.mp3", &bytes);
        let duration = heard.duration.as_secs_f64();
        assert!(near(duration, 8.0, tolerance), "{options:?}: {duration} s, lost {:?}", heard.lost);
        let lost: Duration = heard.lost.iter().map(|span| span.length()).sum();
        assert!((0.7..2.0).contains(&lost.as_secs_f64()), "{options:?}: {:?}", heard.lost);
        assert_eq!(heard.broken, None, "{options:?}");
        let last = *utterances(&heard.speech).last().unwrap();
        assert!(near(last.to.as_secs_f64(), 7.0, tolerance), "{options:?}: {last:?}");
    }
}

#[test]
fn a_hole_in_raw_aac_is_measured_by_its_bytes() {
    let Some(mut bytes) = converted("talk.aac", &["-b:a", "64k"]) else { return };
    bytes.drain(bytes.len() * 5 / 12..bytes.len() * 7 / 12);
    let cut = heard("talk.aac", &bytes);
    // What is not there can't be measured; what is there and no frame can.
    assert!(cut.duration < Duration::from_secs(7), "{:?}", cut.duration);
    let Some(mut bytes) = converted("talk.aac", &["-b:a", "64k"]) else { return };
    let hole = bytes.len() * 5 / 12..bytes.len() * 7 / 12;
    bytes[hole].fill(0x55);
    let heard = heard("talk.aac", &bytes);
    // Frames of silence are shorter than the average says.
    assert!(near(heard.duration.as_secs_f64(), 8.0, 0.9), "{:?} {:?}", heard.duration, heard.lost);
    assert!(!heard.lost.is_empty());
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_and_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talk.wav");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    for path in [path.as_path(), Path::new("/dev/zero")] {
        let error = Recording::open(path).err().unwrap().to_string();
        assert!(error.ends_with(": is a pipe or a device; write the recording to a file first"));
    }
}

#[test]
fn a_tag_with_a_picture_is_no_hole() {
    let Some(bytes) = converted("talk.mp3", &["-id3v2_version", "0"]) else { return };
    // An ID3v2 tag of 100,000 bytes: its size in groups of seven bits.
    let mut tagged = b"ID3\x03\0\0".to_vec();
    tagged.extend([0, 6, 13, 32]);
    tagged.extend([0; 100_000]);
    tagged.extend(bytes);
    let heard = heard("tagged.mp3", &tagged);
    assert_talk(&heard, "tagged");
    assert_eq!(heard.lost, []);
}

#[test]
fn a_picture_of_megabytes_in_a_tag_is_passed_over_whatever_it_looks_like() {
    let Some(bytes) = converted("talk.mp3", &["-id3v2_version", "0"]) else { return };
    // Two tags in a row, the first with a footer; they hold what looks like frames.
    let frames: Vec<u8> = bytes.iter().copied().cycle().take(2 << 20).collect();
    let tag = |flags: u8, footer: &[u8]| {
        [&b"ID3\x04\0"[..], &[flags, 1, 0, 0, 0], &frames, footer].concat()
    };
    let tagged = [tag(0x10, b"3DI\x04\0\x10\x01\0\0\0"), tag(0, b""), bytes].concat();
    let heard = heard("tagged.mp3", &tagged);
    assert_talk(&heard, "tagged");
    assert_eq!((heard.lost, heard.broken), (Vec::new(), None));
}

#[test]
fn an_mp4_that_was_never_finished_says_so() {
    let Some(bytes) = converted("talk.m4a", &[]) else { return };
    assert_eq!(
        refused("talk.m4a", &bytes[..bytes.len() / 2]),
        "talk.m4a: its index (moov) is not to be found, without which an MP4 can't be read: its \
         recording was never finished, or some of the file is missing"
    );
}

#[test]
fn sound_that_begins_late_was_not_heard_before() {
    let Some(bytes) = converted("late.mkv", &["-c:a", "aac", "-output_ts_offset", "3"]) else {
        return;
    };
    let late = heard("late.mkv", &bytes);
    let [hole] = late.lost[..] else { panic!("{:?}", late.lost) };
    assert!(near(hole.length().as_secs_f64(), 3.0, 0.1) && hole.from.is_zero(), "{hole:?}");
    let first = utterances(&late.speech)[0];
    assert!(near(first.from.as_secs_f64(), 4.0, 0.25), "{first:?}");
}

#[test]
fn a_clock_that_was_set_is_no_hole() {
    let Some(bytes) = converted("ahead.mkv", &["-c:a", "aac", "-output_ts_offset", "7200"]) else {
        return;
    };
    let ahead = heard("ahead.mkv", &bytes);
    assert_talk(&ahead, "ahead.mkv");
    assert_eq!(ahead.lost, []);
}

#[test]
fn tags_behind_the_sound_are_no_sound_and_no_hole() {
    let Some(bytes) =
        converted("talk.mp3", &["-b:a", "32k", "-write_xing", "0", "-id3v2_version", "0"])
    else {
        return;
    };
    // An APEv2 tag with a header, an item that looks like frames, and a footer; then ID3v1.
    let item: Vec<u8> = bytes[..bytes.len() / 2].to_vec();
    let size = u32::try_from(item.len() + 32).unwrap().to_le_bytes();
    let edge = |flags: u32| {
        [&b"APETAGEX"[..], &[0; 4], &size, &[0; 4], &flags.to_le_bytes(), &[0; 8]].concat()
    };
    let id3v1 = [&b"TAG"[..], &[0; 125]].concat();
    let tagged = [bytes, edge(0xA000_0000), item, edge(0x8000_0000), id3v1].concat();
    let heard = heard("tagged.mp3", &tagged);
    assert_talk(&heard, "tagged");
    assert_eq!((heard.lost.len(), heard.broken.as_ref()), (0, None));
}

#[test]
fn a_variable_rate_without_a_length_is_heard_to_its_end() {
    let Some(bytes) = converted("talk.mp3", &["-ar", "16000", "-q:a", "4", "-write_xing", "0"])
    else {
        return;
    };
    let one = heard("talk.mp3", &bytes);
    assert_talk(&one, "variable");
    assert_eq!((one.lost.len(), one.broken.as_ref()), (0, None));
    let two = heard("twice.mp3", &[&bytes[..], &bytes].concat());
    assert!(
        near(two.duration.as_secs_f64(), 16.0, 0.4) && two.lost.is_empty(),
        "{:?} {:?}",
        two.duration,
        two.lost
    );
}
