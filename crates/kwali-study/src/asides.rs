//! Comments in the margin of a transcript, kept as memos on its document.

use std::collections::BTreeSet;

use kwali_model::{DocumentId, Memo, MemoTarget};
use kwali_store::{Author, Change, NewMemo};
use kwali_transcript::Aside;

use crate::{Error, directory};

/// Keeps each comment as a memo of whoever imports the document.
pub(crate) fn keep(
    change: &mut Change<'_>,
    author: &Author,
    document: DocumentId,
    asides: &[Aside],
) -> Result<(), Error> {
    if asides.is_empty() {
        return Ok(());
    }
    let name = directory::name(&author.who);
    let coder = match change.coder_named(&name)? {
        Some(coder) => coder,
        None => {
            directory::new_coder_name(&name)?;
            change.add_coder(&name, None)?
        }
    };
    for aside in asides {
        change.add_memo(&NewMemo {
            name: None,
            target: MemoTarget::Document(document),
            code: None,
            coder,
            created: aside.written.clone(),
            title: title(aside),
            text: aside.words.clone(),
        })?;
    }
    Ok(())
}

/// Returns the comments that no memo on the document says already: those that are new in a corrected
/// transcript.
pub(crate) fn not_kept(memos: &[Memo], document: DocumentId, asides: &[Aside]) -> Vec<Aside> {
    let on_document = memos.iter().filter(|memo| memo.target == MemoTarget::Document(document));
    let kept: BTreeSet<(&str, Option<&str>)> =
        on_document.map(|memo| (memo.text.as_str(), memo.created.as_deref())).collect();
    let is_new = |aside: &&Aside| !kept.contains(&(aside.words.as_str(), aside.written.as_deref()));
    asides.iter().filter(is_new).cloned().collect()
}

/// Says who wrote a comment and where it hangs, as far as the file tells.
fn title(aside: &Aside) -> String {
    let mut title = "Comment".to_owned();
    if let Some(author) = &aside.author {
        title.push_str(&format!(" by {author}"));
    }
    if let Some(paragraph) = aside.paragraph {
        title.push_str(&format!(", paragraph {paragraph}"));
    }
    title
}

#[cfg(test)]
mod tests {
    use kwali_model::{CoderId, MemoId};

    use super::*;

    #[test]
    fn comments_that_are_memos_of_the_document_are_not_new() {
        let aside = |words: &str| Aside {
            author: None,
            written: None,
            words: words.into(),
            ..Aside::default()
        };
        let memo = |document, text: &str| Memo {
            id: MemoId(1),
            name: None,
            target: MemoTarget::Document(DocumentId(document)),
            coder: CoderId(1),
            created: None,
            title: "Comment".into(),
            text: text.into(),
        };
        let memos = [memo(1, "navragen"), memo(2, "mooi")];
        let asides = [aside("navragen"), aside("mooi")];
        assert_eq!(not_kept(&memos, DocumentId(1), &asides), [aside("mooi")]);
    }
}
