//! Opus, as phones, browsers and messengers record: packets in, 48 kHz out.

use opus_pure::{MAX_PACKET_SAMPLES, OpusDecoder, OpusMSDecoder};
use symphonia::core::audio::{
    AsGenericAudioBufferRef, AudioBuffer, AudioMut, AudioSpec, Channels, GenericAudioBufferRef,
};
use symphonia::core::codecs::CodecInfo;
use symphonia::core::codecs::audio::well_known::CODEC_ID_OPUS;
use symphonia::core::codecs::audio::{
    AudioCodecParameters, AudioDecoder, AudioDecoderOptions, FinalizeResult,
};
use symphonia::core::codecs::registry::{RegisterableAudioDecoder, SupportedAudioCodec};
use symphonia::core::errors::{Result, decode_error, unsupported_error};
use symphonia::core::packet::PacketRef;

/// Samples a second; Opus knows no other, whatever it was made of.
const RATE: u32 = 48_000;

/// A stream of Opus, as symphonia wants a decoder.
pub(crate) struct OpusSound {
    params: AudioCodecParameters,
    decoder: Streams,
    channels: usize,
    /// What its header says that it is to be louder: a factor.
    gain: f32,
    interleaved: Vec<f32>,
    buffer: AudioBuffer<f32>,
}

/// One stream holds one or two channels; more are several streams in each packet.
enum Streams {
    One(Box<OpusDecoder>),
    Several(OpusMSDecoder),
}

/// What the header says (RFC 7845, section 5.1).
struct Head {
    channels: usize,
    swing_in: u16,
    gain: i16,
    family: u8,
}

impl Head {
    fn read(bytes: &[u8]) -> Option<Self> {
        let [version, channels, a, b, _, _, _, _, c, d, family, ..] =
            *bytes.strip_prefix(b"OpusHead")?
        else {
            return None;
        };
        // In an MP4 it is of version 0, and its numbers have the highest byte first.
        let number = |bytes| match version {
            0 => u16::from_be_bytes(bytes),
            _ => u16::from_le_bytes(bytes),
        };
        Some(Self {
            channels: usize::from(channels),
            swing_in: number([a, b]),
            gain: number([c, d]) as i16,
            family,
        })
    }

    /// Some containers keep no header, or another.
    fn of(params: &AudioCodecParameters) -> Self {
        params.extra_data.as_deref().and_then(Self::read).unwrap_or_else(|| {
            let channels = params.channels.as_ref().map_or(2, Channels::count);
            Self { channels, swing_in: 0, gain: 0, family: u8::from(channels > 2) }
        })
    }
}

/// Seconds that come before the sound.
pub(super) fn swing_in(params: &AudioCodecParameters) -> f64 {
    f64::from(Head::of(params).swing_in) / f64::from(RATE)
}

impl OpusSound {
    fn new(params: &AudioCodecParameters) -> Result<Self> {
        let head = Head::of(params);
        let decoder = match head.channels {
            0 => return unsupported_error("opus: no channels"),
            1 | 2 => {
                OpusDecoder::new(RATE as i32, head.channels).map(|one| Streams::One(Box::new(one)))
            }
            count => OpusMSDecoder::new(RATE as i32, count, head.family).map(Streams::Several),
        };
        let Ok(decoder) = decoder else { return unsupported_error("opus: channels") };
        let spec = AudioSpec::new(RATE, Channels::Discrete(head.channels as u16));
        Ok(Self {
            params: params.clone(),
            decoder,
            channels: head.channels,
            // 256ths of a decibel.
            gain: 10_f32.powf(f32::from(head.gain) / (20.0 * 256.0)),
            interleaved: vec![0.0; MAX_PACKET_SAMPLES * head.channels],
            buffer: AudioBuffer::new(spec, MAX_PACKET_SAMPLES),
        })
    }

    fn decode_packet(&mut self, packet: &PacketRef<'_>) -> Option<()> {
        self.buffer.clear();
        let data = packet.data;
        // No bytes would mean a lost packet here, and something is made up for it.
        if data.is_empty() {
            return None;
        }
        let out = &mut self.interleaved;
        let samples = match &mut self.decoder {
            Streams::One(decoder) => decoder.decode(data, MAX_PACKET_SAMPLES, out),
            Streams::Several(decoder) => decoder.decode(data, MAX_PACKET_SAMPLES, out),
        };
        let samples = samples.ok()?;
        let kept = samples.saturating_sub(packet.trim_end.get() as usize);
        self.buffer.resize_with_silence(kept);
        for channel in 0..self.channels {
            let from = self.interleaved.iter().skip(channel).step_by(self.channels);
            for (to, sample) in self.buffer.plane_mut(channel)?.iter_mut().zip(from) {
                *to = sample * self.gain;
            }
        }
        Some(())
    }
}

impl AudioDecoder for OpusSound {
    fn reset(&mut self) {
        if let Ok(new) = Self::new(&self.params) {
            *self = new;
        }
    }

    fn codec_info(&self) -> &CodecInfo {
        &Self::supported_codecs()[0].info
    }

    fn codec_params(&self) -> &AudioCodecParameters {
        &self.params
    }

    fn decode_ref(&mut self, packet: &PacketRef<'_>) -> Result<GenericAudioBufferRef<'_>> {
        match self.decode_packet(packet) {
            Some(()) => Ok(self.buffer.as_generic_audio_buffer_ref()),
            None => {
                self.buffer.clear();
                decode_error("opus: damaged packet")
            }
        }
    }

    fn finalize(&mut self) -> FinalizeResult {
        FinalizeResult::default()
    }

    fn last_decoded(&self) -> GenericAudioBufferRef<'_> {
        self.buffer.as_generic_audio_buffer_ref()
    }
}

impl RegisterableAudioDecoder for OpusSound {
    fn try_registry_new(
        params: &AudioCodecParameters,
        _: &AudioDecoderOptions,
    ) -> Result<Box<dyn AudioDecoder>> {
        Ok(Box::new(Self::new(params)?))
    }

    fn supported_codecs() -> &'static [SupportedAudioCodec] {
        &[SupportedAudioCodec {
            id: CODEC_ID_OPUS,
            info: CodecInfo { short_name: "opus", long_name: "Opus", profiles: &[] },
        }]
    }
}
