//! The report's page as it is met: what stands on its first screen and on its first sheet of paper,
//! where its links lead, and what it keeps where styles are forbidden. In a real browser.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::browser::{self, Browser};
use crate::rehearsal::Rehearsals;
use crate::support::{Workspace, has};

/// A workspace with the sessions of one case; its report is the newest's.
struct Case {
    name: &'static str,
    workspace: Workspace,
    page: PathBuf,
}

impl Case {
    fn new(name: &'static str, write: impl FnOnce(&Rehearsals, &std::path::Path)) -> Self {
        let workspace = Workspace::new();
        write(&Rehearsals::new(), &workspace.path().join("sessions"));
        let ran = workspace.run(&["report", "--format", "html"]);
        assert_eq!(ran.code, Some(0), "{name}: {}", ran.stderr);
        let page = workspace.file("report.html", &ran.stdout);
        // Kept to look at, as the pictures of other tests.
        if let Some(folder) = std::env::var_os("MOCKROUND_SHOTS") {
            fs::copy(&page, std::path::Path::new(&folder).join(format!("{name}.html"))).unwrap();
        }
        Self { name, workspace, page }
    }

    /// The second whole round of a folder: it has one to compare with.
    fn onsite() -> Self {
        Self::new("onsite", |rehearsals, sessions| {
            for n in [0, 1] {
                rehearsals.write_onsite(sessions, n, |_| {});
            }
        })
    }

    /// Eight slots, told answers by the dozen, and flags without end.
    fn crowded() -> Self {
        Self::new("crowded", |rehearsals, sessions| {
            for n in [0, 1] {
                rehearsals.write_onsite(sessions, n, |header| {
                    let slots = &mut header.round.slots;
                    let (told, mut again) = (slots[3].questions.clone(), slots.clone());
                    slots[3].questions.extend([told.clone(), told].concat());
                    again.iter_mut().for_each(|slot| slot.title.push_str(", in the afternoon"));
                    slots.append(&mut again);
                    // Nobody is as fast as that.
                    for question in slots.iter_mut().flat_map(|slot| &mut slot.questions) {
                        for phase in &mut question.phases {
                            phase.budget = phase.budget.mul_f64(0.7);
                        }
                    }
                });
            }
        })
    }

    /// One slot.
    fn drill() -> Self {
        Self::new("drill", |rehearsals, sessions| {
            for n in [0, 1] {
                rehearsals.write_coding(sessions, n, |_| {});
            }
        })
    }

    /// A whole round that nobody listened to.
    fn unheard() -> Self {
        Self::new("unheard", |rehearsals, sessions| drop(rehearsals.write(sessions, 9)))
    }

    fn all() -> [Self; 4] {
        [Self::onsite(), Self::crowded(), Self::drill(), Self::unheard()]
    }
}

/// A browser, where there is one.
fn browser() -> Option<Browser> {
    let program = browser::program();
    has("chromium", program.is_some()).then(|| Browser::start(&program.unwrap()))
}

fn list(browser: &mut Browser, expression: &str) -> Vec<Value> {
    browser.value(expression).as_array().unwrap().clone()
}

/// What must be met first: what each is, where it ends, and how tall it is.
const ESSENTIALS: &str = "\
    ['h1', '.date', '.says', '.card', '.tomorrow p', '.good li', '.since > ul li'].flatMap(of => \
    [...document.querySelectorAll(of)].map(el => el.getBoundingClientRect()).map(at => \
    [of, Math.ceil(at.bottom), Math.floor(Math.min(at.width, at.height))]))";

/// Holds what is essential above a line, and says how many of each there are.
fn hold_essentials(browser: &mut Browser, case: &Case, above: u64) {
    let summary = &case.workspace.report()["summary"];
    let essentials = list(browser, ESSENTIALS);
    for essential in &essentials {
        let (bottom, size) = (essential[1].as_u64().unwrap(), essential[2].as_u64().unwrap());
        assert!(bottom <= above, "{}: {essential} ends below {above}", case.name);
        assert!(size > 0, "{}: {essential} is seen", case.name);
    }
    let shown = |of: &str| essentials.iter().filter(|essential| essential[0] == of).count();
    let length = |of: &str| summary[of].as_array().unwrap().len();
    assert_eq!(shown(".card"), length("slots"), "{}", case.name);
    assert_eq!(shown(".good li"), length("good"), "{}", case.name);
    assert_eq!(shown(".since > ul li"), length("changed").min(3), "{}", case.name);
    // Its target, its reason and what to type.
    let tomorrow = if summary["tomorrow"].is_null() { 0 } else { 3 };
    assert_eq!(shown(".tomorrow p"), tomorrow, "{}", case.name);
}

#[test]
fn the_first_screen_holds_the_result_on_a_desk_and_on_a_phone() {
    let Some(mut browser) = browser() else { return };
    for case in Case::all() {
        for (width, height) in [(1280, 800), (390, 844)] {
            browser.window(width, height);
            browser.open(&case.page);
            hold_essentials(&mut browser, &case, height.into());
            let wide = "document.documentElement.scrollWidth - innerWidth";
            assert_eq!(browser.value(wide), 0, "{}, {width}", case.name);
            let large = "Math.min(...[...document.querySelectorAll('.lead .value')] \
                         .map(el => parseFloat(getComputedStyle(el).fontSize)))";
            let large = browser.value(large).as_f64().unwrap();
            assert!(large >= 18.0, "{}, {width}: numbers of {large} pixels", case.name);
            // Each has its name beside it; of many slots on a phone it stands once, above them.
            let unnamed = "[...document.querySelectorAll('.card .lead')].filter(lead => \
                           ![lead.querySelector('dt'), document.querySelector('.large')] \
                           .some(el => el && el.getBoundingClientRect().width > 20)).length";
            assert_eq!(browser.value(unnamed), 0, "{}, {width}", case.name);
        }
    }
}

#[test]
fn the_first_printed_page_holds_the_essentials() {
    let Some(mut browser) = browser() else { return };
    for case in Case::all() {
        // A4 at 96 dots an inch, less the browser's margins.
        browser.screen(718, "light", "print");
        browser.open(&case.page);
        hold_essentials(&mut browser, &case, 1047);
        let breaks = "[...document.querySelectorAll('.first, .first *')] \
                      .filter(el => getComputedStyle(el).breakBefore === 'page').length";
        assert_eq!(browser.value(breaks), 0, "{}", case.name);
    }
}

#[test]
fn a_heading_or_key_is_not_parted_from_its_picture_on_paper() {
    let Some(mut browser) = browser() else { return };
    let case = Case::onsite();
    let compared = case.workspace.run(&["compare", "latest", "--format", "html"]);
    let compared = case.workspace.file("compared.html", &compared.stdout);
    browser.screen(718, "light", "print");
    for page in [&case.page, &compared] {
        browser.open(page);
        let style = |of: &str, of_style: &str| {
            format!(
                "[...document.querySelectorAll('{of}')] \
                 .map(el => getComputedStyle(el).{of_style}).filter(of => of !== 'avoid').length"
            )
        };
        for (of, of_style) in
            [("h2, h3", "breakInside"), ("h2, h3", "breakAfter"), (".legend, .label", "breakAfter")]
        {
            assert_eq!(browser.value(&style(of, of_style)), 0, "{of}: {of_style}");
        }
    }
    // A double line one pixel thick is lost at the edge of the paper.
    browser.open(&Case::crowded().page);
    let sides = "[...document.querySelectorAll('.card.very-late')] \
                 .map(el => getComputedStyle(el).borderRightStyle)";
    let sides = list(&mut browser, sides);
    assert!(!sides.is_empty() && sides.iter().all(|style| style == "solid"), "{sides:?}");
}

#[test]
fn the_key_of_two_rounds_shows_the_colours_of_their_bars() {
    let Some(mut browser) = browser() else { return };
    let case = Case::onsite();
    let compared = case.workspace.run(&["compare", "latest", "--format", "html"]);
    let compared = case.workspace.file("compared.html", &compared.stdout);
    for scheme in ["light", "dark"] {
        browser.screen(1280, scheme, "screen");
        browser.open(&compared);
        let fills = |of: &str| {
            format!(
                "[...new Set([...document.querySelectorAll('{of}')].filter(el => \
                 el.getBoundingClientRect().width > 8).map(el => getComputedStyle(el).fill))]"
            )
        };
        let key = list(&mut browser, &fills(".legend .swatch rect"));
        assert_eq!(key.len(), 2, "{scheme}: {key:?}");
        for (side, fill) in ["a", "b"].into_iter().zip(&key) {
            let bars = list(&mut browser, &fills(&format!(".pairs .side-{side}")));
            assert_eq!(bars, std::slice::from_ref(fill), "{scheme}, {side}");
        }
    }
}

/// Each card as text: its title, its figures and how it stands.
const CARDS: &str = "\
    [...document.querySelectorAll('.card')].map(card => ({ \
    figures: Object.fromEntries([...card.querySelectorAll('dl > div')].map(of => \
    [of.querySelector('dt').textContent, [...of.querySelectorAll('dd')].map(dd => \
    [dd.querySelector('.value').textContent, dd.textContent.trim(), dd.className])])) }))";

/// Seconds as the page writes them.
fn m_ss(seconds: &Value) -> Option<String> {
    let whole = seconds.as_f64()?.floor() as u64;
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    Some(match hours {
        0 => format!("{minutes}:{seconds:02}"),
        hours => format!("{hours}:{minutes:02}:{seconds:02}"),
    })
}

/// What a card shows of a slot, as the JSON report has it.
fn figures(slot: &Value, is_heard: bool) -> Value {
    let mut figures = json!({});
    let mut answers = Vec::new();
    for answer in slot["first_answers"].as_array().unwrap() {
        let value = m_ss(&answer["value_s"]);
        let past =
            answer["value_s"].as_f64().unwrap_or_default() - answer["limit_s"].as_f64().unwrap();
        let past = m_ss(&json!(past.max(0.0))).unwrap();
        let verdict = answer["verdict"].as_str().unwrap();
        answers.push(match (verdict, value) {
            ("on-time", Some(value)) => json!([value, format!("{value} ✓"), "on-time"]),
            ("late", Some(value)) => json!([value, format!("{value} {past} late"), "late"]),
            ("very-late", Some(value)) => {
                json!([value, format!("{value} {past} late !!"), "very-late"])
            }
            ("never", None) => json!(["never", "never !!", "very-late"]),
            ("unknown", None) => json!(["?", "? not marked", "not-known"]),
            other => panic!("{other:?}"),
        });
    }
    let name = if answers.len() == 1 { "first answer" } else { "first answers" };
    if !answers.is_empty() {
        figures[name] = json!(answers);
    }
    let unknown = || "-".to_string();
    let reached = slot["reached"].to_string();
    figures["questions"] = json!([[reached, format!("{reached} of {}", slot["of"])]]);
    let used = m_ss(&slot["used_s"]).unwrap_or_else(unknown);
    let of = format!("{used} of {}", m_ss(&slot["planned_s"]).unwrap());
    figures["used"] = json!([[used, of]]);
    if is_heard {
        let longest = &slot["longest_silence_s"];
        figures["silence"] = json!([[m_ss(longest).unwrap_or_else(unknown)]]);
    }
    figures
}

#[test]
fn every_number_of_the_first_screen_is_that_of_the_json_summary() {
    let Some(mut browser) = browser() else { return };
    browser.window(1280, 800);
    for case in Case::all() {
        browser.open(&case.page);
        let report = case.workspace.report();
        let is_heard = report["audio"]["source"] != "none";
        let cards = list(&mut browser, CARDS);
        let slots = report["summary"]["slots"].as_array().unwrap();
        for (card, slot) in cards.iter().zip(slots) {
            let mut shown = card["figures"].clone();
            for (name, values) in shown.as_object_mut().unwrap() {
                // Only a first answer has its verdict in the summary.
                if name == "silence" {
                    // A pause in an answer has tenths.
                    let value = values[0][0].as_str().unwrap();
                    *values = json!([[value.split('.').next().unwrap()]]);
                } else if !name.starts_with("first answer") {
                    values[0].as_array_mut().unwrap().truncate(2);
                }
            }
            assert_eq!(shown, figures(slot, is_heard), "{}", case.name);
        }
        let summary = &report["summary"];
        for (of, expression) in [
            ("good", "[...document.querySelectorAll('.good li')].map(li => li.textContent)"),
            ("changed", "[...document.querySelectorAll('.since li')].map(li => li.textContent)"),
        ] {
            assert_eq!(json!(list(&mut browser, expression)), summary[of], "{}: {of}", case.name);
        }
        let tomorrow = "[...document.querySelectorAll('.tomorrow p')].map(p => p.textContent)";
        let expected = match &summary["tomorrow"] {
            Value::Null => json!([]),
            of => {
                let reason = format!("why: {}", of["reason"].as_str().unwrap());
                json!([of["target"], reason, of["command"]])
            }
        };
        assert_eq!(json!(list(&mut browser, tomorrow)), expected, "{}", case.name);
    }
}

#[test]
fn every_link_leads_somewhere_and_every_flag_to_its_place_and_back() {
    let Some(mut browser) = browser() else { return };
    browser.window(1280, 800);
    for case in Case::all() {
        browser.open(&case.page);
        let dead = "[...document.querySelectorAll('a')].map(a => a.getAttribute('href')) \
                    .filter(to => !to.startsWith('#') || !document.getElementById(to.slice(1)))";
        assert_eq!(browser.value(dead), json!([]), "{}", case.name);
        let twice = "[...document.querySelectorAll('[id]')].map(el => el.id) \
                     .filter((id, at, all) => all.indexOf(id) !== at)";
        assert_eq!(browser.value(twice), json!([]), "{}", case.name);
        // Every section is in the contents, in its order.
        let contents = "[...document.querySelectorAll('nav a')].map(a => a.getAttribute('href'))";
        let sections = "[...document.querySelectorAll('nav ~ section h2')].map(h2 => '#' + h2.id)";
        let contents = list(&mut browser, contents);
        assert_eq!(contents, list(&mut browser, sections), "{}", case.name);
        assert_eq!(contents[0], "#timeline", "{}: the strongest picture is next", case.name);
        // There, and back again.
        let flags = case.workspace.report()["flags"].as_array().unwrap().len();
        for number in 1..=flags {
            let place = format!(
                "document.querySelectorAll('#flag-{number} a[href=\"#mark-{number}\"]').length"
            );
            assert_eq!(browser.value(&place), 1, "{}, flag {number}", case.name);
            let back = format!("document.getElementById('mark-{number}').getAttribute('href')");
            assert_eq!(browser.value(&back), format!("#flag-{number}"), "{}", case.name);
        }
    }
}

#[test]
fn a_flag_shows_its_timeline_and_a_timeline_its_flag_also_behind_the_fold() {
    let Some(mut browser) = browser() else { return };
    let case = Case::crowded();
    browser.window(1280, 800);
    browser.open(&case.page);
    let flags = case.workspace.report()["flags"].as_array().unwrap().len();
    let folded = "document.querySelectorAll('details.rest:not([open]) .flags li').length";
    assert!(browser.value(folded).as_u64().unwrap() > 0, "some flags are behind the fold");
    for number in [1, flags] {
        // All of its timeline is on the screen, its heading as well.
        let seen = format!(
            "(() => {{ location.hash = '#mark-{number}'; \
             const article = document.getElementById('mark-{number}').closest('article'); \
             const picture = article.querySelector('svg.timeline').getBoundingClientRect(); \
             const heading = article.querySelector('h3').getBoundingClientRect(); \
             return heading.top >= 0 && picture.top < innerHeight && picture.height > 0; }})()"
        );
        assert_eq!(browser.value(&seen), true, "flag {number}: its timeline is seen");
        let seen = format!(
            "(() => {{ location.hash = '#flag-{number}'; \
             const at = document.getElementById('flag-{number}').getBoundingClientRect(); \
             return at.height > 0 && at.top >= 0 && at.bottom <= innerHeight; }})()"
        );
        assert_eq!(browser.value(&seen), true, "flag {number} is seen");
    }
}

#[test]
fn pictures_keep_their_colours_where_a_server_forbids_styles() {
    let Some(mut browser) = browser() else { return };
    browser.window(1280, 800);
    for case in Case::all() {
        let text = fs::read_to_string(&case.page).unwrap();
        assert!(!text.contains(" style="), "{}: no style is in line", case.name);
        let forbidden = text.replace("style-src 'unsafe-inline'", "style-src 'self'");
        assert_ne!(forbidden, text);
        let page = case.workspace.file("forbidden.html", &forbidden);
        browser.open(&page);
        assert_eq!(
            browser.value("getComputedStyle(document.querySelector('.card')).display"),
            "list-item"
        );
        let black = "[...document.querySelectorAll('rect, circle, path')] \
                     .filter(el => getComputedStyle(el).fill === 'rgb(0, 0, 0)') \
                     .map(el => el.outerHTML)";
        assert_eq!(browser.value(black), json!([]), "{}", case.name);
        let unseen = "[...document.querySelectorAll('line')] \
                      .filter(el => getComputedStyle(el).stroke === 'none') \
                      .map(el => el.outerHTML)";
        assert_eq!(browser.value(unseen), json!([]), "{}", case.name);
        // And they are the colours that the styles give on a light screen.
        let fills = "[...document.querySelectorAll('svg.timeline .bar, rect.used, rect.track, \
                     rect.sound')].map(el => getComputedStyle(el).fill.replace(/\"/g, ''))";
        let without = browser.value(fills);
        browser.open(&case.page);
        assert_eq!(browser.value(fills), without, "{}", case.name);
    }
}

#[test]
fn a_page_says_nothing_of_sound_where_nothing_was_heard_but_how_to_be_heard() {
    let Some(mut browser) = browser() else { return };
    browser.window(1280, 800);
    let sound = "[...document.querySelectorAll(\
                 'dt, caption, td:first-child, .caption, .legend li')].map(el => el.textContent) \
                 .filter(text => /^(silence|heard|talking|unknown)/i.test(text))";
    let advice = "[...document.querySelectorAll('.circumstances li')].map(li => li.textContent) \
                  .filter(text => text.includes('mockround mic')).length";
    let case = Case::unheard();
    browser.open(&case.page);
    assert_eq!(browser.value(sound), json!([]));
    assert_eq!(browser.value("document.querySelectorAll('.sound, .quiet').length"), 0);
    assert_eq!(browser.value(advice), 1);
    let case = Case::onsite();
    browser.open(&case.page);
    assert!(!list(&mut browser, sound).is_empty());
    assert_eq!(browser.value(advice), 0);
}

#[test]
fn bars_are_drawn_on_a_phone_too() {
    let Some(mut browser) = browser() else { return };
    let case = Case::onsite();
    browser.window(390, 844);
    browser.open(&case.page);
    let narrow = "[...document.querySelectorAll('.times svg')] \
                  .filter(svg => svg.getBoundingClientRect().width < 150).length";
    let bars = "document.querySelectorAll('.times svg rect.used').length";
    assert!(browser.value(bars).as_u64().unwrap() > 0);
    assert_eq!(browser.value(narrow), 0);
}
