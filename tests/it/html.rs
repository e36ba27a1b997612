//! The HTML pages in a real browser: nothing leaves them, nothing in them runs, and all of it can
//! be read.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::browser::{self, Browser};
use crate::rehearsal::Rehearsals;
use crate::support::{Workspace, has, wait_for};
use crate::synthetic::wav;

/// Text that would act if it were not shown as text. The left-to-right override and the bell must
/// not reach a page at all.
const HOSTILE: &str = "<script>document.title='taken'</script>\"'>\
                       <img src=http://192.0.2.1/x onerror=alert(1)> &amp; \
                       \u{202e}gnol\u{7} שלום مرحبا";

/// As it must be read.
const SHOWN: &str = "<script>document.title='taken'</script>\"'>\
                     <img src=http://192.0.2.1/x onerror=alert(1)> &amp; \
                     gnol שלום مرحبا";

/// Every element with text of its own whose contrast against what is behind it is below AA (4.5, or
/// 3 for large text).
const FAINT: &str = "(() => {
  const number = c => {
    const [red, green, blue, alpha = 1] = c.match(/[\\d.]+/g).map(Number);
    return [red, green, blue, alpha];
  };
  const linear = v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = c => {
    const f = c.slice(0, 3).map(v => linear(v / 255));
    return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2];
  };
  const behind = el => {
    const first = el.ownerSVGElement && el.closest('text').parentElement.firstElementChild;
    if (first && first.classList.contains('bar')) {
      const fill = getComputedStyle(first).fill;
      if (fill.startsWith('rgb')) return number(fill);
    }
    for (let at = el; at; at = at.parentElement) {
      const c = number(getComputedStyle(at).backgroundColor);
      if (c[3] > 0) return c;
    }
    return [255, 255, 255, 1];
  };
  const faint = [];
  for (const el of document.querySelectorAll('body *')) {
    if (['title', 'STYLE', 'pattern', 'defs'].includes(el.tagName)) continue;
    if (![...el.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const style = getComputedStyle(el);
    const ink = number(el.ownerSVGElement ? style.fill : style.color);
    const [a, b] = [light(ink), light(behind(el))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) {
      const name = `${el.tagName}.${el.getAttribute('class')}`;
      faint.push(`${name} ${ratio.toFixed(2)}: ${el.textContent.trim().slice(0, 40)}`);
    }
  }
  return faint;
})()";

/// Opens a page everywhere that it is read, and checks what holds for every page.
fn check(browser: &mut Browser, name: &str, page: &Path) {
    let text = fs::read_to_string(page).unwrap();
    assert!(!text.contains("<script"), "{name} needs no script");
    for (view, width, scheme, media) in [
        ("phone", 390, "light", "screen"),
        ("desktop", 1280, "light", "screen"),
        ("phone-dark", 390, "dark", "screen"),
        ("desktop-dark", 1280, "dark", "screen"),
        ("print", 718, "dark", "print"),
    ] {
        browser.screen(width, scheme, media);
        browser.open(page);
        let url = format!("file://{}", fs::canonicalize(page).unwrap().display());
        assert_eq!(
            browser.requests(),
            [url],
            "{name}, {view}: nothing but the page itself is asked for"
        );
        assert!(browser.complaints().is_empty(), "{name}, {view}: {:?}", browser.complaints());
        let wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        assert_eq!(browser.value(wide), 0, "{name}, {view}: nothing is wider than the screen");
        assert_eq!(browser.value(FAINT), json!([]), "{name}, {view}: contrast");
        picture(browser, &format!("{name}-{view}"));
    }
    // The last view was that of paper, on which nothing can be scrolled or unfolded.
    let hidden = "[...document.querySelectorAll('table, .flags li')] \
                  .filter(of => of.getBoundingClientRect().height === 0).length";
    assert_eq!(browser.value(hidden), 0, "{name}: paper shows every table and every flag");
    let cut = "[...document.querySelectorAll('.wide')] \
               .filter(of => getComputedStyle(of).overflowX !== 'visible' \
               || of.scrollWidth > of.clientWidth).length";
    assert_eq!(browser.value(cut), 0, "{name}: paper cuts nothing off");
    // Every picture has a name, a role and a table after it; every column has a heading.
    let unnamed = "[...document.querySelectorAll('svg')].filter(svg => !svg.ownerSVGElement \
                   && svg.getAttribute('aria-hidden') !== 'true' \
                   && !(['img', 'group'].includes(svg.getAttribute('role')) \
                   && svg.getAttribute('aria-label'))).length";
    assert_eq!(browser.value(unnamed), 0, "{name}: every picture has a role and a name");
    let links = "document.querySelectorAll('[role=img] a, svg a:not([aria-label])').length";
    assert_eq!(browser.value(links), 0, "{name}: links stand outside pictures and have names");
    let small = "[...document.querySelectorAll('svg a .target')] \
                 .map(of => of.getBoundingClientRect()) \
                 .filter(of => of.width < 24 || of.height < 24).length";
    assert_eq!(browser.value(small), 0, "{name}: a finger can meet every link");
    let alone = "[...document.querySelectorAll('figure')].filter(figure => \
                 !(figure.nextElementSibling?.matches('details, .wide') \
                 && figure.nextElementSibling.querySelector('table'))).length";
    assert_eq!(browser.value(alone), 0, "{name}: every picture has a table that says the same");
    let levels =
        browser.value("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])");
    let levels: Vec<u64> = levels.as_array().unwrap().iter().filter_map(Value::as_u64).collect();
    assert_eq!(levels.first(), Some(&1), "{name}: {levels:?}");
    assert!(
        levels.windows(2).all(|two| two[1] <= two[0] + 1),
        "{name}: no heading level is passed over: {levels:?}"
    );
    assert_eq!(browser.value("document.documentElement.lang"), "en");
}

/// Keeps a picture where `MOCKROUND_SHOTS` names a folder, to look at.
fn picture(browser: &mut Browser, name: &str) {
    if let Some(folder) = std::env::var_os("MOCKROUND_SHOTS") {
        let picture = browser.picture();
        fs::create_dir_all(&folder).unwrap();
        fs::write(Path::new(&folder).join(format!("{name}.png.base64")), picture).unwrap();
    }
}

fn page(workspace: &Workspace, name: &str, args: &[&str]) -> std::path::PathBuf {
    let ran = workspace.run(args);
    assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.stderr);
    workspace.file(name, &ran.stdout)
}

#[test]
fn the_report_reads_well_everywhere_and_nothing_leaves_it() {
    let program = browser::program();
    if !has("chromium", program.is_some()) {
        return;
    }
    let workspace = Workspace::new();
    Rehearsals::new().write_onsite(&workspace.path().join("sessions"), 1, |_| {});
    let report = page(&workspace, "report.html", &["report", "--format", "html"]);
    let mut browser = Browser::start(&program.unwrap());
    check(&mut browser, "report", &report);
    // The page has every flag, in the same order; those that are told with another have its place.
    let json = workspace.report();
    let flags = json["flags"].as_array().unwrap();
    assert!(!flags.is_empty());
    let all = browser.value(
        "[...document.querySelectorAll('.flags [id^=flag-]')] \
         .map(of => Number(of.id.slice(5))).sort((a, b) => a - b)",
    );
    assert_eq!(all, json!((1..=flags.len()).collect::<Vec<_>>()));
    let told = browser.value(
        "[...document.querySelectorAll('.flags li')] \
         .map(li => [Number(li.id.slice(5)), li.querySelector('bdi').textContent])",
    );
    let told: Vec<(usize, String)> = serde_json::from_value(told).unwrap();
    assert!(told.is_sorted_by_key(|(number, _)| *number), "{told:?}");
    for (number, text) in told {
        let sentence = flags[number - 1]["text"].as_str().unwrap();
        let text = text.split("; the same in ").next().unwrap();
        assert!(sentence.starts_with(text), "{sentence} is not {text}");
    }
    assert_eq!(browser.value("document.querySelectorAll('svg.timeline').length"), 4);
}

#[test]
fn hostile_text_is_shown_as_text() {
    let program = browser::program();
    if !has("chromium", program.is_some()) {
        return;
    }
    let workspace = Workspace::new();
    Rehearsals::new().write_coding(&workspace.path().join("sessions"), 1, |header| {
        header.round.title = HOSTILE.to_string();
        let slot = &mut header.round.slots[0];
        slot.title = format!("slot {HOSTILE}");
        slot.questions[0].question.title = format!("question {HOSTILE}");
        slot.questions[0].phases[0].name = format!("phase {HOSTILE}");
    });
    let mut browser = Browser::start(&program.unwrap());
    let report = page(&workspace, "report.html", &["report", "--format", "html"]);
    check(&mut browser, "hostile", &report);
    assert_eq!(browser.value("document.title"), SHOWN);
    assert_eq!(browser.value("document.querySelector('h1').textContent"), SHOWN);
    assert_eq!(
        browser
            .value("document.querySelectorAll('img, script, iframe, object, embed, link').length"),
        0
    );
    let body = browser.value("document.body.textContent");
    for what in ["slot", "question", "phase"] {
        assert!(body.as_str().unwrap().contains(&format!("{what} {SHOWN}")), "{what}");
    }
    let text = fs::read_to_string(&report).unwrap();
    assert!(
        !text.chars().any(|c| c == '\u{7}' || c == '\u{202e}'),
        "neither sound nor turned direction"
    );
}

#[test]
fn trends_read_well_everywhere_and_nothing_leaves_them() {
    let program = browser::program();
    if !has("chromium", program.is_some()) {
        return;
    }
    let workspace = Workspace::new();
    let (rehearsals, sessions) = (Rehearsals::new(), workspace.path().join("sessions"));
    (0..40).for_each(|n| drop(rehearsals.write(&sessions, n)));
    // A file's name and what is wrong with it come from outside, too.
    workspace.file("sessions/<b>'&.toml", "format = 1\ntool = \"<img src=http://192.0.2.1/>\"\n");
    let page = page(&workspace, "trends.html", &["trends", "--format", "html"]);
    let mut browser = Browser::start(&program.unwrap());
    check(&mut browser, "trends", &page);
    // Four measures and the rating; behavioral slots ask for no first answer, and for the length of
    // answers, their action and the first words after the follow-up that opens instead. The pitches
    // of the unheard rounds have a length and a budget.
    let pictures =
        "[...document.querySelectorAll('section')].map(of => of.querySelectorAll('svg').length)";
    assert_eq!(browser.value(pictures), json!([5, 5, 7, 2, 0, 0]));
    let weeks = browser.value("document.querySelectorAll('#practised + div tbody tr').length");
    assert_eq!(weeks, 6, "forty days are in six weeks");
    assert_eq!(browser.value("document.querySelectorAll('img').length"), 0);
    let not_read = browser.value("document.querySelector('#not-read + ul').textContent");
    assert!(not_read.as_str().unwrap().contains("<b>'&.toml"), "{not_read}");
}

#[test]
fn two_rounds_side_by_side_read_well_everywhere() {
    let program = browser::program();
    if !has("chromium", program.is_some()) {
        return;
    }
    let workspace = Workspace::new();
    let (rehearsals, sessions) = (Rehearsals::new(), workspace.path().join("sessions"));
    rehearsals.write_onsite(&sessions, 1, |_| {});
    rehearsals.write_onsite(&sessions, 2, |header| {
        header.speed = 60.0;
        header.round.slots[0].questions[0].question.title = HOSTILE.to_string();
    });
    let page =
        page(&workspace, "compare.html", &["compare", "latest", "2024-01-09", "--format", "html"]);
    let mut browser = Browser::start(&program.unwrap());
    check(&mut browser, "compare", &page);
    // A pair of bars a phase, or run of phases that only one round told apart.
    let bars = "[...document.querySelectorAll('figure')].every(of => \
                of.querySelectorAll('.side-a').length === of.querySelectorAll('.side-b').length)";
    assert_eq!(browser.value(bars), json!(true));
    let opens = browser.value("document.querySelector('.sentence').textContent");
    assert!(opens.as_str().unwrap().starts_with("B against A. "), "{opens}");
    let caution = browser.value("document.querySelector('.caution').textContent");
    assert!(caution.as_str().unwrap().contains("A ran at speed 60x"), "{caution}");
    let body = browser.value("document.body.textContent");
    assert!(body.as_str().unwrap().contains(SHOWN), "text is text");
}

#[test]
fn a_click_beside_a_flag_plays_what_was_said_there() {
    let program = browser::program();
    if !has("chromium", program.is_some()) {
        return;
    }
    let workspace = Workspace::new();
    let session = Rehearsals::new().write_coding(&workspace.path().join("sessions"), 1, |_| {});
    let json = workspace.report();
    let flag = json["flags"][0]["at_elapsed_s"].as_f64().unwrap();
    let begun = 1.5;
    let mut text = fs::read_to_string(&session).unwrap();
    let last = json["session"]["elapsed_s"].as_f64().unwrap();
    for (from, file) in [(begun, "sound.wav"), (last, "../x.wav")] {
        text += &format!("[[event]]\nat = {last:?}\nevent = \"sound-stored\"\n");
        text += &format!("from = {from:?}\nfile = \"{file}\"\n\n");
    }
    fs::write(&session, text).unwrap();
    let folder = session.with_extension("");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("sound.wav"), wav(&vec![0.1; (last * 16_000.0) as usize])).unwrap();
    fs::write(folder.with_file_name("x.wav"), wav(&[0.1; 16_000])).unwrap();
    // Elsewhere the sound would not be found.
    let printed = workspace.run(&["report", "--format", "html"]).stdout;
    assert!(!printed.contains("sound.wav") && !printed.contains("media-src"), "{printed}");

    assert_eq!(workspace.run(&["report", "--open"]).code, Some(0));
    let page = session.with_extension("html");
    let mut browser = Browser::start(&program.unwrap());
    browser.open(&page);
    assert!(browser.complaints().is_empty(), "{:?}", browser.complaints());
    // A player's own picture is part of the browser.
    let files = browser.requests().into_iter().filter(|asked| asked.starts_with("file:"));
    assert_eq!(files.count(), 1, "no sound before it is asked for");
    let players = "[...document.querySelectorAll('audio')].map(of => of.getAttribute('src'))";
    let name = folder.file_name().unwrap().to_str().unwrap();
    let players = browser.value(players);
    assert!(players[0].as_str().unwrap().starts_with(&format!("{name}/sound.wav#t=")), "{players}");
    assert_eq!(players.as_array().unwrap().len(), 1, "{players}");
    // The page's policy lets it play.
    browser.value("document.querySelector('audio').load()");
    wait_for("the player", || match browser.value("document.querySelector('audio').duration") {
        Value::Number(length) => Ok(length),
        other => Err(other.to_string()),
    });
    assert!(browser.complaints().is_empty(), "{:?}", browser.complaints());
    browser.value("document.querySelector('#flag-1 a.hear').click()");
    let at = wait_for("the sound", || {
        let at =
            browser.value("document.querySelector('video, body > audio')?.currentTime ?? null");
        at.as_f64().filter(|at| *at > 0.0).ok_or(at.to_string())
    });
    let due = flag - begun - 2.0;
    assert!((due - 1.0..due + 5.0).contains(&at), "{at} s is not {due} s");
    // A recording beside the session's folder counts, being later, and plays as well.
    let mut text = fs::read_to_string(&session).unwrap();
    text += &format!("[[event]]\nat = {last:?}\nevent = \"recording-added\"\nfrom = 0.0\n");
    text += &format!("to = {last:?}\nfile = \"../talk 1.wav\"\nbegins = 0.0\n\n");
    fs::write(&session, text).unwrap();
    fs::copy(folder.join("sound.wav"), workspace.path().join("talk 1.wav")).unwrap();
    assert_eq!(workspace.run(&["report", "--open"]).code, Some(0));
    let mut browser = Browser::start(&browser::program().unwrap());
    browser.open(&page);
    let source = browser.value("document.querySelector('audio').getAttribute('src')");
    assert!(source.as_str().unwrap().starts_with("../talk%201.wav#t="), "{source}");
    browser.value("document.querySelector('audio').load()");
    wait_for("the player", || match browser.value("document.querySelector('audio').duration") {
        Value::Number(length) => Ok(length),
        other => Err(other.to_string()),
    });
    assert!(browser.complaints().is_empty(), "{:?}", browser.complaints());
    fs::remove_file(workspace.path().join("talk 1.wav")).unwrap();
    // Where the sound is gone, so are the links.
    fs::remove_file(folder.join("sound.wav")).unwrap();
    assert_eq!(workspace.run(&["report", "--open"]).code, Some(0));
    assert!(!fs::read_to_string(&page).unwrap().contains("sound.wav"));
}

#[test]
fn open_writes_the_page_beside_the_session_and_hands_it_to_the_desktop() {
    let workspace = Workspace::new();
    let session = Rehearsals::new().write_coding(&workspace.path().join("sessions"), 1, |_| {});
    // A desktop whose opener notes what it was given.
    let opener = if cfg!(target_os = "macos") { "bin/open" } else { "bin/xdg-open" };
    let script = workspace.file(
        opener,
        "#!/bin/sh\nprintf %s \"$1\" > \"$HOME.part\" && mv \"$HOME.part\" \"$HOME.opened\"\n",
    );
    fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let path = format!("{}:/usr/bin:/bin", script.parent().unwrap().display());
    let open = |path: &str, args: &[&str]| {
        crate::support::Ran::from(workspace.command(args).env("PATH", path).output().unwrap())
    };
    let ran = open(&path, &["report", "--format", "html", "--open"]);
    let page = session.with_extension("html");
    assert_eq!((ran.code, ran.stdout), (Some(0), format!("{}\n", page.display())));
    assert_eq!(
        fs::read_to_string(&page).unwrap(),
        workspace.run(&["report", "--format", "html"]).stdout
    );
    let opened = workspace.path().join("home.opened");
    let given =
        wait_for("the opener", || fs::read_to_string(&opened).map_err(|error| error.to_string()));
    assert_eq!(given, page.display().to_string());
    // No desktop: the page is there all the same.
    let ran = open("/nonexistent", &["report", "--format", "html", "--open"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stderr.contains("open the file above in a browser"), "{}", ran.stderr);
    let ran = open(&path, &["report", "--format", "json", "--open"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("use it with --format html"), "{}", ran.stderr);
    assert_eq!(open(&path, &["report", "--open"]).code, Some(0));
    // So do the pages of several sessions.
    Rehearsals::new().write_coding(&workspace.path().join("sessions"), 2, |_| {});
    for args in [&["trends"][..], &["compare", "latest"]] {
        let ran = open(&path, &[args, &["--open"]].concat());
        let page = workspace.path().join(format!("sessions/{}.html", args[0]));
        assert_eq!((ran.code, ran.stdout), (Some(0), format!("{}\n", page.display())));
        let printed = workspace.run(&[args, &["--format", "html"]].concat()).stdout;
        assert_eq!(fs::read_to_string(&page).unwrap(), printed);
        wait_for("the opener", || {
            let given = fs::read_to_string(&opened).map_err(|error| error.to_string())?;
            if given == page.display().to_string() { Ok(()) } else { Err(given) }
        });
        let elsewhere = open(&path, &[args, &["--open", "-o", "mine.html"]].concat());
        assert_eq!((elsewhere.code, elsewhere.stdout.as_str()), (Some(0), "mine.html\n"));
        assert_eq!(open(&path, &[args, &["--open", "-o", "x.json"]].concat()).code, Some(2));
    }
    // They are no sessions, and forgetting one says that they may tell of it.
    assert_eq!(workspace.json(&["sessions"])["skipped"], json!([]));
    let ran = workspace.script(&["sessions", "forget", "latest"], "y\n");
    assert!(ran.stderr.contains("trends.html may still tell of it"), "{}", ran.stderr);
}
