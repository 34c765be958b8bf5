//! What is counted, in words for people.

use kwali_analysis::Unit;

use crate::Language;

/// Returns the unit of a table in words; what is no unit's name stays as it is.
pub(crate) fn unit_in_words(name: &str, language: Language) -> &str {
    match (Unit::from_name(name), name) {
        (Some(unit), _) => plural(unit, language),
        (None, "overlap_pairs") => language.choose("pairs of codings", "paren van coderingen"),
        (None, "tokens") => language.choose("words spoken (tokens)", "gesproken woorden (tokens)"),
        (None, "presence") => language
            .choose("whether a code occurs (1) or not (0)", "of een code voorkomt (1) of niet (0)"),
        (None, "participants_and_segments") => language
            .choose("participants, and segments beside them", "deelnemers, met segmenten ernaast"),
        (None, "turns_words_segments") => language.choose(
            "turns, words and segments, each in its column",
            "beurten, woorden en segmenten, elk in een eigen kolom",
        ),
        (None, "sentences") => language.choose("sentences", "zinnen"),
        (None, "hits") => language.choose("hits", "treffers"),
        (None, other) => other,
    }
}

/// Returns what a row under a table holds, in words; other texts stay as they are.
pub(crate) fn base_in_words(name: &str, language: Language) -> &str {
    match name {
        "all" => language.choose("Total", "Totaal"),
        "present" => language.choose("codes that occur", "codes die voorkomen"),
        "total" => language.choose("any code at all", "met een code, welke ook"),
        "segments_total_in_group" => {
            language.choose("segments with any code", "segmenten met een code")
        }
        "tokens_in_group" => language.choose("all words", "alle woorden"),
        "types_in_group" => language.choose("all different words", "alle verschillende woorden"),
        "documents" => language.choose("all documents", "alle documenten"),
        "participants" => language.choose("all participants", "alle deelnemers"),
        other => other,
    }
}

/// Returns the unit's word for several.
pub(crate) fn plural(unit: Unit, language: Language) -> &'static str {
    match unit {
        Unit::Segments => language.choose("segments", "segmenten"),
        Unit::DistinctSpans => language.choose("distinct spans", "verschillende passages"),
        Unit::MergedSpans => language.choose("merged spans", "samengevoegde passages"),
        Unit::Documents => language.choose("documents", "documenten"),
        Unit::Participants => language.choose("participants", "deelnemers"),
        Unit::Words => language.choose("words, each once", "woorden, elk één keer geteld"),
        Unit::Characters => language.choose("characters, each once", "tekens, elk één keer geteld"),
    }
}

/// Returns a number with the unit's word behind it: `1 document`, `3 documents`.
pub(crate) fn counted(n: u64, unit: Unit, language: Language) -> String {
    let singular = match unit {
        Unit::Segments => language.choose("segment", "segment"),
        Unit::DistinctSpans => language.choose("distinct span", "verschillende passage"),
        Unit::MergedSpans => language.choose("merged span", "samengevoegde passage"),
        Unit::Documents => language.choose("document", "document"),
        Unit::Participants => language.choose("participant", "deelnemer"),
        Unit::Words => language.choose("word", "woord"),
        Unit::Characters => language.choose("character", "teken"),
    };
    let several = match unit {
        Unit::Words => language.choose("words", "woorden"),
        Unit::Characters => language.choose("characters", "tekens"),
        _ => plural(unit, language),
    };
    format!("{} {}", language.whole(n), if n == 1 { singular } else { several })
}

/// Returns a number with the word that fits it: `1 code`, `3 codes`.
pub(crate) fn numbered(n: usize, (one, several): (&str, &str), language: Language) -> String {
    format!("{} {}", language.whole(n as u64), if n == 1 { one } else { several })
}

/// Returns the unit as the heading of a column.
pub(crate) fn heading(unit: Unit, language: Language) -> &'static str {
    match unit {
        Unit::Segments => language.choose("Segments", "Segmenten"),
        Unit::DistinctSpans => language.choose("Distinct spans", "Verschillende passages"),
        Unit::MergedSpans => language.choose("Merged spans", "Samengevoegde passages"),
        Unit::Documents => language.choose("Documents", "Documenten"),
        Unit::Participants => language.choose("Participants", "Deelnemers"),
        Unit::Words => language.choose("Words", "Woorden"),
        Unit::Characters => language.choose("Characters", "Tekens"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_read_well_in_both_languages() {
        assert_eq!(counted(1, Unit::Participants, Language::Dutch), "1 deelnemer");
        assert_eq!(counted(0, Unit::Documents, Language::English), "0 documents");
        assert_eq!(counted(148_631, Unit::Characters, Language::Dutch), "148.631 tekens");
        assert_eq!(numbered(1, ("hit", "hits"), Language::English), "1 hit");
        assert_eq!(unit_in_words("characters_union", Language::English), "characters, each once");
        assert_eq!(unit_in_words("interviews", Language::Dutch), "interviews");
    }
}
