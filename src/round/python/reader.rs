//! Reads types and values from the beginning of a text on.

use super::{PyFault, PyType, PyValue};

/// Values and types nest no deeper.
const DEEPEST: usize = 20;

/// Reads from the beginning of what is left.
pub(super) struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { rest: text, depth: 0 }
    }

    pub(super) fn union(&mut self) -> Result<PyType, PyFault> {
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
                self.tuple()
            }
            "set" => {
                self.expect("[", "[")?;
                let of = self.union()?;
                self.expect("]", "]")?;
                Ok(PyType::Set(Box::new(of)))
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
                Err(self
                    .fault("int, float, bool, str, None, list[…], tuple[…], set[…] or dict[…, …]"))
            }
        }
    }

    /// The rest of a tuple's type.
    fn tuple(&mut self) -> Result<PyType, PyFault> {
        let mut types = Vec::new();
        while !self.takes("]") {
            if types.len() == 1 && self.takes("...") {
                self.expect("]", "]")?;
                return Ok(PyType::LongTuple(Box::new(types.remove(0))));
            }
            types.push(self.union()?);
            if !self.takes(",") {
                self.expect("]", "]")?;
                break;
            }
        }
        Ok(PyType::Tuple(types))
    }

    pub(super) fn value(&mut self) -> Result<PyValue, PyFault> {
        self.nested(Self::one_value)
    }

    fn one_value(&mut self) -> Result<PyValue, PyFault> {
        if self.takes("[") {
            return Ok(PyValue::List(self.items("]", Self::value)?.0));
        }
        if self.takes("(") {
            let (mut items, is_open) = self.items(")", Self::value)?;
            // Without a comma the brackets mean nothing: (1) is 1.
            let is_one = items.len() == 1 && !is_open;
            return Ok(if is_one { items.remove(0) } else { PyValue::Tuple(items) });
        }
        if self.takes("{") {
            return self.braces();
        }
        for quote in ["'", "\""] {
            if self.takes(quote) {
                return self.text(quote);
            }
        }
        let at = self.rest;
        let read = match self.number_or_name() {
            "None" => Some(PyValue::None),
            word @ ("True" | "False") => Some(PyValue::Bool(word == "True")),
            "set" if self.takes("(") && self.takes(")") => Some(PyValue::Set(Vec::new())),
            word => number(word),
        };
        read.ok_or_else(|| {
            self.rest = at;
            self.fault("a value")
        })
    }

    /// The rest of a dict or a set; which of them its first item says.
    fn braces(&mut self) -> Result<PyValue, PyFault> {
        if self.takes("}") {
            return Ok(PyValue::Dict(Vec::new()));
        }
        let first = self.value()?;
        if self.takes(":") {
            let mut entries = vec![(first, self.value()?)];
            entries.extend(self.more_items("}", Self::entry)?);
            return Ok(PyValue::Dict(entries));
        }
        let mut items = vec![first];
        items.extend(self.more_items("}", Self::value)?);
        Ok(PyValue::Set(items))
    }

    /// The items behind a first one, if there are any.
    fn more_items<T>(
        &mut self,
        end: &'static str,
        read: impl FnMut(&mut Self) -> Result<T, PyFault>,
    ) -> Result<Vec<T>, PyFault> {
        if self.takes(",") {
            return Ok(self.items(end, read)?.0);
        }
        self.expect(end, end)?;
        Ok(Vec::new())
    }

    fn entry(&mut self) -> Result<(PyValue, PyValue), PyFault> {
        let key = self.value()?;
        self.expect(":", ":")?;
        Ok((key, self.value()?))
    }

    /// The rest of a text, up to the quote that it began with.
    fn text(&mut self, quote: &str) -> Result<PyValue, PyFault> {
        let mut escaped = false;
        let whole = self.rest;
        for (at, c) in self.rest.char_indices() {
            if !escaped && quote.contains(c) {
                self.rest = &self.rest[at + 1..];
                return Ok(PyValue::Str(whole[..at].to_string()));
            }
            if c == '\n' && !escaped {
                break;
            }
            let rest = &self.rest[at + c.len_utf8()..];
            if escaped && !may_follow_a_backslash(c, rest) {
                self.rest = &self.rest[at..];
                return Err(self.fault("what may follow a \\"));
            }
            escaped = !escaped && c == '\\';
        }
        Err(self.fault("a closing quote"))
    }

    /// Items with commas between them, up to the bracket that ends them; one more comma may stand
    /// in front of that, and whether it does.
    fn items<T>(
        &mut self,
        end: &'static str,
        mut read: impl FnMut(&mut Self) -> Result<T, PyFault>,
    ) -> Result<(Vec<T>, bool), PyFault> {
        let mut items = Vec::new();
        while !self.takes(end) {
            items.push(read(self)?);
            if !self.takes(",") {
                self.expect(end, end)?;
                return Ok((items, false));
            }
        }
        let is_open = !items.is_empty();
        Ok((items, is_open))
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

    pub(super) fn name(&mut self) -> &'a str {
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

    pub(super) fn takes(&mut self, sign: &str) -> bool {
        let rest = self.rest.trim_start().strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    pub(super) fn expect(&mut self, sign: &str, expected: &'static str) -> Result<(), PyFault> {
        if self.takes(sign) { Ok(()) } else { Err(self.fault(expected)) }
    }

    pub(super) fn end(&self) -> Result<(), PyFault> {
        if self.rest.trim().is_empty() { Ok(()) } else { Err(self.fault("nothing more")) }
    }

    pub(super) fn fault(&self, expected: &'static str) -> PyFault {
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
        // 007 is nothing in Python, and 000 is 0.
        let digits = bare.replace('_', "");
        let is_zero = digits.chars().all(|c| c == '0');
        let sign = if bare == word { "" } else { "-" };
        return match digits.starts_with('0') {
            false => Some(PyValue::Int(sign.to_string() + &digits)),
            true => is_zero.then(|| PyValue::Int("0".to_string())),
        };
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
    let is_number = exponent_holds && mantissa_holds;
    is_number.then(|| word.replace('_', "").parse().ok().map(PyValue::Float))?
}

/// Whether Python takes a backslash with this behind it: it counts the digits of `\x`, `\u`, `\U`.
fn may_follow_a_backslash(c: char, rest: &str) -> bool {
    let wanted = match c {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        'N' => return false,
        _ => return true,
    };
    rest.chars().take(wanted).filter(char::is_ascii_hexdigit).count() == wanted
}

pub(super) fn is_in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
