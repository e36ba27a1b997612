//! Whether a text has room: pictures grow with the screen and letters do not.

use super::Percent;

/// A text and the class that says from which width of the screen on it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    pub(crate) text: String,
    pub(crate) class: &'static str,
}

/// The narrowest picture on each kind of screen, in pixels; the style sheet holds the widths of the
/// screens.
const SCREENS: [(&str, f64); 3] =
    [("from-phone", 320.0), ("from-tablet", 640.0), ("from-desktop", 960.0)];

/// From which screen on a text fits into a share of the picture; `None` where it fits on none.
pub(crate) fn room(share: Percent, text: &str) -> Option<&'static str> {
    for (class, width) in SCREENS {
        if pixels(text) <= share.0 / 100.0 * width {
            return Some(class);
        }
    }
    None
}

/// How wide a text is with a little air around it, in the widest of the fonts that the style sheet
/// names.
fn pixels(text: &str) -> f64 {
    6.0 + text.chars().map(|c| if c.is_ascii() { 7.5 } else { 12.0 }).sum::<f64>()
}

/// A short text, and the rest of it where there is room for that too.
pub(crate) fn labels(share: Percent, short: String, rest: String) -> Vec<Label> {
    let whole = room(share, &format!("{short}{rest}")).map(|class| Label { text: rest, class });
    let short = room(share, &short).map(|class| Label { text: short, class });
    short.into_iter().chain(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shown_where_all_of_it_fits_and_else_its_number() {
        let shown = |share: f64| {
            let labels = labels(Percent(share), "1".to_string(), " understand".to_string());
            labels.into_iter().map(|label| (label.text, label.class)).collect::<Vec<_>>()
        };
        let (number, name) =
            (|class| ("1".to_string(), class), |class| (" understand".to_string(), class));
        // A number is 13.5 pixels wide and all of it 96, air included.
        assert_eq!(shown(1.0), []);
        assert_eq!(shown(2.0), [number("from-desktop")]);
        assert_eq!(shown(7.0), [number("from-phone")]);
        assert_eq!(shown(12.0), [number("from-phone"), name("from-desktop")]);
        assert_eq!(shown(20.0), [number("from-phone"), name("from-tablet")]);
        assert_eq!(shown(40.0), [number("from-phone"), name("from-phone")]);
    }
}
