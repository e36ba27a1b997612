use super::*;
use crate::pacing::measure;
use crate::samples::{Script, coding, eventful, untouched};

#[test]
fn an_eventful_round() {
    insta::assert_snapshot!(render(&measure(eventful().session())));
}

#[test]
fn an_untouched_round() {
    insta::assert_snapshot!(render(&measure(untouched().session())));
}

#[test]
fn text_cant_become_markup() {
    assert_eq!(
        escape("a|b `c` <d> *e* _f_ [g](h) # i & \\"),
        "a\\|b \\`c\\` &lt;d&gt; \\*e\\* \\_f\\_ \\[g\\](h) \\# i &amp; \\\\"
    );
    assert_eq!(escape("- item"), "\\- item");
    assert_eq!(escape("12. item"), "12\\. item");
    assert_eq!(escape("    code"), "code");
    assert_eq!(escape("O(n²) at 2.5, 3-4"), "O(n²) at 2.5, 3-4");
}

#[test]
fn a_hostile_title_breaks_no_table_and_no_block() {
    let title = "``` | <script>alert(1)</script> | # x";
    let mut slot = coding();
    slot.title = title.to_string();
    slot.questions[0].question.title = title.to_string();
    slot.questions[0].phases[0].name = "a | b".to_string();
    let script = Script::new(vec![slot])
        .begin(0.0, 0)
        .phase(500.0, 1)
        .done(800.0)
        .show(800.0, 1)
        .done(900.0)
        .close(900.0);
    let page = render(&measure(script.session()));
    let (mut fence, mut blocks) = (None, 0);
    for line in page.lines() {
        let ticks = line.chars().take_while(|c| *c == '`').count();
        match fence {
            None if ticks >= 3 => (fence, blocks) = (Some(ticks), blocks + 1),
            Some(open) if ticks == line.len() && ticks >= open => fence = None,
            Some(_) => {}
            None => {
                assert!(!line.contains("<script"), "{line}");
                assert!(!line.contains("```"), "{line}");
                let bars = line.replace("\\|", "").matches('|').count();
                assert!([0, 4, 6, 10].contains(&bars), "{line}");
            }
        }
    }
    // The timeline, the command of the drill, and two questions.
    assert_eq!((fence, blocks), (None, 4));
}
