//! How long it takes to count which codes occur together once the study is in memory.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made must not go on")]

mod generator;

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};
use criterion::{criterion_group, criterion_main};
use generator::study::kept_study;
use generator::{INTERVIEWS, Size};
use kwali_study::{Distance, LengthUnit, PairRequest, Study};

const NEAR: Distance = Distance { number: 2, unit: LengthUnit::Paragraphs };

fn cooccurrence(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("cooccurrence");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(5));
    for interviews in INTERVIEWS {
        let size = Size::coded(interviews);
        let study = Study::open(&kept_study(size), Duration::ZERO).unwrap();
        let counted = study.counted(None, &[]).unwrap();
        group.throughput(Throughput::Elements(size.all_codings()));
        for (name, near) in [("overlap", &[][..]), ("near-2", &[NEAR])] {
            let request = PairRequest { near: near.to_vec(), ..PairRequest::default() };
            group.bench_function(BenchmarkId::new(name, interviews), |bencher| {
                bencher.iter(|| study.cooccurrence(&counted, &request).unwrap());
            });
        }
    }
}

criterion_group!(benches, cooccurrence);
criterion_main!(benches);
