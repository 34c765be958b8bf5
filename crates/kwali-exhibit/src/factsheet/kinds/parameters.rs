//! The names of the arguments that functions take.

use super::Kind;

impl Kind {
    /// The names of its own arguments; the first may be given without its name.
    pub(in crate::factsheet) fn parameters(self) -> &'static [&'static str] {
        match self {
            Kind::Frequencies => &[
                "codes", "where", "unit", "subcodes", "level", "leaves", "percent", "sort",
                "limit", "zeros", "chart", "table",
            ],
            Kind::Crosstab => &[
                "codes", "by", "where", "unit", "subcodes", "level", "leaves", "percent", "chart",
                "table",
            ],
            Kind::Perspectives => &["codes", "by", "where", "level", "leaves", "chart", "table"],
            Kind::Cooccurrence => &[
                "codes",
                "with",
                "where",
                "measure",
                "near",
                "against_chance",
                "draws",
                "seed",
                "level",
                "leaves",
                "limit",
                "chart",
                "table",
            ],
            Kind::Matrix => &[
                "codes", "by", "where", "unit", "subcodes", "level", "leaves", "percent", "swap",
                "binary", "chart", "table",
            ],
            Kind::Configurations => &[
                "codes", "in", "where", "subcodes", "level", "leaves", "minimum", "size", "limit",
                "table",
            ],
            Kind::Similarity => &[
                "codes",
                "of",
                "where",
                "subcodes",
                "level",
                "leaves",
                "measure",
                "show",
                "most_alike",
                "limit",
                "linkage",
                "chart",
                "table",
            ],
            Kind::Saturation => &[
                "codes",
                "where",
                "level",
                "leaves",
                "themes",
                "base",
                "run",
                "threshold",
                "by",
                "order_by",
                "orders",
                "seed",
                "chart",
                "table",
            ],
            Kind::Robustness => &[
                "codes",
                "where",
                "unit",
                "subcodes",
                "level",
                "leaves",
                "top",
                "interviews",
                "chart",
                "table",
            ],
            Kind::Portrait => &[
                "documents",
                "codes",
                "where",
                "level",
                "leaves",
                "themes",
                "along",
                "scale",
                "chart",
                "table",
            ],
            Kind::Words => &[
                "where",
                "by",
                "whose",
                "stemmed",
                "stop_words",
                "per_1000",
                "at_least",
                "limit",
                "chart",
                "table",
            ],
            Kind::Variables => &["rows", "columns", "of"],
            Kind::ThemeTable => &[
                "codes", "columns", "where", "subcodes", "level", "leaves", "zeros", "heading",
                "unit", "chart", "table",
            ],
            Kind::QueryTable => &["rows", "columns", "where", "heading", "unit", "chart", "table"],
            Kind::CodeMatrix => &[
                "codes", "with", "where", "in", "unit", "subcodes", "level", "leaves", "heading",
                "chart", "table",
            ],
            Kind::SampleTable => {
                &["rows", "columns", "of", "where", "order", "participants", "chart", "table"]
            }
            Kind::Characteristics => &["variables", "where", "separator", "chart", "table"],
            Kind::NumberSummary => &["variables", "where", "table"],
            Kind::Segments => {
                &["codes", "where", "group_by", "sort", "limit", "by", "level", "leaves", "table"]
            }
            Kind::QuoteRegister => &[
                "codes",
                "where",
                "n",
                "most_words",
                "by",
                "numbered",
                "limit",
                "level",
                "leaves",
                "table",
            ],
            Kind::CodesNamed => &[
                "codes", "where", "unit", "at_least", "limit", "counts", "subcodes", "level",
                "leaves",
            ],
            Kind::Quotes => &["where", "n", "most_words", "by"],
            Kind::Quote => &["coding", "by"],
            Kind::Count => &["where", "unit", "words", "capital"],
            Kind::CountAll => &["unit", "words", "capital"],
            Kind::Percent => &["where", "unit", "of", "decimals"],
            Kind::Share => &["where", "unit", "of", "among", "capital"],
        }
    }
}
