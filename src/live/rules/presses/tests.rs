use super::*;

/// What arrivals at milliseconds are, and after them a second of nothing.
fn presses(arrivals: &[(u64, char)]) -> Vec<(char, u64)> {
    let mut presses = Presses::default();
    let mut meant = Vec::new();
    let mut add = |press: Press| match press {
        Press::Meant(key, at) => {
            meant.push((key, u64::try_from(at.since_began().as_millis()).unwrap()));
        }
        Press::TooSoon(..) | Press::Unknown { .. } => {}
    };
    for &(ms, key) in arrivals {
        let reading = Duration::from_millis(ms);
        presses.settled(reading).into_iter().for_each(&mut add);
        let arrival = Arrival { key, at: Elapsed::new(reading), reading };
        presses.take(arrival).into_iter().for_each(&mut add);
    }
    let end = arrivals.last().map_or(0, |(ms, _)| ms + 1000);
    presses.settled(Duration::from_millis(end)).into_iter().for_each(&mut add);
    meant
}

/// A key that is held: it begins to repeat after a delay, and then every so often.
fn held(key: char, from: u64, delay: u64, every: u64, times: u64) -> Vec<(u64, char)> {
    let repeats = (0..times).map(|time| (from + delay + time * every, key));
    std::iter::once((from, key)).chain(repeats).collect()
}

#[test]
fn a_held_key_is_one_press_however_soon_and_fast_it_repeats() {
    for key in ['a', ' ', '\n', 't', 'u', '1', 'n', 's', 'q'] {
        for delay in [20, 200, 250, 500, 660] {
            for every in [11, 30, 50] {
                let arrivals = held(key, 1000, delay, every, 100);
                assert_eq!(presses(&arrivals), [(key, 1000)], "{key:?} {delay} {every}");
            }
        }
    }
}

#[test]
fn a_repeat_that_comes_late_is_no_press_of_a_key_that_is_held() {
    let late = |key: char, gaps: &[u64]| {
        let mut at = 1000;
        let repeats = gaps.iter().map(|gap| {
            at += gap;
            (at, key)
        });
        presses(&std::iter::once((1000, key)).chain(repeats).collect::<Vec<_>>())
    };
    for key in ['\n', ' ', 't', 'a'] {
        assert_eq!(late(key, &[300, 35, 35, 35, 80]), [(key, 1000)]);
        assert_eq!(late(key, &[500, 30, 249, 30, 120, 200, 30]), [(key, 1000)]);
        // Let go, and pressed again: once, or twice.
        assert_eq!(late(key, &[300, 35, 35, 250]).len(), 2);
        assert_eq!(late(key, &[300, 35, 35, 800, 150]).len(), 3);
    }
    // Another key in between ends the hold.
    let other = [held('t', 0, 300, 30, 10), vec![(600, 'a'), (700, 't')]].concat();
    assert_eq!(presses(&other), [('t', 0), ('a', 600), ('t', 700)]);
}

#[test]
fn a_quick_double_press_counts_twice_at_its_times() {
    assert_eq!(presses(&[(0, 't'), (150, 't')]), [('t', 0), ('t', 150)]);
    assert_eq!(presses(&[(0, ' '), (90, ' '), (180, ' ')]).len(), 3);
    // Another key right after it says as well that it is not held.
    assert_eq!(presses(&[(0, 't'), (150, 't'), (160, 'a')]), [('t', 0), ('t', 150), ('a', 160)]);
    // Held soon after it was pressed before another.
    let other = [vec![(0, 'a'), (200, 'n')], held('a', 500, 300, 30, 10)].concat();
    assert_eq!(presses(&other), [('a', 0), ('n', 200), ('a', 500)]);
    // Pressed again soon after it was held.
    let again = [held('t', 0, 300, 30, 10), vec![(900, 't')]].concat();
    assert_eq!(presses(&again), [('t', 0), ('t', 900)]);
}

#[test]
fn what_ends_something_counts_again_a_second_after_the_last_that_did() {
    assert_eq!(presses(&[(0, 'n'), (999, 'n')]), [('n', 0)]);
    assert_eq!(presses(&[(0, 'n'), (1000, 'n')]), [('n', 0), ('n', 1000)]);
    assert_eq!(presses(&[(0, 'n'), (400, 'q'), (1300, 's'), (2300, 'q')]), [('n', 0), ('q', 2300)]);
}

#[test]
fn caps_lock_and_other_layouts_mark_by_the_place_of_the_key() {
    for (typed, key) in [
        ('A', 'a'),
        ('N', 'n'),
        ('ф', 'a'),
        ('Ф', 'a'),
        ('т', 'n'),
        ('і', 's'),
        ('ν', 'n'),
        ('Σ', 's'),
        ('ש', 'a'),
        ('ק', '\0'),
        ('ش', 'a'),
        ('ｎ', 'n'),
        ('？', '?'),
        ('\r', '\n'),
    ] {
        let meant = presses(&[(0, typed)]);
        let expected = if key == '\0' { vec![] } else { vec![(key, 0)] };
        assert_eq!(meant, expected, "{typed}");
    }
    // A place has one letter in an alphabet, and a letter one place.
    let all: Vec<char> = PLACES.iter().flat_map(|(_, others)| others.chars()).collect();
    let unique: std::collections::BTreeSet<&char> = all.iter().collect();
    assert_eq!(all.len(), unique.len());
}

#[test]
fn what_means_nothing_is_given_once_until_something_means_something() {
    let mut presses = Presses::default();
    let mut take = |ms: u64, key: char| {
        let reading = Duration::from_millis(ms);
        presses.take(Arrival { key, at: Elapsed::new(reading), reading })
    };
    assert_eq!(take(0, 'x'), [Press::Unknown { is_foreign: false }]);
    assert_eq!(take(10, 'y'), []);
    assert_eq!(take(20, 'ж'), []);
    assert_eq!(take(30, 'a'), [Press::Meant('a', Elapsed::new(Duration::from_millis(30)))]);
    assert_eq!(take(40, 'ж'), [Press::Unknown { is_foreign: true }]);
    assert_eq!(take(50, 'é'), []);
    assert_eq!(take(5000, 'n').len(), 1);
    assert_eq!(take(5100, 'n'), [Press::TooSoon('n', 'n')]);
    assert_eq!(take(5200, 'n'), []);
    assert_eq!(take(6500, 'n').len(), 1);
    assert_eq!(take(7400, 'q'), [Press::TooSoon('q', 'n')]);
}

#[test]
fn a_paste_whose_end_is_lost_is_over_after_a_while() {
    let mut presses = Presses::default();
    let at = Duration::from_secs;
    assert!(presses.paste(at(1)));
    assert!(!presses.paste(at(2)));
    assert!(!presses.paste_is_lost(at(3)));
    assert!(presses.paste_is_lost(at(4)));
    assert!(presses.paste(at(5)));
    presses.paste_ended();
    assert!(!presses.paste_is_lost(at(60)));
}
