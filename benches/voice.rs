//! The detector on noise: how many frames, and so how much sound, it hears in a second of one core.
//! 32 ms a frame: 1 Kelem/s is 32 times real time.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use mockround::inside::{Detector, FRAME};

fn detector(criterion: &mut Criterion) {
    let mut seed = 1_u32;
    let mut noise = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (f64::from(seed) / f64::from(u32::MAX) - 0.5) as f32 * 0.1
    };
    let frames: Vec<[f32; FRAME]> = (0..100).map(|_| std::array::from_fn(|_| noise())).collect();
    let mut group = criterion.benchmark_group("voice");
    group.throughput(Throughput::Elements(frames.len() as u64));
    let mut detector = Detector::new();
    group.bench_function("100 frames (3.2 s)", |bencher| {
        bencher.iter(|| frames.iter().map(|frame| detector.probability(frame)).sum::<f32>());
    });
    group.finish();
    criterion.bench_function("detector unpacked", |bencher| bencher.iter(Detector::new));
}

criterion_group!(benches, detector);
criterion_main!(benches);
