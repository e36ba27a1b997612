//! What is typed at a prompt, in windows of several sizes: it stands there as it is, however long
//! and wide it is, and nothing of what was taken away stays.

use crate::support::terminal::Terminal;
use crate::support::{Workspace, wait_for};

/// Wide characters, joined and coloured emoji, a flag, and letters with marks.
const MIXED: &str = "結論を先に👩\u{200d}💻言う🇩🇪größe\u{301}r👍🏽❤\u{fe0f}x";

/// Characters of it, as a person counts them.
const SEEN: usize = 18;

/// What each prompt here ends with: it is the first of four.
const PROMPT: &str = "1 of 4]";

fn expect_typed(terminal: &Terminal, text: &str) {
    wait_for(&format!("{text:?} behind the prompt"), || {
        let screen = terminal.screen();
        let (_, typed) = screen.rsplit_once(PROMPT).unwrap_or_default();
        // A row that is broken ends nothing.
        if typed.replace('\n', "").trim() == text { Ok(()) } else { Err(screen) }
    });
}

/// Types, pastes and erases at a prompt, and leaves it empty.
fn edit(terminal: &mut Terminal) {
    terminal.expect(PROMPT);
    let before = terminal.screen();
    let long = MIXED.repeat(6);
    terminal.keys(&format!("\u{1b}[200~{long}\u{1b}[201~"));
    expect_typed(terminal, &long);
    terminal.keys(&"\u{7f}".repeat(SEEN * 4));
    expect_typed(terminal, &MIXED.repeat(2));
    terminal.keys("\u{15}");
    expect_typed(terminal, "");
    for key in MIXED.chars() {
        terminal.keys(&key.to_string());
    }
    expect_typed(terminal, MIXED);
    terminal.keys("\u{17}");
    expect_typed(terminal, "");
    let after = terminal.screen();
    // A small screen has scrolled.
    assert!(before.ends_with(&after), "{before}\nand now\n{after}");
}

#[test]
fn a_long_line_with_wide_characters_is_typed_and_taken_away_whole_at_every_prompt() {
    for (rows, columns) in [(10, 40), (24, 80)] {
        let workspace = Workspace::new();
        let args = ["drill", "pitch", "--seed", "1"];
        let mut round = Terminal::start(&workspace, &args, rows, columns);
        round.expect_written("2004h");
        round.keys("\n");
        round.expect_written("question 1 of");
        round.keys("q");
        edit(&mut round);
        round.keys("\u{4}");
        assert_eq!(round.end(), 0);
        let mut review = Terminal::start(&workspace, &["review"], rows, columns);
        edit(&mut review);
        review.keys("6:1\n");
        review.expect("6:1: two digits stand behind a colon");
        review.keys("\u{4}");
        assert_eq!(review.end(), 0);
    }
}
