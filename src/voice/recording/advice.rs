//! What to do with a file that can't be read as it is.

use std::path::Path;

use crate::text::clean_line;

/// What sound without a header is called.
const RAW: [&str; 5] = ["pcm", "raw", "s16", "s16le", "sw"];

/// What to do with a file that may be a recording all the same, of which this track is wanted.
pub(crate) fn advice(path: &Path, track: Option<usize>) -> String {
    raw(path).unwrap_or_else(|| format!("if it plays elsewhere, {}", conversion(path, track)))
}

/// What to do with a file whose name says that it is sound without a header.
pub(crate) fn raw(path: &Path) -> Option<String> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let is_raw = RAW.iter().any(|raw| raw.eq_ignore_ascii_case(ending));
    is_raw.then(|| format!("raw PCM says nowhere what it is: {}", raw_pcm(path)))
}

/// What to do with sound that has no header, or no more.
pub(crate) fn raw_pcm(path: &Path) -> String {
    format!(
        "where format, rate and channels are known, such as 16 bits, 48000 Hz, mono, {}",
        converted(path, "-f s16le -ar 48000 -ac 1 ", "-vn")
    )
}

/// How to make a readable recording of this one, by a command to be pasted into a shell: of the
/// audio track with this number, from 1, where one is wanted.
pub(crate) fn conversion(path: &Path, track: Option<usize>) -> String {
    match track {
        Some(track) => converted(path, "", &format!("-map 0:a:{}", track.saturating_sub(1))),
        None => converted(path, "", "-vn"),
    }
}

/// The same of all its audio tracks, so that the one with speech can still be found.
pub(crate) fn conversion_of_all(path: &Path) -> String {
    let is_mka = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("mka"));
    let ending = if is_mka { "mkv" } else { "mka" };
    converted_into(path, ending, "", "-map 0:a -c:a flac")
}

/// The same of a file that is of this kind, and of what in it, in ffmpeg's words.
fn converted(path: &Path, kind: &str, what: &str) -> String {
    let is_flac = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("flac"));
    converted_into(path, if is_flac { "wav" } else { "flac" }, kind, what)
}

fn converted_into(path: &Path, ending: &str, kind: &str, what: &str) -> String {
    let into = path.with_extension(ending);
    match (quoted(path), quoted(&into)) {
        (Some(from), Some(into)) => format!("convert it: ffmpeg {kind}-i {from} {what} {into}"),
        _ => {
            "rename it, as its name can't be shown as it is, and convert it with ffmpeg".to_owned()
        }
    }
}

/// A path as a word of a shell's and of ffmpeg's; none where it would not be shown as it is.
fn quoted(path: &Path) -> Option<String> {
    let path = path.to_str().filter(|path| clean_line(path) == *path)?;
    // Neither an option nor a protocol.
    let is_other = !cfg!(windows) && (path.starts_with('-') || path.contains(':'));
    let path = match is_other && !path.starts_with('/') {
        true => format!("./{path}"),
        false => path.to_owned(),
    };
    let plain = if cfg!(windows) { r"/\.-_:" } else { "/.-_:" };
    if path.chars().all(|c| c.is_alphanumeric() || plain.contains(c)) {
        Some(path)
    } else if cfg!(windows) {
        Some(format!("\"{path}\""))
    } else {
        Some(format!("'{}'", path.replace('\'', r"'\''")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_names_the_file_as_it_is() {
        let told = |name: &str| conversion(Path::new(name), None);
        assert_eq!(told("talk.amr"), "convert it: ffmpeg -i talk.amr -vn talk.flac");
        assert_eq!(told("talk.flac"), "convert it: ffmpeg -i talk.flac -vn talk.wav");
        if cfg!(unix) {
            assert_eq!(told("-a.amr"), "convert it: ffmpeg -i ./-a.amr -vn ./-a.flac");
            assert_eq!(told("12:30.amr"), "convert it: ffmpeg -i ./12:30.amr -vn ./12:30.flac");
            assert_eq!(told("/a:b.amr"), "convert it: ffmpeg -i /a:b.amr -vn /a:b.flac");
            assert_eq!(told("a\\b.amr"), r"convert it: ffmpeg -i 'a\b.amr' -vn 'a\b.flac'");
            assert_eq!(
                told("it's me.amr"),
                r"convert it: ffmpeg -i 'it'\''s me.amr' -vn 'it'\''s me.flac'"
            );
        }
    }

    #[test]
    fn a_name_that_cannot_be_shown_is_in_no_command() {
        for name in ["a\u{1b}[31m.amr", "a\nb.amr", "a\tb.amr", "a\u{202e}b.amr"] {
            let told = conversion(Path::new(name), None);
            assert!(told.starts_with("rename it") && !told.contains("-i"), "{told}");
        }
    }

    #[test]
    fn a_command_takes_the_track_that_is_wanted_or_all() {
        let talk = Path::new("talk.mkv");
        let one = "convert it: ffmpeg -i talk.mkv -map 0:a:1 talk.flac";
        assert_eq!(conversion(talk, Some(2)), one);
        assert_eq!(advice(talk, Some(2)), format!("if it plays elsewhere, {one}"));
        let all = |name: &str| conversion_of_all(Path::new(name));
        assert_eq!(all("talk.mkv"), "convert it: ffmpeg -i talk.mkv -map 0:a -c:a flac talk.mka");
        assert!(all("talk.mka").ends_with(" talk.mkv"));
    }

    #[test]
    fn raw_sound_is_converted_by_what_has_to_be_known() {
        for name in ["talk.pcm", "talk.RAW"] {
            let told = advice(Path::new(name), None);
            let command = format!("ffmpeg -f s16le -ar 48000 -ac 1 -i {name} -vn talk.flac");
            assert!(told.ends_with(&command), "{told}");
        }
    }
}
