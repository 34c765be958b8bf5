use std::time::Instant;
use super::*;

fn many(recorded: bool) -> f64 {
    let bench = Bench::new();
    let mut store = bench.create();
    fill(&mut store, &marked());
    let one = store.snapshot().unwrap().codings()[0];
    let new = NewCoding { document: one.document, span: one.span, code: CodePath::new("b").unwrap(), coder: one.coder, weight: None,
        detail: CodingDetail { comment: Some("x".into()), ..CodingDetail::default() } };
    let all = vec![new; 1_000_000];
    let start = Instant::now();
    let mut change = store.begin(&author()).unwrap();
    if !recorded { crate::recording::remove(&change.transaction).unwrap(); }
    change.add_codings(&all).unwrap();
    change.commit().unwrap();
    start.elapsed().as_secs_f64()
}

fn docs(recorded: bool) -> f64 {
    let bench = Bench::new();
    let mut store = bench.create();
    let marked = marked();
    let words: String = (0..300).map(|n| format!("Interviewer: En dan {n}?\nAaltje: Géén tijd hoor, echt niet, maar wel leuk om te doen {n}.\n\n")).collect();
    let big = kwali_testkit::study(&format!("== d1\n-- Interviewer\n-- Aaltje role=bewoner\n{words}"));
    let document = &big.snapshot.documents()[0];
    let _ = marked;
    let start = Instant::now();
    for batch in 0..40 {
        let mut change = store.begin(&author()).unwrap();
        if !recorded { crate::recording::remove(&change.transaction).unwrap(); }
        for n in 0..25 {
            let transcript = Transcript { text: big.texts[0].clone(), layout: big.layouts[0].clone(),
                speakers: document.speakers.iter().map(|s| (s.name.clone(), s.is_interviewer)).collect(), source_map: SourceMap::default() };
            let name = format!("d{batch}-{n}");
            let new = NewDocument { name: &name, group: None, language: "nl", transcript: &transcript, words: 5, revision: 1, source: None };
            change.add_document(&new).unwrap();
        }
        change.commit().unwrap();
    }
    start.elapsed().as_secs_f64()
}

#[test]
#[ignore]
fn ratio() {
    for _ in 0..3 {
        let (off, on) = (many(false), many(true));
        eprintln!("codings off {off:.2} on {on:.2} ratio {:.3}", on / off);
        let (off, on) = (docs(false), docs(true));
        eprintln!("documents off {off:.2} on {on:.2} ratio {:.3}", on / off);
    }
    let bench = Bench::new();
    let mut store = bench.create();
    let start = Instant::now();
    crate::recording::install(&store.conn).unwrap();
    eprintln!("install {:?}", start.elapsed());
    let mut times = Vec::new();
    for n in 0..200 {
        let start = Instant::now();
        let mut change = store.begin(&author()).unwrap();
        change.add_coder(&format!("c{n}"), None).unwrap();
        change.commit().unwrap();
        times.push(start.elapsed());
    }
    times.sort();
    eprintln!("small change median {:?}", times[100]);
    fill(&mut store, &marked());
    let one = store.snapshot().unwrap().codings()[0];
    let new = NewCoding { document: one.document, span: one.span, code: CodePath::new("b").unwrap(), coder: one.coder, weight: None,
        detail: CodingDetail { comment: Some("x".into()), ..CodingDetail::default() } };
    let mut change = store.begin(&author()).unwrap();
    change.add_codings(&vec![new.clone(); 100_000]).unwrap();
    change.commit().unwrap();
    for _ in 0..1_000 {
        let mut change = store.begin(&author()).unwrap();
        change.add_codings(&[new.clone()]).unwrap();
        change.commit().unwrap();
    }
    let start = Instant::now();
    let mut past = store.past().unwrap();
    eprintln!("copy {:?}", start.elapsed());
    let start = Instant::now();
    for _ in 0..1_000 { past.step_back().unwrap().unwrap(); }
    eprintln!("1000 steps back {:?}", start.elapsed());
    let start = Instant::now();
    past.snapshot().unwrap();
    eprintln!("snapshot {:?}", start.elapsed());
    let start = Instant::now();
    past.step_back().unwrap();
    eprintln!("step back of 10^5 {:?}", start.elapsed());
    let start = Instant::now();
    store.undo(&author(), 1001).unwrap();
    eprintln!("undo 1001 steps {:?}", start.elapsed());
    let start = Instant::now();
    store.redo(&author(), 1001).unwrap();
    eprintln!("redo 1001 steps {:?}", start.elapsed());
}
