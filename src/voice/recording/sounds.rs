//! What the sound of a track is, where its reader doesn't find out or takes it for another: plain
//! samples in a QuickTime file, and what Matroska names by the number that a WAV has for it.

use symphonia::core::audio::Channels;
use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::well_known::{
    CODEC_ID_ALAC, CODEC_ID_PCM_ALAW, CODEC_ID_PCM_F32BE, CODEC_ID_PCM_F32LE, CODEC_ID_PCM_F64BE,
    CODEC_ID_PCM_F64LE, CODEC_ID_PCM_MULAW, CODEC_ID_PCM_S16LE, CODEC_ID_PCM_S24BE,
    CODEC_ID_PCM_S24LE, CODEC_ID_PCM_S32BE, CODEC_ID_PCM_S32LE, CODEC_ID_PCM_U8,
};
use symphonia::core::codecs::audio::{AudioCodecId, AudioCodecParameters, CODEC_ID_NULL_AUDIO};
use symphonia::core::formats::Track;

use super::{matroska, mp4};

/// The sound of a track, by what its reader and the file's index say; `None` where it is of
/// something else.
pub(crate) fn sound(track: &Track, index: &[u8]) -> Option<AudioCodecParameters> {
    match &track.codec_params {
        Some(CodecParameters::Audio(audio)) => Some(in_mp4(audio, track.id, index)),
        Some(_) => None,
        None => in_matroska(&matroska::sound(index, track.id)?),
    }
}

fn in_mp4(audio: &AudioCodecParameters, track: u32, index: &[u8]) -> AudioCodecParameters {
    let mut audio = audio.clone();
    let Some((name, is_little)) = mp4::sound_name(index, track) else { return audio };
    let codec = match (&name, is_little) {
        (b"alaw", _) => CODEC_ID_PCM_ALAW,
        (b"ulaw", _) => CODEC_ID_PCM_MULAW,
        (b"in24", false) => CODEC_ID_PCM_S24BE,
        (b"in32", false) => CODEC_ID_PCM_S32BE,
        (b"fl32", false) => CODEC_ID_PCM_F32BE,
        (b"fl64", false) => CODEC_ID_PCM_F64BE,
        _ => {
            if audio.codec == CODEC_ID_NULL_AUDIO
                && let Some(cookie) = mp4::alac(index, track)
            {
                audio.for_codec(CODEC_ID_ALAC).with_extra_data(cookie);
            }
            return audio;
        }
    };
    let mut plain = AudioCodecParameters::new();
    plain.for_codec(codec);
    (plain.sample_rate, plain.channels) = (audio.sample_rate, audio.channels);
    if let (None, Some(count)) = (&plain.channels, mp4::channels(index, track)) {
        plain.with_channels(Channels::Discrete(count));
    }
    plain
}

/// The sound of a Matroska's track.
fn in_matroska(sound: &matroska::TrackSound<'_>) -> Option<AudioCodecParameters> {
    let number = |at: usize| Some(u16::from_le_bytes(*sound.private.get(at..)?.first_chunk()?));
    let codec = match sound.codec {
        // All samples of eight bits are without a sign.
        b"A_PCM/INT/LIT" | b"A_PCM/INT/BIG" if sound.bits == 8 => CODEC_ID_PCM_U8,
        b"A_MS/ACM" => {
            let kind = match number(0)? {
                // What it extends stands behind.
                0xFFFE => number(24)?,
                kind => kind,
            };
            of_wav(kind, number(14)?)
        }
        _ => CODEC_ID_NULL_AUDIO,
    };
    let mut audio = AudioCodecParameters::new();
    audio.for_codec(codec).with_sample_rate(sound.rate);
    audio.with_channels(Channels::Discrete(sound.channels));
    Some(audio)
}

/// What a WAV means by this number, of samples of so many bits.
fn of_wav(kind: u16, bits: u16) -> AudioCodecId {
    match (kind, bits) {
        (1, 8) => CODEC_ID_PCM_U8,
        (1, 16) => CODEC_ID_PCM_S16LE,
        (1, 24) => CODEC_ID_PCM_S24LE,
        (1, 32) => CODEC_ID_PCM_S32LE,
        (3, 32) => CODEC_ID_PCM_F32LE,
        (3, 64) => CODEC_ID_PCM_F64LE,
        (6, _) => CODEC_ID_PCM_ALAW,
        (7, _) => CODEC_ID_PCM_MULAW,
        _ => CODEC_ID_NULL_AUDIO,
    }
}
