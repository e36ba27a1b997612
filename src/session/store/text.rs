//! How a session is written: TOML in which every string keeps to one line, so that a blank line is
//! always the end of a table and a cut file can be told from a whole one. (The `toml` crate's own
//! writer breaks long strings into lines.)

use toml::{Table, Value};
use toml_writer::{ToTomlKey, ToTomlValue, TomlStringBuilder};

use crate::session::Header;
use crate::session::event::Event;

#[cfg(test)]
mod tests;

/// The plan's last line. A plan may lack any of its last tables; this line tells that it is whole,
/// where an editor took the blank line behind it away.
pub(super) const PLAN_END: &str = "# the plan ends here";

/// The header as the beginning of a session file, up to and with the blank line that ends it.
///
/// # Errors
/// A number that TOML has no room for: a seed above `i64::MAX`.
pub(crate) fn to_text(header: &Header) -> Result<String, toml::ser::Error> {
    let mut out = String::new();
    push_table(&mut out, "", &Table::try_from(header)?);
    out.push_str(PLAN_END);
    out.push_str("\n\n");
    Ok(out)
}

/// One event as it is appended, up to and with the blank line that ends it.
///
/// # Errors
/// A number that TOML has no room for: a position above `i64::MAX`.
pub(crate) fn event_text(event: &Event) -> Result<String, toml::ser::Error> {
    let mut out = String::from("[[event]]\n");
    for (key, value) in &Table::try_from(event)? {
        push_line(&mut out, key, value);
    }
    out.push('\n');
    Ok(out)
}

fn push_table(out: &mut String, path: &str, table: &Table) {
    let (blocks, lines): (Vec<_>, Vec<_>) = table.iter().partition(|(_, value)| is_block(value));
    for (key, value) in lines {
        push_line(out, key, value);
    }
    for (key, value) in blocks {
        let key = key.to_toml_key();
        let path = if path.is_empty() { key } else { format!("{path}.{key}") };
        match value {
            Value::Array(tables) => {
                for table in tables.iter().filter_map(Value::as_table) {
                    out.push_str(&format!("[[{path}]]\n"));
                    push_table(out, &path, table);
                }
            }
            value => {
                out.push_str(&format!("[{path}]\n"));
                push_table(out, &path, value.as_table().unwrap_or(&Table::new()));
            }
        }
    }
}

/// Whether a value is written as blocks of its own; what is small reads better on one line.
fn is_block(value: &Value) -> bool {
    match value {
        Value::Table(table) => {
            table.len() > 3 || table.values().any(|value| value.is_table() || value.is_array())
        }
        Value::Array(values) => !values.is_empty() && values.iter().all(Value::is_table),
        _ => false,
    }
}

fn push_line(out: &mut String, key: &str, value: &Value) {
    out.push_str(&key.to_toml_key());
    out.push_str(" = ");
    push_value(out, value);
    out.push('\n');
}

fn push_value(out: &mut String, value: &Value) {
    match value {
        Value::String(text) => {
            out.push_str(&TomlStringBuilder::new(text).as_basic().to_toml_value())
        }
        Value::Integer(number) => out.push_str(&number.to_toml_value()),
        Value::Float(number) => out.push_str(&number.to_toml_value()),
        Value::Boolean(yes) => out.push_str(&yes.to_toml_value()),
        Value::Datetime(time) => out.push_str(&time.to_string()),
        Value::Array(values) => {
            out.push('[');
            for (position, value) in values.iter().enumerate() {
                out.push_str(if position > 0 { ", " } else { "" });
                push_value(out, value);
            }
            out.push(']');
        }
        Value::Table(table) => {
            out.push('{');
            for (position, (key, value)) in table.iter().enumerate() {
                out.push_str(if position > 0 { ", " } else { " " });
                out.push_str(&key.to_toml_key());
                out.push_str(" = ");
                push_value(out, value);
            }
            out.push_str(if table.is_empty() { "}" } else { " }" });
        }
    }
}
