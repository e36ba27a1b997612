//! Opus, held against what ffmpeg makes of it.

use super::*;

/// The talk as this kind of Opus, and what ffmpeg decodes of it: 48 kHz, interleaved.
fn encoded(name: &str, options: &[&str], channels: &str) -> Option<(Vec<u8>, Vec<f32>)> {
    let made = ["-c:a", "libopus", "-ac", channels];
    let bytes = converted(name, &[&made[..], options].concat())?;
    let (folder, path) = file(name, &bytes);
    let raw = folder.path().join("decoded.raw");
    let done = Command::new("ffmpeg")
        .args(["-loglevel", "error", "-nostdin", "-c:a", "libopus", "-i"])
        .arg(&path)
        .args(["-f", "f32le", "-ar", "48000", "-ac", channels])
        .arg(&raw)
        .status();
    assert!(done.unwrap().success(), "{name}");
    let raw = std::fs::read(raw).unwrap();
    let (samples, _) = raw.as_chunks::<4>();
    Some((bytes, samples.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()))
}

/// Everything that our decoder makes of it, at its own rate and with all its channels.
fn decoded(name: &str, bytes: &[u8]) -> Vec<f32> {
    let (_folder, path) = file(name, bytes);
    let parts = parts::parts(&mut source::open_file(&path, None).unwrap()).unwrap();
    let mut opened = AudioTrack::open(&path, &parts.parts[0], None).unwrap();
    let (mut all, mut some, mut channels) = (Vec::new(), Vec::new(), 1);
    let mut next = opened.first.take();
    while let Some(packet) = next {
        let sound = opened.decoder.decode(&packet).unwrap();
        channels = sound.num_planes();
        sound.copy_to_vec_interleaved(&mut some);
        all.extend_from_slice(&some);
        next = opened.format.next_packet().unwrap();
    }
    let front = (opened.front * 48_000.0).round() as usize;
    all.split_off(front * channels)
}

#[test]
fn opus_is_decoded_as_by_ffmpeg() {
    // Speech, music, and both at once, at every rate that they know; and frames of every length.
    let kinds: [&[&str]; 10] = [
        &["-application", "voip", "-b:a", "10k", "-cutoff", "4000"],
        &["-application", "voip", "-b:a", "12k", "-cutoff", "6000", "-frame_duration", "40"],
        &["-application", "voip", "-b:a", "16k", "-cutoff", "8000", "-frame_duration", "60"],
        &["-application", "voip", "-b:a", "24k", "-cutoff", "12000"],
        &["-application", "voip", "-b:a", "32k", "-cutoff", "20000", "-frame_duration", "10"],
        &["-application", "lowdelay", "-b:a", "64k", "-frame_duration", "2.5"],
        &["-application", "lowdelay", "-b:a", "96k", "-frame_duration", "5"],
        &["-application", "audio", "-b:a", "128k"],
        &["-application", "audio", "-b:a", "40k", "-vbr", "off"],
        &["-application", "voip", "-b:a", "16k", "-fec", "1", "-packet_loss", "20"],
    ];
    for (kind, channels) in kinds.iter().flat_map(|kind| [(kind, "1"), (kind, "2")]) {
        let Some((bytes, theirs)) = encoded("talk.opus", kind, channels) else { continue };
        let ours = decoded("talk.opus", &bytes);
        assert_eq!(ours.len(), theirs.len(), "{kind:?}, {channels}");
        let apart = ours.iter().zip(&theirs).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        // One step of 16 bits.
        assert!(apart < 1.0 / 32_768.0, "{kind:?}, {channels}: {apart}");
    }
}

#[test]
fn opus_is_heard_in_every_container() {
    let formats: [(&str, &[&str]); 9] = [
        ("talk.opus", &[]),
        ("narrow.opus", &["-application", "voip", "-ar", "8000", "-b:a", "10k"]),
        ("talk.webm", &["-ar", "48000", "-ac", "2"]),
        ("live.webm", &["-live", "1"]),
        ("talk.mkv", &[]),
        ("talk.mp4", &[]),
        ("first.mp4", &["-movflags", "+faststart"]),
        ("talk.caf", &[]),
        ("surround.opus", &["-ac", "6", "-mapping_family", "1"]),
    ];
    for (name, options) in formats {
        let options = [&["-c:a", "libopus"], options].concat();
        let Some(bytes) = converted(name, &options) else { continue };
        assert_talks(&read(name, &bytes), 1, name);
    }
}

#[test]
fn opus_packets_that_were_lost_are_unknown_and_move_nothing() {
    for name in ["talk.opus", "talk.webm", "talk.mp4"] {
        // Those of a second, from the 200th on; and one here and there, which nobody would miss.
        let lossy = ["-c:a", "libopus", "-bsf:a", "noise=drop=between(n\\,200\\,249)+eq(n\\,30)"];
        let Some(bytes) = converted(name, &lossy) else { continue };
        let heard = read(name, &bytes);
        assert!(near(heard.length, 8.0, 0.15), "{name}: {}", heard.length);
        let lost: Duration = heard.lost.iter().map(|span| span.length()).sum();
        let last = heard.voiced.last().unwrap().1;
        assert!(near(last, 7.0, 0.3), "{name}: {:?}", heard.voiced);
        assert!(near(lost.as_secs_f64(), 1.0, 0.3), "{name}: {:?}", heard.lost);
    }
}

#[test]
fn packets_that_are_lost_now_and_then_are_as_unknown_in_an_ogg_as_elsewhere() {
    // 15 in a row are 0.3 s; and every tenth.
    for (lost, seconds) in [("between(n\\,200\\,214)", 0.3), ("not(mod(n\\,10))", 0.8)] {
        let drop = format!("noise=drop={lost}");
        for name in ["talk.opus", "talk.webm", "talk.mp4"] {
            let Some(bytes) = converted(name, &["-c:a", "libopus", "-bsf:a", &drop]) else {
                continue;
            };
            let heard = read(name, &bytes);
            let all: f64 = heard.lost.iter().map(|span| span.length().as_secs_f64()).sum();
            assert!(near(all, seconds, 0.25) && all > 0.25, "{name}: {:?}", heard.lost);
            assert!(near(heard.length, 8.0, 0.3), "{name}: {}", heard.length);
        }
    }
}

#[test]
fn a_live_webm_that_was_cut_off_is_heard_to_its_end() {
    let Some(bytes) = converted("live.webm", &["-c:a", "libopus", "-live", "1"]) else { return };
    let heard = read("live.webm", &bytes[..bytes.len() * 6 / 10]);
    assert!(near(heard.length, 4.8, 1.7), "{}", heard.length);
    assert!(near(heard.voiced[0].0, 1.0, 0.3), "{:?}", heard.voiced);
}
