//! The decoders of a recording's sound: symphonia's, Opus, and what of it they need told otherwise.

mod opus;

use std::sync::LazyLock;

use symphonia::core::codecs::audio::well_known::{
    CODEC_ID_AAC, CODEC_ID_AC3, CODEC_ID_EAC3, CODEC_ID_OPUS, CODEC_ID_SPEEX, CODEC_ID_WMA,
};
use symphonia::core::codecs::audio::{AudioCodecId, AudioCodecParameters, AudioDecoder};
use symphonia::core::codecs::registry::CodecRegistry;
use symphonia::core::errors::Result;

static CODECS: LazyLock<CodecRegistry> = LazyLock::new(|| {
    let mut codecs = CodecRegistry::new();
    symphonia::default::register_enabled_codecs(&mut codecs);
    codecs.register_audio_decoder::<opus::OpusSound>();
    codecs
});

/// A decoder of this sound.
///
/// # Errors
/// There is none.
pub(crate) fn decoder(codec: &AudioCodecParameters) -> Result<Box<dyn AudioDecoder>> {
    match CODECS.make_audio_decoder(codec, &Default::default()) {
        Err(_) if codec.codec == CODEC_ID_AAC => {
            let mut core = codec.clone();
            core.extra_data = codec.extra_data.as_deref().and_then(aac_core);
            match core.extra_data {
                Some(_) => CODECS.make_audio_decoder(&core, &Default::default()),
                None => CODECS.make_audio_decoder(codec, &Default::default()),
            }
        }
        made => made,
    }
}

/// Seconds that a decoder gives before the sound begins, as the header says.
pub(crate) fn swing_in(codec: &AudioCodecParameters) -> f64 {
    match codec.codec {
        CODEC_ID_OPUS => opus::swing_in(codec),
        _ => 0.0,
    }
}

/// What this sound is called.
pub(crate) fn named(codec: AudioCodecId) -> &'static str {
    match codec {
        CODEC_ID_AAC => "AAC of this profile, or of so many channels,",
        CODEC_ID_AC3 => "AC-3 sound",
        CODEC_ID_EAC3 => "E-AC-3 sound",
        CODEC_ID_OPUS => "this Opus sound",
        CODEC_ID_SPEEX => "Speex sound",
        CODEC_ID_WMA => "WMA sound",
        _ => "this kind of sound",
    }
}

/// High-Efficiency AAC is sound of half the rate, and how to make the octave above it up. That
/// speech can be heard in without: the description of that half alone.
fn aac_core(description: &[u8]) -> Option<Box<[u8]>> {
    let bits = description.iter().take(8).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    let count = 8 * description.len().min(8);
    let at = |from: usize, length: usize| {
        let behind = count.checked_sub(from + length)?;
        Some(bits >> behind & ((1 << length) - 1))
    };
    // A profile of five bits; 5 is with the upper octave, 29 with a second channel made up too. The
    // rates are numbers in a table; 15 is none, and a rate of 24 bits follows.
    if !matches!(at(0, 5)?, 5 | 29) {
        return None;
    }
    let rate = at(5, 4)?;
    let (rate_bits, rate_length) = if rate == 15 { (at(9, 24)?, 24) } else { (0, 0) };
    let channels = at(9 + rate_length, 4)?;
    let upper = 13 + rate_length;
    let profile = if at(upper, 4)? == 15 { upper + 28 } else { upper + 4 };
    // Low complexity, with frames of 1,024 samples, which depend on no other.
    if at(profile, 5)? != 2 || at(profile + 5, 3)? != 0 {
        return None;
    }
    let core = (2_u64 << 4 | rate) << rate_length | rate_bits;
    let core = core << 7 | channels << 3;
    let length = 16 + rate_length;
    Some(core.to_be_bytes()[8 - length / 8..].into())
}
