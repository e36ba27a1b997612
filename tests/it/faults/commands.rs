//! What a command may meet, tried on each that writes: killed, failing, and without power.

use super::deeds;
use super::errors::fail_everywhere;
use super::kills::kill_everywhere;
use super::power::cut_everywhere;

#[test]
fn a_round_keeps_all_that_it_acknowledged() {
    kill_everywhere(&deeds::RUN);
    cut_everywhere(&deeds::RUN);
}

#[test]
fn a_round_whose_calls_fail_keeps_all_that_it_acknowledged() {
    fail_everywhere(&deeds::RUN);
}

#[test]
fn a_resume_loses_nothing() {
    kill_everywhere(&deeds::RESUME);
    cut_everywhere(&deeds::RESUME);
}

#[test]
fn a_resume_whose_calls_fail_loses_nothing() {
    fail_everywhere(&deeds::RESUME);
}

#[test]
fn listening_loses_nothing() {
    kill_everywhere(&deeds::LISTEN);
    fail_everywhere(&deeds::LISTEN);
    cut_everywhere(&deeds::LISTEN);
}

#[test]
fn a_review_loses_nothing() {
    kill_everywhere(&deeds::REVIEW);
    fail_everywhere(&deeds::REVIEW);
    cut_everywhere(&deeds::REVIEW);
}

#[test]
fn a_rating_loses_nothing() {
    kill_everywhere(&deeds::RATE);
    fail_everywhere(&deeds::RATE);
    cut_everywhere(&deeds::RATE);
}

#[test]
fn a_file_that_a_command_writes_is_whole_or_as_it_was() {
    for deed in deeds::OTHERS {
        kill_everywhere(deed);
        fail_everywhere(deed);
        cut_everywhere(deed);
    }
}
