use proptest::prelude::*;

use super::*;

const SMALL: (usize, usize) = (4, 11);

/// A prompt that was shown.
fn shown(asked: &str, size: (usize, usize)) -> PromptLine {
    let mut line = PromptLine::new(asked, true);
    assert_eq!(line.show("", size), format!("{asked} "));
    line
}

#[test]
fn what_is_typed_is_added_and_broken_before_the_last_column() {
    let mut line = shown("what?\nsay]", SMALL);
    assert_eq!(line.show("12345", SMALL), "12345");
    assert_eq!(line.show("1234567", SMALL), "\n67");
    assert_eq!(line.show("12345678901234", SMALL), "8901234");
    // A wide character doesn't begin in the last column, and is not parted from what joins it.
    assert_eq!(line.show("12345678901234結", SMALL), "\n結");
    assert_eq!(line.show("12345678901234結👩", SMALL), "👩");
    assert_eq!(line.show("12345678901234結👩\u{200d}💻", SMALL), "\u{200d}💻");
}

#[test]
fn what_is_erased_is_written_anew_from_the_first_row_that_changes() {
    let mut line = shown("what?\nsay]", SMALL);
    line.show("1234567", SMALL);
    assert_eq!(line.show("123456", SMALL), "\r\u{1b}[2K6");
    assert_eq!(line.show("12345", SMALL), "\r\u{1b}[2K\u{1b}[A\u{1b}[2Ksay] 12345");
    assert_eq!(line.show("1234", SMALL), "\r\u{1b}[2Ksay] 1234");
    // What grows out of its row goes to the next whole.
    line.show("123👩", SMALL);
    let grown = "\r\u{1b}[2Ksay] 123\n👩\u{200d}💻";
    assert_eq!(line.show("123👩\u{200d}💻", SMALL), grown);
    // A line that is longer than the screen: what is on it.
    let up = "\u{1b}[A\u{1b}[2K";
    line.show(&"x".repeat(105), SMALL);
    let four = format!("\r\u{1b}[2K{}{}", up.repeat(3), ["xxxxxxxxxx"; 4].join("\n"));
    assert_eq!(line.show(&"x".repeat(95), SMALL), four);
    let whole = format!("\r\u{1b}[2K{}what?\nsay] ", up.repeat(3));
    assert_eq!(line.show("", SMALL), whole);
}

#[test]
fn a_window_that_narrows_breaks_rows_and_all_of_them_are_taken_away() {
    let mut line = shown("what is it?\nsay]", (24, 30));
    line.show(&"x".repeat(20), (24, 30));
    let up = "\u{1b}[A\u{1b}[2K";
    let narrow = "what is it?\nsay] xxxxx\nxxxxxxxxxx\nxxxxx";
    let narrow = format!("\r\u{1b}[2K{}{narrow}", up.repeat(3));
    assert_eq!(line.resized((24, 11)), narrow);
    assert_eq!(line.show(&"x".repeat(21), (24, 11)), "x");
}

#[test]
fn where_the_cursor_moves_nowhere_it_goes_back_over_what_was_typed() {
    let mut line = PromptLine::new("say]", false);
    let back = |columns| "\u{8} \u{8}".repeat(columns);
    assert_eq!(line.show("", SMALL), "say] ");
    assert_eq!(line.show("1234567890123", SMALL), "1234567890123");
    assert_eq!(line.show("1234567890", SMALL), back(3));
    assert_eq!(line.show("結", SMALL), format!("{}結", back(10)));
    assert_eq!(line.show("", SMALL), back(2));
    assert_eq!(line.resized((24, 80)), "");
}

/// A terminal that keeps what leaves its screen at the top, breaks lines anew in a window of
/// another width, and fills a higher one from above, as most do.
struct Screen {
    size: (usize, usize),
    /// Its rows with those above it, and whether the next goes on with each.
    rows: Vec<(String, bool)>,
    cursor: (usize, usize),
}

impl Screen {
    fn new(size: (usize, usize)) -> Self {
        Self { size, rows: vec![(String::new(), false); size.0], cursor: (0, 0) }
    }

    fn top(&self) -> usize {
        self.rows.len() - self.size.0
    }

    fn down(&mut self) {
        self.cursor = (self.cursor.0 + 1, 0);
        if self.cursor.0 == self.rows.len() {
            self.rows.push((String::new(), false));
        }
    }

    fn write(&mut self, text: &str) {
        let mut text = text.replace("\u{1b}[2K", "\u{1}").replace("\u{1b}[A", "\u{2}");
        for character in text.drain(..) {
            let row = self.cursor.0;
            match character {
                '\r' => self.cursor.1 = 0,
                '\n' => self.down(),
                '\u{1}' => {
                    self.rows[row] = (String::new(), false);
                    self.rows[..row].iter_mut().last().into_iter().for_each(|of| of.1 = false);
                }
                '\u{2}' => self.cursor.0 = self.top().max(row.saturating_sub(1)),
                _ => {
                    assert!(self.cursor.1 < self.size.1, "no line is broken by the terminal");
                    assert_eq!(self.rows[row].0.len(), self.cursor.1);
                    self.rows[row].0.push(character);
                    self.cursor.1 += 1;
                }
            }
        }
    }

    fn resize(&mut self, (rows, columns): (usize, usize)) {
        let empty = self.rows.len() - 1 - self.cursor.0;
        let kept = self.rows.len() - self.size.0.saturating_sub(rows).min(empty);
        self.rows.truncate(kept);
        let mut broken: Vec<(String, bool)> = Vec::new();
        let mut goes_on = false;
        for (number, (row, wrapped)) in self.rows.drain(..).enumerate() {
            if !goes_on {
                broken.push((String::new(), false));
            }
            let (at, last) = (broken.len() - 1, broken.iter_mut().last().unwrap());
            if number == self.cursor.0 {
                self.cursor = (at, last.0.len() + self.cursor.1);
            }
            last.0 += &row;
            goes_on = wrapped;
        }
        let mut cursor = (0, self.cursor.1);
        for (number, (line, _)) in broken.into_iter().enumerate() {
            let parts = line.len().div_ceil(columns).max(1);
            if number == self.cursor.0 {
                let part = (self.cursor.1 / columns).min(parts - 1);
                cursor = (self.rows.len() + part, self.cursor.1 - part * columns);
            }
            for part in 0..parts {
                let text = line.chars().skip(part * columns).take(columns).collect();
                self.rows.push((text, part + 1 < parts));
            }
        }
        self.cursor = cursor;
        self.size = (rows, columns);
        self.rows.resize(self.rows.len().max(rows), (String::new(), false));
    }

    /// All that was written and stands, also above the screen.
    fn text(&self) -> String {
        let rows: Vec<&str> = self.rows.iter().map(|(row, _)| row.as_str()).collect();
        rows.join("\n").trim_end().to_string()
    }
}

/// What happens at a prompt.
#[derive(Debug, Clone)]
enum Step {
    Typed(usize),
    Erased(usize),
    Resized(usize, usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (1_usize..120).prop_map(Step::Typed),
        (1_usize..150).prop_map(Step::Erased),
        (3_usize..12, 25_usize..60).prop_map(|(rows, columns)| Step::Resized(rows, columns)),
    ]
}

proptest! {
    #[test]
    fn whatever_is_typed_and_resized_a_prompt_stands_once_where_the_screen_holds_it(
        steps in prop::collection::vec(step(), 1..12),
    ) {
        let mut size = (8, 40);
        let mut screen = Screen::new(size);
        let before: String = (0..12).map(|line| format!("said before {line}\n")).collect();
        screen.write(&before);
        let asked = "Your own rating:\n  1 it was not to be followed\n[1-4 · Enter skips]";
        let asked = asked.replace('·', "-");
        let (mut line, mut typed) = (PromptLine::new(&asked, true), String::new());
        screen.write(&line.show("", size));
        for step in steps {
            match step {
                Step::Typed(more) => {
                    let from = typed.len();
                    typed.extend((from..from + more).map(|at| char::from(b'a' + (at % 26) as u8)));
                    screen.write(&line.show(&typed, size));
                }
                Step::Erased(fewer) => {
                    typed.truncate(typed.len().saturating_sub(fewer));
                    screen.write(&line.show(&typed, size));
                }
                Step::Resized(rows, columns) => {
                    size = (rows, columns);
                    screen.resize(size);
                    screen.write(&line.resized(size));
                }
            }
        }
        screen.resize((200, 70));
        screen.write(&line.resized((200, 70)));
        let mut alone = PromptLine::new(&asked, true);
        let expected = before + &alone.show(&typed, (200, 70));
        prop_assert_eq!(screen.text(), expected.trim_end());
    }
}
