//! Limits as they stand in a template and in the settings.

use std::time::Duration;

use super::{AnswerLength, Limit};
use crate::fields::Fields;

/// Shortest time that can be budgeted or measured against.
pub(crate) const SHORTEST: Duration = Duration::from_secs(1);

/// Longest slot, break, limit or setting.
pub(crate) const LONGEST: Duration = Duration::from_secs(12 * 3600);

/// Reads `[late, very-late]`.
pub(crate) fn pair(fields: &mut Fields<'_>, key: &'static str) -> Option<Limit> {
    let [late, very_late] = fields.times(key, ["late", "very-late"], SHORTEST..=LONGEST)?;
    Some(Limit { late, very_late })
}

/// Reads `[shortest, longest, very-late]`.
pub(crate) fn answer_length(fields: &mut Fields<'_>, key: &'static str) -> Option<AnswerLength> {
    let [shortest, longest, very_late] =
        fields.times(key, ["shortest", "longest", "very-late"], SHORTEST..=LONGEST)?;
    Some(AnswerLength { shortest, longest, very_late })
}
