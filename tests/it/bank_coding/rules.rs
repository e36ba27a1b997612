//! The rules by which large cases are made, as `src/trial/harness.py` makes them: `ints(1, 5, 0,
//! 9)` stands for five whole numbers from 0 to 9, the same ones everywhere.

use super::args::{float, int, list, text};
use super::literal::Value;
use super::rng::Rng;

/// What a rule makes of its arguments.
pub(super) fn make(rule: &str, given: &[Value]) -> Result<Value, String> {
    let number = |at: usize| int(&given[at]);
    let size = |at: usize| usize::try_from(int(&given[at])).expect("a size isn't negative");
    let items = |at: usize| list(&given[at]).to_vec();
    let rng = || Rng::new(number(0).cast_unsigned());
    Ok(match rule {
        "ints" => {
            let mut rng = rng();
            (0..size(1)).map(|_| rng.int(number(2), number(3))).collect::<Vec<_>>().into()
        }
        "floats" => {
            let mut rng = rng();
            (0..size(1)).map(|_| rng.unit()).collect::<Vec<_>>().into()
        }
        "text" => letters(&mut rng(), size(1), text(&given[2])).into(),
        "words" => {
            let mut rng = rng();
            let mut word = |_| {
                let length = rng.size(size(2), size(3));
                letters(&mut rng, length, text(&given[4]))
            };
            (0..size(1)).map(&mut word).collect::<Vec<_>>().into()
        }
        "shuffle" => {
            let mut shuffled = items(1);
            rng().shuffle(&mut shuffled);
            Value::List(shuffled)
        }
        "concat" => match &given[0] {
            Value::Text(_) => given.iter().map(text).collect::<String>().into(),
            _ => Value::List(given.iter().flat_map(list).cloned().collect()),
        },
        "chain" => {
            let mut levels = vec![Value::Int(number(1))];
            for below in 1..number(0) {
                levels.extend([Value::Int(number(1) + below * number(2)), Value::None]);
            }
            if number(0) > 1 {
                levels.pop();
            }
            Value::List(levels)
        }
        "count" => {
            let (first, end, step) = (number(0), number(1), number(2));
            let is_in = |at: &i64| if step > 0 { *at < end } else { *at > end };
            let counted = std::iter::successors(Some(first), |at| Some(at + step));
            counted.take_while(is_in).collect::<Vec<_>>().into()
        }
        "ordered" => {
            let mut ordered: Vec<i64> = items(0).iter().map(int).collect();
            ordered.sort();
            ordered.into()
        }
        "distinct" => {
            let mut seen = std::collections::BTreeSet::new();
            let is_new = |item: &Value| seen.insert(item.to_string());
            Value::List(items(0).into_iter().filter(is_new).collect())
        }
        "repeat" => Value::List(vec![given[0].clone(); size(1)]),
        "long" => text(&given[0]).repeat(size(1)).into(),
        "rows" => {
            let shortest = given.iter().map(|column| list(column).len()).min().unwrap_or(0);
            let row = |at: usize| given.iter().map(|of| list(of)[at].clone()).collect();
            Value::List((0..shortest).map(|at| Value::List(row(at))).collect())
        }
        "add" => {
            let added = |(a, b): (&Value, &Value)| match a {
                Value::Text(a) => Value::from(a.clone() + text(b)),
                _ => Value::from(int(a) + int(b)),
            };
            Value::List(list(&given[0]).iter().zip(list(&given[1])).map(added).collect())
        }
        "deal" => {
            let dealt = |first: usize| items(0).into_iter().skip(first).step_by(size(1)).collect();
            Value::List((0..size(1)).map(|first| Value::List(dealt(first))).collect())
        }
        "pieces" => {
            let pieces = list(&given[0]).chunks(size(1)).map(<[Value]>::to_vec);
            Value::List(pieces.map(Value::List).collect())
        }
        "pick" => {
            let from = list(&given[1]);
            Value::List(items(0).iter().map(|at| from[int(at) as usize].clone()).collect())
        }
        "drop" => Value::List(items(0).split_off(size(1))),
        _ => return Err(format!("no rule {rule}")),
    })
}

fn letters(rng: &mut Rng, length: usize, alphabet: &str) -> String {
    let letters: Vec<char> = alphabet.chars().collect();
    (0..length).map(|_| rng.pick(&letters)).collect()
}

/// A value as the harness writes it to tell large ones apart.
pub(super) fn canonical(value: &Value) -> String {
    match value {
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Float(_) => {
            let whole = float(value);
            assert!(whole.fract() == 0.0, "{value} can't be told apart by its digits: use every");
            format!("{whole:.0}")
        }
        other => other.to_string(),
    }
}
