//! How long a study takes to be opened and read as far as listing its codes needs.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made must not go on")]

mod generator;

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};
use criterion::{criterion_group, criterion_main};
use generator::study::kept_study;
use generator::{INTERVIEWS, Size};
use kwali_study::Study;

fn open(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("open");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(5));
    for interviews in INTERVIEWS {
        let size = Size::coded(interviews);
        let path = kept_study(size);
        group.throughput(Throughput::Elements(size.all_codings()));
        group.bench_function(BenchmarkId::from_parameter(interviews), |bencher| {
            bencher.iter(|| {
                let study = Study::open(&path, Duration::ZERO).unwrap();
                study.snapshot().unwrap().codes().len()
            });
        });
    }
}

criterion_group!(benches, open);
criterion_main!(benches);
