//! Documents of word processors, as a user imports them.

use crate::support::{Folder, zipped};

const NAMESPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// A Word file with a comment by Els Bos on its second paragraph, and one of nobody's on none.
fn commented() -> Vec<u8> {
    let p = |inner: &str| format!("<w:p><w:r>{inner}</w:r></w:p>");
    let words = |words: &str| p(&format!("<w:t>{words}</w:t>"));
    let document = format!(
        "<w:document {NAMESPACE}><w:body>{}{}</w:body></w:document>",
        words("I: Wat deed u?"),
        p("<w:t>R: Niets.</w:t></w:r><w:r><w:commentReference w:id=\"1\"/>")
    );
    let comments = format!(
        "<w:comments {NAMESPACE}><w:comment w:id=\"1\" w:author=\"Els Bos\" \
         w:date=\"2024-05-01T09:30:00Z\">{}{}</w:comment><w:comment w:id=\"2\">{}</w:comment></w:comments>",
        words("Nagaan."),
        words("Ook bij P2."),
        words("Goed gesprek.")
    );
    zipped(&[("word/document.xml", &document), ("word/comments.xml", &comments)])
}

#[test]
fn comments_of_a_word_file_become_memos_once() {
    let folder = Folder::with_study();
    folder.write("gesprek.docx", commented());
    let run = folder.ok(&["import", "gesprek.docx"]);
    assert!(run.stderr.contains("  gesprek.docx: 2 comments kept as memos\n"), "{run:#?}");
    let again = folder.ok(&["import", "gesprek.docx"]);
    assert!(again.stderr.contains("; 1 already there"), "{again:#?}");
    folder.ok(&["export", "--bundle", "bundel"]);
    let memos = String::from_utf8(folder.read("bundel/memos.csv")).unwrap();
    let coder = memos.lines().nth(1).and_then(|line| line.split(',').nth(2)).unwrap();
    assert_eq!(
        memos,
        format!(
            "id,attached_to,coder,created,title,text\n\
             1,document:gesprek,{coder},2024-05-01T09:30:00Z,\"Comment by Els Bos, paragraph 2\",\
             \"Nagaan.\nOok bij P2.\"\n2,document:gesprek,{coder},,Comment,Goed gesprek.\n"
        )
    );
    folder.ok(&["doctor"]);
}
