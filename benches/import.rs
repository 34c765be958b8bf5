//! How long transcripts take into a study, without the search index.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made must not go on")]

mod generator;

use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, SamplingMode, Throughput};
use criterion::{criterion_group, criterion_main};
use generator::study::author;
use generator::transcripts::write_transcripts;
use generator::{INTERVIEWS, Size};
use kwali_study::{ImportOptions, Language, Study};

fn import(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("import");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(5));
    for interviews in INTERVIEWS {
        let folder = tempfile::tempdir().unwrap();
        let transcripts = folder.path().join("transcripts");
        write_transcripts(&transcripts, Size { interviews, words: 2_000, codings: 0 });
        let paths = [transcripts];
        let path = folder.path().join("study.kwali");
        let fresh_study = || {
            let _ = std::fs::remove_file(&path);
            Study::create(&path, "bench", &[Language::dutch()], &author()).unwrap()
        };
        group.throughput(Throughput::Elements(u64::from(interviews)));
        group.bench_function(BenchmarkId::from_parameter(interviews), |bencher| {
            bencher.iter_batched(
                fresh_study,
                |mut study| {
                    let options = ImportOptions::default();
                    study.import(&author(), &paths, &options, &mut |_, _| {}).unwrap();
                },
                BatchSize::PerIteration,
            );
        });
    }
}

criterion_group!(benches, import);
criterion_main!(benches);
