use super::flag_list::FIRST_FLAGS;
use super::slots::{slot_view, sound};
use super::*;
use crate::pacing::{FlagKind, measure};
use crate::samples::{Script, coding, design, eventful, untouched};
use crate::time::{Elapsed, m_ss};

#[test]
fn the_page_says_what_the_text_says() {
    for script in [eventful(), untouched(), Script::new(vec![coding()])] {
        let pacing = measure(script.session());
        let page = render(&pacing);
        let shows = |text: &str| {
            page.contains(
                &askama::filters::escape(text, askama::filters::Html).unwrap().to_string(),
            )
        };
        for line in words::circumstances(&pacing) {
            assert!(shows(&line), "{line}");
        }
        for flag in &pacing.flags {
            assert!(shows(&flag.text), "{}", flag.text);
        }
        for section in words::sections(&pacing) {
            assert!(shows(section.heading), "{}", section.heading);
            for block in section.blocks {
                match block {
                    // A cell of several values is a figure of them.
                    Block::Slots(rows) => rows.iter().for_each(|row| assert!(shows(&row.title))),
                    Block::Heading(text) | Block::Line(text) | Block::Command(text) => {
                        assert!(shows(&text), "{text}")
                    }
                    Block::List(items) => {
                        items.iter().for_each(|item| assert!(shows(item), "{item}"))
                    }
                    Block::Group(label, items) => {
                        assert!(shows(&label), "{label}");
                        items.iter().for_each(|item| assert!(shows(item), "{item}"))
                    }
                    Block::Times(rows) => {
                        rows.iter().flatten().for_each(|cell| assert!(shows(cell), "{cell}"))
                    }
                    Block::Folded(label, lines) => {
                        assert!(shows(&label), "{label}");
                        assert!(shows(&lines.join("\n")), "{lines:?}");
                    }
                    Block::Flags | Block::Timeline(_) => {}
                }
            }
        }
        assert!(
            page.ends_with("</html>\n") || page.ends_with("</html>"),
            "{}",
            &page[page.len() - 20..]
        );
    }
}

#[test]
fn every_phase_that_had_time_can_be_heard_also_where_it_was_not_marked_apart() {
    let script = Script::new(vec![coding()]).begin(0.0, 0).show(0.0, 0).answer(240.0).done(600.0);
    let pacing = measure(script.session());
    let (from, to) = (Elapsed::ZERO, Elapsed::LAST);
    let sounds = [SoundLink {
        file: "a/sound.flac".to_string(),
        from,
        to,
        begins: std::time::Duration::ZERO,
    }];
    let rows = slot_view(&pacing, &sounds, 0).phases;
    assert!(rows[0].actual.contains("not marked apart"), "{}", rows[0].actual);
    for row in &rows {
        let has_time = row.actual.contains(" to ");
        assert_eq!(row.hear_phase.is_some(), has_time, "{}: {}", row.phase, row.actual);
    }
    assert_eq!(rows[1].hear_phase, rows[0].hear_phase, "from the beginning of the stretch");
}

#[test]
fn text_cant_become_markup() {
    let hostile = "\"><script>alert('1')</script><b onclick=x>& </style>";
    let mut slot = coding();
    slot.title = hostile.to_string();
    slot.questions[0].question.title = hostile.to_string();
    slot.questions[0].phases[0].name = hostile.to_string();
    let script = Script::new(vec![slot]).with(|header| header.round.title = hostile.to_string());
    let script =
        script.begin(0.0, 0).phase(500.0, 1).done(800.0).show(800.0, 1).done(900.0).close(900.0);
    let page = render(&measure(script.session()));
    assert!(!page.contains("<script") && !page.contains("<b onclick"), "{page}");
    assert_eq!(page.matches("</style>").count(), 1);
    // An attribute would end at the quote.
    assert!(!page.contains("\"\">"), "{page}");
}

#[test]
fn the_tables_hold_what_the_pictures_draw() {
    let pacing = measure(eventful().session());
    let view = slot_view(&pacing, &[], 0);
    // Question 2 was answered without Enter: understand and approach can't be told apart.
    let times = |row: usize| [&*view.phases[row].planned, &*view.phases[row].actual];
    assert_eq!(times(0), ["0:00 to 2:30", "0:00 to 2:50"]);
    assert_eq!(times(5), ["19:30 to 23:30", "within 17:50 to 23:30, not marked apart"]);
    let marks: Vec<(&str, &str)> =
        view.marks.iter().map(|[at, what, _]| (at.as_str(), what.as_str())).collect();
    assert!(
        marks.contains(&("9:00", "first answer")) && marks.contains(&("4:30", "pause")),
        "{marks:?}"
    );
    // Flags stand among them, at their times in the slot.
    let of_slot: Vec<usize> =
        (0..pacing.flags.len()).filter(|&at| pacing.flags[at].slot == 0).collect();
    assert!(!of_slot.is_empty());
    for at in of_slot {
        let flag = &pacing.flags[at];
        let what = format!("flag {}, {}", at + 1, flag.kind.reads(flag.severity));
        let row = [m_ss(flag.at), what, flag.text.clone()];
        assert!(view.marks.contains(&row), "{row:?} of {:?}", view.marks);
    }
    assert_eq!(
        view.splits.last().unwrap(),
        &["question 2, code to test", "34:00", "35:20", "1:20 behind"]
    );
}

#[test]
fn what_was_not_heard_is_listed_from_and_to() {
    let script = Script::new(vec![coding()]).begin(0.0, 0);
    let script = script.heard(0.0, 60.0, &[(5.0, 50.0)]).heard(100.0, 120.0, &[(100.0, 120.0)]);
    let pacing = measure(script.done(120.0).close(120.0).session());
    let rows = sound(&pacing.slots[0]);
    let rows: Vec<[&str; 3]> = rows.iter().map(|row| row.each_ref().map(String::as_str)).collect();
    let expected = [
        ["talking", "in all", "1:05"],
        ["silence", "in all", "0:15"],
        ["unknown: not heard", "in all", "0:40"],
        ["unknown: not heard", "1:00 to 1:40", "0:40"],
    ];
    assert_eq!(rows, expected);
}

#[test]
fn no_picture_holds_a_link_and_every_link_has_a_name() {
    let page = render(&measure(eventful().session()));
    let mut after = page.as_str();
    while let Some(picture) = after.find("<g role=\"img\"") {
        // The groups for the rows end before that of the whole picture does.
        let links = after[picture..].find("<a ").unwrap_or(after.len());
        let whole = &after[picture..(picture + links).min(after.len())];
        assert_eq!(whole.matches("<g ").count(), whole.matches("</g>").count(), "{whole}");
        after = &after[picture + 1..];
    }
    assert!(!page.contains("<svg class=\"timeline\" role=\"img\""));
    let linked = page.matches("<a id=\"mark-").count();
    assert!(linked > 0);
    assert_eq!(linked, page.matches("aria-label=\"flag ").count());
    assert!(!page.contains("(very late)"));
}

#[test]
fn a_long_list_of_flags_is_folded_and_a_short_one_is_not() {
    assert_eq!([0, 10, 12, 13, 45].map(first_flags), [0, 10, 12, 10, 10]);
    let mut pacing = measure(eventful().session());
    // Silences, which are told one by one.
    pacing.flags.retain(|flag| flag.kind == FlagKind::SilentStretch);
    pacing.flags = pacing.flags.iter().cycle().take(15).cloned().collect();
    let (page, flags) = (render(&pacing), pacing.flags.len());
    assert!(
        page.contains(&format!("<summary>{} more flags</summary>", flags - FIRST_FLAGS)),
        "{flags}"
    );
    assert!(page.contains(&format!("<ol class=\"flags\" start=\"{}\">", FIRST_FLAGS + 1)));
    let numbers: Vec<String> =
        (1..=flags).map(|number| format!("<li id=\"flag-{number}\"")).collect();
    let places: Vec<usize> =
        numbers.iter().map(|number| page.find(number.as_str()).expect(number)).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn a_bar_has_the_colour_of_its_verdict_and_what_borrowed_does_not_look_within_its_budget() {
    // The first phase uses what most others had. The last takes 0:10 more than its budget, which
    // its limit allows; 0:30 past the end of the slot make up for all.
    let script =
        Script::new(vec![design()]).begin(0.0, 0).phase(2000.0, 5).done(2130.0).close(2130.0);
    let pacing = measure(script.session());
    let slot = &pacing.slots[0];
    let rows = slot.spent.iter().map(|_| ["", "", ""].map(String::from)).collect();
    let rows = time_rows(&pacing, 0, rows);
    let classes: Vec<&str> = rows.iter().map(|row| row.fill.class).collect();
    assert_eq!(classes, ["very-late", "late", "late", "late", "late", "borrowed"]);
    // Phases that no mark tells apart have no verdict, however long they took.
    let script = Script::new(vec![design()]).begin(0.0, 0).answer(2000.0).done(2130.0);
    let pacing = measure(script.close(2130.0).session());
    let rows = pacing.slots[0].spent.iter().map(|_| ["", "", ""].map(String::from)).collect();
    let last = time_rows(&pacing, 0, rows).pop();
    assert_eq!(last.map(|row| row.fill.class), Some("not-known"));
}
