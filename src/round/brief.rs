//! What a question of each kind holds beside its statement: what of it is handed out, and what an
//! answer is compared with.

use serde::{Deserialize, Serialize};

use super::{QuestionKind, Signature, Theme};

/// What a question of each kind has beside its statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Brief {
    /// A programming problem.
    Coding {
        /// Bounds on the input.
        constraints: Vec<String>,
        /// Worked examples, shown with the statement.
        #[serde(rename = "example", default)]
        examples: Vec<Example>,
        /// The first workable approach; shown in the report only. A candidate's own question has
        /// none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        first_approach: Option<Approach>,
        /// The better approach; shown in the report only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        better_approach: Option<Approach>,
        /// A nudge, the idea, the approach: shown one by one, when asked for. Three or none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        hints: Vec<String>,
        /// How its function is called, where a program can do that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signature: Option<Signature>,
        /// What its function is run on besides, once the question has ended. A built-in question
        /// has its cases elsewhere.
        #[serde(rename = "case", default, skip_serializing_if = "Vec::is_empty")]
        cases: Vec<Example>,
    },
    /// A machine-learning system to design.
    MlDesign {
        /// How large it is, in numbers.
        scale: Vec<String>,
        /// What exists already.
        given: Vec<String>,
        /// What doesn't exist or isn't allowed.
        not_given: Vec<String>,
        /// How an interviewer opens it, in two sentences that hold no figures.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        opening: Option<String>,
        /// What an entry of scale, given and not-given is asked for by, one an entry in that order;
        /// empty where its author gave none of them a name.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        names: Vec<String>,
        /// A requirement that changes under way; shown in the report only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        twist: Option<Twist>,
    },
    /// A question about past behaviour, answered with a story.
    Behavioral {
        /// What the question is after. Not known of a candidate's own question.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        theme: Option<Theme>,
        /// What the interviewer listens for; shown in the report only.
        listens_for: Vec<String>,
    },
    /// "Tell me about yourself" and its relatives.
    Pitch {
        /// What the interviewer listens for; shown in the report only.
        listens_for: Vec<String>,
    },
    /// A question on fundamentals.
    Foundations {
        /// The points a good answer has; shown afterwards only.
        key_points: Vec<String>,
    },
    /// A question about a project of the candidate's own.
    DeepDive {
        /// What the interviewer listens for; shown in the report only.
        listens_for: Vec<String>,
    },
}

/// A worked example of a coding question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// The input, as named values; empty where nothing is given.
    pub input: String,
    /// The one right output; a list of the right ones where one of them will do.
    pub output: String,
    /// Why, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl Example {
    /// The input, as a reader sees it.
    pub(crate) fn given(&self) -> &str {
        if self.input.is_empty() { "nothing" } else { &self.input }
    }
}

/// A reference approach to a coding question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Approach {
    /// How it goes.
    pub idea: String,
    /// Time complexity, e.g. `O(n log n)`.
    pub time: String,
    /// Space complexity beyond the input.
    pub space: String,
}

/// A requirement that changes when two thirds of a design are over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Twist {
    /// What the interviewer says.
    pub ask: String,
    /// What a good reaction does.
    pub good: String,
}

/// A part of a brief that the candidate reads with the statement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum HandedOut<'a> {
    /// A list below a heading in lower case; it may be empty.
    List(&'static str, &'a [String]),
    /// Worked examples; there may be none.
    Examples(&'a [Example]),
}

/// What to compare an answer with.
#[derive(Debug, Clone, PartialEq)]
pub enum Reference {
    /// The first workable approach, and the better one.
    Approaches {
        /// The first workable approach.
        first: Option<Approach>,
        /// The better approach.
        better: Option<Approach>,
    },
    /// What the interviewer listens for.
    ListensFor(Vec<String>),
    /// The points that a good answer has.
    KeyPoints(Vec<String>),
    /// The checklists of its phases, and what a good reaction to its twist does.
    Checklist {
        /// The twist.
        twist: Option<Twist>,
    },
}

impl Brief {
    /// The brief of a candidate's own question, of which only the text is known.
    pub fn blank(kind: QuestionKind) -> Self {
        match kind {
            QuestionKind::Coding => Self::Coding {
                constraints: Vec::new(),
                examples: Vec::new(),
                first_approach: None,
                better_approach: None,
                hints: Vec::new(),
                signature: None,
                cases: Vec::new(),
            },
            QuestionKind::MlDesign => Self::MlDesign {
                scale: Vec::new(),
                given: Vec::new(),
                not_given: Vec::new(),
                opening: None,
                names: Vec::new(),
                twist: None,
            },
            QuestionKind::Behavioral => Self::Behavioral { theme: None, listens_for: Vec::new() },
            QuestionKind::Pitch => Self::Pitch { listens_for: Vec::new() },
            QuestionKind::Foundations => Self::Foundations { key_points: Vec::new() },
            QuestionKind::DeepDive => Self::DeepDive { listens_for: Vec::new() },
        }
    }

    /// The kind that it makes a question.
    pub fn kind(&self) -> QuestionKind {
        match self {
            Self::Coding { .. } => QuestionKind::Coding,
            Self::MlDesign { .. } => QuestionKind::MlDesign,
            Self::Behavioral { .. } => QuestionKind::Behavioral,
            Self::Pitch { .. } => QuestionKind::Pitch,
            Self::Foundations { .. } => QuestionKind::Foundations,
            Self::DeepDive { .. } => QuestionKind::DeepDive,
        }
    }

    /// What the question is after, where that is known.
    pub fn theme(&self) -> Option<Theme> {
        match self {
            Self::Behavioral { theme, .. } => *theme,
            Self::Coding { .. }
            | Self::MlDesign { .. }
            | Self::Pitch { .. }
            | Self::Foundations { .. }
            | Self::DeepDive { .. } => None,
        }
    }

    /// The key points, in the kinds that have them: shown once the answer is told, to tick what was
    /// said; the review asks for them where none was ticked.
    pub(crate) fn key_points(&self) -> Option<&[String]> {
        match self {
            Self::Foundations { key_points } => Some(key_points),
            Self::Coding { .. }
            | Self::MlDesign { .. }
            | Self::Behavioral { .. }
            | Self::Pitch { .. }
            | Self::DeepDive { .. } => None,
        }
    }

    /// The hints that can be asked for, one by one; none in most kinds.
    pub(crate) fn hints(&self) -> &[String] {
        match self {
            Self::Coding { hints, .. } => hints,
            Self::MlDesign { .. }
            | Self::Behavioral { .. }
            | Self::Pitch { .. }
            | Self::Foundations { .. }
            | Self::DeepDive { .. } => &[],
        }
    }

    /// How its function is called, where a program can do that.
    pub(crate) fn signature(&self) -> Option<&Signature> {
        match self {
            Self::Coding { signature, .. } => signature.as_ref(),
            Self::MlDesign { .. }
            | Self::Behavioral { .. }
            | Self::Pitch { .. }
            | Self::Foundations { .. }
            | Self::DeepDive { .. } => None,
        }
    }

    /// The examples that the candidate reads; none in most kinds.
    pub(crate) fn examples(&self) -> &[Example] {
        match self {
            Self::Coding { examples, .. } => examples,
            Self::MlDesign { .. }
            | Self::Behavioral { .. }
            | Self::Pitch { .. }
            | Self::Foundations { .. }
            | Self::DeepDive { .. } => &[],
        }
    }

    /// The requirement that changes under way, where there is one.
    pub(crate) fn twist(&self) -> Option<&Twist> {
        match self {
            Self::MlDesign { twist, .. } => twist.as_ref(),
            Self::Coding { .. }
            | Self::Behavioral { .. }
            | Self::Pitch { .. }
            | Self::Foundations { .. }
            | Self::DeepDive { .. } => None,
        }
    }

    /// What the candidate reads with the statement, in order.
    pub(crate) fn handed_out(&self) -> Vec<HandedOut<'_>> {
        match self {
            Self::Coding { constraints, examples, .. } => {
                vec![HandedOut::List("constraints", constraints), HandedOut::Examples(examples)]
            }
            Self::MlDesign { scale, given, not_given, .. } => vec![
                HandedOut::List("scale", scale),
                HandedOut::List("given", given),
                HandedOut::List("not given", not_given),
            ],
            Self::Behavioral { .. }
            | Self::Pitch { .. }
            | Self::Foundations { .. }
            | Self::DeepDive { .. } => Vec::new(),
        }
    }

    /// What to compare an answer with.
    pub fn reference(&self) -> Reference {
        match self {
            Self::Coding { first_approach, better_approach, .. } => Reference::Approaches {
                first: first_approach.clone(),
                better: better_approach.clone(),
            },
            Self::MlDesign { twist, .. } => Reference::Checklist { twist: twist.clone() },
            Self::Behavioral { listens_for, .. }
            | Self::Pitch { listens_for }
            | Self::DeepDive { listens_for } => Reference::ListensFor(listens_for.clone()),
            Self::Foundations { key_points } => Reference::KeyPoints(key_points.clone()),
        }
    }
}
