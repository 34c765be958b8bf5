//! How long the search index of a coded study takes to be made anew.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made must not go on")]

mod generator;

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};
use criterion::{criterion_group, criterion_main};
use generator::study::write_study;
use generator::{INTERVIEWS, Size};
use kwali_study::Study;

fn index(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("index");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(5));
    for interviews in INTERVIEWS {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("study.kwali");
        write_study(&path, Size { interviews, words: 1_000, codings: 20 });
        let study = Study::open(&path, Duration::ZERO).unwrap();
        study.snapshot().unwrap();
        group.throughput(Throughput::Elements(u64::from(interviews)));
        group.bench_function(BenchmarkId::from_parameter(interviews), |bencher| {
            bencher.iter(|| study.rebuild_index(&mut |_, _| {}).unwrap());
        });
    }
}

criterion_group!(benches, index);
criterion_main!(benches);
