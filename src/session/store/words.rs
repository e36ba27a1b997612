//! The words of a session, in its folder.

use std::io::{self, Read};
use std::path::Path;

use super::belongings::folder;
use super::{private, whole};

/// What the file is called.
pub(super) const NAME: &str = "words.json";

/// No more is written or read, in bytes.
const LONGEST: u64 = 128 << 20;

/// What the words of a session are; `None` where there are none.
///
/// # Errors
/// The file can't be read, or is no file of ours.
pub(crate) fn read_words(session: &Path) -> io::Result<Option<String>> {
    let path = folder(session).join(NAME);
    let file = match private::open(&path, |options| options.read(true)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    let mut text = String::new();
    file.take(LONGEST).read_to_string(&mut text)?;
    Ok(Some(text))
}

/// Writes the words of a session, in place of those before, for their owner only.
///
/// # Errors
/// They can't be written, or are too many.
pub(crate) fn write_words(session: &Path, text: &str) -> io::Result<()> {
    if text.len() as u64 > LONGEST {
        return Err(io::Error::other("these are too many words for one session"));
    }
    let folder = folder(session);
    private::own_dir(&folder)?;
    whole::replace_private(&folder.join(NAME), text)
}
