//! JSON as programs really write it: numbers that JSON has none of, and fields of other types than
//! they mostly have. What a field can't be read as isn't told.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::words::subtitles::seconds;

/// What some programs write in place of a number, and JSON doesn't know.
const NO_NUMBERS: [&str; 3] = ["-Infinity", "Infinity", "NaN"];

/// A text with `null` in place of numbers that are none, outside of strings.
pub(super) fn with_null(text: &str) -> Cow<'_, str> {
    if !NO_NUMBERS.iter().any(|of| text.contains(of)) {
        return text.into();
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['"', '-', 'I', 'N']) {
        kept += &rest[..at];
        rest = &rest[at..];
        let taken = match NO_NUMBERS.iter().find(|of| rest.starts_with(**of)) {
            Some(word) => {
                kept += "null";
                word.len()
            }
            None => {
                let length = if rest.starts_with('"') { string(rest) } else { 1 };
                kept += &rest[..length];
                length
            }
        };
        rest = &rest[taken..];
    }
    Cow::Owned(kept + rest)
}

/// How many bytes a string takes that a text begins with.
pub(in crate::words) fn string(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// An object: which value of a list is what, every program has its own order for.
pub(super) struct NamedFields<T>(pub(super) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for NamedFields<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(ObjectReader(PhantomData))
    }
}

struct ObjectReader<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectReader<T> {
    type Value = NamedFields<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<NamedFields<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(NamedFields)
    }
}

/// A number, or a string that is one or a time.
pub(super) fn number<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    let number = match Value::deserialize(from)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok().or_else(|| seconds(text.trim())),
        _ => None,
    };
    Ok(number.filter(|number: &f64| number.is_finite()))
}

/// A text; what has none is an empty one.
pub(super) fn said<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(Some(match Value::deserialize(from)? {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }))
}

/// A name: a string, a number, or an object that has one.
pub(super) fn name<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    fn of(value: &Value) -> Option<String> {
        match value {
            Value::String(name) => Some(name.clone()).filter(|name| !name.trim().is_empty()),
            Value::Number(number) => Some(number.to_string()),
            Value::Object(fields) => {
                ["name", "id"].iter().find_map(|key| fields.get(*key).and_then(of))
            }
            _ => None,
        }
    }
    Ok(of(&Value::deserialize(from)?))
}

/// A list; `null` is none, and so is what is no list of such things.
pub(super) fn list<'de, D, T>(from: D) -> Result<Option<Vec<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let value = Value::deserialize(from)?;
    Ok(serde_json::from_value(value).ok())
}
