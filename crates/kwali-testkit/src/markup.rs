//! Takes the tags out of a marked-up text.

/// A tagged passage, in bytes of the text without tags.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Mark {
    pub(crate) code: String,
    pub(crate) coder: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Returns the text without tags, and the tagged passages in the order in which they open.
///
/// Panics on a tag that is not closed: fixtures are ours.
pub(crate) fn strip(marked: &str) -> (String, Vec<Mark>) {
    let mut text = String::new();
    let mut marks: Vec<Mark> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut rest = marked;
    while let Some((before, behind)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = behind.split_once('>').expect("a tag ends with >");
        if let Some(name) = tag.strip_prefix('/') {
            let (code, coder) = code_and_coder(name);
            let is_it = |&n: &usize| marks[n].code == code && marks[n].coder == coder;
            let place = open.iter().rposition(is_it).expect("a closing tag closes an open one");
            marks[open.remove(place)].end = text.len();
        } else {
            let (code, coder) = code_and_coder(tag);
            open.push(marks.len());
            marks.push(Mark { code, coder, start: text.len(), end: text.len() });
        }
        rest = after;
    }
    text.push_str(rest);
    assert!(open.is_empty(), "every tag is closed");
    (text, marks)
}

fn code_and_coder(tag: &str) -> (String, String) {
    let (code, coder) = tag.split_once('@').unwrap_or((tag, "A"));
    (code.to_owned(), coder.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_tags_are_told_apart_by_name() {
        let (text, marks) = strip("<a>één <b@B>twee</a> drie</b@B>");
        assert_eq!(text, "één twee drie");
        let words: Vec<_> = marks
            .iter()
            .map(|m| (m.code.as_str(), m.coder.as_str(), &text[m.start..m.end]))
            .collect();
        assert_eq!(words, [("a", "A", "één twee"), ("b", "B", "twee drie")]);
    }
}
