//! Two recorded rounds side by side.

use serde_json::{Value, json};

use crate::support::Workspace;

#[test]
fn two_drills_are_held_against_each_other_by_the_marks_of_both() {
    let workspace = Workspace::new();
    let record = |script: &str| {
        let before = workspace.sessions();
        let ran = workspace.script(&["drill", "coding", "--seed", "3", "--speed", "3000"], script);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let new = workspace.sessions().into_iter().find(|path| !before.contains(path)).unwrap();
        new.file_stem().unwrap().to_string_lossy().into_owned()
    };
    let a = record("start\n@2:00 phase\n@6:00 answer\n@14:00 phase\n@16:00 next\n@30:00 end\n");
    let b = record("start\n@5:00 answer\n@15:00 next\n@30:00 end\n");
    let json = workspace.json(&["compare", &a, &b]);
    assert_eq!((&json["a"]["id"], &json["b"]["id"]), (&json!(a), &json!(b)));
    let phases = &json["slots"][0]["questions"][0]["phases"];
    // The second round marked the answer and the end only.
    assert_eq!(phases.as_array().unwrap().len(), 2);
    assert_eq!((&phases[0]["last"], &phases[0]["delta_s"]), (&json!("approach"), &json!(-60.0)));
    assert_eq!((&phases[1]["delta_s"], &phases[1]["split_delta_s"]), (&json!(0.0), &json!(-60.0)));
    let text = workspace.run(&["compare", &a]).stdout;
    assert!(
        text.contains("understand to approach") && text.contains("-1:00"),
        "the newest is the other side: {text}"
    );
    let markdown = workspace.run(&["compare", &a, &b, "--format", "markdown"]).stdout;
    assert!(
        markdown.contains("| understand to approach | 6:00 | 5:00 | -1:00 | -1:00 |"),
        "{markdown}"
    );
    // A round that was left says so.
    let session = workspace.path().join("sessions").join(format!("{b}.toml"));
    let whole = std::fs::read_to_string(&session).unwrap();
    let end = whole.rfind("[[event]]").unwrap();
    std::fs::write(&session, &whole[..end]).unwrap();
    let ran = workspace.run(&["compare", &a, &b]);
    assert!(ran.stdout.contains("speed 3000x · not finished"), "{}", ran.stdout);
    let json = workspace.json(&["compare", &a, &b]);
    assert_eq!((&json["a"]["finished"], &json["b"]["finished"]), (&json!(true), &json!(false)));
    // The newest that can be read is the latest; a newer one that can't be is named.
    std::fs::write(&session, whole.replacen("event = \"slot-began\"", "event = \"slot-bent\"", 1))
        .unwrap();
    let ran = workspace.run(&["report", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(
        ran.stderr.starts_with("passed over, though newer: ") && ran.stderr.contains(&b),
        "{}",
        ran.stderr
    );
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(report["session"]["id"], json!(a));
    let missing = workspace.run(&["compare", &a, "2001"]);
    assert_eq!(missing.code, Some(1));
    assert!(missing.stderr.contains("no session begins with \"2001\""), "{}", missing.stderr);
}
