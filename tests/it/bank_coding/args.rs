//! The named arguments of one call, taken apart by the solvers.

use std::fmt;

use super::literal::{self, Value};

pub(super) struct Args(Vec<(String, Value)>);

impl Args {
    pub(super) fn parse(input: &str) -> Result<Args, String> {
        literal::assignments(input).map(Args)
    }

    pub(super) fn of<const N: usize>(named: [(&str, Value); N]) -> Args {
        Args(named.map(|(name, value)| (name.to_owned(), value)).into())
    }

    pub(super) fn names(&self) -> String {
        let names: Vec<&str> = self.0.iter().map(|(name, _)| name.as_str()).collect();
        names.join(", ")
    }

    pub(super) fn value(&self, name: &str) -> &Value {
        let found = self.0.iter().find(|(given, _)| given == name);
        &found.unwrap_or_else(|| panic!("no argument {name} in {self}")).1
    }

    pub(super) fn int(&self, name: &str) -> i64 {
        int(self.value(name))
    }

    pub(super) fn size(&self, name: &str) -> usize {
        usize::try_from(self.int(name)).expect("a size isn't negative")
    }

    pub(super) fn float(&self, name: &str) -> f64 {
        float(self.value(name))
    }

    pub(super) fn text(&self, name: &str) -> &str {
        text(self.value(name))
    }

    pub(super) fn list(&self, name: &str) -> &[Value] {
        list(self.value(name))
    }

    pub(super) fn ints(&self, name: &str) -> Vec<i64> {
        ints(self.value(name))
    }

    pub(super) fn sizes(&self, name: &str) -> Vec<usize> {
        self.ints(name)
            .into_iter()
            .map(|int| usize::try_from(int).expect("a size isn't negative"))
            .collect()
    }

    pub(super) fn floats(&self, name: &str) -> Vec<f64> {
        self.list(name).iter().map(float).collect()
    }

    pub(super) fn texts(&self, name: &str) -> Vec<&str> {
        self.list(name).iter().map(text).collect()
    }

    pub(super) fn rows<T>(&self, name: &str, row: fn(&Value) -> T) -> Vec<T> {
        self.list(name).iter().map(row).collect()
    }

    /// A list of lists of N whole numbers.
    pub(super) fn tuples<const N: usize>(&self, name: &str) -> Vec<[i64; N]> {
        self.rows(name, |row| ints(row).try_into().expect("a row has its length"))
    }
}

impl fmt::Display for Args {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let named: Vec<String> =
            self.0.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        write!(f, "{}", named.join(", "))
    }
}

pub(super) fn int(value: &Value) -> i64 {
    let Value::Int(int) = value else { panic!("{value} is no whole number") };
    *int
}

pub(super) fn float(value: &Value) -> f64 {
    match value {
        Value::Float(float) => *float,
        Value::Int(int) => *int as f64,
        _ => panic!("{value} is no number"),
    }
}

pub(super) fn text(value: &Value) -> &str {
    let Value::Text(text) = value else { panic!("{value} is no string") };
    text
}

pub(super) fn list(value: &Value) -> &[Value] {
    let Value::List(items) = value else { panic!("{value} is no list") };
    items
}

pub(super) fn ints(value: &Value) -> Vec<i64> {
    list(value).iter().map(int).collect()
}

pub(super) fn floats(value: &Value) -> Vec<f64> {
    list(value).iter().map(float).collect()
}
