//! Where what is read of a file ends: whether that is its end, what stands behind it, and what is
//! said where that can't be read.

use std::fs::File;
use std::time::Duration;

use symphonia::core::formats::well_known::FORMAT_ID_MKV;

use super::parts::{FilePart, PartKind, SMALL};
use super::source::AudioTrack;
use super::{Broken, Recording, matroska};
use crate::voice::speech::Span;

/// How much shorter than its header says a file may be. Headers are rounded, and count padding.
const SHORT: Duration = Duration::from_millis(500);

/// The same of one that counts its samples: its last frame may have what is behind it for its end.
const COUNTED: Duration = Duration::from_millis(100);

impl Recording {
    pub(super) fn end(&mut self) {
        if self.goes_on_behind_damage() {
            return;
        }
        if self.source.cut && !self.is_edited() {
            return self.fail("the file is cut off here".to_owned());
        }
        self.fill_edit();
        // How long a hole in an MP3 is, is an estimate where its bit rate varies.
        let lost: Duration = self.lost.iter().copied().map(Span::length).sum();
        let tolerance = SHORT + lost / 2;
        match self.source.declared.filter(|_| self.source.exact) {
            Some(declared) if declared > self.duration() - self.before + tolerance => {
                self.fail(format!(
                    "the file ends here and not after {:.0} s, as its header says",
                    declared.as_secs_f64()
                ));
            }
            _ if self.follows() => {}
            _ => match self.unheard() {
                bytes if bytes > SMALL => self.fail(self.behind(bytes)),
                _ => self.ended = true,
            },
        }
    }

    /// Whether as much was read as there should be, so that what is cut off is none of it.
    pub(super) fn is_all_there(&self) -> bool {
        let is_counted = self.source.exact && !matches!(self.part.kind, PartKind::Untimed);
        let declared = self.source.declared.filter(|_| is_counted && self.rest.is_empty());
        declared.is_some_and(|declared| self.duration() - self.before + COUNTED >= declared)
    }

    pub(super) fn behind(&self, bytes: u64) -> String {
        let [bytes, whole] = [bytes, self.bytes].map(|bytes| bytes.div_ceil(1000));
        format!("behind it are {bytes} of the file's {whole} kB, in which no sound was found")
    }

    /// What is said where no reader finds its way any further.
    pub(super) fn damaged(&self) -> String {
        let of_part = match &self.source.place_in_file {
            Some(_) => self.part.range.end.saturating_sub(self.seen),
            None => 0,
        };
        match of_part + self.unread {
            bytes if bytes > SMALL => format!("the file is damaged here; {}", self.behind(bytes)),
            _ => "the file is damaged here".to_owned(),
        }
    }

    /// Bytes of the file behind what was heard.
    pub(super) fn unheard(&self) -> u64 {
        let of_part = match (&self.part.kind, &self.source.place_in_file) {
            (PartKind::Timed | PartKind::Untimed, Some(_)) => {
                self.part.range.end.saturating_sub(self.seen)
            }
            _ => 0,
        };
        of_part + self.unread
    }

    /// Goes on with what of a Matroska stands behind damage. How much is missing say its times.
    fn goes_on_behind_damage(&mut self) -> bool {
        if self.source.format.format_info().format != FORMAT_ID_MKV {
            return false;
        }
        let header = match &self.part.kind {
            PartKind::Headed(header) => Some(&header[..]),
            _ => None,
        };
        let behind = File::open(&self.path)
            .and_then(|mut file| matroska::behind(&mut file, header, &self.part.range, self.seen));
        let Ok(Some((header, range))) = behind else { return false };
        let part = FilePart { kind: PartKind::Headed(header), range, cut: self.part.cut };
        let Ok(source) = AudioTrack::open(&self.path, &part, Some(self.source.place.0)) else {
            return false;
        };
        (self.source, self.seen, self.part) = (source, part.range.start, part);
        // What came before it was heard, or is missing anyway.
        (self.source.front, self.decoded) = (0.0, false);
        self.hold_first();
        true
    }

    /// Goes on with what stands behind in the file. Where it can't be read, that is said.
    fn follows(&mut self) -> bool {
        let Some(part) = self.rest.pop_front() else { return false };
        let (number, _) = self.source.place;
        let opened = AudioTrack::open(&self.path, &part, Some(number))
            .or_else(|_| AudioTrack::open(&self.path, &part, None));
        match opened {
            Ok(source) => {
                (self.source, self.seen, self.part) = (source, part.range.start, part);
                self.begin();
            }
            Err(_) => {
                self.fail("what follows here can't be read".to_owned());
            }
        }
        true
    }

    /// Begins to read what was opened, at the end of what was read.
    pub(super) fn begin(&mut self) {
        self.before = self.duration();
        self.start = self.source.start - self.before.as_secs_f64();
        self.hold_first();
        (self.decoded, self.decodes) = (false, None);
        // What other entries of its edit list play follows.
        if matches!(self.part.kind, PartKind::Indexed) {
            let edits = (1..self.source.edits).rev().map(PartKind::Edited);
            edits.for_each(|kind| self.rest.push_front(FilePart { kind, ..self.part.clone() }));
        }
    }

    /// Whether an entry of an edit list is heard that another follows.
    pub(super) fn is_edited(&self) -> bool {
        self.rest.front().is_some_and(|next| matches!(next.kind, PartKind::Edited(_)))
    }

    /// Fills up what an entry of an edit list says that there is.
    fn fill_edit(&mut self) {
        let left = self.left();
        if self.is_edited() && self.source.until.is_some() && left > 0 {
            self.skip(left as f64 / f64::from(self.rate));
        }
    }

    /// Ends early. What stands behind is still heard, and what is missing before it is unknown.
    pub(super) fn fail(&mut self, why: String) {
        if self.goes_on_behind_damage() {
            return;
        }
        let here = self.duration();
        self.fill_edit();
        if !self.rest.is_empty() {
            let of_part = here - self.before;
            let declared = self.source.declared.filter(|_| self.source.exact).unwrap_or_default();
            self.skip(declared.saturating_sub(of_part).as_secs_f64());
            self.follows();
        } else if self.broken.is_none() {
            self.ended = true;
            self.broken = Some(Broken { at: here, why });
        }
    }
}
