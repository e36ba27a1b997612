//! Times that packets carry: what is lost is a hole of its length, what is wrong moves nothing.

use super::*;

/// The pages of an Ogg.
fn pages(ogg: &[u8]) -> Vec<Vec<u8>> {
    let (mut pages, mut at) = (Vec::new(), 0);
    while at < ogg.len() {
        let count = usize::from(ogg[at + 26]);
        let body: usize = ogg[at + 27..at + 27 + count].iter().map(|n| usize::from(*n)).sum();
        let end = at + 27 + count + body;
        pages.push(ogg[at..end].to_vec());
        at = end;
    }
    pages
}

/// Pages with their sums made right.
fn written(mut pages: Vec<Vec<u8>>) -> Vec<u8> {
    for page in &mut pages {
        page[22..26].fill(0);
        let sum = page.iter().fold(0_u32, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte) << 24, |sum, _| {
                sum << 1 ^ if sum >> 31 == 1 { 0x04C1_1DB7 } else { 0 }
            })
        });
        page[22..26].copy_from_slice(&sum.to_le_bytes());
    }
    pages.concat()
}

fn ends(page: &[u8]) -> i64 {
    i64::from_le_bytes(page[6..14].try_into().unwrap())
}

const OGGS: [(&str, &[&str], f64); 3] = [
    ("talk.opus", &["-c:a", "libopus"], 48_000.0),
    ("talk.ogg", &["-c:a", "libvorbis", "-ar", "48000"], 48_000.0),
    ("talk.oga", &["-c:a", "flac"], 16_000.0),
];

#[test]
fn what_stands_behind_lost_pages_is_heard_where_it_was() {
    for (name, options, rate) in OGGS {
        let short = [options, &["-page_duration", "400000"]].concat();
        let Some(whole) = converted_from(&wav(&talk().repeat(2)), name, &short) else { continue };
        // From amidst a pause to before the words behind it, and numbered anew as well.
        for numbered in [false, true] {
            let mut left = pages(&whole);
            left.retain(|page| !(11.3..12.7).contains(&(ends(page) as f64 / rate)));
            for (number, page) in left.iter_mut().enumerate().filter(|_| numbered) {
                page[18..22].copy_from_slice(&(number as u32).to_le_bytes());
            }
            let found = read(name, &written(left));
            let what = format!("{name}, numbered {numbered}: {:?}", found.voiced);
            assert!(near(found.length, 16.0, 0.1), "{what} {}", found.length);
            let third = found.voiced.iter().find(|voiced| voiced.0 > 11.0).unwrap();
            assert!(near(third.0, 13.0, 0.15) && near(third.1, 15.0, 0.15), "{what}");
            let [hole] = found.lost[..] else { panic!("{what} {:?}", found.lost) };
            assert!(near(hole.to.as_secs_f64(), 12.5, 0.5), "{what} {hole:?}");
        }
    }
}

#[test]
fn a_page_with_a_wrong_time_moves_nothing() {
    for (name, options, rate) in OGGS {
        let Some(whole) = converted(name, options) else { continue };
        for seconds in [1.5, 30.0, -1.0, 4_000.0] {
            let mut wrong = pages(&whole);
            let later = ends(&wrong[4]) + (seconds * rate) as i64;
            wrong[4][6..14].copy_from_slice(&later.to_le_bytes());
            assert_talks(&read(name, &written(wrong)), 1, &format!("{name} {seconds}"));
        }
    }
}

#[test]
fn damaged_opus_packets_last_no_longer_than_they_did() {
    let Some(whole) = converted("talk.opus", &["-c:a", "libopus"]) else { return };
    // Two frames in place of one; 126 ms of the highest kind; nothing.
    for kind in 0..3 {
        let mut damaged = pages(&whole);
        for page in &mut damaged[4..7] {
            let count = usize::from(page[26]);
            let mut at = 27 + count;
            for packet in 0..count {
                let length = usize::from(page[27 + packet]);
                if packet % 3 == 1 && length > 3 {
                    match kind {
                        0 => page[at] = page[at] & 0xF8 | 1,
                        1 => page[at..at + 2].copy_from_slice(&[0xFF, 0x3F]),
                        _ => page[at..at + length].fill(0),
                    }
                }
                at += length;
            }
        }
        let found = read("talk.opus", &written(damaged));
        assert!(near(found.length, 8.0, 0.05), "{kind}: {}", found.length);
        let last = *found.voiced.last().unwrap();
        assert!(near(last.1, 7.0, 0.15), "{kind}: {:?}", found.voiced);
    }
}

/// Where in a Matroska the times of its clusters stand, with their lengths, and those of its
/// blocks.
fn places(mkv: &[u8]) -> (Vec<(usize, usize)>, Vec<usize>) {
    let number = |at: usize| {
        let count = mkv[at].leading_zeros() as usize + 1;
        let first = u64::from(mkv[at]) & (0xFF >> count);
        let number =
            mkv[at + 1..at + count].iter().fold(first, |n, byte| n << 8 | u64::from(*byte));
        (number as usize, at + count)
    };
    let (mut clusters, mut blocks) = (Vec::new(), Vec::new());
    let mark = |at: usize| mkv[at..].starts_with(b"\x1F\x43\xB6\x75");
    let mut at = (0..mkv.len()).find(|at| mark(*at)).unwrap();
    while at + 12 < mkv.len() {
        if mark(at) {
            at = number(at + 4).1;
            continue;
        }
        let is_long = mkv[at] < 0x40;
        let (length, body) = number(at + if is_long { 4 } else { 1 });
        match mkv[at] {
            0xE7 => clusters.push((body, length)),
            0xA3 => blocks.push(body + 1),
            _ => {}
        }
        at = body + length;
    }
    (clusters, blocks)
}

#[test]
fn blocks_and_clusters_with_a_wrong_time_move_nothing() {
    let formats: [(&str, &[&str]); 4] = [
        ("talk.webm", &["-c:a", "libopus"]),
        ("talk.mkv", &["-c:a", "aac"]),
        ("pcm.mkv", &["-c:a", "pcm_s16le"]),
        ("flac.mkv", &["-c:a", "flac"]),
    ];
    for (name, options) in formats {
        let options = [options, &["-cluster_time_limit", "1000"]].concat();
        let Some(whole) = converted(name, &options) else { continue };
        let (clusters, blocks) = places(&whole);
        let last = blocks.len() - 1;
        for (block, by) in [(0, 6_000), (3, 700), (3, -700), (last / 2, 20_000), (last, 9_000)] {
            let mut wrong = whole.clone();
            let time = &mut wrong[blocks[block]..blocks[block] + 2];
            let later = i16::from_be_bytes([time[0], time[1]]) + by;
            time.copy_from_slice(&later.to_be_bytes());
            assert_talks(&read(name, &wrong), 1, &format!("{name}, {block} of {last} by {by}"));
        }
        let mut wrong = whole.clone();
        for block in &blocks[last / 3..last / 3 + 2] {
            wrong[*block..block + 2].copy_from_slice(&25_000_i16.to_be_bytes());
        }
        assert_talks(&read(name, &wrong), 1, &format!("{name}, two blocks"));
        for cluster in [clusters[2], clusters[clusters.len() - 1]] {
            let (at, length) = cluster;
            let mut wrong = whole.clone();
            // Some seconds more or less.
            wrong[at + length - 2] ^= 0x18;
            assert_talks(&read(name, &wrong), 1, &format!("{name}, cluster {cluster:?}"));
        }
    }
}
