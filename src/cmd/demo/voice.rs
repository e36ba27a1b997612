//! What the demo hears: a synthetic voice, put together to a recording of the whole round.
//! `src/builtin/demo/voice.py` made its parts.

/// The frames of a quiet room, and behind them those of some sentences.
const PARTS: &[u8] = include_bytes!("../../builtin/demo/voice.mp3");

/// Bytes of a frame.
const FRAME: usize = 72;

/// Frames of the room.
const ROOM: usize = 14;

/// At 8 kbit/s.
const BYTES_A_SECOND: usize = 1000;

/// When the candidate speaks, in seconds from the first slot on, which is over at 6:50. The break
/// ends at 7:20.
const TALK: [(usize, usize); 10] = [
    (12, 49),
    (59, 149),
    (153, 188),
    (246, 336),
    (341, 406),
    (448, 536),
    (540, 594),
    (598, 648),
    (654, 690),
    (700, 763),
];

/// Where the recording ends, in seconds.
const END: usize = 800;

/// How long the recording is.
#[cfg(test)]
pub(super) fn length() -> std::time::Duration {
    std::time::Duration::from_secs(END as u64)
}

/// The recording, as MP3.
pub(super) fn recording() -> Vec<u8> {
    let (room, voice) = PARTS.split_at(ROOM * FRAME);
    let mut recording = Vec::with_capacity(END * BYTES_A_SECOND + FRAME);
    for (from, to) in TALK {
        fill(&mut recording, room, from);
        fill(&mut recording, voice, to);
    }
    fill(&mut recording, room, END);
    recording
}

/// Lets some frames sound again and again until a second of the recording.
fn fill(recording: &mut Vec<u8>, frames: &[u8], until: usize) {
    for frame in frames.chunks_exact(FRAME).cycle() {
        if recording.len() >= until * BYTES_A_SECOND {
            break;
        }
        recording.extend_from_slice(frame);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_whole_frames_and_as_long_as_it_says() {
        let recording = recording();
        assert!(recording.chunks(FRAME).all(|frame| frame.len() == FRAME && frame[0] == 0xFF));
        let over = recording.len() - END * BYTES_A_SECOND;
        assert!(over < FRAME, "{over}");
        assert!(TALK.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }
}
