//! Designs that open in two sentences: what is asked for is told and reported, in a terse round, by
//! a setting, and in a strict one.

use serde_json::{Value, json};

use crate::support::Workspace;

const DESIGN: &str = "start\n@1:00 fact 1\n@2:00 fact 3\n@5:00 answer\n@34:00 next\n";

fn names(of: &Value) -> Vec<String> {
    let name = |of: &Value| of["name"].as_str().or(of.as_str()).unwrap().to_string();
    of.as_array().unwrap().iter().map(name).collect()
}

/// A drill by script; what is said in it, and its question in the report.
fn drilled(workspace: &Workspace, options: &[&str]) -> (String, Value) {
    let args = [&["drill", "ml-design", "--seed", "1", "--speed", "3000"][..], options].concat();
    let ran = workspace.script(&args, DESIGN);
    (ran.stderr, workspace.report()["slots"][0]["questions"][0].clone())
}

#[test]
fn what_is_asked_for_is_told_and_the_report_says_what_never_was() {
    let setting = Workspace::new();
    setting.file("mockround.toml", "[live]\nterse = true\n");
    let rounds =
        [(Workspace::new(), &["--terse"][..]), (Workspace::new(), &["--strict"]), (setting, &[])];
    for (workspace, options) in rounds {
        let (said, question) = drilled(&workspace, options);
        let statement = question["statement"].as_str().unwrap();
        let asked = question["facts_asked"].as_array().unwrap();
        assert_eq!((&asked[0]["at_s"], &asked[1]["at_s"]), (&json!(60.0), &json!(120.0)));
        let (asked, never) =
            (names(&question["facts_asked"]), names(&question["facts_never_asked"]));
        assert_eq!(asked.len(), 2);
        assert!(never.contains(&"background".to_string()), "{never:?}");
        assert!(never.iter().all(|name| !asked.contains(name)), "{never:?}");
        for name in &asked {
            assert!(said.contains(&format!("  {name}: ")), "{said}");
        }
        let last = statement.split_whitespace().rev().take(6).collect::<Vec<_>>();
        let last = last.into_iter().rev().collect::<Vec<_>>().join(" ");
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(!said.contains(&last), "{said}");
        let report = workspace.run(&["report", "--format", "markdown"]).stdout;
        assert!(report.contains("facts never asked for: "), "{report}");
    }
}

#[test]
fn own_points_are_refused_in_a_strict_round_and_where_nothing_has_any() {
    let workspace = Workspace::new();
    let round = ["drill", "ml-design", "--own-points"];
    assert_eq!(workspace.run(&[&round[..], &["--strict"]].concat()).code, Some(2));
    let nothing = workspace.run(&["drill", "coding", "--own-points"]);
    assert_eq!(nothing.code, Some(1));
    let says = "this round asks no design: leave it out";
    assert!(nothing.stderr.contains(says), "{}", nothing.stderr);
    workspace.file("mockround.toml", "[live]\nstrict = true\n[listen]\nmic = \"off\"\n");
    let refused = workspace.run(&round);
    assert_eq!(refused.code, Some(1));
    let says = "--own-points shows what a strict round hides, and mockround.toml has strict = true";
    assert!(refused.stderr.contains(says), "{}", refused.stderr);
    // What is stored has to be heard.
    let unheard = workspace.run(&["drill", "ml-design", "--keep-audio"]);
    assert_eq!(unheard.code, Some(1));
    assert!(unheard.stderr.contains("mockround.toml has mic = \"off\""), "{}", unheard.stderr);
    assert!(workspace.sessions().is_empty());
}

#[test]
fn a_round_is_told_in_full_unless_that_is_asked_for() {
    let workspace = Workspace::new();
    let args = ["drill", "ml-design", "--seed", "1", "--speed", "3000"];
    let ran = workspace.script(&args, "start\n@1:00 fact 1\n@34:00 next\n");
    assert_eq!(ran.code, Some(1));
    let refused = "script, line 2: this question is told in full: there are no facts to ask for";
    assert!(ran.stderr.contains(refused), "{}", ran.stderr);
    let question = &workspace.report()["slots"][0]["questions"][0];
    assert_eq!(question["facts_asked"], json!([]));
    assert_eq!(question["facts_never_asked"], json!([]));
}
