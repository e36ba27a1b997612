use super::*;

const SECOND: usize = SAMPLE_RATE as usize;

fn device(name: &str) -> Device {
    Device {
        name: name.to_owned(),
        description: name.to_owned(),
        is_default: true,
        is_monitor: false,
    }
}

/// A feed, looked at once a second from 10 s on.
struct Looks {
    feed: Feed,
    now: u64,
}

impl Looks {
    fn new() -> Self {
        Self { feed: Feed::new(device("desk"), Duration::from_secs(10)), now: 10 }
    }

    /// The next look, which finds these samples and is told that the last of them sounds now.
    fn look(&mut self, samples: impl IntoIterator<Item = f32>) -> Vec<String> {
        self.now += 1;
        self.feed.look(Duration::from_secs(self.now));
        self.feed.samples(samples);
        self.feed.reading(Duration::from_secs(self.now));
        self.take()
    }

    fn take(&mut self) -> Vec<String> {
        let show = |update: Update| match update {
            Update::State(state) => state.to_string(),
            Update::Sound(ref chunk) | Update::Zeros(ref chunk) => {
                let zeros = if matches!(update, Update::Zeros(_)) { "zeros: " } else { "" };
                let join = if chunk.joined { "+" } else { "" };
                // The samples by their number and the time in milliseconds.
                let time = |time: Duration| (time.as_secs_f64() * 1000.0).round();
                format!(
                    "{zeros}{join}{} in {} to {}",
                    chunk.samples.len(),
                    time(chunk.from),
                    time(chunk.to)
                )
            }
        };
        self.feed.take().into_iter().map(show).collect()
    }
}

fn sound(count: usize) -> impl Iterator<Item = f32> {
    [0.1, -0.1].into_iter().cycle().take(count)
}

fn zeros(count: usize) -> impl Iterator<Item = f32> {
    // One step of 16 bits up, none, one down.
    [1.0 / 32_768.0, 0.0, -1.0 / 32_768.0].into_iter().cycle().take(count)
}

const NO_SOUND_TEXT: &str = "no sound from the microphone: muted, or not permitted";
const NO_DATA_TEXT: &str =
    "nothing comes from the microphone: suspended, or the sound server is stuck";

#[test]
fn sound_is_passed_on_at_once_with_its_time() {
    let mut looks = Looks::new();
    assert_eq!(looks.look(sound(SECOND)), ["listening to desk", "16000 in 10000 to 11000"]);
    assert_eq!(looks.look(sound(SECOND)), ["+16000 in 11000 to 12000"]);
}

#[test]
fn sound_without_a_reading_waits_for_one() {
    let mut looks = Looks::new();
    looks.now = 11;
    looks.feed.look(Duration::from_secs(11));
    // A reading before the first sample is of no use: nobody knows when it will come.
    looks.feed.reading(Duration::from_secs(5));
    looks.feed.samples(sound(SECOND));
    assert_eq!(looks.take(), [""; 0]);
    assert_eq!(looks.look(sound(SECOND)), ["listening to desk", "32000 in 10000 to 12000"]);
}

#[test]
fn where_no_reading_ever_comes_sound_has_the_time_of_its_arrival() {
    let mut looks = Looks::new();
    let mut told = Vec::new();
    for now in 11..=14 {
        looks.feed.look(Duration::from_secs(now));
        looks.feed.samples(sound(SECOND));
        told.extend(looks.take());
    }
    // Four seconds of sound came by 14 s.
    assert_eq!(told, ["listening to desk", "64000 in 10000 to 14000"]);
}

#[test]
fn two_seconds_without_data_are_unknown_until_data_returns() {
    let mut looks = Looks::new();
    looks.look(sound(SECOND));
    assert_eq!(looks.look([]), [""; 0]);
    assert_eq!(looks.look([]), [NO_DATA_TEXT]);
    assert_eq!(looks.look([]), [""; 0]);
    // 3.5 s are missing: what comes now sounded just now, whatever the count of samples says.
    assert_eq!(looks.look(sound(SECOND / 2)), ["listening to desk", "8000 in 14500 to 15000"]);
    assert_eq!(looks.look(sound(SECOND)), ["+16000 in 15000 to 16000"]);
}

#[test]
fn what_piled_up_while_the_server_was_stuck_stays_unheard() {
    let mut looks = Looks::new();
    looks.look(sound(SECOND));
    assert_eq!([looks.look([]), looks.look([]), looks.look([])].concat(), [NO_DATA_TEXT]);
    // All of the four seconds since the last sound comes at once at 15 s. At 14 s nothing had come.
    assert_eq!(looks.look(sound(4 * SECOND)), ["listening to desk", "16000 in 14000 to 15000"]);
}

#[test]
fn nothing_from_the_beginning_is_no_data() {
    let mut looks = Looks::new();
    assert_eq!(looks.look([]), [""; 0]);
    assert_eq!(looks.look([]), [NO_DATA_TEXT]);
}

#[test]
fn two_seconds_of_zeros_are_no_sound_from_the_first_of_them() {
    let mut looks = Looks::new();
    looks.look(sound(SECOND));
    // Sound for half a second, then muted.
    assert_eq!(looks.look(sound(SECOND / 2).chain(zeros(SECOND / 2))), ["+8000 in 11000 to 11500"]);
    assert_eq!(looks.look(zeros(SECOND)), [""; 0]);
    let told = looks.look(zeros(SECOND));
    assert_eq!(told, [NO_SOUND_TEXT, "zeros: +40000 in 11500 to 14000"]);
    assert_eq!(looks.look(zeros(SECOND)), ["zeros: +16000 in 14000 to 15000"]);
    // Unmuted after a quarter of a second.
    let back = zeros(SECOND / 4).chain(sound(3 * SECOND / 4));
    let told = ["zeros: +4000 in 15000 to 15250", "listening to desk", "+12000 in 15250 to 16000"];
    assert_eq!(looks.look(back), told);
}

#[test]
fn zeros_of_a_microphone_that_the_system_calls_muted_are_said_to_be() {
    let mut looks = Looks::new();
    looks.look(sound(SECOND));
    assert!(!looks.feed.may_be_muted());
    looks.look(zeros(SECOND));
    assert!(looks.feed.may_be_muted());
    looks.feed.muted(true);
    assert_eq!(looks.look(zeros(SECOND))[0], "no sound from the microphone: it is muted");
    assert_eq!(looks.look(zeros(SECOND)).len(), 1);
    // Unmuted, and nobody speaks behind its gate.
    looks.feed.muted(false);
    assert_eq!(looks.look(zeros(SECOND))[0], NO_SOUND_TEXT);
    looks.look(sound(SECOND));
    assert!(!looks.feed.may_be_muted());
}

#[test]
fn fewer_zeros_are_quiet_and_come_late() {
    let mut looks = Looks::new();
    looks.look(sound(SECOND));
    assert_eq!(looks.look(zeros(SECOND)), [""; 0]);
    // 31,999 zeros: one short of two seconds.
    assert_eq!(looks.look(zeros(SECOND - 1).chain(sound(1))), ["+32000 in 11000 to 13000"]);
}

#[test]
fn zeros_in_the_middle_of_what_comes_at_once_are_no_sound() {
    let mut looks = Looks::new();
    looks.look(sound(SECOND));
    looks.now += 3;
    let all = sound(SECOND).chain(zeros(2 * SECOND)).chain(sound(SECOND));
    let told =
        ["+16000 in 11000 to 12000", "zeros: +32000 in 12000 to 14000", "+16000 in 14000 to 15000"];
    assert_eq!(looks.look(all), told);
}

#[test]
fn two_steps_of_16_bits_are_sound() {
    let mut looks = Looks::new();
    let faint = || std::iter::repeat_n(2.0 / 32_768.0, SECOND);
    for second in 10..14 {
        let told = looks.look(faint());
        assert!(
            told.iter().any(|line| line.ends_with(&format!("to {}000", second + 1))),
            "{told:?}"
        );
    }
}

#[test]
fn zeros_that_come_back_after_a_pause_are_still_no_sound() {
    let mut looks = Looks::new();
    let told = [looks.look(zeros(SECOND)), looks.look(zeros(SECOND))].concat();
    assert_eq!(told, [NO_SOUND_TEXT, "zeros: 32000 in 10000 to 12000"]);
    assert_eq!([looks.look([]), looks.look([])].concat(), [NO_DATA_TEXT]);
    assert_eq!(looks.look(zeros(SECOND)), [NO_SOUND_TEXT, "zeros: 16000 in 14000 to 15000"]);
}

#[test]
fn samples_missing_after_an_interruption_leave_a_hole() {
    let mut looks = Looks::new();
    looks.look(sound(SECOND));
    looks.feed.interrupted();
    assert_eq!(looks.look(sound(SECOND / 4)), ["4000 in 11750 to 12000"]);
}

#[test]
fn another_device_is_named_and_the_sound_goes_on() {
    let mut looks = Looks::new();
    looks.look(sound(SECOND));
    looks.feed.device(device("headset"));
    assert_eq!(looks.look(sound(SECOND)), ["listening to headset", "+16000 in 11000 to 12000"]);
}

#[test]
fn sound_that_should_have_come_is_missed() {
    let mut looks = Looks::new();
    assert!(looks.feed.is_behind());
    looks.look(sound(SECOND));
    assert!(!looks.feed.is_behind());
    looks.feed.look(Duration::from_millis(11_300));
    assert!(!looks.feed.is_behind());
    looks.feed.look(Duration::from_millis(11_301));
    assert!(looks.feed.is_behind());
}
