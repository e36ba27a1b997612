//! What a reader sees of a page that was saved from a browser: its text, a line a paragraph or an
//! item of a list.

use std::borrow::Cow;

/// A text with one of these is a page.
const TELLING: [&str; 9] =
    ["<!doctype html", "<html", "<body", "</p>", "</div>", "</li>", "</span>", "<br>", "<br/>"];

/// What is in them nobody sees.
const UNSEEN: [&str; 6] = ["script", "style", "template", "svg", "noscript", "iframe"];

/// They stand in the midst of a line.
const WITHIN: [&str; 22] = [
    "a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "kbd", "label", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "time", "u", "wbr",
];

/// Signs that a page has by their names; others stay as they are written.
const SIGNS: [(&str, &str); 17] = [
    ("amp", "&"),
    ("apos", "'"),
    ("bull", "•"),
    ("gt", ">"),
    ("hellip", "…"),
    ("ldquo", "\""),
    ("lsquo", "'"),
    ("lt", "<"),
    ("mdash", "—"),
    ("middot", "·"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("quot", "\""),
    ("rdquo", "\""),
    ("rsquo", "'"),
    ("shy", ""),
    ("zwnj", ""),
];

/// A name of a sign is no longer.
const LONGEST: usize = 10;

/// A text as it is read: of a page what is seen of it.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !is_page(text) {
        return Cow::Borrowed(text);
    }
    let seen = seen(text);
    // Some services hand a page out within a page.
    Cow::Owned(if is_page(&seen) { self::seen(&seen) } else { seen })
}

fn is_page(text: &str) -> bool {
    let small = text.to_ascii_lowercase();
    let escaped = ["&lt;p&gt;", "&lt;/p&gt;", "&lt;/li&gt;", "&lt;/div&gt;"];
    TELLING.iter().chain(&escaped).any(|of| small.contains(of))
}

fn seen(text: &str) -> String {
    let small = text.to_ascii_lowercase();
    let mut seen = String::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if rest.starts_with("<!--") {
            at += rest.find("-->").map_or(rest.len(), |end| end + "-->".len());
        } else if let Some(tag) = tag(&small[at..]) {
            at += tag.length;
            if !tag.closes && UNSEEN.contains(&tag.name) {
                let end = format!("</{}", tag.name);
                at += small[at..].find(&end).unwrap_or(small.len() - at);
            } else if !WITHIN.contains(&tag.name) {
                seen.push('\n');
                seen.push_str(if tag.name == "li" && !tag.closes { "- " } else { "" });
            }
        } else if let Some((sign, length)) = sign(rest) {
            seen.push_str(&sign);
            at += length;
        } else {
            seen.push(if c.is_whitespace() { ' ' } else { c });
            at += c.len_utf8();
        }
    }
    let lines = seen.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let lines: Vec<String> = lines.filter(|line| !line.is_empty() && line != "-").collect();
    lines.join("\n")
}

struct Tag<'t> {
    name: &'t str,
    closes: bool,
    /// In bytes, with its brackets.
    length: usize,
}

/// The tag that a text in small letters begins with.
fn tag(text: &str) -> Option<Tag<'_>> {
    let inner = text.strip_prefix('<')?;
    let closes = inner.starts_with('/');
    let inner = inner.trim_start_matches(['/', '!', '?']);
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    let mut quote = None;
    // What is in quotes ends no tag.
    let is_end = |(_, c): &(usize, char)| match (quote, *c) {
        (None, '>') => true,
        (None, '"' | '\'') => {
            quote = Some(*c);
            false
        }
        (Some(open), c) if open == c => {
            quote = None;
            false
        }
        _ => false,
    };
    let length = text.char_indices().find(is_end).map_or(text.len(), |(at, _)| at + 1);
    Some(Tag { name: &inner[..end], closes, length })
}

/// The sign that a text begins with, where it is written by a name or a number, and how long that
/// is.
fn sign(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('&')?;
    let end = inner.find(';').filter(|end| *end <= LONGEST)?;
    let name = &inner[..end];
    let length = end + 2;
    let of = |number: u32| match char::from_u32(number)? {
        '\u{a0}' => Some(" ".to_string()),
        '\u{ad}' => Some(String::new()),
        other => Some(other.to_string()),
    };
    let sign = match name.strip_prefix('#') {
        Some(number) => of(match number.strip_prefix(['x', 'X']) {
            Some(figures) => u32::from_str_radix(figures, 16).ok()?,
            None => number.parse().ok()?,
        })?,
        None => SIGNS.iter().find(|(known, _)| *known == name)?.1.to_string(),
    };
    Some((sign, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_page_its_visible_text_is_read() {
        for (page, expected) in [
            ("<p>We use Py<b>Torch</b>.</p><p>You know SQL</p>", "We use PyTorch.\nYou know SQL"),
            ("<ul><li>RAG<li>k8s</ul><br>", "- RAG\n- k8s"),
            ("<script>let a = '<p>kubernetes</p>';</script><p>SQL</p>", "SQL"),
            ("<STYLE>p > a { color: red }</STYLE><P>SQL</P>", "SQL"),
            (
                "<p>machine&nbsp;learning &amp; k&#56;s &#x2014; A/B</p>",
                "machine learning & k8s — A/B",
            ),
            ("<p title='a > b'>SQL<!-- <p>Spark</p> --></p>", "SQL"),
            ("&lt;p&gt;SQL&lt;/p&gt;&lt;p&gt;Spark&lt;/p&gt;", "SQL\nSpark"),
            ("<p>a\n  b</p>", "a b"),
            ("<p>cut</p><script>", "cut"),
            ("<p>cut</p><a href=\"", "cut"),
            ("<p>&unknown; a < b & c;</p>", "&unknown; a < b & c;"),
        ] {
            assert_eq!(visible(page), expected, "{page}");
        }
    }

    #[test]
    fn a_plain_text_stays_as_it_is() {
        for text in ["latency < 10 ms, recall > 0.9", "a & b\n\n- c", "List<String>", ""] {
            assert_eq!(visible(text), text);
        }
    }
}
