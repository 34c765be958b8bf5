//! Comments in the margin of a transcript, kept as memos on its document.

use kwali_model::{DocumentId, MemoTarget};
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
        None => change.add_coder(&name, None)?,
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
