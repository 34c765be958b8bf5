//! What the words of a group in rich text are for.

/// Where the words of a group go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Destination {
    /// They are words of the document, or of a note, comment or box in it.
    Words,
    /// Names of fonts.
    Fonts,
    /// Names of styles.
    Styles,
    /// Who wrote the comment that follows.
    AsideAuthor,
    /// When a comment was written.
    AsideDate,
    /// They are no words of people.
    Nothing,
}

/// A group whose words stand by themselves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Apart {
    Footnote,
    Aside,
    Box,
    Header,
}

/// What a control word makes of its group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Opens {
    /// Its words go elsewhere.
    Elsewhere(Destination),
    /// Its words stand by themselves.
    Apart(Apart),
}

/// Returns what a control word makes of its group, if it makes it something.
pub(super) fn opened_by(word: &str) -> Option<Opens> {
    let destination = match word {
        "fonttbl" => Destination::Fonts,
        "stylesheet" => Destination::Styles,
        "atnauthor" => Destination::AsideAuthor,
        "atndate" => Destination::AsideDate,
        "footnote" => return Some(Opens::Apart(Apart::Footnote)),
        "annotation" => return Some(Opens::Apart(Apart::Aside)),
        "shptxt" | "dptxbxtext" => return Some(Opens::Apart(Apart::Box)),
        "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
        | "footerf" => return Some(Opens::Apart(Apart::Header)),
        // The words of other versions of what stands there as well.
        "shprslt" | "nonshppict" | "nonesttables" => Destination::Nothing,
        // Numbers and bullets are not typed by people.
        "listtext" | "pntext" | "pntxta" | "pntxtb" => Destination::Nothing,
        "colortbl" | "info" | "pict" | "fldinst" | "objdata" | "objclass" | "objname" | "tc"
        | "tcn" | "xe" | "rxe" | "bkmkstart" | "bkmkend" | "template" | "ftnsep" | "ftnsepc"
        | "ftncn" | "aftnsep" | "aftnsepc" | "aftncn" | "atnid" | "atnref" | "filetbl"
        | "revtbl" | "private" | "themedata" | "colorschememapping" | "datastore"
        | "latentstyles" | "sp" | "generator" | "listtable" | "listoverridetable" | "rsidtbl"
        | "xmlnstbl" => Destination::Nothing,
        _ => return None,
    };
    Some(Opens::Elsewhere(destination))
}

/// True for groups that may be ignored but have words of the document in them.
pub(super) fn is_worth_reading(word: &str) -> bool {
    matches!(word, "shpinst" | "ud" | "nesttableprops" | "cs" | "do" | "shppict")
        || opened_by(word).is_some()
}

/// Returns the characters that a control word stands for.
pub(super) fn characters(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => "\t",
        "emdash" => "—",
        "endash" => "–",
        "emspace" | "enspace" | "qmspace" => " ",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        _ => return None,
    })
}
