//! Code that is run: `mockround check` says in one line what came of it, whatever the code does,
//! and leaves nothing running or lying about.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::terminal::Terminal;
use crate::support::{Ran, Workspace, has, wait_for};

/// Two examples: `prices = [9, 4, 6, 2, 7, 3]` gives 5, `prices = [5, 3, 1]` gives 0.
const QUESTION: &str = "one-trade";

const GOOD: &str = "
def best_profit(prices):
    low, best = prices[0], 0
    for price in prices:
        low, best = min(low, price), max(best, price - low)
    return best
";

/// Whether there is a Python to run code with; without one these tests show nothing.
fn has_python() -> bool {
    let found = Command::new("python3").arg("--version").output();
    has("python3", found.is_ok_and(|of| of.status.success()))
}

/// Checks code against a question; what it leaves in the temporary folder is told apart.
fn check(workspace: &Workspace, code: &str, more: &[&str]) -> Ran {
    check_bytes(workspace, code.as_bytes(), more)
}

fn check_bytes(workspace: &Workspace, code: &[u8], more: &[&str]) -> Ran {
    let file = workspace.file("typed.py", "");
    fs::write(&file, code).unwrap();
    let temporary = workspace.path().join("temporary");
    fs::create_dir_all(&temporary).unwrap();
    let mut args = vec!["check", file.to_str().unwrap(), "--question", QUESTION];
    args.extend(more);
    let ran = workspace.command(&args).env("TMPDIR", &temporary).output().unwrap();
    let left: Vec<_> = fs::read_dir(&temporary).unwrap().flatten().map(|of| of.path()).collect();
    assert!(left.is_empty(), "{left:?} is left of {}", String::from_utf8_lossy(code));
    Ran::from(ran)
}

fn json(workspace: &Workspace, code: &str) -> (Value, Option<i32>) {
    let ran = check(workspace, code, &["--format", "json"]);
    let read = serde_json::from_str(&ran.stdout);
    (read.unwrap_or_else(|_| panic!("{code}: {}{}", ran.stdout, ran.stderr)), ran.code)
}

/// A function with this body.
fn body(lines: &str) -> String {
    let lines: Vec<String> = lines.lines().map(|line| format!("    {line}\n")).collect();
    format!("import os, sys, time\ndef best_profit(prices):\n{}", lines.concat())
}

#[test]
fn what_is_right_passes_and_is_told_in_the_documented_fields() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let (json, code) = json(&workspace, GOOD);
    let keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["cases", "examples", "first_failure", "question", "schema", "time_s"]);
    assert_eq!((json["examples"]["passed"].as_u64(), code), (Some(2), Some(0)), "{json}");
    assert_eq!(json["examples"]["of"], 2);
    assert_eq!((&json["question"], &json["schema"]), (&QUESTION.into(), &1.into()));
    assert!(json["first_failure"].is_null() && json["time_s"].as_f64().unwrap() > 0.0);
    let cases = json["cases"].as_object().unwrap();
    assert_eq!(cases["passed"], cases["of"], "{json}");
}

#[test]
fn whatever_the_code_does_one_line_says_it() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let many = "def f(n): return f(n + 1)\nreturn f(0)";
    let state = "class Best:\n    seen = []\nBest.seen += prices\nreturn Best()";
    let numpy = "class float64(float):\n    def tolist(self): return float(self)\n\
         float64.__module__ = 'numpy'\nreturn float64(1.5)";
    for (code, field, expected) in [
        (body("raise KeyError('a')"), "error", "KeyError: 'a' (line 3)"),
        (body("return [1"), "error", "SyntaxError: '[' was never closed (line 3)"),
        (body("import nothing_of_that_name"), "error", "ModuleNotFoundError: No module named"),
        (body("import numpy_is_not\nreturn 5"), "error", "ModuleNotFoundError"),
        (body("os._exit(0)"), "error", "Python ended without a result (exit status: 0)"),
        (body("sys.exit(0)"), "error", "SystemExit: 0 (line 3)"),
        (body("os.kill(os.getpid(), 9)"), "error", "Python ended without a result (signal: 9"),
        (body("return input()"), "error", "EOFError: EOF when reading a line (line 3)"),
        (body("return sys.stdin.read()"), "got", "''"),
        (body(many), "error", "RecursionError: maximum recursion depth exceeded"),
        (body("yield 5"), "error", "a generator came back, which is read only once"),
        (body("return iter([5])"), "error", "a list_iterator came back"),
        (body(state), "error", "a value of the type Best came back, which can't be compared"),
        (body("return float('nan')"), "got", "nan"),
        (body("return None"), "got", "None"),
        (body("return True"), "got", "True"),
        (body("return '5'"), "got", "'5'"),
        (body(numpy), "got", "1.5"),
        (body("x = []\nx.append(x)\nreturn x"), "error", "RecursionError"),
        (body("return bytearray(8 << 30)"), "error", "MemoryError"),
        ("def best_profit(): return 5".to_string(), "error", "TypeError: best_profit() takes 0"),
        ("def best(prices): return 5".to_string(), "error", "the file has no function best_profit"),
        ("best_profit = 5".to_string(), "error", "best_profit is no function in the file"),
        ("import os\nos._exit(0)".to_string(), "error", "the file as such: Python ended without"),
        (String::new(), "error", "the file has no function best_profit"),
        (body("raise SystemExit"), "error", "SystemExit (line 3)"),
        (body("raise KeyboardInterrupt"), "error", "KeyboardInterrupt (line 3)"),
        (body("raise BaseException('all')"), "error", "BaseException: all (line 3)"),
        (body("raise ValueError('\\ud800')"), "error", "ValueError: \\ud800 (line 3)"),
        (body("return '\\ud800'"), "got", "'\\ud800'"),
        (body("print('\\ud800')\nreturn 1"), "got", "1"),
        ("raise SystemExit(0)".to_string(), "error", "SystemExit: 0 (line 1)"),
        (body("os.closerange(0, 70000)\nreturn 5"), "error", "Python ended without a result"),
        (body("os.chmod('.', 0)\nreturn 1"), "got", "1"),
        (body("import builtins\nbuiltins.len = None\nlen([])"), "error", "TypeError: 'NoneType'"),
        (body("sys.setrecursionlimit(30)\nreturn 1"), "got", "1"),
        ("\0".to_string(), "error", "null bytes"),
    ] {
        let (json, exit) = json(&workspace, &code);
        let said = json["first_failure"][field].as_str().unwrap_or_default();
        assert!(said.contains(expected), "{code}: {json:#}");
        assert_eq!((exit, &json["examples"]["passed"]), (Some(1), &0.into()), "{code}: {json:#}");
        assert_eq!(json["first_failure"]["input"], "prices = [9, 4, 6, 2, 7, 3]");
        assert_eq!(json["first_failure"]["expected"], "5");
        let lines = said.lines().count();
        assert_eq!(lines, 1, "{code}: {said}");
    }
}

#[test]
fn what_looks_wrong_and_is_not_passes() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let inner = GOOD.replace("best_profit", "inner");
    let zero = "class int64(int):\n    def tolist(self): return int(self)\n\
         int64.__module__ = 'numpy'\n";
    let with = |lines: &str| format!("{inner}{zero}import os, sys\n{lines}\n");
    // NumPy's longest float has no other of Python's.
    let longest = "class longdouble:\n    dtype = type('dtype', (), {'kind': 'f'})\n    \
         def __init__(self, of): self.of = of\n    def tolist(self): return self\n    \
         def __float__(self): return float(self.of)\nlongdouble.__module__ = 'numpy'\n\
         def best_profit(prices): return longdouble(inner(prices))";
    let forks = "def best_profit(prices):\n    os.fork()\n    return inner(prices)";
    let threads = "import threading, time\ndef best_profit(prices):\n    \
         threading.Thread(target=time.sleep, args=(60,)).start()\n    return inner(prices)";
    let leaves = "import subprocess\ndef best_profit(prices):\n    \
         subprocess.Popen(['sleep', '86413'])\n    return inner(prices)";
    let folder = "import shutil\ndef best_profit(prices):\n    \
         shutil.rmtree(os.getcwd(), True)\n    return inner(prices)";
    let patches = |lines: &str| {
        format!("{}\n    return found", body(&format!("found = inner(prices)\n{lines}")).trim_end())
    };
    let writes = "def best_profit(prices):\n    os.write(1, b'x\\n')\n    \
         return inner(prices)";
    let seen = "seen = []\ndef best_profit(prices):\n    \
         seen.append(prices)\n    return inner(prices) if len(seen) == 1 else -1";
    for code in [
        with(forks),
        with(threads),
        with(leaves),
        with(folder),
        with(seen),
        with("def best_profit(prices): return -0.0 if inner(prices) == 0 else inner(prices)"),
        with("def best_profit(prices): return float(inner(prices))"),
        with("def best_profit(prices): return int64(inner(prices))"),
        with(longest),
        with("def best_profit(prices):\n    print('{\"case\": 0}')\n    return inner(prices)"),
        with(writes),
        with(&patches("for fd in range(21):\n    try: os.close(fd)\n    except OSError: pass")),
        with(&patches("import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)")),
        with(&patches("signal = __import__('signal')\nsignal.signal(2, lambda *_: 1 / 0)")),
        with(&patches("import json\njson.dumps = json.loads = None")),
        with(&patches(
            "import builtins\nfor of in ('len', 'str', 'type', 'isinstance', 'print'):\n    \
             setattr(builtins, of, None)",
        )),
        with(&patches("os.write = os.getpid = os._exit = os.chdir = None")),
        with(&patches("sys.modules.clear()")),
        with(&patches("sys.settrace(lambda *_: None)")),
        with(&patches("print('\\ud800', end='')")),
        with(&patches(
            "for fd in range(3, 5000):\n    try: os.write(fd, b'{\"case\": 0}')\n    \
             except OSError: pass",
        )),
        with(&patches("os.chmod('.', 0)")),
        with(&patches("os.makedirs('a', exist_ok=True)\nos.chmod('a', 0)\nos.chmod('.', 0)")),
        with("def best_profit(prices):\n    sys.stdout = None\n    return inner(prices)"),
        with("def best_profit(prices: list[int]) -> int | None: return inner(prices)"),
        with("best_profit = lambda prices: inner(prices)"),
    ] {
        let (json, exit) = json(&workspace, &code);
        assert_eq!((exit, &json["first_failure"]), (Some(0), &Value::Null), "{code}: {json:#}");
    }
    // Nothing that it started runs on.
    let runs = |of: &Path| fs::read(of.join("cmdline")).unwrap_or_default() == b"sleep\x0086413\0";
    if let Ok(processes) = fs::read_dir("/proc") {
        let left: Vec<_> = processes.flatten().filter(|of| runs(&of.path())).collect();
        assert!(left.is_empty(), "{left:?} runs on");
    }
}

#[test]
fn a_file_is_read_as_python_reads_it() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let good = GOOD.as_bytes();
    let windows = GOOD.replace('\n', "\r\n");
    let latin = [b"# coding: latin-1\nname = '\xe9'\nassert len(name) == 1\n", good].concat();
    for code in [
        [b"\xef\xbb\xbf", good].concat(),
        windows.clone().into_bytes(),
        [b"\xef\xbb\xbf", windows.as_bytes()].concat(),
        GOOD.replace('\n', "\r").into_bytes(),
        latin,
    ] {
        let ran = check_bytes(&workspace, &code, &[]);
        let said = String::from_utf8_lossy(&code);
        assert_eq!(ran.code, Some(0), "{said}: {}{}", ran.stdout, ran.stderr);
    }
    let wide: Vec<u8> = GOOD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let unmarked = [b"name = '\xe9'\n", good].concat();
    for code in [[b"\xff\xfe", &wide[..]].concat(), unmarked, [good, b"\0"].concat()] {
        let ran = check_bytes(&workspace, &code, &[]);
        let error = ran.stdout.lines().find(|line| line.contains("error:")).unwrap_or_default();
        assert_eq!((ran.code, error.contains("Error: ")), (Some(1), true), "{}", ran.stdout);
    }
}

#[test]
fn a_run_that_a_signal_ends_leaves_nothing_behind() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let code = body("import subprocess\nsubprocess.Popen(['sleep', '86414'])\ntime.sleep(60)");
    let file = workspace.file("typed.py", &code);
    let temporary = workspace.path().join("temporary");
    fs::create_dir_all(&temporary).unwrap();
    let left = || fs::read_dir(&temporary).unwrap().flatten().count();
    let sleeps = || {
        let is_it =
            |of: &Path| fs::read(of.join("cmdline")).unwrap_or_default() == *b"sleep\x0086414\0";
        fs::read_dir("/proc").is_ok_and(|all| all.flatten().any(|of| is_it(&of.path())))
    };
    let wait = |what: &str, done: &dyn Fn() -> bool| {
        wait_for(what, || if done() { Ok(()) } else { Err(String::new()) });
    };
    for (signal, stays) in [("INT", 0), ("TERM", 0), ("HUP", 0), ("QUIT", 0), ("KILL", 1)] {
        let args = ["check", file.to_str().unwrap(), "--question", QUESTION];
        let mut command = workspace.command(&args);
        let mut child = command.env("TMPDIR", &temporary).spawn().unwrap();
        wait("the code's own child", &sleeps);
        let sent = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status();
        assert!(sent.unwrap().success());
        child.wait().unwrap();
        wait("its end", &|| !sleeps());
        assert_eq!(left(), stays, "after {signal}");
    }
    // What a killed run had to leave is swept by the next.
    let ran = check(&workspace, GOOD, &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
}

#[test]
fn what_may_be_meant_otherwise_is_noted() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let ran = check(&workspace, &format!("{GOOD}{GOOD}"), &[]);
    assert!(ran.stdout.contains("best_profit is defined 2 times (lines 2, 8): the last counts"));
    let sorts = GOOD.replace("    return", "    prices.clear()\n    return");
    let ran = check(&workspace, &sorts, &[]);
    assert!(ran.stdout.contains("best_profit changes what it is given"), "{}", ran.stdout);
    let prints = body("print('one')\nprint('two', file=sys.stderr)\nreturn 1");
    let ran = check(&workspace, &prints, &[]);
    assert!(ran.stdout.contains("printed:  one / two"), "{}", ran.stdout);
}

#[test]
fn code_that_does_not_end_is_ended() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let forks = body("while True:\n    if os.fork() == 0: time.sleep(60)\n    time.sleep(0.2)");
    for code in [
        body("while True: print('x' * 1000000)"),
        body("while True: os.write(1, b'x' * 1000000)"),
        body("return 9 ** (9 ** 9)"),
        forks,
    ] {
        let (json, exit) = json(&workspace, &code);
        let said = json["first_failure"]["error"].as_str().unwrap();
        assert_eq!((exit, said), (Some(1), "time: not over in 2 s"), "{code}");
    }
    // What is slow once leaves the other cases their time.
    let once = "if len(prices) == 3: time.sleep(60)\nreturn 5";
    let (json, _) = json(&workspace, &body(once));
    assert_eq!(json["examples"]["passed"], 1, "{json:#}");
    assert_eq!(json["first_failure"]["input"], "prices = [5, 3, 1]");
}

/// What the program finds in a folder in the place of Python.
fn check_with(python: Option<&str>) -> Ran {
    let workspace = Workspace::new();
    let file = workspace.file("typed.py", GOOD);
    let bin = workspace.path().join("bin");
    fs::create_dir_all(&bin).unwrap();
    if let Some(script) = python {
        let path = workspace.file("bin/python3", script);
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(path, mode).unwrap();
    }
    let args = ["check", file.to_str().unwrap(), "--question", QUESTION];
    Ran::from(workspace.command(&args).env("PATH", &bin).output().unwrap())
}

#[test]
fn a_python_that_is_not_there_or_none_is_said_so() {
    let says = |python: Option<&str>, expected: &str| {
        let ran = check_with(python);
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
        assert_eq!(ran.stderr.trim_end().lines().count(), 1, "{}", ran.stderr);
    };
    says(None, "no Python 3 is found (python3, python): install it, or name one");
    let ended = "python3 ended before it ran anything (exit status: 3): is it Python 3.8 or later?";
    says(Some("#!/bin/sh\nexit 3\n"), ended);
    says(Some("#!/bin/sh\necho hello\n"), "python3 ended before it ran anything");
    says(Some("#!/bin/sh\nwhile :; do :; done\n"), "python3 did not begin within 5 s");
    says(Some("no script\0\n"), "python3 can't be started: ");
}

#[test]
fn what_to_run_has_to_be_said() {
    let workspace = Workspace::new();
    let file = workspace.file("typed.py", GOOD);
    let file = file.to_str().unwrap();
    let usage = |args: &[&str], expected: &str| {
        let ran = workspace.run(&[&["check"], args].concat());
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
        assert_eq!(ran.code, Some(2), "{args:?}");
    };
    usage(&[], "no round is running: name a file, and with --question ID");
    usage(&[file], "--question ID says it");
    usage(&["--question", QUESTION], "which file answers one-trade?");
    usage(&["--format", "yaml"], "invalid value 'yaml'");
    let fails = |args: &[&str], expected: &str| {
        let ran = workspace.run(&[&["check"], args].concat());
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
        assert_eq!(ran.code, Some(1), "{args:?}");
    };
    fails(&[file, "--question", "no-such"], "no question \"no-such\"");
    fails(&["gone.py", "--question", QUESTION], "gone.py can't be read");
    fails(&[file, "--question", "support-copilot"], "");
}

/// The better approach to each question, in Python: its id and the code.
fn references() -> Vec<(String, String)> {
    let text = include_str!("code/references.py");
    let parts = text.split("\n# ").skip(1).map(|part| part.split_once('\n').unwrap());
    let owned = |(id, code): (&str, &str)| (id.to_string(), code.to_string());
    let mut all: Vec<_> = parts.filter(|(id, _)| !id.contains(' ')).map(owned).collect();
    // Those of ML coding have a file each.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/bank_coding/python");
    for file in fs::read_dir(folder).unwrap().flatten().map(|file| file.path()) {
        let id = file.file_stem().unwrap().to_str().unwrap().to_string();
        all.push((id, fs::read_to_string(file).unwrap()));
    }
    all
}

/// What came of code for a question: whether all passed, and the first failure in a line.
fn came_of(workspace: &Workspace, id: &str, code: &str) -> (bool, String) {
    let file = workspace.file(&format!("{id}.py"), code);
    let args = ["check", file.to_str().unwrap(), "--question", id, "--format", "json"];
    let ran = workspace.run(&args);
    let json: Value =
        serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr));
    assert_eq!(ran.code, Some(i32::from(!json["first_failure"].is_null())), "{id}");
    (ran.code == Some(0), json["first_failure"].to_string())
}

#[test]
fn every_reference_in_python_passes_all_its_cases() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let references = references();
    for (id, code) in &references {
        let (passed, failure) = came_of(&workspace, id, code);
        assert!(passed, "{id}: {failure}");
    }
    let listed = workspace.json(&["questions", "--kind", "coding"]);
    let without: Vec<&str> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|of| of["id"].as_str().unwrap())
        .filter(|id| !references.iter().any(|(of, _)| of == id))
        .collect();
    assert_eq!(without, [""; 0], "each coding question has its reference in Python");
}

#[test]
fn wrong_solutions_fail_as_they_should() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let references = references();
    // What stands in the reference, what stands there instead, and what comes of it.
    for (id, right, wrong, expected) in [
        ("longest-steady-run", "> limit", ">= limit", "\"got\":"),
        ("machines-at-once", "<= start", "< start", "\"got\":"),
        ("busy-calendar", "start <= merged", "start < merged", "\"got\":"),
        ("first-and-last", "wanted) - 1]", "wanted)]", "\"got\":"),
        ("fewest-jumps", "len(reach) - 1", "len(reach)", "\"error\":"),
        ("median-of-two", "% 2:", "% 2 == 0:", "\"got\":"),
        ("release-order", "heapq.heappop(ready)", "ready.pop()", "\"got\":"),
    ] {
        let code = &references.iter().find(|(of, _)| of == id).unwrap().1;
        assert_eq!(code.matches(right).count(), 1, "{id}: {right}");
        let (passed, failure) = came_of(&workspace, id, &code.replace(right, wrong));
        assert!(!passed && failure.contains(expected), "{id}: {failure}");
    }
    // First approaches that are right and too slow for the large case.
    for (id, code) in [
        (
            "one-trade",
            "def best_profit(prices):\n    later = range(len(prices))\n    \
             return max([0] + [prices[j] - prices[i] for j in later for i in range(j)])\n",
        ),
        (
            "gift-card-pair",
            "def find_pair(prices, amount):\n    for j in range(len(prices)):\n        \
             for i in range(j):\n            if prices[i] + prices[j] == amount:\n                \
             return [i, j]\n    return []\n",
        ),
        (
            "growing-scores",
            "def longest_growth(scores):\n    best = []\n    \
             for i, score in enumerate(scores):\n        \
             below = [best[j] for j in range(i) if scores[j] < score]\n        \
             best.append(1 + max(below, default=0))\n    return max(best)\n",
        ),
    ] {
        let file = workspace.file(&format!("{id}.py"), code);
        let args = ["check", file.to_str().unwrap(), "--question", id, "--format", "json"];
        let json: Value = serde_json::from_str(&workspace.run(&args).stdout).unwrap();
        let (cases, failure) = (&json["cases"], &json["first_failure"]);
        let short = cases["of"].as_u64().unwrap() - cases["passed"].as_u64().unwrap();
        assert_eq!((short, &json["examples"]["passed"]), (1, &json["examples"]["of"]), "{json:#}");
        assert_eq!(failure["error"], "time: not over in 2 s", "{json:#}");
    }
}

/// A workspace with a question of its own, as TOML has it behind its statement.
fn with_own(more: &str) -> Workspace {
    let workspace = Workspace::new();
    let question = format!(
        "[[question]]\nid = \"mine\"\nkind = \"coding\"\ntitle = \"Mine\"\ndifficulty = \"easy\"\n\
         topics = [\"arrays\"]\nstatement = \"Write `twice(n) -> int`.\"\nconstraints = [\"n\"]\n\
         {more}\n\
         [[question.example]]\ninput = \"n = 1\"\noutput = \"2\"\n\
         [question.first-approach]\nidea = \"a\"\ntime = \"O(1)\"\nspace = \"O(1)\"\n\
         [question.better-approach]\nidea = \"a\"\ntime = \"O(1)\"\nspace = \"O(1)\"\n"
    );
    workspace.file("questions/mine.toml", &question);
    workspace
}

#[test]
fn a_question_of_the_workspace_works_alike_or_says_why_not() {
    if !has_python() {
        return;
    }
    let signature = "function = \"twice\"\nparameters = [{ name = \"n\", type = \"int\" }]\n\
         compare = \"exact\"\n\
         [[question.case]]\ninput = \"n = 3\"\noutput = \"6\"\n\
         [[question.case]]\ninput = \"n = -1\"\noutput = \"-2\"\n";
    let workspace = with_own(signature);
    let (passed, _) = came_of(&workspace, "mine", "def twice(n): return 2 * n");
    assert!(passed);
    let (passed, failure) = came_of(&workspace, "mine", "def twice(n): return abs(2 * n)");
    assert!(!passed && failure.contains("\"input\":\"n = -1\""), "{failure}");
    let workspace = with_own("");
    let file = workspace.file("mine.py", "def twice(n): return 2 * n");
    let ran = workspace.run(&["check", file.to_str().unwrap(), "--question", "mine"]);
    let expected = "mine can't be run: it says no function, parameters and compare";
    assert!(ran.stderr.contains(expected) && ran.code == Some(1), "{}", ran.stderr);
}

#[test]
fn a_case_that_no_code_can_pass_is_an_error_of_the_question() {
    let signature = "function = \"twice\"\nparameters = [{ name = \"n\", type = \"int\" }]\n\
         compare = \"exact\"\n[[question.case]]\n";
    for (case, field) in [
        ("input = \"n = \"\noutput = \"6\"\n", "case.input"),
        ("input = \"m = 3\"\noutput = \"6\"\n", "case.input"),
        ("input = \"n = nothing\"\noutput = \"6\"\n", "case.input"),
        ("input = \"n = 3\"\noutput = \"[6\"\n", "case.output"),
        ("input = \"n = 3\"\n", "case.output"),
        ("input = 3\noutput = \"6\"\n", "case.input"),
    ] {
        let workspace = with_own(&format!("{signature}{case}"));
        let file = workspace.file("mine.py", "def twice(n): return 2 * n");
        let ran = workspace.run(&["check", file.to_str().unwrap(), "--question", "mine"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{case}: {}", ran.stderr);
        for expected in ["mine.toml:", "question", field] {
            assert!(ran.stderr.contains(expected), "{case}: {}", ran.stderr);
        }
    }
}

/// Waits for the file of the question that is asked.
fn code_file(workspace: &Workspace, name: &str) -> std::path::PathBuf {
    let session = wait_for("the session", || workspace.sessions().pop().ok_or(String::new()));
    let file = session.with_extension("").join(name);
    wait_for(name, || if file.exists() { Ok(()) } else { Err(String::new()) });
    file
}

#[test]
fn a_drill_with_an_editor_is_typed_checked_mended_and_told() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let args = ["drill", "coding", "--count", "1", "--seed", "1"];
    let mut terminal = Terminal::begun(&workspace, &args, 40, "understand");
    terminal.expect_written("s1q1.py (c runs it)");
    let file = code_file(&workspace, "s1q1.py");
    let ready = fs::read_to_string(&file).unwrap();
    assert!(ready.contains("\ndef ") && ready.ends_with(":\n    pass\n"), "{ready}");
    terminal.keys("c");
    terminal.expect_written("nothing is written in s1q1.py yet");
    let ran = workspace.run(&["check"]);
    assert!(ran.stderr.contains("nothing is written in ") && ran.code == Some(1), "{}", ran.stderr);
    let wrong = ready.replace("    pass", "    return 'wrong'");
    fs::write(&file, wrong).unwrap();
    terminal.keys("c");
    terminal.expect_written("0 of ");
    terminal.expect_written("got:      'wrong'");
    // A run in another terminal is the same, without the cases kept back.
    let ran = workspace.run(&["check", "--format", "json"]);
    let json: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert!(json["cases"].is_null() && json["examples"]["passed"] == 0, "{json:#}");
    let id = workspace.json(&["status"])["question_id"].as_str().unwrap().to_string();
    let right = references().into_iter().find(|(of, _)| *of == id).unwrap().1;
    fs::write(&file, &right).unwrap();
    let args = ["check", file.to_str().unwrap(), "--question", &id];
    let ran = workspace.run(&args);
    assert!(ran.stderr.contains("a running round asks this question"), "{}", ran.stderr);
    assert!(!ran.stdout.contains("kept back") && ran.code == Some(0), "{}", ran.stdout);
    let marked = workspace.run(&["mark", "check"]);
    assert_eq!(
        (marked.code, marked.stdout.as_str()),
        (Some(0), "your code goes to Python: the round's screen says what comes of it\n")
    );
    let examples = json["examples"]["of"].as_u64().unwrap();
    terminal.expect_written(&format!("all {examples} example"));
    terminal.keys("n");
    terminal.expect_written("as it stood at the end: ");
    terminal.keys("\u{4}");
    assert_eq!(terminal.end(), 0);
    let copy = file.with_file_name("s1q1-end.py");
    assert_eq!(fs::read_to_string(copy).unwrap(), right);
    let question = workspace.report()["slots"][0]["questions"][0].clone();
    assert_eq!((&question["checks"], &question["cases_passed"]), (&2.into(), &1.0.into()));
    assert!(question["first_run_s"].as_f64() < question["first_pass_s"].as_f64(), "{question:#}");
    let text = workspace.run(&["report", "--no-pager"]).stdout;
    assert!(text.contains("kept-back cases"), "{text}");
    let brief = workspace.run(&["report", "--format", "brief"]).stdout;
    assert!(brief.contains("- its code: first run ") && brief.contains("kept-back"), "{brief}");
    // Held against a copy of itself.
    let path = workspace.sessions().pop().unwrap();
    let name = path.file_stem().unwrap().to_str().unwrap().to_string();
    let text = fs::read_to_string(&path).unwrap();
    let other = path.with_file_name("2020-01-01T00-00-00-coding-screen.toml");
    fs::write(&other, text.replace(&name, "2020-01-01T00-00-00-coding-screen")).unwrap();
    let compared = workspace.json(&["compare", "2020-01-01", &name]);
    fs::remove_file(other).unwrap();
    let measures = compared["slots"][0]["questions"][0]["measures"].as_array().unwrap().clone();
    for measure in ["first_run_s", "first_pass_s", "checks", "cases_passed"] {
        let of = measures.iter().find(|of| of["measure"] == measure).unwrap();
        let differs = of["a"].as_f64().unwrap() - question[measure].as_f64().unwrap();
        assert!(differs.abs() < 0.1, "{of:#}");
    }
    let session = workspace.run(&["check", file.to_str().unwrap()]);
    assert!(session.stdout.contains("cases kept back passed"), "{}", session.stdout);
    // From wherever its path is written.
    let folder = file.parent().unwrap();
    for (from, path) in [(folder, "s1q1.py"), (folder, "./s1q1-end.py"), (folder, "../latest.py")] {
        let link = folder.with_file_name("latest.py");
        if !link.exists() {
            std::os::unix::fs::symlink(&file, &link).unwrap();
        }
        let ran = workspace.command(&["check", path]).current_dir(from).output().unwrap();
        assert_eq!(ran.status.code(), Some(0), "{path}: {}", String::from_utf8_lossy(&ran.stderr));
        fs::remove_file(link).unwrap();
    }
    let forgotten = workspace.script(&["sessions", "forget", "latest", "--only", "code"], "y\n");
    assert!(!file.exists(), "{}{}", forgotten.stdout, forgotten.stderr);
}

#[test]
fn what_was_written_and_never_run_is_run_when_the_slot_is_over() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let args = ["drill", "coding", "--count", "2", "--seed", "1"];
    let mut terminal = Terminal::begun(&workspace, &args, 40, "understand");
    let file = code_file(&workspace, "s1q1.py");
    let id = workspace.json(&["status"])["question_id"].as_str().unwrap().to_string();
    let right = references().into_iter().find(|(of, _)| *of == id).unwrap().1;
    fs::write(&file, &right).unwrap();
    terminal.keys("n");
    code_file(&workspace, "s1q2.py");
    terminal.keys("n");
    terminal.expect_written("as it stood at the end: ");
    terminal.keys("\u{4}");
    assert_eq!(terminal.end(), 0);
    let report = workspace.report();
    let questions = report["slots"][0]["questions"].as_array().unwrap();
    // The second was left as it was laid out.
    for (question, passed) in questions.iter().zip([Value::from(1.0), Value::Null]) {
        assert_eq!(question["cases_passed"], passed, "{question:#}");
        for unknown in ["first_run_s", "first_pass_s", "checks"] {
            assert!(question[unknown].is_null(), "{question:#}");
        }
    }
    let text = workspace.run(&["report", "--no-pager"]).stdout;
    assert!(!text.contains("never passed") && text.contains("kept-back cases"), "{text}");
}

#[test]
fn a_strict_round_runs_no_code() {
    let workspace = Workspace::new();
    let args = ["drill", "coding", "--count", "1", "--seed", "1", "--strict"];
    let mut terminal = Terminal::begun(&workspace, &args, 40, "understand");
    let file = code_file(&workspace, "s1q1.py");
    fs::write(&file, GOOD).unwrap();
    terminal.keys("c");
    terminal.expect_written("a strict round runs no code");
    for args in [&["check"][..], &["check", file.to_str().unwrap()], &["mark", "check"]] {
        let ran = workspace.run(args);
        assert_eq!(ran.code, Some(1), "{args:?}");
        assert!(ran.stderr.contains("strict round"), "{args:?}: {}", ran.stderr);
    }
    terminal.keys("\u{3}");
    terminal.end();
    assert_eq!(fs::read_to_string(&file).unwrap(), GOOD);
}

/// Slips, as they are made mechanically: what stands there, and what stands there then.
const SLIPS: [(&str, &str); 13] = [
    (" + 1", " + 2"),
    (" < ", " <= "),
    ("<=", "<"),
    ("min(", "max("),
    ("if ", "if not "),
    (" - ", " + "),
    ("= 0", "= 1"),
    ("^=", "|="),
    ("sum(", "max("),
    ("(-", "("),
    ("max(", "min("),
    ("sorted(", "list("),
    ("[-1]", "[0]"),
];

/// Where a slip changes nothing: both walls are as high, a half past the half, boxes that overlap
/// by just the threshold, a beginning that is never the least, counts that are all twice as large,
/// a sum that is divided by another with the same slip, a rounding error.
const HARMLESS: [(&str, &str); 12] = [
    ("vote-of-neighbours", " + 1"),
    ("debug-this-transformer", " + 1"),
    ("debug-this-transformer", " - "),
    ("best-tree-split", " + 1"),
    ("first-component", " < "),
    ("next-token-filter", " < "),
    ("split-by-group", " + 1"),
    ("key-value-cache-step", " - "),
    ("water-between-walls", "<="),
    ("even-split", " + 1"),
    ("keep-the-best-boxes", "<="),
    ("word-error-rate", " + 1"),
];

#[test]
fn a_slip_in_any_reference_is_found_by_its_cases() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    for (id, code) in references() {
        // What makes a tree of levels is no part of the answer.
        let from = if code.starts_with("def nodes") { code.rfind("\ndef ").unwrap() } else { 0 };
        let (helper, answer) = code.split_at(from);
        let is_meant = |(right, _): &&(&str, &str)| {
            answer.contains(right) && !HARMLESS.contains(&(&*id, right))
        };
        let (right, wrong) = SLIPS.iter().find(is_meant).unwrap_or_else(|| panic!("{id}"));
        let slipped = format!("{helper}{}", answer.replacen(right, wrong, 1));
        let (passed, _) = came_of(&workspace, &id, &slipped);
        assert!(!passed, "{id} passes with {wrong:?} in the place of {right:?}");
    }
}

/// A workspace with a question that gives what a type says and is compared so; its example, and
/// results that are right and wrong.
struct Compared {
    parameters: &'static str,
    gives: &'static str,
    compare: &'static str,
    input: &'static str,
    output: &'static str,
    right: &'static [&'static str],
    wrong: &'static [&'static str],
}

#[test]
fn results_are_held_against_what_is_expected_as_the_question_says() {
    if !has_python() {
        return;
    }
    const PAIRS: &str = "{ name = \"n\", type = \"int\" }, { name = \"pairs\", \
                         type = \"list[list[int]]\" }";
    for of in [
        Compared {
            parameters: "",
            gives: "int",
            compare: "exact",
            input: "",
            output: " 7",
            right: &["7", "7.0"],
            wrong: &["8", "None"],
        },
        Compared {
            parameters: "",
            gives: "set[int]",
            compare: "exact",
            input: "",
            output: "{1, 2}",
            right: &["{2, 1}", "frozenset([1, 2])"],
            wrong: &["[1, 2]", "{1}", "{1, 3}", "{1, 2, 3}", "set()"],
        },
        Compared {
            parameters: "",
            gives: "set[str]",
            compare: "exact",
            input: "",
            output: "set()",
            right: &["set()"],
            wrong: &["[]", "{}", "{'a'}"],
        },
        Compared {
            parameters: "",
            gives: "list[set[float]]",
            compare: "tolerance",
            input: "",
            output: "[{0.5, 1.0}]",
            right: &["[{1, 0.50001}]"],
            wrong: &["[{0.5, 1.1}]", "[[0.5, 1.0]]"],
        },
        Compared {
            parameters: "{ name = \"seen\", type = \"set[int]\" }",
            gives: "bool",
            compare: "exact",
            input: "seen = {3, 4}",
            output: "True",
            right: &["3 in seen and type(seen) is set"],
            wrong: &["5 in seen", "1"],
        },
        Compared {
            parameters: "",
            gives: "str",
            compare: "one-of",
            input: "",
            output: "['ab', 'cd']",
            right: &["'ab'", "'cd'"],
            wrong: &["'ef'", "['ab', 'cd']", "None"],
        },
        Compared {
            parameters: PAIRS,
            gives: "list[int]",
            compare: "topological-order",
            input: "n = 4, pairs = [[0, 1], [0, 2], [1, 3], [2, 3]]",
            output: "[0, 1, 2, 3]",
            right: &["[0, 1, 2, 3]", "[0, 2, 1, 3]", "(0, 2, 1, 3)"],
            wrong: &["[1, 0, 2, 3]", "[0, 1, 3, 2]", "[0, 1, 2]", "{0, 1, 2, 3}", "None", "[]"],
        },
        // Pairs may also say what comes first in their second place; there may be no order.
        Compared {
            parameters: PAIRS,
            gives: "list[int]",
            compare: "topological-order",
            input: "n = 3, pairs = [[1, 0], [2, 0]]",
            output: "[0, 1, 2]",
            right: &["[0, 2, 1]"],
            wrong: &["[1, 0, 2]", "[2, 1, 0]"],
        },
        Compared {
            parameters: PAIRS,
            gives: "list[int]",
            compare: "topological-order",
            input: "n = 2, pairs = [[0, 1], [1, 0]]",
            output: "[]",
            right: &["[]"],
            wrong: &["[0, 1]"],
        },
    ] {
        let Compared { parameters, gives, compare, input, output, .. } = of;
        let names: Vec<&str> = parameters.split("name = \"").skip(1).collect();
        let names: Vec<&str> = names.iter().map(|of| of.split('"').next().unwrap()).collect();
        let names = names.join(", ");
        let workspace = Workspace::new();
        let question = format!(
            "[[question]]\nid = 'mine'\nkind = 'coding'\ntitle = 'Mine'\ndifficulty = 'easy'\n\
             statement = 'Write `work({names}) -> {gives}`.'\nconstraints = []\n\
             function = 'work'\nparameters = [{parameters}]\ncompare = '{compare}'\n\
             [[question.example]]\ninput = \"{input}\"\noutput = \"{output}\"\n\
             [question.first-approach]\nidea = 'a'\ntime = 'O(1)'\nspace = 'O(1)'\n\
             [question.better-approach]\nidea = 'a'\ntime = 'O(1)'\nspace = 'O(1)'\n"
        );
        workspace.file("questions/mine.toml", &question);
        let checked = workspace.run(&["questions", "check"]);
        assert!(checked.stdout.contains("1 question, no problems"), "{}", checked.stdout);
        for (results, is_right) in [(of.right, true), (of.wrong, false)] {
            for result in results {
                let code = format!("def work({names}): return {result}\n");
                let (passed, failure) = came_of(&workspace, "mine", &code);
                assert_eq!(passed, is_right, "{result} for {output}, {compare}: {failure}");
                assert!(!failure.contains("\"error\":\""), "{result}: {failure}");
            }
        }
    }
}
