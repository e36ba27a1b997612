//! What stands behind the end that a header tells, behind damage, and in files of other kinds.

use super::*;

/// The talk, converted, with the number that stands behind this name changed.
fn with_length(name: &str, options: &[&str], mark: &[u8], length: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = converted(name, options)?;
    let at = bytes.windows(4).position(|part| part == mark).unwrap() + 4;
    bytes[at..at + length.len()].copy_from_slice(length);
    Some(bytes)
}

#[test]
fn an_aiff_and_a_caf_are_as_long_as_their_files_whatever_they_say() {
    for length in [0, 8, 64_008, 0x7F00_0000_u32, u32::MAX] {
        let length = length.to_be_bytes();
        let Some(aiff) = with_length("talk.aiff", &[], b"SSND", &length) else { return };
        assert_talks(&read("talk.aiff", &aiff), 1, "AIFF");
    }
    for length in [-1_i64, 0, 64_004] {
        let length = length.to_be_bytes();
        let Some(caf) = with_length("talk.caf", &[], b"data", &length) else { return };
        assert_talks(&read("talk.caf", &caf), 1, "CAF");
    }
    let Some(killed) = with_length("talk.aiff", &[], b"FORM", &[0; 4]) else { return };
    assert_talks(&read("talk.aiff", &killed), 1, "killed");
    // One that is cut says so.
    let Some(whole) = converted("talk.aiff", &["-ac", "2"]) else { return };
    let cut = read("talk.aiff", &whole[..whole.len() / 2]);
    assert!(near(cut.length, 4.0, 0.1), "{}", cut.length);
    assert_eq!(cut.broken.unwrap().why, "the file is cut off here");
}

#[test]
fn a_caf_of_packets_without_their_table_was_never_finished() {
    let Some(mut bytes) = converted("talk.caf", &["-c:a", "alac"]) else { return };
    let at = |bytes: &[u8], name: &[u8]| bytes.windows(4).rposition(|part| part == name).unwrap();
    let (data, table) = (at(&bytes, b"data"), at(&bytes, b"pakt"));
    bytes.truncate(table);
    bytes[data + 4..data + 12].fill(0xFF);
    assert_eq!(
        refused("talk.caf", &bytes),
        "talk.caf: has no table of its packets (pakt), without which a CAF of this sound can't be \
         read: its recording may never have been finished, or the file is damaged"
    );
}

#[test]
fn files_of_any_kinds_that_were_joined_are_heard_each() {
    let names = ["a.m4a", "b.aiff", "c.caf", "d.wav", "e.mkv", "f.mp3"];
    let made: Vec<_> = names.iter().filter_map(|name| converted(name, &[])).collect();
    for (one, name) in made.iter().zip(names) {
        assert_talks(&read(name, &[&one[..], one].concat()), 2, name);
    }
    assert_talks(&read("joined.m4a", &made.concat()), made.len() as u32, "all");
}

#[test]
fn a_file_of_another_kind_is_heard_behind_frames_and_pages() {
    let names = ["a.flac", "b.mp3", "c.ogg", "d.oga", "e.wav", "f.m4a"];
    let made = |name: &str| converted(name, if name == "d.oga" { &["-c:a", "flac"] } else { &[] });
    let Some(made) = names.map(made).into_iter().collect::<Option<Vec<_>>>() else { return };
    for (i, first) in made.iter().take(4).enumerate() {
        for (k, second) in made.iter().enumerate().filter(|(k, _)| *k != i) {
            let joined = read(names[i], &[&first[..], second].concat());
            assert_talks(&joined, 2, &format!("{} and {}", names[i], names[k]));
        }
    }
    // A FLAC may keep the header of the WAV that it was made of.
    let flac = &made[0];
    let kept = [&b"riff"[..], &made[4][..44]].concat();
    let block = [&[2, 0, 0, kept.len() as u8][..], &kept].concat();
    assert_talks(&read("kept.flac", &[&flac[..42], &block, &flac[42..]].concat()), 1, "kept");
}

#[test]
fn a_second_block_of_samples_is_heard() {
    let plain = wav(&talk());
    let list = b"LIST\x04\0\0\0INFO";
    let twice = [&plain[..], list, &plain[36..], list].concat();
    assert_talks(&read("twice.wav", &twice), 2, "WAV");
    let Some(plain) = converted("talk.aiff", &[]) else { return };
    let at = plain.windows(4).position(|part| part == b"SSND").unwrap();
    assert_talks(&read("twice.aiff", &[&plain[..], &plain[at..]].concat()), 2, "AIFF");
}

#[test]
fn what_is_behind_and_no_sound_is_told_unless_it_is_little() {
    let noise = b"\x80none of it is sound\x01".repeat(2_000);
    let formats: [(&str, &[&str]); 5] = [
        ("talk.m4a", &[]),
        ("talk.mkv", &["-c:a", "aac"]),
        ("talk.ogg", &["-c:a", "libvorbis"]),
        ("talk.mp3", &[]),
        ("talk.aac", &[]),
    ];
    for (name, options) in formats {
        let Some(bytes) = converted(name, options) else { continue };
        let all = (bytes.len() + noise.len()).div_ceil(1000);
        let found = read(name, &[&bytes[..], &noise].concat());
        assert!(near(found.length, 8.0, 0.2), "{name}: {}", found.length);
        let why = found.broken.unwrap_or_else(|| panic!("{name}: not told")).why;
        assert!(why.starts_with("behind it are 4"), "{name}: {why}");
        assert!(
            why.ends_with(&format!(" of the file's {all} kB, in which no sound was found")),
            "{name}: {why}"
        );
        let found = read(name, &[&bytes[..], &noise[..1_000]].concat());
        assert_eq!(found.broken, None, "{name}");
    }
}

#[test]
fn what_stands_behind_damage_in_a_matroska_is_heard_where_it_was() {
    let talks: Vec<f32> = talk().repeat(5);
    let formats: [(&str, &[&str]); 3] = [
        ("talk.webm", &["-c:a", "libopus", "-cluster_time_limit", "2000"]),
        ("live.webm", &["-c:a", "libopus", "-cluster_time_limit", "2000", "-live", "1"]),
        ("talk.mkv", &["-c:a", "aac", "-cluster_time_limit", "2000"]),
    ];
    for (name, options) in formats {
        let Some(whole) = converted_from(&wav(&talks), name, options) else { continue };
        let mut state = 9_u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        for (from, to) in [(0.4, 0.5), (0.4, 0.402), (0.7, 0.75)] {
            let mut bytes = whole.clone();
            let at = |part: f64| (part * whole.len() as f64) as usize;
            bytes[at(from)..at(to)].fill_with(&mut random);
            let found = read(name, &bytes);
            assert!(near(found.length, 40.0, 0.2), "{name} {from}: {} s", found.length);
            assert_eq!(found.broken, None, "{name} {from}");
            let lost: f64 = found.lost.iter().map(|span| span.length().as_secs_f64()).sum();
            assert!(lost < 9.0, "{name} {from}: {lost} s lost");
            let last = *found.voiced.last().unwrap();
            assert!(near(last.0, 37.0, 0.3) && near(last.1, 39.0, 0.3), "{name}: {last:?}");
        }
    }
}

#[test]
fn other_kinds_of_files_are_named_and_not_taken_for_one_that_is_read() {
    let Some(bytes) = converted("talk.au", &[]) else { return };
    assert_eq!(
        refused("talk.au", &bytes),
        "talk.au: is an AU, which can't be read here; convert it: ffmpeg -i talk.au -vn talk.flac"
    );
    // Frames of MP3 can be found in anything; some by themselves are none.
    let Some(mp3) = converted("talk.mp3", &["-write_xing", "0", "-id3v2_version", "0"]) else {
        return;
    };
    let lone = [&[0x80; 700][..], &mp3[..4], &[0x81; 9_000], &mp3[..4], &[0x82; 9_000]].concat();
    assert!(refused("data.bin", &lone).starts_with("data.bin: is not WAV, "));
    // So are they in samples that say nowhere what they are.
    assert_eq!(
        refused("talk.pcm", &[&[0x80; 700][..], &mp3].concat()),
        "talk.pcm: is not WAV, AIFF, FLAC, MP3, M4A, Ogg, CAF, MKV, WebM or MP4; raw PCM says \
         nowhere what it is: where format, rate and channels are known, such as 16 bits, 48000 Hz, \
         mono, convert it: ffmpeg -f s16le -ar 48000 -ac 1 -i talk.pcm -vn talk.flac"
    );
    // One that was cut out of the middle begins with the rest of a frame.
    let middle = read("middle.mp3", &mp3[mp3.len() / 4 + 7..]);
    assert!(near(middle.length, 6.0, 0.5), "{}", middle.length);
}

/// The pages of an Ogg, from one on, set so many samples later, with their sums made right.
fn later(ogg: &[u8], from: usize, samples: u64) -> Vec<u8> {
    let (mut bytes, mut at, mut number) = (ogg.to_vec(), 0, 0);
    while at < bytes.len() {
        let count = usize::from(bytes[at + 26]);
        let body: usize = bytes[at + 27..at + 27 + count].iter().map(|n| usize::from(*n)).sum();
        let end = at + 27 + count + body;
        let position = u64::from_le_bytes(bytes[at + 6..at + 14].try_into().unwrap());
        if number >= from && position != u64::MAX {
            bytes[at + 6..at + 14].copy_from_slice(&(position + samples).to_le_bytes());
        }
        bytes[at + 22..at + 26].fill(0);
        let sum = bytes[at..end].iter().fold(0_u32, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte) << 24, |sum, _| {
                sum << 1 ^ if sum >> 31 == 1 { 0x04C1_1DB7 } else { 0 }
            })
        });
        bytes[at + 22..at + 26].copy_from_slice(&sum.to_le_bytes());
        (at, number) = (end, number + 1);
    }
    bytes
}

#[test]
fn a_jump_of_the_clock_of_an_ogg_is_a_hole_of_its_length() {
    for options in [["-c:a", "libopus"], ["-c:a", "libvorbis"]] {
        let Some(bytes) = converted("talk.ogg", &[&options[..], &["-ar", "48000"]].concat()) else {
            continue;
        };
        for samples in [14_400, 24_000, 96_000] {
            let seconds = samples as f64 / 48_000.0;
            let jumped = read("talk.ogg", &later(&bytes, 4, samples));
            let length = jumped.length;
            assert!(near(length, 8.0 + seconds, 0.1), "{options:?} {samples}: {length}");
            let [hole] = jumped.lost[..] else { panic!("{options:?}: {:?}", jumped.lost) };
            assert!(near(hole.length().as_secs_f64(), seconds, 0.05), "{options:?}: {hole:?}");
        }
    }
}

#[test]
fn an_ogg_taken_from_a_running_stream_begins_where_it_does() {
    for options in [["-c:a", "libopus"], ["-c:a", "libvorbis"]] {
        let Some(bytes) = converted("talk.ogg", &[&options[..], &["-ar", "48000"]].concat()) else {
            continue;
        };
        // The first two pages tell what the sound is.
        assert_talks(&read("talk.ogg", &later(&bytes, 2, 960_000)), 1, options[1]);
        // One that is cut off still says so.
        let late = later(&bytes, 2, 960_000);
        let cut = read("talk.ogg", &late[..late.len() / 2]);
        assert!(cut.broken.is_some(), "{options:?}: {}", cut.length);
    }
}

#[test]
fn tags_and_a_little_else_behind_a_flac_are_not_its_sound_cut_off() {
    let Some(flac) = converted("talk.flac", &[]) else { return };
    let id3v1 = [&b"TAG"[..], &[0; 125]].concat();
    let mut ape = b"APETAGEX\xD0\x07\0\0\x20\0\0\0\0\0\0\0\0\0\0\x80".to_vec();
    ape.resize(32, 0);
    let both = [&ape[..], &id3v1].concat();
    for behind in [&id3v1[..], &ape, &both, &[0x5A; 700], &[0; 3_000]] {
        let found = read("talk.flac", &[&flac[..], behind].concat());
        assert_talks(&found, 1, &format!("{} bytes", behind.len()));
    }
    let cut = read("talk.flac", &[&flac[..flac.len() / 2], &id3v1].concat());
    assert_eq!(cut.broken.unwrap().why, "the file is cut off here");
}

#[test]
fn a_file_of_damage_behind_a_header_is_not_called_a_header_alone() {
    let formats: [(&str, &[&str], usize); 2] =
        [("talk.flac", &[], 100), ("talk.opus", &["-c:a", "libopus"], 200)];
    for (name, options, header) in formats {
        let Some(mut bytes) = converted(name, options) else { continue };
        bytes[header..].fill(0x55);
        let told = refused(name, &bytes);
        assert!(!told.contains("header, or within"), "{told}");
        assert!(told.contains("; if it plays elsewhere, convert it: ffmpeg -i "), "{told}");
    }
}

#[test]
fn a_file_of_a_header_alone_holds_no_sound_and_a_wav_without_one_says_so() {
    let ends = "holds no sound: it ends with its header, or within it";
    // What stands before the sound, and how far behind the mark of that it begins.
    let opus: &[&str] = &["-c:a", "libopus"];
    let formats: [(&str, &[&str], &[u8], usize); 16] = [
        ("talk.wav", &[], b"data", 8),
        ("law.wav", &["-c:a", "pcm_mulaw"], b"data", 8),
        ("ima.wav", &["-c:a", "adpcm_ima_wav"], b"data", 8),
        ("talk.aiff", &[], b"SSND", 16),
        ("talk.caf", &[], b"data", 16),
        ("alac.caf", &["-c:a", "alac"], b"data", 16),
        ("talk.flac", &[], b"\xFF\xF8", 0),
        ("talk.opus", opus, b"OpusTags", 80),
        ("talk.ogg", &["-c:a", "libvorbis"], b"\x05vorbis", 400),
        ("talk.webm", opus, b"\x1F\x43\xB6\x75", 0),
        ("live.webm", &["-c:a", "libopus", "-live", "1"], b"\x1F\x43\xB6\x75", 0),
        ("talk.mkv", &["-c:a", "aac"], b"\x1F\x43\xB6\x75", 0),
        ("talk.m4a", &[], b"mdat", 4),
        ("first.m4a", &["-movflags", "+faststart"], b"mdat", 4),
        ("frag.mp4", &["-c:a", "aac", "-movflags", "empty_moov"], b"moof", 0),
        ("talk.mov", &["-c:a", "pcm_s16le"], b"mdat", 4),
    ];
    for (name, options, mark, behind) in formats {
        let Some(bytes) = converted(name, options) else { continue };
        let at = bytes.windows(mark.len()).position(|part| part == mark).unwrap() + behind;
        for kept in [at, at + 1, at + 8, at - 1, at / 2, 20, 12] {
            let what = format!("{name}, {kept} of {at}");
            let told = refused(name, &bytes[..kept]);
            assert_eq!(told, format!("{name}: {ends}"), "{what}");
        }
    }
    for head in [&b"OggS"[..], b"fLaC", b"RIFF\0\0\0\0", b"\x1A\x45\xDF\xA3", b"FORM", b"caff"] {
        assert_eq!(refused("head.bin", head), format!("head.bin: {ends}"));
    }
    // One that holds none by its own words, and others that hold something.
    assert_eq!(refused("none.wav", &wav(&[])), format!("none.wav: {ends}"));
    assert!(refused("form.txt", b"FORM A, to be filled in").contains("is a text"));
    let whole = wav(&talk());
    for cut in [4, 12, 44, 20_000] {
        assert_eq!(
            refused("talk.wav", &whole[cut..]),
            "talk.wav: the beginning of a WAV (RIFF) is missing, which says what its sound is; \
             where format, rate and channels are known, such as 16 bits, 48000 Hz, mono, \
             convert it: ffmpeg -f s16le -ar 48000 -ac 1 -i talk.wav -vn talk.flac"
        );
    }
}
