//! A document that gets a corrected transcript.

use kwali_model::{Layout, LostCoding, Source};
use kwali_text::{Digest, Span, Text};

use super::*;
use crate::{NewLostCoding, NewRevision};

/// A study with one document of three codings, of which the middle one is lost in revision 2.
fn revised(bench: &Bench) -> Store {
    let mut store = bench.create();
    fill(&mut store, &kwali_testkit::study("== d\n<a>een</a> <b>twee</b> <a>drie</a>"));
    let text = Text::new("nul een drie").unwrap();
    let span = |start, end| text.span(start, end).unwrap();
    let ids: Vec<CodingId> = store.snapshot().unwrap().codings().iter().map(|c| c.id).collect();
    let places = [Some(span(4, 7)), None, Some(span(8, 12))];
    let codings: Vec<(CodingId, Option<Span>)> = ids.iter().copied().zip(places).collect();
    let layout = Layout { paragraphs: text.paragraphs(), turns: Vec::new() };
    let transcript = Transcript {
        text: text.clone(),
        layout,
        speakers: Vec::new(),
        source_map: SourceMap::default(),
    };
    let speakers = [Speaker { name: "Els".into(), is_interviewer: false, participant: None }];
    let source = Source {
        file: "d.txt".into(),
        digest: Digest::of(b"new"),
        format: "txt".into(),
        encoding: None,
    };
    let mut change = store.begin(&author()).unwrap();
    change.add_memo(&on_coding(ids[1])).unwrap();
    let document = kwali_model::DocumentId(1);
    let new = NewRevision {
        transcript: &transcript,
        speakers: &speakers,
        words: 3,
        source: &source,
        codings: &codings,
        suggestions: &[],
    };
    assert_eq!(change.revise_document(document, &new).unwrap(), 2);
    change.commit().unwrap();
    store
}

fn on_coding(coding: CodingId) -> NewMemo {
    NewMemo {
        name: None,
        target: MemoTarget::Coding(coding),
        code: None,
        coder: kwali_model::CoderId(1),
        created: None,
        title: "t".into(),
        text: "x".into(),
    }
}

fn words(store: &Store) -> Vec<String> {
    let snapshot = store.snapshot().unwrap();
    let text = store.text(snapshot.documents()[0].id).unwrap();
    snapshot.codings().iter().map(|coding| text.slice(coding.span).to_owned()).collect()
}

fn lost(store: &Store) -> Vec<LostCoding> {
    store.lost_codings(&store.snapshot().unwrap()).unwrap()
}

#[test]
fn a_corrected_document_has_new_words_and_keeps_the_old() {
    let bench = Bench::new();
    let store = revised(&bench);
    assert_eq!(words(&store), ["een", "drie"]);
    let snapshot = store.snapshot().unwrap();
    let document = &snapshot.documents()[0];
    assert_eq!((document.revision, document.words, document.chars), (2, 3, 12));
    assert_eq!(document.speakers[0].name, "Els");
    assert_eq!(store.text_of_revision(document.id, 1).unwrap().as_deref(), Some("een twee drie"));
    assert_eq!(store.layout(document.id).unwrap().paragraphs.len(), 1);
    assert_eq!(store.integrity_problems().unwrap(), [""; 0]);
    let entries = store.journal(2).unwrap();
    assert_eq!(
        (entries[0].action.as_str(), entries[1].action.as_str()),
        ("document.revise", "memo.add")
    );
    let before = entries[0].before.as_ref().unwrap();
    assert_eq!(before["codings"].to_string(), "[[1,0,3,0,3],[2,4,8,4,8],[3,9,13,9,13]]");
    assert_eq!(store.changed_since(entries[1].number).unwrap(), Some(vec![document.id]));
}

#[test]
fn a_lost_coding_is_kept_with_its_words_and_memos_and_put_back() {
    let bench = Bench::new();
    let mut store = revised(&bench);
    let [lost] = &lost(&store)[..] else { panic!("one is lost") };
    assert_eq!((lost.words.as_str(), lost.revision, lost.position), ("twee", 1, (4, 8)));
    assert_eq!(store.snapshot().unwrap().lost_codings(), 1);
    assert_eq!(store.coding_named("2").unwrap(), Some(lost.id));
    let span = store.text(lost.document).unwrap().span(0, 3).unwrap();
    let mut change = store.begin(&author()).unwrap();
    change.reattach_coding(lost, span).unwrap();
    change.commit().unwrap();
    assert_eq!(words(&store), ["nul", "een", "drie"]);
    let snapshot = store.snapshot().unwrap();
    assert_eq!((snapshot.codings()[0].id, snapshot.lost_codings()), (CodingId(2), 0));
    assert_eq!(store.memos(&snapshot).unwrap().len(), 1);
}

#[test]
fn a_lost_coding_is_removed_with_its_memos() {
    let bench = Bench::new();
    let mut store = revised(&bench);
    let mut change = store.begin(&author()).unwrap();
    assert_eq!(change.remove_coding(CodingId(2)).unwrap(), Some(1));
    assert_eq!(change.remove_coding(CodingId(2)).unwrap(), None);
    change.commit().unwrap();
    assert_eq!(lost(&store), []);
}

#[test]
fn a_lost_coding_from_outside_has_an_id_that_none_had() {
    let bench = Bench::new();
    let mut store = revised(&bench);
    let mut change = store.begin(&author()).unwrap();
    let id = change
        .add_lost_coding(&NewLostCoding {
            document: kwali_model::DocumentId(1),
            revision: 1,
            position: (0, 4),
            words: "ooit".into(),
            code: CodePath::new("a").unwrap(),
            coder: kwali_model::CoderId(1),
            weight: Weight::new(5),
            detail: CodingDetail { name: Some("k7".into()), ..CodingDetail::default() },
        })
        .unwrap();
    change.commit().unwrap();
    assert_eq!(id, CodingId(4));
    assert_eq!(store.coding_named("k7").unwrap(), Some(id));
    assert_eq!(lost(&store)[0].words, "ooit");
}
