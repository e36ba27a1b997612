//! Values as Python writes them: read from an example's input, printed to be compared with its
//! output.

use std::fmt;

use super::rules;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    None,
    Bool(bool),
    Int(i64),
    /// Printed rounded to four decimals.
    Float(f64),
    Text(String),
    List(Vec<Value>),
}

impl Value {
    /// Equal, floats up to 1e-9 of their size: two ways to add up the same numbers round
    /// differently.
    pub(super) fn is_close_to(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Float(a), Value::Float(b)) => {
                (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
            }
            (Value::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_close_to(b))
            }
            _ => self == other,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Value::None => write!(f, "None"),
            Value::Bool(true) => write!(f, "True"),
            Value::Bool(false) => write!(f, "False"),
            Value::Int(value) => write!(f, "{value}"),
            // Adding 0.0 turns -0.0 into 0.0.
            Value::Float(value) => write!(f, "{:?}", (value * 1e4).round() / 1e4 + 0.0),
            Value::Text(text) => write!(f, "'{text}'"),
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(Value::to_string).collect();
                write!(f, "[{}]", items.join(", "))
            }
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Value::Int(value.into())
    }
}

impl From<usize> for Value {
    fn from(value: usize) -> Self {
        Value::Int(value as i64)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Float(value)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::None, T::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Value::List(items.into_iter().map(T::into).collect())
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(items: [T; N]) -> Self {
        Value::List(items.into_iter().map(T::into).collect())
    }
}

/// Reads `name = literal, name = literal, …`.
pub(super) fn assignments(text: &str) -> Result<Vec<(String, Value)>, String> {
    let mut reader = Reader { rest: text };
    let mut found = Vec::new();
    loop {
        let name = reader.word();
        reader.expect("=")?;
        found.push((name.to_owned(), reader.value()?));
        if reader.at_end() {
            return Ok(found);
        }
        reader.expect(",")?;
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn value(&mut self) -> Result<Value, String> {
        if self.takes("[") {
            return self.items("]").map(Value::List);
        }
        if self.takes("'") {
            let (text, rest) = self.rest.split_once('\'').ok_or("a string isn't closed")?;
            self.rest = rest;
            return Ok(text.into());
        }
        let word = self.word();
        if self.takes("(") {
            return rules::make(word, &self.items(")")?);
        }
        match word {
            "None" => Ok(Value::None),
            "True" => Ok(true.into()),
            "False" => Ok(false.into()),
            _ if word.contains(['.', 'e']) => {
                word.parse().map(Value::Float).map_err(|_| unknown(word))
            }
            _ => word.parse().map(Value::Int).map_err(|_| unknown(word)),
        }
    }

    fn items(&mut self, end: &str) -> Result<Vec<Value>, String> {
        let mut items = Vec::new();
        while !self.takes(end) {
            if !items.is_empty() {
                self.expect(",")?;
            }
            items.push(self.value()?);
        }
        Ok(items)
    }

    fn word(&mut self) -> &'a str {
        let text = self.rest.trim_start();
        let end =
            text.find(|c: char| !(c.is_alphanumeric() || "_.-".contains(c))).unwrap_or(text.len());
        self.rest = &text[end..];
        &text[..end]
    }

    fn takes(&mut self, sign: &str) -> bool {
        let rest = self.rest.trim_start().strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, sign: &str) -> Result<(), String> {
        if self.takes(sign) {
            Ok(())
        } else {
            Err(format!("expected {sign} before '{}'", self.rest))
        }
    }

    fn at_end(&self) -> bool {
        self.rest.trim().is_empty()
    }
}

fn unknown(word: &str) -> String {
    format!("'{word}' is no literal")
}

#[test]
fn literals_are_read_and_printed_as_python_does() {
    let read = assignments("a = [1, -2.5, 'x y', [], None], b=True").expect("is well formed");
    let a = [Value::Int(1), Value::Float(-2.5), "x y".into(), Value::List(Vec::new()), Value::None];
    assert_eq!(read, [("a".to_owned(), Value::from(a)), ("b".to_owned(), Value::Bool(true))]);
    assert_eq!(read[0].1.to_string(), "[1, -2.5, 'x y', [], None]");
    assert_eq!(Value::Float(2.0).to_string(), "2.0");
    assert_eq!(Value::Float(1.0 / 3.0).to_string(), "0.3333");
    for broken in ["a = [1", "a = 'x", "a = 1 b = 2", "a = maybe", "= 3 4", "a = [1 2]"] {
        assert!(assignments(broken).is_err(), "{broken}");
    }
}
