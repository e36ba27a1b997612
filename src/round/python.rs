//! The part of Python that signatures and examples are written in: types, values, and which value
//! is of which type.

use std::fmt;

#[cfg(test)]
mod tests;

/// Values and types nest no deeper.
const DEEPEST: usize = 20;

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
    /// `dict[str, int]`.
    Dict(Box<PyType>, Box<PyType>),
    /// `int | None`.
    Union(Vec<PyType>),
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PyValue {
    /// A whole number; its digits don't matter here.
    Int,
    /// A number with a point or an exponent.
    Float,
    /// `True` or `False`.
    Bool,
    /// Text in quotes.
    Str,
    /// `None`.
    None,
    /// `[1, 2]`.
    List(Vec<PyValue>),
    /// `(1, 2)`.
    Tuple(Vec<PyValue>),
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
        let mut reader = Reader { rest: text, depth: 0 };
        let read = reader.union()?;
        reader.end()?;
        Ok(read)
    }

    /// Reads the type that a text begins with.
    ///
    /// # Errors
    /// It begins with none.
    pub(crate) fn begins(text: &str) -> Result<Self, PyFault> {
        Reader { rest: text, depth: 0 }.union()
    }

    /// Whether a value is of this type.
    pub(crate) fn holds(&self, value: &PyValue) -> bool {
        match (self, value) {
            (Self::Int, PyValue::Int)
            | (Self::Float, PyValue::Float | PyValue::Int)
            | (Self::Bool, PyValue::Bool)
            | (Self::Str, PyValue::Str)
            | (Self::None, PyValue::None)
            | (Self::List(None), PyValue::List(_)) => true,
            (Self::List(Some(of)), PyValue::List(items)) => items.iter().all(|item| of.holds(item)),
            (Self::Tuple(of), PyValue::Tuple(items)) => {
                of.len() == items.len() && of.iter().zip(items).all(|(of, item)| of.holds(item))
            }
            (Self::Dict(key, of), PyValue::Dict(entries)) => {
                entries.iter().all(|(named, value)| key.holds(named) && of.holds(value))
            }
            (Self::Union(types), value) => types.iter().any(|of| of.holds(value)),
            _ => false,
        }
    }
}

impl PyValue {
    /// Reads a value.
    ///
    /// # Errors
    /// It is none.
    pub(crate) fn parse(text: &str) -> Result<Self, PyFault> {
        let mut reader = Reader { rest: text, depth: 0 };
        let read = reader.value()?;
        reader.end()?;
        Ok(read)
    }

    /// Reads values with names: `n = 3, trust = [[0, 2]]`.
    ///
    /// # Errors
    /// A name, a sign or a value is missing or can't be read.
    pub(crate) fn named(text: &str) -> Result<Vec<(String, Self)>, PyFault> {
        let mut reader = Reader { rest: text, depth: 0 };
        let mut named = Vec::new();
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
    const KEPT: [&str; 35] = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
        "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
        "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return",
        "try", "while", "with", "yield",
    ];
    let begins = word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    begins && word.chars().all(is_in_word) && !KEPT.contains(&word)
}

fn is_in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Reads from the beginning of what is left.
struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn union(&mut self) -> Result<PyType, PyFault> {
        let mut types = vec![self.nested(Self::one_type)?];
        while self.takes("|") {
            types.push(self.nested(Self::one_type)?);
        }
        Ok(if types.len() == 1 { types.remove(0) } else { PyType::Union(types) })
    }

    fn one_type(&mut self) -> Result<PyType, PyFault> {
        let at = self.rest;
        match self.name() {
            "int" => Ok(PyType::Int),
            "float" => Ok(PyType::Float),
            "bool" => Ok(PyType::Bool),
            "str" => Ok(PyType::Str),
            "None" => Ok(PyType::None),
            "list" if self.takes("[") => {
                let of = self.union()?;
                self.expect("]", "]")?;
                Ok(PyType::List(Some(Box::new(of))))
            }
            "list" => Ok(PyType::List(None)),
            "tuple" => {
                self.expect("[", "[")?;
                Ok(PyType::Tuple(self.items("]", Self::union)?))
            }
            "dict" => {
                self.expect("[", "[")?;
                let key = self.union()?;
                self.expect(",", ",")?;
                let of = self.union()?;
                self.expect("]", "]")?;
                Ok(PyType::Dict(Box::new(key), Box::new(of)))
            }
            _ => {
                self.rest = at;
                Err(self.fault("int, float, bool, str, None, list[…], tuple[…] or dict[…, …]"))
            }
        }
    }

    fn value(&mut self) -> Result<PyValue, PyFault> {
        self.nested(Self::one_value)
    }

    fn one_value(&mut self) -> Result<PyValue, PyFault> {
        if self.takes("[") {
            return Ok(PyValue::List(self.items("]", Self::value)?));
        }
        if self.takes("(") {
            return Ok(PyValue::Tuple(self.items(")", Self::value)?));
        }
        if self.takes("{") {
            return Ok(PyValue::Dict(self.items("}", Self::entry)?));
        }
        for quote in ["'", "\""] {
            if self.takes(quote) {
                return self.text(quote);
            }
        }
        let at = self.rest;
        let read = match self.number_or_name() {
            "None" => Some(PyValue::None),
            "True" | "False" => Some(PyValue::Bool),
            word => number(word),
        };
        read.ok_or_else(|| {
            self.rest = at;
            self.fault("a value")
        })
    }

    fn entry(&mut self) -> Result<(PyValue, PyValue), PyFault> {
        let key = self.value()?;
        self.expect(":", ":")?;
        Ok((key, self.value()?))
    }

    /// The rest of a text, up to the quote that it began with.
    fn text(&mut self, quote: &str) -> Result<PyValue, PyFault> {
        let mut escaped = false;
        for (at, c) in self.rest.char_indices() {
            if !escaped && quote.contains(c) {
                self.rest = &self.rest[at + 1..];
                return Ok(PyValue::Str);
            }
            escaped = !escaped && c == '\\';
        }
        Err(self.fault("a closing quote"))
    }

    /// Items with commas between them, up to the bracket that ends them; one more comma may stand
    /// in front of that.
    fn items<T>(
        &mut self,
        end: &'static str,
        mut read: impl FnMut(&mut Self) -> Result<T, PyFault>,
    ) -> Result<Vec<T>, PyFault> {
        let mut items = Vec::new();
        while !self.takes(end) {
            items.push(read(self)?);
            if !self.takes(",") {
                self.expect(end, end)?;
                break;
            }
        }
        Ok(items)
    }

    fn nested<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, PyFault>,
    ) -> Result<T, PyFault> {
        if self.depth == DEEPEST {
            return Err(self.fault("fewer brackets in each other"));
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn name(&mut self) -> &'a str {
        self.word(is_in_word)
    }

    fn number_or_name(&mut self) -> &'a str {
        self.word(|c| is_in_word(c) || "+-.".contains(c))
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let text = self.rest.trim_start();
        let (word, rest) = text.split_at(text.find(|c| !belongs(c)).unwrap_or(text.len()));
        self.rest = rest;
        word
    }

    fn takes(&mut self, sign: &str) -> bool {
        let rest = self.rest.trim_start().strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, sign: &str, expected: &'static str) -> Result<(), PyFault> {
        if self.takes(sign) { Ok(()) } else { Err(self.fault(expected)) }
    }

    fn end(&self) -> Result<(), PyFault> {
        if self.rest.trim().is_empty() { Ok(()) } else { Err(self.fault("nothing more")) }
    }

    fn fault(&self, expected: &'static str) -> PyFault {
        PyFault { expected, before: self.rest.trim_start().to_string() }
    }
}

/// A number as Python writes it, `10_000` and `-1e-9` among them.
fn number(word: &str) -> Option<PyValue> {
    let bare = word.strip_prefix('-').unwrap_or(word);
    let is_whole = |part: &str| {
        let digit = |c: char| c.is_ascii_digit();
        part.split('_').all(|group| !group.is_empty() && group.chars().all(digit))
    };
    if is_whole(bare) {
        return Some(PyValue::Int);
    }
    let (mantissa, exponent) = match bare.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (bare, None),
    };
    let exponent_holds = exponent
        .is_none_or(|exponent| is_whole(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)));
    let mantissa_holds = match mantissa.split_once('.') {
        Some(("", "")) => false,
        Some((whole, part)) => {
            (whole.is_empty() || is_whole(whole)) && (part.is_empty() || is_whole(part))
        }
        None => exponent.is_some() && is_whole(mantissa),
    };
    (exponent_holds && mantissa_holds).then_some(PyValue::Float)
}
