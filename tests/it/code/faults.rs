//! Whatever code does, one line says it, and nothing is left running or lying about.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::{GOOD, NO_NUMPY, QUESTION, body, check, check_bytes, has_python, json};
use crate::support::{Ran, Workspace, wait_for};

/// Returns a value of a class that is like everything.
fn with_class(of: &str, value: &str) -> String {
    body(&format!(
        "class Odd({of}):\n    __eq__ = __le__ = __ge__ = lambda *_: True\n    \
         __ne__ = __lt__ = __gt__ = lambda *_: False\n    __hash__ = {of}.__hash__\n    \
         __int__ = __index__ = __len__ = lambda *_: 5\n    __float__ = lambda _: 5.0\n    \
         __iter__ = items = lambda *_: iter([])\nreturn Odd({value})"
    ))
}

#[test]
fn whatever_the_code_does_one_line_says_it() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let many = "def f(n): return f(n + 1)\nreturn f(0)";
    let meta = "class Meta(type):\n    def __eq__(self, other): return True\n    \
         def __hash__(self): return hash(int)\nclass Best(metaclass=Meta): \
         __eq__ = lambda *_: True\nreturn Best()";
    let poses = "class Best:\n    __class__ = property(lambda _: int)\n    \
         __eq__ = lambda *_: True\nreturn Best()";
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
        (body("os.execvp('true', ['true'])"), "error", "Python ended without a result (exit"),
        (body("os.execvp('sleep', ['sleep', '9'])"), "error", "or began another program in its"),
        (
            body("e = ValueError('a')\ne.__notes__ = ['b', '']\nraise e"),
            "error",
            "ValueError: a (line 5)",
        ),
        (body("return 10 ** 5000"), "got", "1000000"),
        (body("return 'a  b'"), "got", "'a  b'"),
        (body("raise ValueError('a  b')"), "error", "ValueError: a b (line 3)"),
        (body("return 7 ** 100000"), "got", "a whole number of about 84509 digits"),
        (body("return input()"), "error", "EOFError: EOF when reading a line (line 3)"),
        (body("return sys.stdin.read()"), "got", "''"),
        (body(many), "error", "RecursionError: maximum recursion depth exceeded"),
        (body("yield 5"), "error", "a generator came back, which is read only once"),
        (body("return iter([5])"), "error", "a list_iterator came back"),
        (body(state), "error", "a value of the type Best came back, which can't be compared"),
        (body("return float('nan')"), "got", "nan"),
        (body("return None"), "got", "None"),
        (body("return True"), "got", "True"),
        (with_class("int", "1"), "got", "1"),
        (with_class("float", "0.5"), "got", "0.5"),
        (with_class("str", "'5'"), "got", "'5'"),
        (with_class("list", "[5]"), "got", "[5]"),
        (with_class("dict", "{5: 5}"), "got", "{5: 5}"),
        (body(poses), "error", "a value of the type Best came back, which can't be compared"),
        (body(meta), "error", "a value of the type Best came back, which can't be compared"),
        (body("return '5'"), "got", "'5'"),
        (body(numpy), "got", "1.5"),
        (body("x = []\nx.append(x)\nreturn x"), "error", "RecursionError"),
        (body("return bytearray(8 << 30)"), "error", "MemoryError"),
        ("def best_profit(): return 5".to_string(), "error", "TypeError: best_profit() takes 0"),
        ("def best(prices): return 5".to_string(), "error", "the file has no function best_profit"),
        (
            "class Solution:\n    def best_profit(self, prices): return 5".to_string(),
            "error",
            "the file has no function best_profit: class Solution has one, which has to stand by",
        ),
        ("best_profit = 5".to_string(), "error", "best_profit is no function in the file"),
        ("import os\nos._exit(0)".to_string(), "error", "the file as such: Python ended without"),
        (String::new(), "error", "the file has no function best_profit: it is empty"),
        (body("raise SystemExit"), "error", "SystemExit (line 3)"),
        (body("raise KeyboardInterrupt"), "error", "KeyboardInterrupt (line 3)"),
        (body("raise BaseException('all')"), "error", "BaseException: all (line 3)"),
        (body("raise ValueError('\\ud800')"), "error", "ValueError: \\ud800 (line 3)"),
        (body("return '\\ud800'"), "got", "'\\ud800'"),
        (body("print('\\ud800')\nreturn 1"), "got", "1"),
        ("raise SystemExit(0)".to_string(), "error", "SystemExit: 0 (line 1)"),
        (body("os.closerange(0, 70000)\nreturn 5"), "error", "the code closed files that it had"),
        (body("from fractions import Fraction\nreturn Fraction(1, 4)"), "got", "0.25"),
        (
            body("from decimal import Decimal\nreturn Decimal('sNaN')"),
            "error",
            "a Decimal came back",
        ),
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
        with("def best_profit(prices):\n    os.mkdir('mine')\n    return inner(prices)"),
        with(
            "write = sys.stdout.buffer.write\nsys.stdout.reconfigure(encoding='utf-8')\n\
             import faulthandler\nfaulthandler.enable()\n\
             def best_profit(prices):\n    write(b'x')\n    return inner(prices)",
        ),
        with(
            "sys.stdout = __import__('io').TextIOWrapper(sys.stdout.buffer, 'utf-8')\n\
             def best_profit(prices):\n    print('é')\n    return inner(prices)",
        ),
        with(
            "import codecs\nsys.stderr = codecs.getwriter('utf-8')(sys.stderr.detach())\n\
             def best_profit(prices):\n    sys.stderr.write('é')\n    return inner(prices)",
        ),
        with("def best_profit(prices):\n    sys.stdout.close()\n    return inner(prices)"),
        with(
            "import inspect\nsys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))\n\
             def best_profit(prices):\n    here = sys.modules[__name__]\n    \
             assert inspect.getsource(best_profit).startswith('def best_profit(')\n    \
             assert inspect.getsource(here).startswith(inspect.getsource(here)[:40])\n    \
             return inner(prices)",
        ),
        with("def best_profit(prices: list[int]) -> int | None: return inner(prices)"),
        with("best_profit = lambda prices: inner(prices)"),
        // What the first case leaves takes nothing from those behind it.
        with(
            "import threading\ndef spin():\n    while True: pass\ndef best_profit(prices):\n    \
             for _ in range(4 * (prices[0] == 9)):\n        \
             threading.Thread(target=spin, daemon=True).start()\n    return inner(prices)",
        ),
        with(
            "import threading\ndef tell():\n    while True: print('x')\n\
             def best_profit(prices):\n    for _ in range(prices[0] == 9):\n        \
             threading.Thread(target=tell, daemon=True).start()\n    return inner(prices)",
        ),
        with("sys.set_int_max_str_digits(640)\ndef best_profit(prices): return inner(prices)"),
        with("import json\njson.dumps = None\ndef best_profit(prices): return inner(prices)"),
        with("class Whole(int): pass\ndef best_profit(prices): return Whole(inner(prices))"),
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
    let over = body(
        "import io\nsys.stdout = io.TextIOWrapper(sys.stdout.buffer, 'utf-8')\n\
         print('kept')\nreturn 1",
    );
    let ran = check(&workspace, &over, &[]);
    assert!(ran.stdout.contains("printed:  kept"), "{}", ran.stdout);
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
    let fills = "i = 0\nwhile True:\n    i += 1\n    open(str(i), 'w').close()";
    let long = "i = 0\nwhile True:\n    i += 1\n    open(str(i), 'wb').write(b'x' * (15 << 20))";
    for code in [fills, long, "while True: os.mkdir('a'), os.chdir('a')"] {
        let (json, exit) = json(&workspace, &body(code));
        let said = json["first_failure"]["error"].as_str().unwrap();
        let expected = "ended: it filled its folder (1000 files and 64 MiB at most)";
        assert_eq!((exit, said), (Some(1), expected), "{code}");
    }
    // What is slow once leaves the other cases their time.
    let once = "if len(prices) == 3: time.sleep(60)\nreturn 5";
    let (json, _) = json(&workspace, &body(once));
    assert_eq!(json["examples"]["passed"], 1, "{json:#}");
    assert_eq!(json["first_failure"]["input"], "prices = [5, 3, 1]");
}

/// What the program says of code where it finds that in a folder in the place of Python.
fn check_with(python: Option<&str>) -> Ran {
    with_python(python, |file| vec!["check", file, "--question", QUESTION])
}

fn with_python(python: Option<&str>, args: fn(&str) -> Vec<&str>) -> Ran {
    let workspace = Workspace::new();
    let file = workspace.file("typed.py", GOOD);
    let bin = workspace.path().join("bin");
    fs::create_dir_all(&bin).unwrap();
    if let Some(script) = python {
        let path = workspace.file("bin/python3", script);
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(path, mode).unwrap();
    }
    let args = args(file.to_str().unwrap());
    Ran::from(workspace.command(&args).env("PATH", &bin).output().unwrap())
}

#[test]
fn what_needs_numpy_where_there_is_none_is_not_run() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let in_a_case = body(NO_NUMPY.trim());
    for code in [NO_NUMPY, &in_a_case] {
        let ran = check(&workspace, code, &["--format", "json"]);
        let expected = "the code is not run: NumPy isn't found by python3: install it there, or";
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
    }
    let without = format!("try:\n    {}\nexcept ImportError:\n    pass\n{GOOD}", NO_NUMPY.trim());
    assert_eq!(check(&workspace, &without, &[]).code, Some(0));
}

#[test]
fn doctor_says_whether_code_can_be_run() {
    let says = |python: Option<&str>, ok: bool, expected: &str| {
        let ran = with_python(python, |_| vec!["doctor", "--format", "json"]);
        let checks: Value = serde_json::from_str(&ran.stdout).unwrap();
        let mut checks = checks["checks"].as_array().unwrap().iter();
        let found = checks.find(|of| of["check"] == "python").unwrap();
        assert!(found["says"].as_str().unwrap().contains(expected), "{found:#}");
        assert_eq!((&found["ok"], found["what_to_do"].is_null()), (&ok.into(), ok), "{found:#}");
    };
    says(None, true, "no Python 3 is found");
    says(Some("#!/bin/sh\nexit 1\n"), false, "python3 ended before it ran anything");
    says(Some("#!/bin/sh\nwhile :; do :; done\n"), false, "python3 did not begin within 5 s");
    if has_python() {
        let ran = Workspace::new().run(&["doctor"]);
        assert!(ran.stdout.contains("ok  python      the Python that is found runs code\n"));
    }
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
