//! The program as its users meet it: commands in, text and files out; rounds by script and in a
//! terminal.

#![expect(
    clippy::disallowed_methods,
    reason = "the tests wait for other processes and read the wall clock"
)]
#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

#[cfg(unix)]
mod browser;
mod rehearsal;
mod support;

#[cfg(unix)]
mod allowed;
mod bank_coding;
mod calendar_ends;
mod clocks;
mod code;
mod compare;
#[cfg(unix)]
mod completing;
mod demo;
mod docs;
mod doctor;
mod drills;
mod example;
mod export;
#[cfg(target_os = "linux")]
mod faults;
#[cfg(unix)]
mod first_screen;
mod forget;
mod friend;
mod golden;
mod house;
#[cfg(unix)]
mod html;
#[cfg(target_os = "linux")]
mod interviewed;
mod listening;
mod marks;
#[cfg(target_os = "linux")]
mod microphones;
#[cfg(unix)]
mod names;
#[cfg(target_os = "linux")]
mod odd;
mod outputs;
mod posting;
#[cfg(unix)]
mod prompts;
mod reference;
mod reviews;
#[cfg(target_os = "linux")]
mod rig;
mod rounds;
mod spoilers;
mod stories;
#[cfg(target_os = "linux")]
mod stuck;
mod style;
#[path = "../../src/voice/synthetic.rs"]
#[expect(dead_code, reason = "the unit tests use the rest of it")]
mod synthetic;
#[cfg(unix)]
mod terminals;
mod terse;
mod today;
#[cfg(unix)]
mod told;
#[cfg(unix)]
mod touched;
#[cfg(target_os = "linux")]
mod transcriber;
mod trends;
#[cfg(unix)]
mod typed;
mod words;
