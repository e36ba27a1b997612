use super::*;
use crate::pacing::measure;
use crate::pacing::testing::{Script, coding, eventful, untouched};

#[test]
fn the_page_says_what_the_text_says() {
    for script in [eventful(), untouched(), Script::new(vec![coding()])] {
        let pacing = measure(script.session());
        let page = render(&pacing);
        let shows =
            |text: &str| page.contains(&askama::filters::escape(text, askama::filters::Html).unwrap().to_string());
        for line in words::circumstances(&pacing) {
            assert!(shows(&line), "{line}");
        }
        for flag in &pacing.flags {
            assert!(shows(flag.text.trim_end_matches(" (very late)")), "{}", flag.text);
        }
        for section in words::sections(&pacing) {
            assert!(shows(section.heading), "{}", section.heading);
            for block in section.blocks {
                match block {
                    Block::Heading(text) | Block::Line(text) | Block::Command(text) => assert!(shows(&text), "{text}"),
                    Block::List(items) => items.iter().for_each(|item| assert!(shows(item), "{item}")),
                    Block::Times(rows) => rows.iter().flatten().for_each(|cell| assert!(shows(cell), "{cell}")),
                    Block::Flags | Block::Timeline(_) => {}
                }
            }
        }
        assert!(page.ends_with("</html>\n") || page.ends_with("</html>"), "{}", &page[page.len() - 20..]);
    }
}

#[test]
fn text_cant_become_markup() {
    let hostile = "\"><script>alert('1')</script><b onclick=x>& </style>";
    let mut slot = coding();
    slot.title = hostile.to_string();
    slot.questions[0].question.title = hostile.to_string();
    slot.questions[0].phases[0].name = hostile.to_string();
    let script = Script::new(vec![slot]).with(|header| header.round.title = hostile.to_string());
    let script = script.begin(0.0, 0).phase(500.0, 1).done(800.0).show(800.0, 1).done(900.0).close(900.0);
    let page = render(&measure(script.session()));
    assert!(!page.contains("<script") && !page.contains("<b onclick"), "{page}");
    assert_eq!(page.matches("</style>").count(), 1);
    // An attribute would end at the quote.
    assert!(!page.contains("\"\">"), "{page}");
}

#[test]
fn the_tables_hold_what_the_pictures_draw() {
    let pacing = measure(eventful().session());
    let view = slot_view(&pacing, 0);
    // Question 2 was answered without Enter: understand and approach can't be told apart.
    assert_eq!(view.phases[0][2..], ["0:00 to 2:30", "0:00 to 2:50"]);
    assert_eq!(view.phases[5][2..], ["19:30 to 23:30", "within 17:50 to 23:30, not marked apart"]);
    let marks: Vec<(&str, &str)> = view.marks.iter().map(|[at, what, _]| (at.as_str(), what.as_str())).collect();
    assert!(marks.contains(&("9:00", "first answer")) && marks.contains(&("4:30", "pause")), "{marks:?}");
    assert_eq!(view.splits.last().unwrap(), &["question 2, code to test", "34:00", "35:20", "1:20 behind"]);
}
