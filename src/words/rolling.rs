//! Captions that roll: each piece shows lines of the one before again, and one that is new. Where a
//! file does so, what stands there again is no word a second time.

/// A piece shorter than this, in seconds, only shows again what was said: nobody says it so fast.
const FLASH: f64 = 0.1;

/// A screen that was empty for so long, in seconds, shows nothing of before.
const CLEARED: f64 = 1.0;

/// A file rolls where three in five of its pieces go on with the one before, and so many at least.
const LEAST: usize = 2;

/// A piece as subtitles have it: seconds, and the words of its lines as they are compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct RolledPiece {
    pub(super) from: Option<f64>,
    pub(super) to: Option<f64>,
    pub(super) lines: Vec<Vec<String>>,
}

/// A word without its marks and capitals.
pub(super) fn compared(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How many words each piece has at its beginning that the one before showed already. A person may
/// well say a line twice: that counts twice unless the whole file rolls, and there too where it
/// comes as a new line.
pub(super) fn shown_before(pieces: &[RolledPiece]) -> Vec<usize> {
    let mut shown = vec![0; pieces.len()];
    let with_words: Vec<usize> = (0..pieces.len()).filter(|at| pieces[*at].words() > 0).collect();
    let pairs = || with_words.windows(2).map(|pair| (pair[0], pair[1]));
    let (mut rolled, mut steps) = (0, 0);
    for (before, at) in pairs() {
        let again = pieces[at].again(&pieces[before]);
        // What shows nothing new tells nothing either.
        if again < pieces[at].words() {
            steps += 1;
            rolled += usize::from(again > 0);
        }
    }
    let rolls = rolled >= LEAST && rolled * 5 >= steps * 3;
    for (before, at) in pairs() {
        let (piece, before) = (&pieces[at], &pieces[before]);
        let again = piece.again(before);
        if again == 0 || before.is_cleared_by(piece) && again == piece.words() {
            continue;
        }
        let is_same = before == piece && piece.from.is_some();
        if is_same || rolls || piece.is_flash() && again == piece.words() {
            shown[at] = if is_same { again } else { piece.rolled(before, again) };
        }
    }
    shown
}

impl RolledPiece {
    fn words(&self) -> usize {
        self.lines.iter().map(Vec::len).sum()
    }

    /// How many words at its beginning are the last lines of another, or all of it.
    fn again(&self, before: &Self) -> usize {
        let own: Vec<&String> = self.lines.iter().flatten().collect();
        let lines = before.lines.len();
        let found = (0..lines).find_map(|first| {
            let last: Vec<&String> = before.lines[first..].iter().flatten().collect();
            // Its line may go on only where all that stood there still stands there.
            let ends = first == 0 || self.ends_line(last.len());
            (!last.is_empty() && own.starts_with(&last) && ends).then_some(last.len())
        });
        found.unwrap_or_default()
    }

    /// Whether a line of it ends behind so many words.
    fn ends_line(&self, words: usize) -> bool {
        let mut before = 0;
        self.lines.iter().any(|line| {
            before += line.len();
            before == words
        })
    }

    /// Where lines that are all alike stand there again for longer than a flash, the last is new.
    fn rolled(&self, before: &Self, again: usize) -> usize {
        let are_alike = self.lines.len() > 1 && self.lines.windows(2).all(|two| two[0] == two[1]);
        let last = self.lines.last().map_or(0, Vec::len);
        match are_alike && self.lines == before.lines && !self.is_flash() {
            true => again - last,
            false => again,
        }
    }

    fn is_flash(&self) -> bool {
        self.from.zip(self.to).is_some_and(|(from, to)| to - from < FLASH)
    }

    fn is_cleared_by(&self, next: &Self) -> bool {
        self.to.zip(next.from).is_some_and(|(to, from)| from - to > CLEARED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of pieces: from, to, and the lines, with `/` between them.
    fn left(pieces: &[(f64, f64, &str)]) -> String {
        let piece = |(from, to, text): &(f64, f64, &str)| RolledPiece {
            from: Some(*from),
            to: Some(*to),
            lines: text
                .split('/')
                .map(|line| line.split_whitespace().map(compared).collect())
                .collect(),
        };
        let pieces: Vec<RolledPiece> = pieces.iter().map(piece).collect();
        let shown = shown_before(&pieces);
        let words = pieces.iter().zip(shown).map(|(piece, shown)| {
            let words: Vec<String> = piece.lines.iter().flatten().skip(shown).cloned().collect();
            words.join(" ")
        });
        words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn lines_that_roll_count_once_however_many_stand_there() {
        for lines in 1..=3 {
            let said = ["we had a", "cache that was", "cold at night", "so we", "warmed it", "up"];
            let shown = |at: usize| said[(at + 1).saturating_sub(lines + 1)..=at].join("/");
            let texts: Vec<String> = (0..said.len()).map(shown).collect();
            let pieces: Vec<(f64, f64, &str)> = (0_u32..)
                .zip(&texts)
                .map(|(at, text)| (f64::from(at) * 2.0, f64::from(at) * 2.0 + 2.0, &**text))
                .collect();
            assert_eq!(left(&pieces), said.join(" | "), "{lines}");
            // With what stands alone for a moment between two of them.
            let last = |at: usize| said[(at + 1).saturating_sub(lines)..=at].join("/");
            let lasts: Vec<String> = (0..said.len()).map(last).collect();
            let settled: Vec<(f64, f64, &str)> = pieces
                .iter()
                .zip(&lasts)
                .flat_map(|(of, last)| [*of, (of.1, of.1 + 0.01, &**last)])
                .collect();
            assert_eq!(left(&settled), said.join(" | "), "{lines}");
        }
    }

    #[test]
    fn a_line_that_grows_counts_once() {
        let grows =
            [(0.0, 1.0, "so"), (1.0, 2.0, "so we"), (2.0, 3.0, "so we go"), (3.0, 4.0, "on")];
        assert_eq!(left(&grows), "so | we | go | on");
    }

    #[test]
    fn what_a_person_says_twice_counts_twice() {
        let plain = [(0.0, 2.0, "no way"), (2.0, 4.0, "no way"), (4.0, 6.0, "it was slow")];
        assert_eq!(left(&plain), "no way | no way | it was slow");
        let once =
            [(0.0, 2.0, "no"), (2.0, 4.0, "no it was"), (4.0, 6.0, "slow"), (6.0, 8.0, "so")];
        assert_eq!(left(&once), "no | no it was | slow | so");
        let rolls = [
            (0.0, 2.0, "it was"),
            (2.0, 4.0, "it was/so slow"),
            (4.0, 6.0, "so slow/so slow"),
            (6.0, 8.0, "so slow/so slow"),
            (8.0, 10.0, "so slow/and then"),
            (20.0, 22.0, "and then"),
        ];
        assert_eq!(left(&rolls), "it was | so slow | so slow | so slow | and then | and then");
    }

    #[test]
    fn a_piece_that_stands_there_twice_at_the_same_time_counts_once() {
        let twice = [(0.0, 2.0, "so we"), (0.0, 2.0, "so we"), (2.0, 4.0, "go"), (4.0, 4.01, "go")];
        assert_eq!(left(&twice), "so we | go");
        assert_eq!(left(&[]), "");
    }
}
