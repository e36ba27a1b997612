//! The part of Python that signatures and examples are written in: types, values, and which value
//! is of which type.

mod reader;
#[cfg(test)]
mod tests;

use std::fmt;

use reader::{Reader, is_in_word};

/// A type.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PyType {
    /// `int`.
    Int,
    /// `float`; a whole number will do.
    Float,
    /// `bool`.
    Bool,
    /// `str`.
    Str,
    /// `None`.
    None,
    /// `list` of anything, or `list[int]` and the like.
    List(Option<Box<PyType>>),
    /// `tuple[int, str]`.
    Tuple(Vec<PyType>),
    /// `tuple[int, ...]`: of any length.
    LongTuple(Box<PyType>),
    /// `set[int]`.
    Set(Box<PyType>),
    /// `dict[str, int]`.
    Dict(Box<PyType>, Box<PyType>),
    /// `int | None`.
    Union(Vec<PyType>),
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PyValue {
    /// A whole number: its digits, without what groups them.
    Int(String),
    /// A number with a point or an exponent; one that is too large is infinite, as in Python.
    Float(f64),
    /// `True` or `False`.
    Bool(bool),
    /// Text in quotes, as it is written between them.
    Str(String),
    /// `None`.
    None,
    /// `[1, 2]`.
    List(Vec<PyValue>),
    /// `(1, 2)`.
    Tuple(Vec<PyValue>),
    /// `{1, 2}`, and `set()` without items.
    Set(Vec<PyValue>),
    /// `{'a': 1}`.
    Dict(Vec<(PyValue, PyValue)>),
}

/// What can't be read, and where it is: the text from there on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PyFault {
    /// What was expected there.
    pub(crate) expected: &'static str,
    /// The rest of the text.
    pub(crate) before: String,
}

impl fmt::Display for PyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { expected, before } = self;
        if before.is_empty() {
            write!(f, "expected {expected} at its end")
        } else {
            let shown: String = before.chars().take(40).collect();
            write!(f, "expected {expected} before {shown:?}")
        }
    }
}

impl PyType {
    /// Reads a type, e.g. `list[list[int]]`.
    ///
    /// # Errors
    /// It is none that is known here.
    pub(crate) fn parse(text: &str) -> Result<Self, PyFault> {
        let mut reader = Reader::of(text);
        let read = reader.union()?;
        reader.end()?;
        Ok(read)
    }

    /// Reads the type that a text begins with.
    ///
    /// # Errors
    /// It begins with none.
    pub(crate) fn begins(text: &str) -> Result<Self, PyFault> {
        Reader::of(text).union()
    }

    /// Whether a value is of this type.
    pub(crate) fn holds(&self, value: &PyValue) -> bool {
        match (self, value) {
            (Self::Int, PyValue::Int(_))
            | (Self::Float, PyValue::Float(_) | PyValue::Int(_))
            | (Self::Bool, PyValue::Bool(_))
            | (Self::Str, PyValue::Str(_))
            | (Self::None, PyValue::None)
            | (Self::List(None), PyValue::List(_)) => true,
            (Self::List(Some(of)), PyValue::List(items)) => items.iter().all(|item| of.holds(item)),
            (Self::Tuple(of), PyValue::Tuple(items)) => {
                of.len() == items.len() && of.iter().zip(items).all(|(of, item)| of.holds(item))
            }
            (Self::LongTuple(of), PyValue::Tuple(items)) | (Self::Set(of), PyValue::Set(items)) => {
                items.iter().all(|item| of.holds(item))
            }
            (Self::Dict(key, of), PyValue::Dict(entries)) => {
                entries.iter().all(|(named, value)| key.holds(named) && of.holds(value))
            }
            (Self::Union(types), value) => types.iter().any(|of| of.holds(value)),
            _ => false,
        }
    }

    /// Whether this type, or one that is in it, is meant.
    pub(crate) fn has(&self, is_meant: &impl Fn(&Self) -> bool) -> bool {
        is_meant(self) || self.parts().into_iter().any(|of| of.has(is_meant))
    }

    /// The types that a value may be of: more than one of `int | None`.
    pub(crate) fn alternatives(&self) -> Vec<&Self> {
        match self {
            Self::Union(types) => types.iter().flat_map(Self::alternatives).collect(),
            one => vec![one],
        }
    }

    /// Whether a set or dict in it would hold lists and the like, which Python refuses.
    pub(crate) fn is_impossible(&self) -> bool {
        self.has(&|of| match of {
            Self::Set(key) | Self::Dict(key, _) => {
                key.has(&|of| matches!(of, Self::List(_) | Self::Set(_) | Self::Dict(..)))
            }
            _ => false,
        })
    }

    fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Int | Self::Float | Self::Bool | Self::Str | Self::None | Self::List(None) => {
                Vec::new()
            }
            Self::List(Some(of)) | Self::LongTuple(of) | Self::Set(of) => vec![of],
            Self::Dict(key, of) => vec![key, of],
            Self::Tuple(types) | Self::Union(types) => types.iter().collect(),
        }
    }
}

impl PyValue {
    /// Whether this value, or one that is in it, is meant.
    pub(crate) fn has(&self, is_meant: &impl Fn(&Self) -> bool) -> bool {
        let inside = match self {
            Self::Int(_) | Self::Float(_) | Self::Bool(_) | Self::Str(_) | Self::None => false,
            Self::List(items) | Self::Tuple(items) | Self::Set(items) => {
                items.iter().any(|item| item.has(is_meant))
            }
            Self::Dict(entries) => {
                entries.iter().any(|(key, value)| key.has(is_meant) || value.has(is_meant))
            }
        };
        inside || is_meant(self)
    }

    /// Whether Python takes two values for the same: `1` and `1.0`, or `(1, 2)` and `[1, 2]`, which
    /// are one thing where results are compared.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Int(whole), Self::Float(number)) | (Self::Float(number), Self::Int(whole)) => {
                whole.parse::<f64>().is_ok_and(|whole| whole == *number)
            }
            (Self::List(a) | Self::Tuple(a), Self::List(b) | Self::Tuple(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_same(b))
            }
            (a, b) => a == b,
        }
    }

    /// Reads a value.
    ///
    /// # Errors
    /// It is none.
    pub(crate) fn parse(text: &str) -> Result<Self, PyFault> {
        let mut reader = Reader::of(text);
        let read = reader.value()?;
        reader.end()?;
        Ok(read)
    }

    /// Reads values with names: `n = 3, trust = [[0, 2]]`; there may be none.
    ///
    /// # Errors
    /// A name, a sign or a value is missing or can't be read.
    pub(crate) fn named(text: &str) -> Result<Vec<(String, Self)>, PyFault> {
        let mut reader = Reader::of(text);
        let mut named = Vec::new();
        if text.trim().is_empty() {
            return Ok(named);
        }
        loop {
            let name = reader.name();
            if !is_name(name) {
                return Err(reader.fault("a name"));
            }
            reader.expect("=", "=")?;
            named.push((name.to_string(), reader.value()?));
            if !reader.takes(",") {
                reader.end()?;
                return Ok(named);
            }
        }
    }
}

/// Whether a word is a name in Python, and none of the words that it keeps for itself.
pub(crate) fn is_name(word: &str) -> bool {
    const KEPT: [&str; 36] = [
        "__debug__",
        "False",
        "None",
        "True",
        "and",
        "as",
        "assert",
        "async",
        "await",
        "break",
        "class",
        "continue",
        "def",
        "del",
        "elif",
        "else",
        "except",
        "finally",
        "for",
        "from",
        "global",
        "if",
        "import",
        "in",
        "is",
        "lambda",
        "nonlocal",
        "not",
        "or",
        "pass",
        "raise",
        "return",
        "try",
        "while",
        "with",
        "yield",
    ];
    let begins = word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    begins && word.chars().all(is_in_word) && !KEPT.contains(&word)
}

/// Whether a name is one that Python has something under, which a parameter or function of that
/// name would hide from the code.
pub(crate) fn is_taken(name: &str) -> bool {
    const BUILTIN: [&str; 70] = [
        "abs",
        "aiter",
        "all",
        "anext",
        "any",
        "ascii",
        "bin",
        "bool",
        "breakpoint",
        "bytearray",
        "bytes",
        "callable",
        "chr",
        "classmethod",
        "compile",
        "complex",
        "delattr",
        "dict",
        "dir",
        "divmod",
        "enumerate",
        "eval",
        "exec",
        "filter",
        "float",
        "format",
        "frozenset",
        "getattr",
        "globals",
        "hasattr",
        "hash",
        "help",
        "hex",
        "id",
        "input",
        "int",
        "isinstance",
        "issubclass",
        "iter",
        "len",
        "list",
        "locals",
        "map",
        "max",
        "memoryview",
        "min",
        "next",
        "object",
        "oct",
        "open",
        "ord",
        "pow",
        "print",
        "property",
        "range",
        "repr",
        "reversed",
        "round",
        "set",
        "setattr",
        "slice",
        "sorted",
        "staticmethod",
        "str",
        "sum",
        "super",
        "tuple",
        "type",
        "vars",
        "zip",
    ];
    BUILTIN.contains(&name)
}
