use super::*;
use crate::time::Elapsed;

fn ms(at: u64) -> Elapsed {
    Elapsed::new(Duration::from_millis(at))
}

fn stretch(from: u64, to: u64) -> Stretch {
    Stretch { from: ms(from), to: ms(to) }
}

/// Cells from the beginning on, with so many beats and such levels.
fn cells(all: &[(u8, i8)], gap: Option<f64>) -> Vec<SpokenCell> {
    let mut cells = Vec::new();
    for (place, (beats, level)) in all.iter().enumerate() {
        cells.push(SpokenCell {
            from: Elapsed::ZERO + CELL * place as u32,
            beats: *beats,
            level_db: Some(*level),
            faded: 0,
            noise_gap_db: gap,
        });
    }
    cells
}

/// A minute of speech, all heard, at 4 beats a second and −20 dB.
fn minute() -> (Stretch, Vec<SpokenCell>) {
    (stretch(0, 60_000), cells(&[(6, -20); 40], Some(40.0)))
}

fn whole(speech: &[Stretch], cells: Vec<SpokenCell>) -> Spoken {
    let minute = stretch(0, 60_000);
    Delivery::new([minute], speech.iter().copied(), cells, LeastSpeech::ANSWER).within(&[minute])
}

#[test]
fn beats_are_counted_a_second_of_speech() {
    let (minute, cells) = minute();
    assert_eq!(whole(&[minute], cells.clone()).beats_per_s, Ok(4.0));
    // The same beats in half as much speech.
    let half: Vec<Stretch> = (0..20).map(|n| stretch(n * 3_000, n * 3_000 + 1_500)).collect();
    let spoken = whole(&half, cells);
    assert_eq!(spoken.beats_per_s, Ok(8.0));
    assert_eq!(spoken.speech, Some(Duration::from_secs(30)));
}

#[test]
fn pauses_stand_between_first_words_and_last() {
    let cells = minute().1;
    // 12 s and 18 s of speech, 15 s apart; 0.2 s is no pause.
    let speech = [stretch(5_000, 17_000), stretch(32_000, 40_000), stretch(40_200, 50_000)];
    let Pausing { per_min, mean_run_s } = whole(&speech, cells).pausing.unwrap();
    assert!((per_min - 60.0 / 45.0).abs() < 1e-9 && (mean_run_s - 15.0).abs() < 1e-9);
}

#[test]
fn what_was_not_heard_between_words_is_no_pause() {
    let (minute, cells) = minute();
    let heard = [stretch(0, 20_000), stretch(25_000, 60_000)];
    let speech = [stretch(0, 20_000), stretch(25_000, 40_000)];
    let spoken = Delivery::new(heard, speech, cells, LeastSpeech::ANSWER).within(&[minute]);
    assert_eq!(spoken.pausing, Ok(Pausing { per_min: 0.0, mean_run_s: 17.5 }));
}

#[test]
fn a_soft_stretch_is_7_db_below_ones_own_usual_level() {
    let with = |level: i8| {
        let (minute, mut cells) = minute();
        cells[10..14].iter_mut().for_each(|cell| cell.level_db = Some(level));
        whole(&[minute], cells).soft.unwrap()
    };
    assert_eq!(with(-27), []);
    let [soft] = with(-30)[..] else { panic!() };
    assert_eq!((soft.when, soft.softer_db), (stretch(15_000, 21_000), 10.0));
}

#[test]
fn phrases_are_counted_from_two_seconds_to_a_minute() {
    let mut cells = minute().1;
    // 0.4 s apart is one phrase.
    let speech = [
        stretch(0, 1_900),
        stretch(3_000, 4_000),
        stretch(4_400, 5_600),
        stretch(7_000, 9_000),
        stretch(10_000, 60_000),
    ];
    cells[5].faded = 1;
    assert_eq!(whole(&speech, cells).phrases, Ok(Phrases { all: 3, faded: 1 }));
}

#[test]
fn where_a_gate_closes_nothing_is_known_and_why() {
    let (minute, _) = minute();
    let with = |gap| whole(&[minute], cells(&[(6, -20); 40], gap));
    let spoken = with(Some(25.0));
    assert!(spoken.beats_per_s.is_ok() && spoken.soft.is_ok() && spoken.phrases.is_ok());
    let spoken = with(Some(24.5));
    assert!(spoken.beats_per_s.is_ok() && spoken.pausing.is_ok());
    assert_eq!(spoken.soft, Err(NotKnown::Noise(24.5)));
    assert_eq!(spoken.phrases, Err(NotKnown::Noise(24.5)));
    let spoken = with(Some(9.5));
    assert_eq!(spoken.beats_per_s, Err(NotKnown::Noise(9.5)));
    assert_eq!(spoken.pausing, Err(NotKnown::Noise(9.5)));
    assert_eq!(with(None).beats_per_s, Err(NotKnown::NoiseUnknown));
    let little = whole(&[stretch(0, 19_000)], cells(&[(6, -20); 40], Some(40.0)));
    assert_eq!(little.beats_per_s, Err(NotKnown::LittleSpeech(Duration::from_secs(20))));
    assert_eq!(little.soft, Err(NotKnown::LittleSpeech(Duration::from_secs(30))));
    // A session of an earlier version, and one that was not heard.
    assert_eq!(whole(&[minute], Vec::new()).beats_per_s, Err(NotKnown::NotHeard));
    let unheard = Delivery::new([], [], Vec::new(), LeastSpeech::ANSWER).within(&[minute]);
    assert_eq!((unheard.speech, unheard.beats_per_s), (None, Err(NotKnown::NotHeard)));
}

#[test]
fn an_answer_is_its_own_part_of_it_against_the_level_of_all() {
    let (minute, mut cells) = minute();
    cells[..10].iter_mut().for_each(|cell| (cell.beats, cell.level_db) = (9, Some(-30)));
    let all = Delivery::new([minute], [minute], cells, LeastSpeech::RECORDING);
    let first = all.within(&[stretch(0, 15_000)]);
    assert_eq!((first.beats_per_s, first.soft.map(|soft| soft.len())), (Ok(6.0), Ok(1)));
    let last = all.within(&[stretch(30_000, 60_000)]);
    assert_eq!((last.beats_per_s, last.soft), (Ok(4.0), Ok(vec![])));
}

#[test]
fn a_tempo_is_unusual_where_20_s_are_a_quarter_off_ones_own() {
    let two_minutes = stretch(0, 120_000);
    let with = |beats: u8| {
        let mut cells = cells(&[(8, -20); 80], Some(40.0));
        cells[40..54].iter_mut().for_each(|cell| cell.beats = beats);
        let all = Delivery::new([two_minutes], [two_minutes], cells, LeastSpeech::ANSWER);
        all.within(&[two_minutes]).unusual
    };
    assert_eq!(with(9), []);
    let [fast] = with(12)[..] else { panic!() };
    assert_eq!((fast.beats_per_s, fast.speech), (8.0, Duration::from_secs(21)));
    assert_eq!(fast.when, stretch(60_000, 81_000));
    assert!((fast.usual - 8.0 / 1.5).abs() < 1e-9, "{fast:?}");
    assert!(matches!(with(5)[..], [slow] if slow.beats_per_s < 4.0));
    // Too little to know one's own by.
    assert_eq!(whole(&[stretch(0, 59_000)], cells(&[(6, -20); 40], Some(40.0))).unusual, []);
}
