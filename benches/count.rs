//! How long frequencies and crosstabs take once the study is in memory.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made must not go on")]

mod generator;

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};
use criterion::{criterion_group, criterion_main};
use generator::study::kept_study;
use generator::{INTERVIEWS, Size};
use kwali_study::{CrosstabQuestion, Study, Subcodes, Unit};

fn count(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("count");
    group.sample_size(20).sampling_mode(SamplingMode::Flat);
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    for interviews in INTERVIEWS {
        let size = Size::coded(interviews);
        let study = Study::open(&kept_study(size), Duration::ZERO).unwrap();
        let counted = study.counted(None, &[]).unwrap();
        group.throughput(Throughput::Elements(size.all_codings()));
        let subcodes = Subcodes::Included;
        for (name, unit) in [("frequencies", Unit::Segments), ("frequencies-words", Unit::Words)] {
            group.bench_function(BenchmarkId::new(name, interviews), |bencher| {
                bencher.iter(|| study.frequencies(&counted, subcodes, unit).unwrap());
            });
        }
        for by in ["role", "document"] {
            group.bench_function(
                BenchmarkId::new(format!("crosstab-{by}"), interviews),
                |bencher| {
                    let by = vec![by.to_owned()];
                    let question = CrosstabQuestion { by, subcodes, ..Default::default() };
                    bencher.iter(|| study.crosstab(&counted, &question).unwrap());
                },
            );
        }
    }
}

criterion_group!(benches, count);
criterion_main!(benches);
