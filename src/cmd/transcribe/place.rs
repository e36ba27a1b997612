//! Where in its session a stored sound began. The session knows when somebody spoke, and so does
//! the sound: it began where both fit.

use std::time::Duration;

use crate::session::Session;
use crate::session::event::What;
use crate::session::hearing::Hearing;
use crate::session::timeline::Timeline;
use crate::time::{Elapsed, Stretch};

/// Less of the speech that fits says nothing.
const FITS: f64 = 0.5;

/// When the sound began in which speech was heard so; `None` where it fits nowhere.
pub(super) fn began(session: &Session, speech: &[Stretch<Duration>]) -> Option<Elapsed> {
    let timeline = Timeline::of(session);
    let hearing = Hearing::of(&timeline);
    let all: f64 = speech.iter().map(|span| span.length().as_secs_f64()).sum();
    let mut best: Option<(f64, Elapsed)> = None;
    for at in beginnings(session) {
        let fits = overlap(hearing.speech(), speech, at);
        if best.is_none_or(|(before, _)| fits > before) {
            best = Some((fits, at));
        }
    }
    best.filter(|(fits, _)| *fits > all * FITS).map(|(_, at)| at)
}

/// When sound may have begun: where something was listened to, or heard after a hole.
fn beginnings(session: &Session) -> Vec<Elapsed> {
    let mut found = vec![Elapsed::ZERO];
    let mut until = Elapsed::ZERO;
    for event in &session.events {
        match &event.what {
            What::Listening { offset, .. } => found.push(*offset),
            What::Heard { from, to, .. } => {
                if *from != until {
                    found.push(*from);
                }
                until = *to;
            }
            _ => {}
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Seconds of speech that a session and a sound have in common, if that began then.
fn overlap(of_session: &[Stretch], of_sound: &[Stretch<Duration>], began: Elapsed) -> f64 {
    let mut common = Duration::ZERO;
    for span in of_sound {
        let span = Stretch { from: began + span.from, to: began + span.to };
        let first = of_session.partition_point(|of| of.to <= span.from);
        let near = of_session[first..].iter().take_while(|of| of.from < span.to);
        common += near.map(|of| of.within(span).length()).sum::<Duration>();
    }
    common.as_secs_f64()
}
