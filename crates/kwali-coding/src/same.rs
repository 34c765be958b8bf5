//! When two codings say the same.

use kwali_model::Coding;

/// True if two codings give the same code to the same span, by the same coder; weights may differ.
pub fn is_same(a: &Coding, b: &Coding) -> bool {
    (a.document, a.span, a.code, a.coder) == (b.document, b.span, b.code, b.coder)
}

#[cfg(test)]
mod tests {
    use kwali_model::{CodeId, CoderId, CodingId, DocumentId, Weight};
    use kwali_text::Text;

    use super::*;

    #[test]
    fn id_and_weight_do_not_matter() {
        let text = Text::new("een twee").unwrap();
        let coding = Coding {
            id: CodingId(1),
            document: DocumentId(1),
            span: text.span(0, 3).unwrap(),
            code: CodeId(0),
            coder: CoderId(1),
            weight: None,
        };
        assert!(is_same(&coding, &Coding { id: CodingId(2), weight: Weight::new(5), ..coding }));
        for other in [
            Coding { document: DocumentId(2), ..coding },
            Coding { span: text.span(0, 4).unwrap(), ..coding },
            Coding { code: CodeId(1), ..coding },
            Coding { coder: CoderId(2), ..coding },
        ] {
            assert!(!is_same(&coding, &other));
        }
    }
}
