//! Tables as our own writer spells them, for serde: a table's lines, then the blocks of the tables
//! in it. Nothing is built in between.

use memchr::memchr;
use serde::de::value::{BorrowedStrDeserializer, Error};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::inline::{Inline, LineRest, is_bare, new_key, odd};
use crate::session::store::text::PLAN_END;

/// What is not read yet of a text.
pub(super) struct Blocks<'de> {
    /// The next line that says anything.
    line: Option<&'de str>,
    /// What follows it.
    rest: &'de str,
    /// Of which keys only that they are there is read of their texts.
    is_left: fn(&str) -> bool,
    /// The keys so far of the tables that are being read, an inner table's behind those around it.
    seen: Vec<&'de str>,
}

impl<'de> Blocks<'de> {
    pub(super) fn new(text: &'de str, is_left: fn(&str) -> bool) -> Self {
        let mut blocks = Self { line: None, rest: text, is_left, seen: Vec::new() };
        blocks.pass();
        blocks
    }

    /// Whether all of it is read.
    pub(super) fn is_done(&self) -> bool {
        self.line.is_none()
    }

    /// Goes on to the next line that says anything.
    fn pass(&mut self) {
        self.line = None;
        while self.line.is_none() && !self.rest.is_empty() {
            let (line, rest) = split_at_byte(self.rest, b'\n').unwrap_or((self.rest, ""));
            self.line = Some(line).filter(|line| !(line.is_empty() || *line == PLAN_END));
            self.rest = rest;
        }
    }

    /// The header that comes next, where one does: its place, and whether it is of a list.
    fn header(&mut self) -> Option<(&'de str, bool)> {
        let header = self.line?.strip_prefix('[')?.strip_suffix(']')?;
        match header.strip_prefix('[') {
            Some(inner) => Some((inner.strip_suffix(']')?, true)),
            None => Some((header, false)),
        }
    }
}

/// What stands before the first of an ASCII character, and behind it.
fn split_at_byte(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = memchr(byte, text.as_bytes())?;
    Some((&text[..at], &text[at + 1..]))
}

/// A table, of which the header is read.
pub(super) struct BlockAt<'b, 'de> {
    blocks: &'b mut Blocks<'de>,
    place: &'de str,
}

impl<'b, 'de> BlockAt<'b, 'de> {
    /// The table around all others.
    pub(super) fn top(blocks: &'b mut Blocks<'de>) -> Self {
        Self { blocks, place: "" }
    }
}

impl<'de> Deserializer<'de> for BlockAt<'_, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Self { blocks, place } = self;
        let around = blocks.seen.len();
        let mut table = BlockEntries { blocks, place, around, next: None, is_over: false };
        let read = visitor.visit_map(&mut table)?;
        table.blocks.seen.truncate(around);
        if table.is_over { Ok(read) } else { Err(odd()) }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        Err(odd())
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// The entries of a table: its lines, then the tables in it.
struct BlockEntries<'b, 'de> {
    blocks: &'b mut Blocks<'de>,
    place: &'de str,
    /// How many keys of the tables around it were seen.
    around: usize,
    next: Option<BlockEntry<'de>>,
    is_over: bool,
}

/// What stands behind a key.
enum BlockEntry<'de> {
    Value { line: &'de str, is_text: bool },
    Table { place: &'de str, is_list: bool },
}

impl<'de> BlockEntries<'_, 'de> {
    fn entry(&mut self) -> Result<Option<(&'de str, BlockEntry<'de>)>, Error> {
        let Some(line) = self.blocks.line else { return Ok(None) };
        if !line.starts_with('[') {
            let (key, value) = split_at_byte(line, b' ').ok_or_else(odd)?;
            let value = value.strip_prefix("= ").ok_or_else(odd)?;
            // A text that is a table of numbers is none.
            let is_text =
                (self.blocks.is_left)(key) && !(key == "answer" && value.starts_with('{'));
            self.blocks.pass();
            return Ok(Some((key, BlockEntry::Value { line: value, is_text })));
        }
        let (place, is_list) = self.blocks.header().ok_or_else(odd)?;
        let inner = match self.place {
            "" => Some(place),
            around => place.strip_prefix(around).and_then(|rest| rest.strip_prefix('.')),
        };
        let Some(key) = inner.filter(|key| !key.contains('.')) else { return Ok(None) };
        self.blocks.pass();
        Ok(Some((key, BlockEntry::Table { place, is_list })))
    }
}

impl<'de> MapAccess<'de> for BlockEntries<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some((key, entry)) = self.entry()? else {
            self.is_over = true;
            return Ok(None);
        };
        if !is_bare(key) {
            return Err(odd());
        }
        self.next = Some(entry);
        new_key(key, &mut self.blocks.seen, self.around)?;
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        match self.next.take().ok_or_else(odd)? {
            BlockEntry::Value { line, is_text } => {
                let mut rest = LineRest::new(line);
                let read = seed.deserialize(Inline::new(&mut rest, is_text))?;
                if rest.is_done() { Ok(read) } else { Err(odd()) }
            }
            BlockEntry::Table { place, is_list: false } => {
                seed.deserialize(BlockAt { blocks: self.blocks, place })
            }
            BlockEntry::Table { place, is_list: true } => {
                seed.deserialize(BlockList { blocks: self.blocks, place, is_begun: false })
            }
        }
    }
}

/// A list of tables, of which the first header is read.
struct BlockList<'b, 'de> {
    blocks: &'b mut Blocks<'de>,
    place: &'de str,
    is_begun: bool,
}

impl<'de> Deserializer<'de> for BlockList<'_, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let read = visitor.visit_seq(&mut self)?;
        if self.is_begun && self.blocks.header() != Some((self.place, true)) {
            Ok(read)
        } else {
            Err(odd())
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> SeqAccess<'de> for BlockList<'_, 'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        if self.is_begun {
            match self.blocks.header() {
                Some((place, true)) if place == self.place => self.blocks.pass(),
                _ => return Ok(None),
            }
        }
        self.is_begun = true;
        seed.deserialize(BlockAt { blocks: self.blocks, place: self.place }).map(Some)
    }
}
