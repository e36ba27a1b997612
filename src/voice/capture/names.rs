//! Which device a name means. Pure.

use anyhow::{Result, bail};

use super::Device;
use crate::text::acts;

/// The device of this name or description, or else the only one whose name or description holds it,
/// upper and lower case alike.
///
/// # Errors
/// None; several.
pub(crate) fn find<'a>(devices: &'a [Device], name: &str) -> Result<&'a Device> {
    let part = name.to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&part);
    let mut found = Vec::new();
    for device in devices {
        if device.name == name || device.description == name {
            return Ok(device);
        }
        if holds(&device.name) || holds(&device.description) {
            found.push(device);
        }
    }
    match found[..] {
        [device] => Ok(device),
        [] if devices.is_empty() => {
            bail!("no microphone \"{name}\": there is none at all; plug one in, or use --mic off")
        }
        [] => bail!("no microphone \"{name}\"; there are:\n{}", list(devices)),
        _ => bail!("several microphones are called \"{name}\"; name one of them:\n{}", list(found)),
    }
}

fn list<'a>(devices: impl IntoIterator<Item = &'a Device>) -> String {
    let mut lines = Vec::new();
    for device in devices {
        lines.push(format!("  {} ({})", device.name, device.description));
    }
    lines.join("\n")
}

/// Text from the sound server for people to read: without control characters.
pub(crate) fn readable(text: &str) -> String {
    text.chars().map(|c| if acts(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn devices() -> Vec<Device> {
        let device = |name: &str, description: &str| Device {
            name: name.to_owned(),
            description: description.to_owned(),
            is_default: false,
            is_monitor: false,
        };
        vec![
            device("usb-blue", "Blue Desk Microphone"),
            device("usb-blue.monitor", "Monitor of Blue Desk"),
            device("builtin", "Built-in Audio"),
        ]
    }

    fn found(name: &str) -> Result<String, String> {
        find(&devices(), name).map(|device| device.name.clone()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_name_in_full_wins_over_a_part() {
        assert_eq!(found("usb-blue").unwrap(), "usb-blue");
        assert_eq!(found("Monitor of Blue Desk").unwrap(), "usb-blue.monitor");
    }

    #[test]
    fn a_part_of_the_name_or_description_will_do_when_only_one_has_it() {
        assert_eq!(found("BUILT-IN").unwrap(), "builtin");
        assert_eq!(found("desk mic").unwrap(), "usb-blue");
    }

    #[test]
    fn several_are_listed_and_none_lists_all() {
        assert_eq!(
            found("blue").unwrap_err(),
            "several microphones are called \"blue\"; name one of them:\n  \
             usb-blue (Blue Desk Microphone)\n  \
             usb-blue.monitor (Monitor of Blue Desk)"
        );
        assert_eq!(
            found("headset").unwrap_err(),
            "no microphone \"headset\"; there are:\n  usb-blue (Blue Desk Microphone)\n  \
             usb-blue.monitor (Monitor of Blue Desk)\n  builtin (Built-in Audio)"
        );
        let none = find(&[], "headset").unwrap_err().to_string();
        assert_eq!(
            none,
            "no microphone \"headset\": there is none at all; plug one in, or use --mic off"
        );
    }

    #[test]
    fn control_characters_are_made_spaces() {
        assert_eq!(readable("Blue\u{1b}[2J Desk\n"), "Blue [2J Desk ");
    }
}
