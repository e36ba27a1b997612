//! The measures of a question as machines read them: a field each, in JSON and in exported rows.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::units::rounded;
use crate::pacing::QuestionPacing;
use crate::pacing::measures::{FIRST_ANSWER, Measure, Unit};
use crate::word::Word;

/// The measures of a question as fields of a row, each by its key.
pub(super) struct MeasureFields<'a> {
    /// Which.
    pub(super) measures: &'static [&'static Measure],
    /// Of which question; `None` where only the names are wanted.
    pub(super) question: Option<&'a QuestionPacing>,
    /// Whether the limit of the first answer is among them.
    pub(super) with_limit: bool,
}

impl Serialize for MeasureFields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("MeasureFields", self.measures.len())?;
        for measure in self.measures {
            let value = self.question.and_then(measure.read);
            match measure.unit {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "few")]
                Unit::Count => fields.serialize_field(measure.key, &value.map(|of| of as u64))?,
                Unit::Seconds
                | Unit::Share
                | Unit::Rating
                | Unit::Tenths
                | Unit::PerSecond
                | Unit::PerMinute => {
                    fields.serialize_field(measure.key, &value.map(rounded))?;
                }
            }
            if *measure == &FIRST_ANSWER {
                let answer = self.question.map(|of| of.first_answer.known.word());
                fields.serialize_field("first_answer", &answer)?;
            }
            if *measure == &FIRST_ANSWER && self.with_limit {
                let limit = self.question.and_then(measure.limit);
                fields.serialize_field("first_answer_limit_s", &limit)?;
            }
        }
        fields.end()
    }
}
