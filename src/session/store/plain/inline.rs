//! Values on a line as our own writer spells them, for serde. An error says only that something is
//! spelled otherwise.

use std::borrow::Cow;

use memchr::memchr2;
use serde::de::value::{BorrowedStrDeserializer, Error};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IntoDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::decimal;

/// Tables in tables and lists in lists, at most.
const DEEPEST: usize = 4;

pub(super) fn odd() -> Error {
    Error::custom("spelled otherwise")
}

/// Whether a key stands without quotes.
pub(super) fn is_bare(key: &str) -> bool {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    !key.is_empty() && key.bytes().all(is_bare)
}

/// A key that its table didn't have yet: its own begin behind those of the tables around it.
pub(super) fn new_key<'de>(
    key: &'de str,
    seen: &mut Vec<&'de str>,
    around: usize,
) -> Result<(), Error> {
    if seen[around..].contains(&key) {
        return Err(odd());
    }
    seen.push(key);
    Ok(())
}

/// What is not read yet of a line.
pub(super) struct LineRest<'de> {
    text: &'de str,
    at: usize,
}

impl<'de> LineRest<'de> {
    pub(super) fn new(text: &'de str) -> Self {
        Self { text, at: 0 }
    }

    /// Whether all of it is read.
    pub(super) fn is_done(&self) -> bool {
        self.at == self.text.len()
    }

    fn bytes(&self) -> &'de [u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// Goes past a literal, where that comes next. Its length is part of its type, so that a few
    /// bytes are compared at once.
    #[inline]
    fn takes<const N: usize>(&mut self, literal: &[u8; N]) -> bool {
        let is_next = self.bytes().first_chunk::<N>() == Some(literal);
        self.at += if is_next { N } else { 0 };
        is_next
    }

    /// A string, or an empty one in place of a text that is a string.
    fn string(&mut self, is_text: bool) -> Result<Cow<'de, str>, Error> {
        self.at += 1;
        let mut string = Cow::Borrowed("");
        loop {
            let from = self.at;
            // Other bytes that can't stand there as they are were looked for in all of the text.
            self.at += memchr2(b'"', b'\\', self.bytes()).ok_or_else(odd)?;
            let piece = &self.text[from..self.at];
            if !is_text && !piece.is_empty() {
                string += piece;
            }
            let special = self.text.as_bytes()[self.at];
            self.at += 1;
            match special {
                b'"' => return Ok(string),
                b'\\' => {
                    let escaped = self.escaped().ok_or_else(odd)?;
                    if !is_text {
                        string.to_mut().push(escaped);
                    }
                }
                _ => return Err(odd()),
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let escaped = match self.bytes().first()? {
            b'n' => '\n',
            b't' => '\t',
            b'"' => '"',
            b'\\' => '\\',
            _ => return None,
        };
        self.at += 1;
        Some(escaped)
    }

    /// A key, and what parts it from its value; one that isn't bare stands in quotes.
    fn key(&mut self) -> Result<&'de str, Error> {
        let key = match self.bytes().first() {
            Some(b'"') => match self.string(false)? {
                Cow::Borrowed(key) => key,
                Cow::Owned(_) => return Err(odd()),
            },
            _ => Some(self.word()).filter(|key| is_bare(key)).ok_or_else(odd)?,
        };
        if self.takes(b" = ") { Ok(key) } else { Err(odd()) }
    }

    /// What stands before the next comma, bracket or space.
    fn word(&mut self) -> &'de str {
        let is_end = |byte: &u8| matches!(byte, b',' | b']' | b' ');
        let bytes = self.bytes();
        let length = bytes.iter().position(is_end).unwrap_or(bytes.len());
        let word = &self.text[self.at..self.at + length];
        self.at += length;
        word
    }
}

/// A value on a line.
pub(super) struct Inline<'r, 'de> {
    rest: &'r mut LineRest<'de>,
    is_text: bool,
    depth: usize,
}

impl<'r, 'de> Inline<'r, 'de> {
    /// The next value of a line; of texts only that they are there.
    pub(super) fn new(rest: &'r mut LineRest<'de>, is_text: bool) -> Self {
        Self { rest, is_text, depth: 0 }
    }
}

impl<'de> Deserializer<'de> for Inline<'_, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Self { rest, is_text, depth } = self;
        match rest.bytes().first() {
            _ if depth > DEEPEST => Err(odd()),
            Some(b'"') => match rest.string(is_text)? {
                Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
                Cow::Owned(text) => visitor.visit_string(text),
            },
            Some(b'[') => {
                rest.at += 1;
                let mut list = InlineList { rest, is_text, depth, is_begun: false, is_over: false };
                let read = visitor.visit_seq(&mut list)?;
                if list.is_over || list.ends()? { Ok(read) } else { Err(odd()) }
            }
            Some(b'{') => {
                rest.at += 1;
                let seen = Vec::new();
                let mut table = InlineTable { rest, is_text, depth, seen, is_over: false };
                let read = visitor.visit_map(&mut table)?;
                if table.is_over { Ok(read) } else { Err(odd()) }
            }
            _ => bare(rest.word(), visitor),
        }
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
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.rest.bytes().first() {
            Some(b'"') => visitor.visit_enum(self.rest.string(self.is_text)?.into_deserializer()),
            _ => Err(odd()),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// `true`, `false`, a whole number or one with decimals.
fn bare<'de, V: Visitor<'de>>(word: &str, visitor: V) -> Result<V::Value, Error> {
    let digits = word.strip_prefix('-').unwrap_or(word);
    let is_plain = digits == "0" || !digits.starts_with('0');
    match word {
        "true" => visitor.visit_bool(true),
        "false" => visitor.visit_bool(false),
        _ if digits.contains('.') => visitor.visit_f64(decimal(word).ok_or_else(odd)?),
        _ if is_plain && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
            visitor.visit_i64(word.parse().map_err(Error::custom)?)
        }
        _ => Err(odd()),
    }
}

/// A list on a line, behind its bracket.
struct InlineList<'r, 'de> {
    rest: &'r mut LineRest<'de>,
    is_text: bool,
    depth: usize,
    is_begun: bool,
    is_over: bool,
}

impl InlineList<'_, '_> {
    /// Whether it ends here, or goes on with another value.
    fn ends(&mut self) -> Result<bool, Error> {
        self.is_over = self.rest.takes(b"]");
        let goes_on = self.is_over || !self.is_begun || self.rest.takes(b", ");
        if goes_on { Ok(self.is_over) } else { Err(odd()) }
    }
}

impl<'de> SeqAccess<'de> for InlineList<'_, 'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        if self.is_over || self.ends()? {
            return Ok(None);
        }
        self.is_begun = true;
        let Self { rest, is_text, depth, .. } = self;
        seed.deserialize(Inline { rest, is_text: *is_text, depth: *depth + 1 }).map(Some)
    }
}

/// A table on a line, behind its brace.
struct InlineTable<'r, 'de> {
    rest: &'r mut LineRest<'de>,
    is_text: bool,
    depth: usize,
    seen: Vec<&'de str>,
    is_over: bool,
}

impl<'de> MapAccess<'de> for InlineTable<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let is_first = self.seen.is_empty();
        let rest = &mut *self.rest;
        self.is_over = if is_first { rest.takes(b"}") } else { rest.takes(b" }") };
        if self.is_over {
            return Ok(None);
        }
        let goes_on = if is_first { rest.takes(b" ") } else { rest.takes(b", ") };
        if !goes_on {
            return Err(odd());
        }
        let key = self.rest.key()?;
        new_key(key, &mut self.seen, 0)?;
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let Self { rest, is_text, depth, .. } = self;
        seed.deserialize(Inline { rest, is_text: *is_text, depth: *depth + 1 })
    }
}
