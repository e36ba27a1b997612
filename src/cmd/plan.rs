//! `mockround plan`: builds a round and prints it as a table, as JSON, or as its template.
//! Questions stay hidden unless they are asked for.

#[cfg(test)]
mod tests;

use std::process::ExitCode;
use std::time::Duration;

use console::Style;
use jiff::ZonedDateTime;
use serde_json::{Value, json};

use super::{Context, build};
use crate::cli::{self, PlanFormat};
use crate::fields::spoken;
use crate::round::handout;
use crate::round::limits::Limit;
use crate::round::part::Part;
use crate::round::{Planned, Question, Round, Slot};
use crate::text::clean_line;
use crate::time::m_ss;
use crate::word::Word;

pub(super) fn run(context: &Context, args: &cli::PlanArgs) -> anyhow::Result<ExitCode> {
    let template = build::template(context, args.template.as_deref(), &args.only)?;
    if args.format == PlanFormat::Toml {
        context.print(&template.to_toml())?;
        return Ok(ExitCode::SUCCESS);
    }
    let round = build::round(context, &template, &args.build, Part::Whole)?;
    #[expect(clippy::disallowed_methods, reason = "the plan shows clock times from now on")]
    let plan = Plan {
        round: &round,
        start: whole_minute(&ZonedDateTime::now()),
        show_questions: args.build.show_questions,
        topics: &args.build.topic,
    };
    let out = match args.format {
        PlanFormat::Json => format!("{:#}\n", plan.json()),
        _ => plan.text(context.colours, usize::from(console::Term::stdout().size().1)),
    };
    context.print(&out)?;
    Ok(ExitCode::SUCCESS)
}

/// The seconds cut off: a plan is made in minutes.
fn whole_minute(time: &ZonedDateTime) -> ZonedDateTime {
    const MINUTE: i128 = 60_000_000_000;
    let past = Duration::from_nanos(
        u64::try_from(time.timestamp().as_nanosecond().rem_euclid(MINUTE)).unwrap_or(0),
    );
    time.checked_sub(past).unwrap_or_else(|_| time.clone())
}

/// A round and how it is to be shown.
struct Plan<'a> {
    round: &'a Round,
    /// When it would begin.
    start: ZonedDateTime,
    show_questions: bool,
    /// The topics that were wished for.
    topics: &'a [String],
}

impl Plan<'_> {
    /// The slots with their begin, from the round's begin.
    fn slots(&self) -> impl Iterator<Item = (Duration, &Slot)> {
        self.round.slots.iter().scan(Duration::ZERO, |from, slot| {
            let begin = *from;
            *from += slot.length + slot.break_after;
            Some((begin, slot))
        })
    }

    fn total(&self) -> Duration {
        self.slots().last().map_or(Duration::ZERO, |(begin, slot)| begin + slot.length)
    }

    fn time(&self, after: Duration) -> ZonedDateTime {
        self.start.checked_add(after).unwrap_or_else(|_| self.start.clone())
    }

    fn between(&self, from: Duration, length: Duration) -> String {
        format!(
            "{}–{}",
            self.time(from).strftime("%H:%M"),
            self.time(from + length).strftime("%H:%M")
        )
    }

    fn text(&self, colours: bool, width: usize) -> String {
        let width = width.clamp(40, 120);
        let bold =
            |text: &str| Style::new().bold().force_styling(colours).apply_to(text).to_string();
        let dim = |text: &str| Style::new().dim().force_styling(colours).apply_to(text).to_string();
        let title = clean_line(&self.round.title);
        let mut out = format!("{}\n", bold(&title));
        let breaks = self.round.slots.iter().any(|slot| slot.break_after > Duration::ZERO);
        let facts = [
            format!("{}{}", spoken(self.total()), if breaks { " with breaks" } else { "" }),
            format!("{} if it began now", self.between(Duration::ZERO, self.total())),
            format!("seed {}", self.round.seed),
        ];
        out += &wrapped(&facts, "", width);
        let titles = self.round.slots.iter().map(|slot| clean_line(&slot.title));
        let titles = column(titles.collect());
        let lengths = column(self.round.slots.iter().map(|slot| spoken(slot.length)).collect());
        for (number, (begin, slot)) in self.slots().enumerate() {
            let (title, length) = (bold(&titles[number]), &lengths[number]);
            let times = self.between(begin, slot.length);
            out +=
                &format!("\n{:>2}  {title}  {length}  {times}  {}\n", number + 1, self.asked(slot));
            let mut groups = groups(&slot.questions).peekable();
            while let Some(group) = groups.next() {
                out += &dim(&wrapped(&phases(&group[0]), "      ", width));
                // Neighbours with the same limits have them once.
                if groups.peek().is_none_or(|next| next[0].limits != group[0].limits) {
                    out += &dim(&wrapped(&limits(&group[0]), "      ", width));
                }
            }
            let spare =
                (slot.spare() > Duration::ZERO).then(|| format!("{} spare", spoken(slot.spare())));
            let rest = (slot.break_after > Duration::ZERO)
                .then(|| format!("then a break of {}", spoken(slot.break_after)));
            out += &wrapped(&spare.into_iter().chain(rest).collect::<Vec<_>>(), "      ", width);
            if self.show_questions {
                slot.questions
                    .iter()
                    .for_each(|planned| out += &question(&planned.question, width, &bold));
            }
        }
        out
    }

    /// `a pitch of 2m, 5 questions of 5m`, with difficulties, and how many are on the topics that
    /// were wished for.
    fn asked(&self, slot: &Slot) -> String {
        let group = |group: &[Planned]| {
            let kind = group[0].question.kind();
            let what = kind.counted(group.len(), slot.kind);
            let difficulties: Vec<&str> =
                group.iter().filter_map(|p| Some(p.question.difficulty?.word())).collect();
            let difficulties = if difficulties.is_empty() {
                String::new()
            } else {
                format!(" ({})", difficulties.join(", "))
            };
            format!("{what} of {}{difficulties}", spoken(group[0].budget()))
        };
        let mut asked: Vec<String> = groups(&slot.questions).map(group).collect();
        if !self.topics.is_empty() {
            let on_topic = |planned: &&Planned| {
                planned.question.topics.iter().any(|topic| self.topics.contains(topic))
            };
            let count = slot.questions.iter().filter(on_topic).count();
            asked.push(format!("{count} on {}", clean_line(&self.topics.join(" or "))));
        }
        asked.join(", ")
    }

    fn json(&self) -> Value {
        let at = |after| crate::session::rfc3339(&self.time(after));
        let slots: Vec<Value> = self
            .slots()
            .map(|(begin, slot)| {
                let questions = slot.questions.iter().map(|planned| self.planned_json(planned));
                let questions: Vec<Value> = questions.collect();
                json!({
                    "kind": slot.kind,
                    "title": slot.title,
                    "length_s": slot.length.as_secs_f64(),
                    "spare_s": slot.spare().as_secs_f64(),
                    "break_after_s": slot.break_after.as_secs_f64(),
                    "begins": at(begin),
                    "ends": at(begin + slot.length),
                    "questions": questions,
                })
            })
            .collect();
        json!({
            "schema": 1,
            "template": self.round.template,
            "title": self.round.title,
            "seed": self.round.seed,
            "total_s": self.total().as_secs_f64(),
            "begins": at(Duration::ZERO),
            "ends": at(self.total()),
            "slots": slots,
        })
    }

    fn planned_json(&self, planned: &Planned) -> Value {
        let limit = |limit: Option<Limit>| {
            limit.map(|limit| {
                json!({
                    "late_s": limit.late.as_secs_f64(),
                    "very_late_s": limit.very_late.as_secs_f64(),
                })
            })
        };
        let phases: Vec<Value> = planned
            .phases
            .iter()
            .map(|phase| {
                json!({
                    "name": phase.name,
                    "budget_s": phase.budget.as_secs_f64(),
                    "ends_with_answer": phase.ends_with_answer,
                    "silence": limit(phase.silence),
                })
            })
            .collect();
        let answer = planned.limits.answer.map(|answer| {
            json!({
                "shortest_s": answer.shortest.as_secs_f64(),
                "longest_s": answer.longest.as_secs_f64(),
                "very_late_s": answer.very_late.as_secs_f64(),
            })
        });
        json!({
            "kind": planned.question.kind(),
            "difficulty": planned.question.difficulty,
            "budget_s": planned.budget().as_secs_f64(),
            "phases": phases,
            "limits": {
                "first_answer": limit(planned.limits.first_answer),
                "first_words": limit(planned.limits.first_words),
                "answer": answer,
                "pause": limit(planned.limits.pause),
            },
            "question": self.show_questions.then(|| json!({
                "id": planned.question.id,
                "title": planned.question.title,
                "topics": planned.question.topics,
                "statement": planned.question.statement,
            })),
        })
    }
}

/// Neighbouring questions of one kind that are answered in the same phases.
fn groups(questions: &[Planned]) -> impl Iterator<Item = &[Planned]> {
    questions.chunk_by(|a, b| {
        a.question.kind() == b.question.kind() && a.phases == b.phases && a.limits == b.limits
    })
}

fn phases(planned: &Planned) -> Vec<String> {
    let answer = format!(" → {}", planned.question.kind().answered().words());
    let name = |phase: &crate::round::Phase| {
        let answer = if phase.ends_with_answer { &answer } else { "" };
        format!("{} {}{answer}", clean_line(&phase.name), spoken(phase.budget))
    };
    planned.phases.iter().map(name).collect()
}

fn limits(planned: &Planned) -> Vec<String> {
    let limits = &planned.limits;
    let first_answer =
        limits.first_answer.map(|limit| format!("first answer by {}", m_ss(limit.late)));
    let first_words =
        limits.first_words.map(|limit| format!("first words by {}", m_ss(limit.late)));
    let answer = limits
        .answer
        .map(|answer| format!("answer of {} to {}", m_ss(answer.shortest), m_ss(answer.longest)));
    [first_answer, first_words, answer].into_iter().flatten().collect()
}

fn question(question: &Question, width: usize, bold: &dyn Fn(&str) -> String) -> String {
    let mut out = format!("\n      {}\n", question.id);
    for (number, line) in handout::lines(question, width - 6).into_iter().enumerate() {
        let line = if number == 0 { bold(&line) } else { line };
        out += format!("      {line}").trim_end();
        out.push('\n');
    }
    out
}

/// Texts padded to the same width.
fn column(texts: Vec<String>) -> Vec<String> {
    let width = texts.iter().map(|text| console::measure_text_width(text)).max().unwrap_or(0);
    texts
        .iter()
        .map(|text| console::pad_str(text, width, console::Alignment::Left, None).into_owned())
        .collect()
}

/// Items in a row with dots between them, broken between items where a line is full.
fn wrapped(items: &[String], indent: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for item in items {
        match lines.last_mut() {
            Some(line)
                if console::measure_text_width(line) + 3 + console::measure_text_width(item)
                    <= width =>
            {
                *line += &format!(" · {item}");
            }
            _ => lines.push(format!("{indent}{item}")),
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}
