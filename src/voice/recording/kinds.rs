//! What a file is, where its first bytes tell that it is of a kind that isn't read.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Bytes that are looked at.
const HEAD: usize = 1024;

/// A kind of file that isn't read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// There may be sound in it.
    Sound(&'static str),
    /// Files stand in it.
    Archive(&'static str),
    /// It holds no sound.
    Other(&'static str),
}

use Kind::{Archive, Other, Sound};

/// Where a mark stands, the mark, and what has it. What stands first is taken.
const MARKS: [(usize, &[u8], Kind); 60] = [
    (0, b"riff", Sound("a Wave64")),
    (0, b"RIFX", Sound("a WAV with the highest byte first")),
    (8, b"AVI ", Sound("an AVI")),
    (8, b"WEBP", Other("a picture (WebP)")),
    (4, b"ftyphei", Other("a picture (HEIC)")),
    (4, b"ftyphev", Other("a picture (HEIC)")),
    (4, b"ftypmif1", Other("a picture (HEIF)")),
    (4, b"ftypavi", Other("a picture (AVIF)")),
    (8, b"RMID", Other("a MIDI file: notes without their sound")),
    (8, b"8SVX", Sound("an IFF (8SVX)")),
    (0, b"\x30\x26\xB2\x75", Sound("a WMA or WMV")),
    (0, b"#!AMR", Sound("an AMR")),
    (0, b"#!SILK", Sound("a SILK")),
    (1, b"#!SILK", Sound("a SILK")),
    (0, b".snd", Sound("an AU")),
    (0, b"dns.", Sound("an AU")),
    (28, b"Speex   ", Sound("a Speex")),
    (0, b"MAC ", Sound("an APE (Monkey's Audio)")),
    (0, b"wvpk", Sound("a WavPack")),
    (0, b"DSD ", Sound("a DSD (DSF)")),
    (0, b"FRM8", Sound("a DSD (DSDIFF)")),
    (0, b"TTA1", Sound("a TTA")),
    (0, b"TTA2", Sound("a TTA")),
    (0, b"MP+", Sound("a Musepack")),
    (0, b"MPCK", Sound("a Musepack")),
    (0, b"OFR ", Sound("an OptimFROG")),
    (0, b"ajkg", Sound("a Shorten")),
    (0, b"TWIN", Sound("a TwinVQ")),
    (0, b"qoaf", Sound("a QOA")),
    (0, b"NIST_1A", Sound("a SPHERE")),
    (0, b"Creative Voice File", Sound("a VOC")),
    (0, b".RMF", Sound("a RealMedia")),
    (0, b".ra\xFD", Sound("a RealAudio")),
    (0, b"ADIF", Sound("an AAC of the kind ADIF")),
    (0, b"\x7F\xFE\x80\x01", Sound("a DTS")),
    (0, b"\x0B\x77", Sound("an AC-3")),
    (0, b"FLV", Sound("a Flash video")),
    (0, b"\x00\x00\x01\xBA", Sound("an MPEG program stream")),
    (0, b"MThd", Other("a MIDI file: notes without their sound")),
    (0, b"PK\x03\x04", Archive("a ZIP archive")),
    (0, b"\x1F\x8B", Archive("a gzip archive")),
    (0, b"BZh", Archive("a bzip2 archive")),
    (0, b"\xFD7zXZ\0", Archive("an xz archive")),
    (0, b"\x28\xB5\x2F\xFD", Archive("a Zstandard archive")),
    (0, b"7z\xBC\xAF\x27\x1C", Archive("a 7z archive")),
    (0, b"Rar!", Archive("a RAR archive")),
    (257, b"ustar", Archive("a tar archive")),
    (0, b"%PDF", Other("a PDF")),
    (0, b"{\\rtf", Other("an RTF text")),
    (0, b"\x89PNG", Other("a picture (PNG)")),
    (0, b"\xFF\xD8\xFF", Other("a picture (JPEG)")),
    (0, b"GIF8", Other("a picture (GIF)")),
    (0, b"II*\0", Other("a picture (TIFF)")),
    (0, b"MM\0*", Other("a picture (TIFF)")),
    (0, b"\x7FELF", Other("a program")),
    (0, b"MZ", Other("a program")),
    (0, b"SQLite format 3\0", Other("a SQLite database")),
    (0, b"\xD0\xCF\x11\xE0", Other("an old Office document")),
    (0, b"bplist", Other("a property list")),
    (0, b"wOF", Other("a font")),
];

/// What a file is, where it is of a kind that is known and isn't read.
pub(crate) fn unreadable(path: &Path) -> Option<Kind> {
    let mut head = Vec::new();
    File::open(path).ok()?.take(HEAD as u64).read_to_end(&mut head).ok()?;
    known(&head)
}

fn known(head: &[u8]) -> Option<Kind> {
    let is = |at: usize, mark: &[u8]| head.get(at..at + mark.len()) == Some(mark);
    let marked = MARKS.iter().find(|(at, mark, _)| is(*at, mark)).map(|(_, _, kind)| *kind);
    // Packets of a transport stream are 188 bytes long.
    let stream = (is(0, b"\x47") && is(188, b"\x47")).then_some(Sound("an MPEG transport stream"));
    let layer_2 = matches!(head, [0xFF, second, ..] if second & 0xE6 == 0xE4);
    marked.or(stream).or(layer_2.then_some(Sound("an MP2"))).or_else(|| text(head))
}

/// A text, if it is one.
fn text(head: &[u8]) -> Option<Kind> {
    // A letter may be cut off at the end of what was looked at.
    let whole = match std::str::from_utf8(head) {
        Ok(whole) => whole,
        Err(error) if head.len() == HEAD && error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    let is_text = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\x0C' | '\x1B');
    if whole.is_empty() || !whole.chars().all(is_text) {
        return None;
    }
    let begins = whole.trim_start_matches('\u{FEFF}').trim_start().to_ascii_lowercase();
    let is_html = begins.starts_with("<!doctype html") || begins.starts_with("<html");
    Some(Other(if is_html { "a web page (HTML)" } else { "a text" }))
}

/// Whether a file begins as one of a kind that is read, but for its sound.
pub(crate) fn is_header(path: &Path) -> bool {
    matches!(
        &head_of(path)[..],
        [b'R', b'I', b'F' | b'6', b'F' | b'4', ..]
            | [b'f', b'L', b'a', b'C', ..]
            | [b'O', b'g', b'g', b'S', ..]
            | [b'F', b'O', b'R', b'M', ..]
            | [b'c', b'a', b'f', b'f', ..]
            | [0x1A, 0x45, 0xDF, 0xA3, ..]
    )
}

/// Whether a file is called a WAV, and doesn't begin as one.
pub(crate) fn is_wav_without_header(path: &Path) -> bool {
    let is_wav = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("wav"));
    is_wav && !is_header(path)
}

fn head_of(path: &Path) -> Vec<u8> {
    let mut head = Vec::new();
    let _ = File::open(path).and_then(|file| file.take(12).read_to_end(&mut head));
    head
}

/// What is said of a file that no reader took.
pub(crate) fn refused_file(path: &Path) -> &'static str {
    let head = head_of(path);
    match (head.get(..4), head.get(8..12)) {
        (_, Some(b"WAVE")) => "is a WAV whose kind of sound can't be decoded here",
        (_, Some(b"AIFF" | b"AIFC")) => "is an AIFF whose kind of sound can't be decoded here",
        (Some(b"caff"), _) => "is a CAF whose kind of sound can't be decoded here",
        (Some(b"OggS"), _) => "is an Ogg whose kind of sound can't be decoded here",
        (Some(b"\x1A\x45\xDF\xA3"), _) => "is an MKV or WebM in which no sound is to be found",
        (Some(b"fLaC"), _) => "is a FLAC in which no sound is to be found",
        _ => "is not WAV, AIFF, FLAC, MP3, M4A, Ogg, CAF, MKV, WebM or MP4",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        let padded = |mark: &[u8]| [mark, &[0; 300]].concat();
        for (mark, what) in [
            (&b".snd\0\0\0\x18"[..], Sound("an AU")),
            (b"#!AMR-WB\n", Sound("an AMR")),
            (b"RIFF\0\0\0\0AVI LIST", Sound("an AVI")),
            (b"\xFF\xFD\x80\x04", Sound("an MP2")),
            (b"\0\0\0\x24ftypheic", Other("a picture (HEIC)")),
            (b"\0\0\0\x1Cftypavif", Other("a picture (AVIF)")),
            (b"PK\x03\x04", Archive("a ZIP archive")),
            (b"%PDF-1.7", Other("a PDF")),
        ] {
            assert_eq!(known(&padded(mark)), Some(what));
        }
        assert_eq!(known(b"\xEF\xBB\xBF\n<!DOCTYPE html>"), Some(Other("a web page (HTML)")));
        assert_eq!(known("äöü ".repeat(200).as_bytes()), Some(Other("a text")));
        // What is cut off in the middle of a letter.
        assert_eq!(known(&"aä".repeat(400).into_bytes()[..HEAD]), Some(Other("a text")));
        for read in [
            &b"RIFF\0\0\0\0WAVEfmt "[..],
            b"FORM\0\0\0\0AIFFCOMM",
            b"fLaC\0\0\0\x22",
            b"OggS\0\x02",
            b"\xFF\xFB\x90\x64",
            b"\xFF\xF1\x50\x80",
            b"\0\0\0\x20ftyp3gp4",
            b"caff\0\x01",
            b"\x1A\x45\xDF\xA3",
            b"ID3\x04\0",
        ] {
            assert_eq!(known(&padded(read)), None, "{read:?}");
        }
    }
}
