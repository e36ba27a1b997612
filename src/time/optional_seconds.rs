//! A duration in files that may not be there: seconds with milliseconds, or nothing.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serializer, de::Error};

use super::seconds;

#[expect(clippy::ref_option, reason = "serde passes a reference")]
pub(crate) fn serialize<S: Serializer>(
    value: &Option<Duration>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => seconds::serialize(value, serializer),
        None => serializer.serialize_none(),
    }
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Duration>, D::Error> {
    match Option::<f64>::deserialize(deserializer)? {
        Some(value) => seconds::from_f64(value).map(Some).map_err(D::Error::custom),
        None => Ok(None),
    }
}
