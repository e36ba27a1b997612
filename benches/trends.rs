//! What trends, the plan of today and the list of sessions cost over 100, 1,000 and 10,000 sessions
//! made by the real writer, beside reading the bytes of the same files, reading and parsing them,
//! and doing nothing with them. `cargo bench --bench trends [-- SIZE…]`.
//! Held as a ratio in one run on one machine, since machines and their load differ.

#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock, its arguments and the environment"
)]
#![expect(clippy::print_stdout, reason = "it prints a table")]
#![expect(clippy::unwrap_used, reason = "a benchmark that can't go on fails")]

#[path = "../tests/it/rehearsal.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod rehearsal;

use std::fs::{self, File};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use mockround::inside::{Trends, read_all, take, trends, trends_text};
use rehearsal::Rehearsals;

fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![100, 1_000, 10_000] } else { sizes };
    println!(
        "wall time; the least of 5 runs, taken in turn (3 from 5,000 sessions on); cores: {}",
        cores()
    );
    for size in sizes {
        measure(size);
    }
}

/// Prints what each way of reading so many sessions takes, warm and cold.
fn measure(size: usize) {
    let dir = sessions(size);
    let files = session_files(&dir);
    let length: u64 = files.iter().map(|path| fs::metadata(path).unwrap().len()).sum();
    println!("\n{size} sessions, {:.1} MB", length as f64 / 1e6);
    let bytes = || on_all_cores(&files, |_| ());
    let tables = || {
        on_all_cores(&files, |text| drop(black_box(toml::from_str::<toml::Table>(text).unwrap())));
    };
    let types = || drop(black_box(read_all(&dir, |_| ()).unwrap()));
    let whole = || drop(black_box(trends_text(&trends_of(&dir), &[], 80, false)));
    let process = |word: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mockround"));
        run(command.arg(word).env("MOCKROUND_WORKSPACE", dir.parent().unwrap()));
    };
    let runs: [(&str, &dyn Fn()); 7] = [
        ("read the bytes, nothing else", &bytes),
        ("read and parse as TOML, nothing else", &tables),
        ("read and parse as sessions, nothing else", &types),
        ("trends, as text", &whole),
        ("mockround trends, the process", &|| process("trends")),
        ("mockround today, the process", &|| process("today")),
        ("mockround sessions, the process", &|| process("sessions")),
    ];
    let times = if size < 5_000 { 5 } else { 3 };
    print_times("warm", &runs, &in_turn(&runs, times, &|| ()), size);
    if can_evict(&files) {
        let evict = || {
            let _ = can_evict(&files);
        };
        print_times("cold", &runs, &in_turn(&runs, times, &evict), size);
    } else {
        println!("  cold: not measured, this system can't drop single files from its cache");
    }
    timewarrior(size);
}

/// The files of sessions in a folder.
fn session_files(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path);
        }
    }
    files
}

/// A line for each way: its time, its time a session, and its ratio to the first.
fn print_times(
    temperature: &str,
    runs: &[(&str, &dyn Fn())],
    times: &[(Duration, Option<f64>)],
    size: usize,
) {
    for ((name, _), (wall, cpu)) in runs.iter().zip(times) {
        let ratio = wall.as_secs_f64() / times[0].0.as_secs_f64();
        let per = wall.as_secs_f64() * 1e6 / size as f64;
        let used = cpu.map_or(String::new(), |cpu| format!("  {cpu:.2} cores"));
        println!(
            "  {temperature}  {name:42} {:9.1} ms  {per:7.1} µs each  {ratio:5.2}×{used}",
            wall.as_secs_f64() * 1e3
        );
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn trends_of(dir: &Path) -> Trends {
    trends(read_all(dir, |stored| take(&stored.session)).unwrap().sessions, None, None)
}

/// Reads every file once, and does something with it, on all cores.
fn on_all_cores(files: &[PathBuf], with: impl Fn(&str) + Sync) {
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            with(&black_box(fs::read_to_string(path).unwrap()));
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..cores() {
            scope.spawn(work);
        }
    });
}

/// Runs each in turn, so many times; the least wall time of each, and how many cores it then used.
fn in_turn(
    runs: &[(&str, &dyn Fn())],
    times: usize,
    before: &dyn Fn(),
) -> Vec<(Duration, Option<f64>)> {
    let mut least = vec![(Duration::MAX, None); runs.len()];
    for _ in 0..times {
        for ((_, run), least) in runs.iter().zip(&mut least) {
            before();
            let (cpu, begun) = (cpu_time(), Instant::now());
            run();
            let wall = begun.elapsed();
            if wall < least.0 {
                let used = cpu.zip(cpu_time()).map(|(from, to)| (to - from) / wall.as_secs_f64());
                // The system counts in steps of 10 ms.
                *least = (wall, used.filter(|_| wall > Duration::from_millis(100)));
            }
        }
    }
    least
}

/// Processor time of this process and those that it waited for, in seconds; Linux only.
fn cpu_time() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<f64> =
        stat.rsplit(')').next()?.split_whitespace().filter_map(|of| of.parse().ok()).collect();
    // After the name and the state, which is no number: utime, stime, cutime and cstime are the
    // 11th to 14th, in 1/100 s.
    Some(fields.get(10..14)?.iter().sum::<f64>() / 100.0)
}

fn run(command: &mut Command) {
    assert!(command.stdout(Stdio::null()).status().unwrap().success());
}

/// So many sessions in a folder of their own, made once and kept in the build folder.
fn sessions(size: usize) -> PathBuf {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("trends-{size}"));
    let (dir, done) = (workspace.join("sessions"), workspace.join("mockround.toml"));
    if !done.exists() {
        let _ = fs::remove_dir_all(&workspace);
        let rehearsals = Rehearsals::new();
        (0..size).for_each(|n| drop(rehearsals.write(&dir, n)));
        fs::write(done, "").unwrap();
    }
    dir
}

/// Drops the files from the system's cache, where it can; says whether.
#[cfg(target_os = "linux")]
fn can_evict(files: &[PathBuf]) -> bool {
    use rustix::fs::{Advice, fadvise};
    files.iter().all(|path| {
        let file = File::open(path).unwrap();
        file.sync_all().is_ok() && fadvise(&file, 0, None, Advice::DontNeed).is_ok()
    })
}

#[cfg(not(target_os = "linux"))]
fn can_evict(_: &[PathBuf]) -> bool {
    false
}

/// The same number of intervals in timewarrior, where that is installed.
fn timewarrior(size: usize) {
    if Command::new("timew")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_err()
    {
        println!("  timew summary :all: not measured, timewarrior is not installed");
        return;
    }
    let database = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("timew-{size}"));
    let _ = fs::remove_dir_all(&database);
    fs::create_dir_all(database.join("data")).unwrap();
    fs::write(database.join("timewarrior.cfg"), "confirmation = off\n").unwrap();
    let first = jiff::civil::date(2000, 1, 1);
    for n in 0..size {
        let day = first.checked_add(jiff::Span::new().days(n as i64)).unwrap();
        let line = format!("inc {0}T173000Z - {0}T180500Z # coding\n", day.strftime("%Y%m%d"));
        let path = database.join("data").join(format!("{}.data", day.strftime("%Y-%m")));
        let mut file = File::options().append(true).create(true).open(path).unwrap();
        std::io::Write::write_all(&mut file, line.as_bytes()).unwrap();
    }
    fs::write(database.join("data").join("tags.data"), "{\"coding\":{\"count\":1}}\n").unwrap();
    let summary = || {
        run(Command::new("timew")
            .args(["summary", ":all"])
            .env("TIMEWARRIORDB", &database)
            .stderr(Stdio::null()))
    };
    let times = in_turn(&[("timew", &summary)], 3, &|| {});
    println!(
        "  warm  timew summary :all, as many intervals          {:9.1} ms",
        times[0].0.as_secs_f64() * 1e3
    );
}
