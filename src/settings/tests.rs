use std::path::Path;

use super::*;
use crate::word::Word as _;

/// The default file with every setting taken out of its comment.
fn uncommented() -> String {
    let setting = |line: &str| match line.strip_prefix('#') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_lowercase()) => rest.to_string(),
        _ => line.to_string(),
    };
    default_file().lines().map(setting).collect::<Vec<_>>().join("\n")
}

fn read(text: &str) -> Result<Settings, String> {
    Settings::parse("mockround.toml", text).map_err(|problems| problems.to_string())
}

#[test]
fn the_default_file_is_the_defaults_commented_or_not() {
    assert_eq!(read(default_file()), Ok(Settings::default()));
    assert_eq!(read(&uncommented()), Ok(Settings::default()));
    assert_ne!(uncommented(), default_file());
}

#[test]
fn the_default_file_names_the_programs_that_count_once_they_are_allowed() {
    let head = default_file().split("\n\n").next().unwrap();
    let listed = head.split_once("that name a program (").unwrap().1.split_once(')').unwrap().0;
    let mut listed: Vec<&str> = listed.split(", ").collect();
    let all = ProgramSetting::all();
    let mut keys: Vec<&str> = all.iter().map(|of| of.word().split_once('.').unwrap().1).collect();
    listed.sort_unstable();
    keys.sort_unstable();
    assert_eq!(listed, keys);
}

#[test]
fn the_default_file_has_every_setting() {
    let text: toml::Table = uncommented().parse().unwrap();
    let limits = toml::Table::try_from(Limits::default()).unwrap();
    let written = text["limits"].as_table().unwrap();
    for key in limits.keys() {
        assert!(written.contains_key(key), "{key}");
    }
    // The two that are unset by default don't show among the keys of the defaults.
    assert_eq!(written.len(), limits.len() + 2);
    let live: Vec<&String> = text["live"].as_table().unwrap().keys().collect();
    assert_eq!(live.len(), 8);
    for setting in ProgramSetting::all() {
        let (table, key) = setting.word().split_once('.').unwrap();
        assert!(text[table].get(key).is_some(), "{}", setting.word());
    }
}

#[test]
fn every_setting_that_is_read_is_kept() {
    // Each default is doubled or turned round; a setting that isn't taken over would keep its
    // default.
    let text = uncommented()
        .replace("true", "FALSE")
        .replace("false", "true")
        .replace("FALSE", "false")
        .replace("\"ml-onsite\"", "\"other\"")
        .replace("= []", "= [\"say\", \"now: {}\"]")
        .replace("\"asked\"", "\"after-round\"")
        .replace("\"none\"", "\"models/base\"")
        .replace("\"planned\"", "[\"7m\", \"9m\"]")
        .replace("\"4s\"", "\"5s\"")
        .replace("\"45s\"", "\"46s\"")
        .replace("\"20s\"", "\"21s\"")
        .replace("\"30s\"", "\"31s\"")
        .replace("\"15s\"", "\"16s\"")
        .replace("\"2m\"", "\"3m\"")
        .replace("\"1m\"", "\"61s\"")
        .replace("\"5m\"", "\"6m\"")
        .replace("= 2\n", "= 3\n")
        .replace("0.5", "0.6")
        .replace("0.35", "0.3")
        .replace("0.1", "0.2");
    let settings = read(&text).unwrap();
    let (live, limits) = (&settings.live, &settings.limits);
    assert_eq!(settings.template, "other");
    let secs = Duration::from_secs;
    assert_eq!(
        (live.bell, live.title, live.strict, live.overtime),
        (false, false, true, secs(360))
    );
    let named: Vec<String> = settings.programs.iter().map(ToString::to_string).collect();
    assert_eq!(
        named,
        [
            "[live] alert-command = say 'now: {}'",
            "[live] voice = say 'now: {}'",
            "[listen] recorder = say 'now: {}'",
            "[listen] transcriber = say 'now: {}'",
            "[listen] player = say 'now: {}'",
            "[code] python = say 'now: {}'"
        ]
    );
    let listen = &settings.listen;
    assert_eq!(listen.transcriber_model.as_deref(), Some("models/base"));
    assert_eq!(listen.words, WhenWords::AfterRound);
    assert_eq!(limits.first_answer_coding, Some(Limit::secs(420, 540)));
    assert_eq!(limits.first_answer_ml_design, Some(Limit::secs(420, 540)));
    assert_eq!(limits.first_words, Limit::secs(61, 90));
    assert_eq!(limits.first_words_behavioral, Limit::secs(21, 31));
    assert_eq!(limits.silence, Limit::secs(31, 61));
    assert_eq!(limits.silence_typing, Limit::secs(46, 90));
    assert_eq!(limits.pause, Limit::secs(5, 10));
    assert_eq!((limits.answer.shortest, limits.answer.longest), (secs(46), secs(180)));
    assert_eq!((limits.star_action_share, limits.star_setup_share), (0.6, 0.3));
    assert_eq!((limits.phase_over_share, limits.phase_very_over_share), (0.2, 0.6));
    assert_eq!((limits.phase_over_least, limits.phase_missed), (secs(21), secs(16)));
    assert_eq!((limits.slot_over, limits.thinks, limits.think), (secs(180), 3, secs(61)));
    assert_eq!(limits.interrupted, secs(61));
}

#[test]
fn unknown_keys_and_values_out_of_range_are_named() {
    let text = "templat = 'x'\n[live]\nbel = true\n[limits]\nsilence = ['1m', '30s']\n\
                star-action-share = 1.5\nfirst-answer-coding = 'plan'\ndinner = '1m'\n";
    assert_eq!(
        read(text).unwrap_err(),
        "mockround.toml:1: templat: unknown key: did you mean \"template\"?\n\
         mockround.toml:3: live.bel: unknown key: did you mean \"bell\"?\n\
         mockround.toml:5: limits.silence: very-late must not be below late\n\
         mockround.toml:6: limits.star-action-share: must be a number from 0 to 1\n\
         mockround.toml:7: limits.first-answer-coding: \
         must be \"planned\" or [late, very-late], a pair of times in quotes\n\
         mockround.toml:8: limits.dinner: unknown key: allowed are first-answer-coding, \
         first-answer-ml-design, first-words, first-words-behavioral, silence, silence-typing, \
         pause, answer, answer-pitch, star-action-share, star-setup-share, phase-over-share, \
         phase-over-least, phase-very-over-share, phase-missed, slot-over, thinks, think, \
         interrupted"
    );
}

#[test]
fn a_key_in_another_table_is_told_where_it_belongs() {
    let text = "bell = true\nsilence = ['30s', '1m']\npython = ['python3']\nplayer = ['mpv']\n\
                bel = true\n[live]\nmic = 'none'\ntemplate = 'x'\n[[interview]]\nstrict = true\n";
    let told = read(text).unwrap_err();
    let unknown: Vec<&str> = told.lines().filter(|line| line.contains("unknown key")).collect();
    let expected = [
        "mockround.toml:1: bell: unknown key: it belongs under [live]",
        "mockround.toml:2: silence: unknown key: it belongs under [limits]",
        "mockround.toml:3: python: unknown key: it belongs under [code]",
        "mockround.toml:4: player: unknown key: it belongs under [listen]",
        "mockround.toml:5: bel: unknown key: allowed are template, live, listen, code, limits, \
         interview",
        "mockround.toml:7: live.mic: unknown key: it belongs under [listen]",
        "mockround.toml:8: live.template: unknown key: \
         it belongs at the top of the file, above every [table]",
        "mockround.toml:10: interview.strict: unknown key: it belongs under [live]",
    ];
    assert_eq!(unknown, expected, "{told}");
}

#[test]
fn a_given_folder_is_the_workspace_and_must_be_there() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::find(Some(folder.path())).unwrap();
    assert_eq!(workspace.sessions(), folder.path().join("sessions"));
    assert_eq!(workspace.stories(), folder.path().join("stories.toml"));
    let missing = Workspace::find(Some(&folder.path().join("none"))).unwrap_err().to_string();
    assert!(missing.contains("none is no folder; make one with: mockround init "), "{missing}");
}

#[test]
fn only_toml_files_are_read_in_the_order_of_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::at(folder.path().to_path_buf(), folder.path().to_path_buf());
    assert!(workspace.toml_files(&workspace.questions()).unwrap().is_empty());
    let originals = ["a.toml", "b.TOML", "q.toml"];
    // A copy comes behind its original, whatever it begins with; one of a copy behind that.
    let copies = [
        "Copy (2) of q.toml",
        "Copy of q.toml",
        "a (1).TOML",
        "a-1.toml",
        "q (conflicted copy 2026-11-28).toml",
        "q - Copy.toml",
        "q.sync-conflict-20261128-101010-ABCDEFG.toml",
        "Copy of q (1).toml",
    ];
    std::fs::create_dir_all(workspace.questions()).unwrap();
    for name in copies.iter().chain(&originals).chain(&[".#a.toml", "notes.md", "a.toml~"]) {
        std::fs::write(workspace.questions().join(name), "").unwrap();
    }
    let files = workspace.toml_files(&workspace.questions()).unwrap();
    let names: Vec<String> = files.iter().map(|path| workspace.shown(path)).collect();
    let place = |name: &&str| Path::new("questions").join(name).display().to_string();
    assert_eq!(names, originals.iter().chain(&copies).map(place).collect::<Vec<_>>());
}
