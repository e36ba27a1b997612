//! Files whose header tells less than they hold: joined ones, and those of recorders that were
//! killed.

use super::*;

/// A chunk of a RIFF file.
fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let size = u32::try_from(body.len()).unwrap().to_le_bytes();
    [&name[..], &size, body, &[0][..body.len() % 2]].concat()
}

/// A WAV of the talk made of these chunks behind its format, and of its samples, with a length that
/// may be wrong.
fn wav_with(before: &[u8], length: impl Fn(u32) -> u32, behind: &[u8]) -> Vec<u8> {
    let plain = wav(&talk());
    let (start, samples) = (&plain[..36], &plain[44..]);
    let length = length(u32::try_from(samples.len()).unwrap()).to_le_bytes();
    [start, before, b"data", &length, samples, behind].concat()
}

#[test]
fn a_wav_is_as_long_as_its_file_whatever_it_says() {
    let long = chunk(b"JUNK", &[0; 5_000]);
    let list = [chunk(b"LIST", b"INFOISFT\x03\0\0\0me\0\0"), chunk(b"id3 ", &[7; 33])].concat();
    let files = [
        ("killed behind a long header", wav_with(&long, |_| 0, b"")),
        ("wrapped", wav_with(b"", |length| length / 4, b"")),
        ("open", wav_with(b"", |_| u32::MAX, b"")),
        ("a chunk before, with no pad", wav_with(&list[24..65], |_| 0, b"")),
        ("chunks behind", wav_with(&long, |length| length, &list)),
        ("chunks behind, one with no pad", wav_with(b"", |length| length, &list[..list.len() - 1])),
    ];
    for (what, bytes) in files {
        assert_talks(&read("talk.wav", &bytes), 1, what);
    }
}

/// What may have been put behind samples: packed bytes, a text, zeros, and chunks that end amidst.
fn junk() -> [(&'static str, Vec<u8>); 4] {
    let mut state = 9_u32;
    let mut random = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    let packed: Vec<u8> = std::iter::repeat_with(&mut random).take(60_000).collect();
    let text = b"what is said here is no sound, whatever it seems to be\n".repeat(1_100);
    let list = [&b"LIST\xFF\xFF\xFF\0INFOISFT\x02\0\0\0me"[..], &packed].concat();
    [("packed", packed), ("a text", text), ("zeros", vec![0; 60_000]), ("a cut chunk", list)]
}

#[test]
fn what_is_put_behind_samples_and_is_none_is_told_and_not_heard() {
    let forms: [(&str, &[&str]); 9] = [
        ("talk.wav", &[]),
        ("stereo.wav", &["-c:a", "pcm_s24le", "-ac", "2"]),
        ("eight.wav", &["-c:a", "pcm_u8"]),
        ("float.wav", &["-c:a", "pcm_f32le", "-ar", "48000"]),
        ("law.wav", &["-c:a", "pcm_mulaw", "-ar", "8000"]),
        ("ima.wav", &["-c:a", "adpcm_ima_wav"]),
        ("talk.aiff", &[]),
        ("little.aiff", &["-c:a", "pcm_s16le"]),
        ("talk.caf", &[]),
    ];
    for (name, options) in forms {
        let Some(bytes) = converted(name, options) else { continue };
        for (what, junk) in junk() {
            // A CAF says nowhere how long it is but there.
            if what == "zeros" && name == "talk.caf" {
                continue;
            }
            let found = read(name, &[&bytes[..], &junk].concat());
            let what = format!("{name}, {what}");
            assert!(near(found.length, 8.0, 0.15), "{what}: {}", found.length);
            assert_eq!(found.voiced.len(), 2, "{what}: {:?}", found.voiced);
            let why = found.broken.unwrap_or_else(|| panic!("{what}: not told")).why;
            assert!(why.starts_with("behind it are 6"), "{what}: {why}");
        }
    }
}

#[test]
fn samples_behind_a_length_that_was_never_brought_up_to_date_are_heard() {
    // Both of its lengths say that it ends after two seconds, of which nothing was said in one.
    let mut killed = wav(&talk());
    killed[4..8].copy_from_slice(&(36 + 64_000_u32).to_le_bytes());
    killed[40..44].copy_from_slice(&64_000_u32.to_le_bytes());
    assert_talks(&read("killed.wav", &killed), 1, "of an earlier time");
}

#[test]
fn wavs_that_were_joined_are_heard_both() {
    let list = chunk(b"LIST", b"INFOISFT\x02\0\0\0me");
    let first = wav_with(b"", |length| length, &list);
    assert_talks(&read("twice.wav", &[&first[..], &wav(&talk())].concat()), 2, "twice");
    // Every sample three times is 48 kHz.
    let tripled: Vec<f32> = talk().into_iter().flat_map(|sample| [sample; 3]).collect();
    let joined = [first, wav_at(48_000, 1, &tripled), wav(&talk())].concat();
    assert_talks(&read("rates.wav", &joined), 3, "rates");
    // What was cut off of the last is said.
    let joined = [wav(&talk()), wav(&talk())].concat();
    let cut = read("cut.wav", &joined[..joined.len() - 64_000]);
    assert!(near(cut.length, 14.0, 0.1), "{}", cut.length);
    assert_eq!(cut.broken.unwrap().why, "the file is cut off here");
}

#[test]
fn a_wav_of_more_than_four_gigabytes_tells_its_length_elsewhere() {
    let plain = wav_with(b"", |_| u32::MAX, &chunk(b"LIST", &[7; 5_000]));
    let samples = (plain.len() - 44 - 5_008) as u64;
    let sizes = [(plain.len() as u64 + 28).to_le_bytes(), samples.to_le_bytes(), [0; 8]].concat();
    let long = [
        &b"RF64\xFF\xFF\xFF\xFFWAVE"[..],
        &chunk(b"ds64", &[&sizes[..], &[0; 4]].concat()),
        &plain[12..],
    ]
    .concat();
    assert_talks(&read("long.wav", &long), 1, "RF64");
    // Its recorder was killed: the sizes were never filled in.
    let mut killed = long;
    killed[28..36].fill(0);
    assert!(near(read("long.wav", &killed).length, 8.0, 0.2));
}

#[test]
fn a_wav_with_an_odd_format_chunk_is_read() {
    // A-law, without the extension that it should have: 0xD5 is zero, and the voice is loud.
    let samples: Vec<u8> =
        talk().iter().map(|sample| if sample.abs() > 0.02 { 0xA5 } else { 0xD5 }).collect();
    let format = chunk(b"fmt ", b"\x06\0\x01\0\x80\x3E\0\0\x80\x3E\0\0\x01\0\x08\0");
    let data = chunk(b"data", &samples);
    let bytes = [&b"RIFF\xFF\xFF\xFF\xFFWAVE"[..], &format, &data].concat();
    assert!(near(read("a-law.wav", &bytes).length, 8.0, 0.1));
}

#[test]
fn flacs_that_were_joined_are_heard_all() {
    let Some(one) = converted("talk.flac", &[]) else { return };
    let Some(other) = converted("other.flac", &["-ar", "44100", "-ac", "2"]) else { return };
    assert_talks(&read("joined.flac", &[&one[..], &one].concat()), 2, "the same");
    let joined = [one.clone(), other, one.clone()].concat();
    assert_talks(&read("joined.flac", &joined), 3, "other rates");
    // The first one's recorder was killed: it has no length, and ends in the middle of a frame.
    let mut killed = one[..one.len() - 100].to_vec();
    killed[21] &= 0xF0;
    killed[22..26].fill(0);
    let heard = read("killed.flac", &[&killed[..], &one].concat());
    assert!(near(heard.length, 16.0, 0.7) && heard.voiced.len() == 4, "{:?}", heard.voiced);
}

#[test]
fn an_mp3_is_as_long_as_its_file_whatever_its_first_frame_says() {
    let Some(one) = converted("talk.mp3", &["-ar", "44100", "-b:a", "64k"]) else { return };
    let xing = one.windows(4).position(|part| part == b"Xing" || part == b"Info").unwrap();
    // What a killed recorder left there; half of what there is; and nothing at all.
    for frames in [0, 150, u32::MAX / 2] {
        let mut killed = one.clone();
        killed[xing + 8..xing + 12].copy_from_slice(&u32::to_be_bytes(frames));
        let heard = read("killed.mp3", &killed);
        let is_long = frames > 1_000;
        assert!(
            near(heard.length, 8.0, 0.2) && heard.lost.is_empty(),
            "{frames}: {:?}",
            heard.lost
        );
        assert_eq!(heard.voiced.len(), 2, "{frames}");
        assert_eq!(heard.broken.is_some(), is_long, "{frames}: {:?}", heard.broken);
    }
    assert_talks(&read("twice.mp3", &[&one[..], &one].concat()), 2, "with a tag before each");
    let plain = ["-ar", "44100", "-b:a", "64k", "-write_xing", "0", "-id3v2_version", "0"];
    let Some(plain) = converted("plain.mp3", &plain) else { return };
    assert_talks(&read("twice.mp3", &[&one[..], &plain].concat()), 2, "the second without");
    let Some(other) = converted("other.mp3", &["-ar", "16000", "-ac", "2"]) else { return };
    // Tags before, behind and between them, in which anything may look like a frame.
    let tag = [&b"ID3\x04\0\0\0\0\x7F\x7F"[..], &one[..0x3FFF]].concat();
    let id3v1 = [&b"TAG"[..], &[0; 125]].concat();
    let joined = [tag.clone(), one.clone(), plain, id3v1, tag, other].concat();
    assert_talks(&read("tags.mp3", &joined), 3, "tags and rates");
}

#[test]
fn a_tag_amidst_the_frames_of_an_mp3_is_passed_over() {
    let Some(one) = converted("talk.mp3", &["-ar", "44100", "-b:a", "64k"]) else { return };
    let begins = |at: &usize| frames::FrameHeader::of_three(&one[*at..]).is_some();
    let middle = (one.len() / 2..).find(begins).unwrap();
    let last = (0..one.len()).rfind(begins).unwrap();
    // It holds what looks like frames, and tells its size of 2,047 bytes.
    let tag = [&b"ID3\x04\0\0\0\0\x0F\x7F"[..], &one[middle..][..2_047]].concat();
    for at in [middle, last] {
        let tagged = [&one[..at], &tag, &one[at..]].concat();
        assert_talks(&read("tagged.mp3", &tagged), 1, &format!("at {at}"));
    }
    let twice = [&one[..middle], &tag, &one[middle..last], &tag, &one[last..]].concat();
    assert_talks(&read("tagged.mp3", &twice), 1, "two tags");
    assert_talks(&read("tagged.mp3", &[&twice[..], &one].concat()), 2, "another behind it");
}

#[test]
fn streams_of_ogg_that_were_chained_are_heard_all() {
    let formats: [(&str, &[&str]); 4] = [
        ("a.ogg", &["-c:a", "libvorbis"]),
        ("b.ogg", &["-c:a", "libvorbis", "-ar", "44100", "-ac", "2"]),
        ("c.oga", &["-c:a", "flac"]),
        ("d.opus", &["-c:a", "libopus"]),
    ];
    let made: Vec<_> =
        formats.iter().filter_map(|(name, options)| converted(name, options)).collect();
    for (one, (name, _)) in made.iter().zip(formats) {
        assert_talks(&read("chained.ogg", &[&one[..], one, one].concat()), 3, name);
    }
    let times = made.len() as u32;
    if times > 0 {
        assert_talks(&read("chained.ogg", &made.concat()), times, "of all kinds");
    }
}

#[test]
fn matroska_files_that_were_joined_are_heard_both() {
    for (name, options) in [
        ("talk.mkv", &["-c:a", "aac"][..]),
        ("talk.webm", &["-c:a", "libopus"]),
        ("live.webm", &["-c:a", "libopus", "-live", "1"]),
    ] {
        let Some(one) = converted(name, options) else { continue };
        assert_talks(&read(name, &[&one[..], &one].concat()), 2, name);
    }
}

#[test]
fn raw_aac_of_other_channels_and_rates_that_was_joined_is_heard_all() {
    let kinds = [["1", "48000"], ["2", "48000"], ["2", "16000"], ["1", "48000"]];
    let part = |[channels, rate]: [&str; 2]| {
        converted("talk.aac", &["-b:a", "64k", "-ac", channels, "-ar", rate])
    };
    let Some(parts) = kinds.map(part).into_iter().collect::<Option<Vec<_>>>() else { return };
    let joined = read("joined.aac", &parts.concat());
    assert_eq!((joined.lost.len(), joined.broken), (0, None));
    assert!(near(joined.length, 32.0, 0.6), "{}", joined.length);
    assert_eq!(joined.voiced.len(), 8, "{:?}", joined.voiced);
}

#[test]
fn mp3s_of_other_rates_that_were_joined_are_heard_each_though_nothing_tells_where_they_begin() {
    let without_a_tag = |rate| {
        let options = ["-b:a", "48k", "-write_xing", "0", "-id3v2_version", "0", "-ar", rate];
        converted("talk.mp3", &options)
    };
    let rates = ["44100", "16000", "48000"];
    let Some(parts) = rates.map(without_a_tag).into_iter().collect::<Option<Vec<_>>>() else {
        return;
    };
    let joined = read("joined.mp3", &parts.concat());
    assert_eq!((joined.lost.len(), joined.broken), (0, None));
    assert!(near(joined.length, 24.0, 0.4), "{}", joined.length);
    assert_eq!(joined.voiced.len(), 6, "{:?}", joined.voiced);
}
