//! What a program needs to run an answer to a coding question: the function's name, what it is
//! given, and how its result is held against the expected one.

use serde::{Deserialize, Serialize};

use crate::word::Word;

/// How the function of a coding question is called and its results compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signature {
    /// Its name, as the statement has it.
    pub function: String,
    /// What it is given, in order; examples name their values so.
    #[serde(rename = "parameter", default)]
    pub parameters: Vec<Parameter>,
    /// How a result is held against the expected one.
    pub compare: Likeness,
}

/// What a function is given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its type as Python writes it, e.g. `list[int]`.
    #[serde(rename = "type")]
    pub of: String,
}

/// How like the expected result one has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Likeness {
    /// Equal, and of the same order.
    Exact,
    /// The same items, as often each, in whatever order.
    AnyOrder,
    /// Alike but for rounding: numbers within 0.0001 of the expected, or of its size.
    Tolerance,
    /// One of several right ones: those are what is expected, as a list.
    OneOf,
    /// The items of the expected one, in any order that puts those of each pair of the input one
    /// before the other as the expected one does.
    TopologicalOrder,
}

impl Word for Likeness {
    fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::AnyOrder => "any-order",
            Self::Tolerance => "tolerance",
            Self::OneOf => "one-of",
            Self::TopologicalOrder => "topological-order",
        }
    }
}

impl Signature {
    /// The call as a statement has it: `merge(feeds, k)`.
    pub(crate) fn call(&self) -> String {
        let names: Vec<&str> = self.parameters.iter().map(|of| of.name.as_str()).collect();
        format!("{}({})", self.function, names.join(", "))
    }
}
