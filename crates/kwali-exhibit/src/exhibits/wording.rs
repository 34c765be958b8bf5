//! Words that several exhibits share: codes, coders, and what a count is out of.

use kwali_analysis::{PercentOf, Subcodes, Unit};
use kwali_model::{CodeId, CodingTotals, Snapshot};

use crate::units::{counted, heading};
use crate::{Colour, Column, ColumnKind, Language};

/// Returns a code's id, as machines and queries name it.
pub(crate) fn code_id(snapshot: &Snapshot, code: CodeId) -> &str {
    snapshot.codes().code(code).path.as_str()
}

/// Returns what people call a code.
pub(crate) fn code_label(snapshot: &Snapshot, code: CodeId, language: Language) -> &str {
    snapshot.codes().code(code).label_in(&language.of_words())
}

/// Returns a code's colour in charts: its own, else that of the nearest code above that has one.
pub(crate) fn code_colour(snapshot: &Snapshot, code: CodeId) -> Option<Colour> {
    let system = snapshot.codes();
    let colour = |code: CodeId| system.code(code).colour;
    let own = std::iter::once(code).chain(system.ancestors(code)).find_map(colour)?;
    let [red, green, blue] = own.0;
    Some(Colour::new(red, green, blue))
}

/// True if any of the codes is called otherwise than by its id.
pub(crate) fn have_labels(snapshot: &Snapshot, codes: &[CodeId]) -> bool {
    codes.iter().any(|&code| !snapshot.codes().code(code).label.is_empty())
}

/// Returns the column of labels; people see it where codes have any.
pub(crate) fn label_column(snapshot: &Snapshot, codes: &[CodeId], language: Language) -> Column {
    let label = language.choose("Label", "Omschrijving");
    match have_labels(snapshot, codes) {
        true => Column::new("label", label, ColumnKind::Text),
        false => Column::detail("label", label, ColumnKind::Text),
    }
}

/// Returns of each code how many of the codes above it are among these.
pub(crate) fn levels(snapshot: &Snapshot, codes: &[CodeId]) -> Vec<usize> {
    let mut is_shown = vec![false; snapshot.codes().len()];
    codes.iter().for_each(|code| is_shown[code.index()] = true);
    let above = |&code: &CodeId| {
        snapshot.codes().ancestors(code).filter(|ancestor| is_shown[ancestor.index()]).count()
    };
    codes.iter().map(above).collect()
}

/// Returns how subcodes count, as a clause.
pub(crate) fn subcodes_in_words(subcodes: Subcodes, language: Language) -> &'static str {
    match subcodes {
        Subcodes::Separate => language.choose("subcodes counted apart", "subcodes apart geteld"),
        Subcodes::Included => language
            .choose("subcodes counted with their parent", "subcodes bij hun hoofdcode geteld"),
        Subcodes::Only => language.choose("only subcodes counted", "alleen subcodes geteld"),
    }
}

/// Returns whose codings were counted, as a clause.
pub(crate) fn coders_in_words(snapshot: &Snapshot, language: Language) -> String {
    who_coded(snapshot, &snapshot.totals(), language)
}

/// Returns who made the codings of these totals, as a clause.
pub(crate) fn who_coded(snapshot: &Snapshot, totals: &CodingTotals, language: Language) -> String {
    let coders = totals.coders.iter().filter_map(|&id| snapshot.coder(id));
    let names: Vec<&str> = coders.map(|coder| coder.name.as_str()).collect();
    match names.as_slice() {
        [] => language.choose("nobody coded", "niemand codeerde").to_owned(),
        [one] => format!("{} {one}", language.choose("coder", "codeur")),
        several => {
            let several = and_list(several, language);
            format!("{} {several}", language.choose("coders", "codeurs"))
        }
    }
}

/// Returns what was counted, the size of the study and the rules of counting in words: the base of
/// a table.
///
/// A query leaves fewer segments, but not a smaller study: percentages are of all documents and
/// participants.
pub(crate) fn study_base(snapshot: &Snapshot, subcodes: Subcodes, language: Language) -> String {
    let documents = counted(snapshot.documents().len() as u64, Unit::Documents, language);
    let segments = counted(snapshot.codings().len() as u64, Unit::Segments, language);
    let participants = counted(snapshot.participants().len() as u64, Unit::Participants, language);
    let rules = subcodes_in_words(subcodes, language);
    let coders = coders_in_words(snapshot, language);
    let study = language.choose("study of", "studie van");
    format!("{segments}; {study} {documents}, {participants}; {rules}; {coders}")
}

/// Returns what 100% is in a table with columns.
pub(crate) fn percent_base(of: PercentOf, unit: Unit, language: Language) -> String {
    let units = heading(unit, language).to_lowercase();
    match of {
        PercentOf::Row => language.choose(
            format!("% of the {units} of the row in the whole study"),
            format!("% van de {units} van de rij in de hele studie"),
        ),
        PercentOf::Column => language.choose(
            format!("% of the {units} with any code in the column"),
            format!("% van de {units} met een code in de kolom"),
        ),
        PercentOf::Total => language.choose(
            format!("% of the {units} with any code in the study"),
            format!("% van de {units} met een code in de studie"),
        ),
        PercentOf::Documents => language.choose(
            "% of all documents of the column".to_owned(),
            "% van alle documenten van de kolom".to_owned(),
        ),
        PercentOf::Participants => language.choose(
            "% of all participants of the column".to_owned(),
            "% van alle deelnemers van de kolom".to_owned(),
        ),
    }
}

/// Returns how an unknown value is shown to people.
pub(crate) fn missing(language: Language) -> &'static str {
    language.choose("(missing)", "(onbekend)")
}

/// Returns the words with commas and "and": `A, B and C`.
pub(crate) fn and_list(words: &[&str], language: Language) -> String {
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => {
            format!("{} {} {last}", before.join(", "), language.choose("and", "en"))
        }
    }
}

/// Returns what a chart counts and out of what, as sentences under its title.
pub(crate) fn unit_and_base(unit: &str, base: &str, language: Language) -> String {
    fact_and_base(language.choose("Unit", "Eenheid"), unit, base, language)
}

/// The same of a chart that shows something else than a unit, which `word` tells.
pub(crate) fn fact_and_base(word: &str, fact: &str, base: &str, language: Language) -> String {
    format!("{word}: {fact}. {}: {base}.", language.choose("Base", "Basis"))
}

/// Returns the words with a capital at their beginning.
pub(crate) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
