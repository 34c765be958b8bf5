//! Dutch words that were cut at the end of a line.
//!
//! A cut word loses its trema (`geïnteresseerd` is cut as `ge-interesseerd`) and a diminutive its
//! doubled vowel (`omaatje`, `oma-tje`). Where vowels of the two parts would be read as one sound a
//! compound has a hyphen (`auto-ongeluk`), and other words a trema.

use super::{Cut, Joint, begins_with_one, is_former, is_vowel};

/// First parts that keep their hyphen, unless one of the beginnings follows.
const PREFIXES: [(&str, &[&str]); 8] = [
    ("niet", &["temin", "tegenstaande", "ig"]),
    ("oud", &["ste", "heid", "je", "jaar", "bakken", "oom", "tante"]),
    ("non", &["sens", "chal"]),
    ("adjunct", &[]),
    ("aspirant", &[]),
    ("collega", &[]),
    ("interim", &[]),
    ("kandidaat", &["stel"]),
];

/// What may stand before `ge` and `be` in a verb.
const BEFORE_PREFIX: [&str; 40] = [
    "", "aan", "achter", "af", "bij", "binnen", "boven", "buiten", "door", "goed", "heen", "her",
    "hoog", "in", "laag", "langs", "los", "mede", "mee", "mis", "na", "neer", "om", "on", "onder",
    "ont", "op", "over", "samen", "tegen", "terug", "toe", "tussen", "uit", "vast", "ver", "voor",
    "voort", "weg", "zelf",
];

/// Words with a trema that no rule below finds: end of the first part, beginnings of the second.
const TREMAS: [(&str, &[&str]); 10] = [
    ("co", &["effici", "exist", "ordin", "operat", "opt"]),
    ("conci", &["erg"]),
    ("hi", &["erarch"]),
    ("isra", &["el"]),
    ("na", &["ief", "iev", "ivit"]),
    ("po", &["ezie", "et"]),
    ("re", &["uni"]),
    ("sto", &["icij"]),
    ("su", &["icid"]),
    ("zo", &["olog"]),
];

/// Words with `-i` that take no plural in `-ën`: before `en` they are the first of two.
const NO_PLURAL: [&str; 9] =
    ["anti", "hifi", "mini", "multi", "semi", "ski", "taxi", "juni", "juli"];

pub(super) fn joint(cut: &Cut) -> Option<Joint> {
    let (head, tail, part) = (cut.head, cut.tail, cut.last_part());
    if tail == "en" && is_plural(cut) {
        return Some(Joint::restored(tail, 'ë'));
    }
    if cut.is_before(&["en", "of", "tot"]) {
        return Some(Joint::suspended());
    }
    let prefix = PREFIXES.iter().find(|(prefix, _)| *prefix == part);
    let is_prefix = prefix.is_some_and(|(_, others)| !begins_with_one(tail, others));
    if is_prefix || (part == "ex" && is_former(tail)) {
        return Some(Joint::hyphenated());
    }
    // `staat-ie`: no syllable begins with a vowel behind a consonant.
    if tail == "ie" && !part.ends_with(is_vowel) {
        return Some(Joint::hyphenated());
    }
    if matches!(tail, "tje" | "tjes") {
        return diminutive(head);
    }
    clash(part, tail)
}

/// True for `ideeën` and `oliën`, which are cut before `en` too; `in- en verkoop` is another thing.
fn is_plural(cut: &Cut) -> bool {
    let part = cut.last_part();
    if !part.ends_with('i') && !part.ends_with("ie") && !part.ends_with("ee") {
        return false;
    }
    let plural = Joint::restored(cut.tail, 'ë').join(cut.head, cut.tail);
    let has_ending = part.ends_with("idee") || (part.ends_with('i') && !NO_PLURAL.contains(&part));
    has_ending || cut.known.count(&plural) > 0 || !cut.is_before(&["en"])
}

/// The vowel that a cut diminutive lost: `oma-tje` is `omaatje`, `café-tje` is `cafeetje`.
fn diminutive(head: &str) -> Option<Joint> {
    let mut letters = head.chars().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    let is_digraph = matches!(
        (before, last),
        ('a' | 'e' | 'o', 'e' | 'i' | 'u') | ('i', 'e' | 'j') | ('u', 'i' | 'e')
    ) || before == last;
    match last {
        'a' | 'o' | 'u' if !is_digraph => Some(Joint::with(&last.to_string())),
        'i' if !is_digraph => Some(Joint::with("e")),
        'é' => Some(Joint { from_head: 'é'.len_utf8(), from_tail: 0, between: "ee".into() }),
        'y' if !"aeou".contains(before) => Some(Joint::with("'")),
        _ => None,
    }
}

/// What stands between two vowels that would be read as one sound; `None` for other letters.
fn clash(part: &str, tail: &str) -> Option<Joint> {
    let (last, first) = (part.chars().next_back()?, tail.chars().next()?);
    let clashes = match last {
        'a' => "aeiu",
        'e' => "eiu",
        'i' => "eij",
        'o' => "eiou",
        'u' => "iu",
        _ => "",
    };
    if !clashes.contains(first) {
        return None;
    }
    if reads_apart(part, tail) {
        return Some(Joint::whole());
    }
    let with_trema = match first {
        'e' => 'ë',
        'i' => 'ï',
        'o' => 'ö',
        'u' => 'ü',
        _ => return Some(Joint::hyphenated()),
    };
    match has_trema(part, last, tail) {
        true => Some(Joint::restored(tail, with_trema)),
        false => Some(Joint::hyphenated()),
    }
}

/// True where no trema is needed: `geuit`, `geijkt`, `officieel`, `museum`.
fn reads_apart(part: &str, tail: &str) -> bool {
    let after_prefix = is_verb_prefix(part) && begins_with_one(tail, &["ij", "ui"]);
    let after_i = part.ends_with('i') && tail.starts_with("ee") && !part.ends_with("ei");
    let is_latin = part.ends_with('e') && matches!(tail, "um" | "ums" | "us");
    after_prefix || after_i || is_latin
}

/// True where a trema was dropped at the cut: `ge-interesseerd`, `pati-ent`, `ego-isme`.
fn has_trema(part: &str, last: char, tail: &str) -> bool {
    if is_verb_prefix(part) {
        return true;
    }
    if TREMAS.iter().any(|(end, beginnings)| part == *end && begins_with_one(tail, beginnings)) {
        return true;
    }
    let is_number = (part.ends_with("twee") || part.ends_with("drie"))
        && begins_with_one(tail, &["ent", "end", "env", "enz", "enn", "ena"]);
    match last {
        'i' => is_ending_behind_i(tail),
        'e' if is_number => true,
        'e' if begins_with_one(tail, &["eel", "ele"]) => part == "re" || part.ends_with("ide"),
        'e' if part == "cre" => begins_with_one(tail, &["er", "eer"]),
        'u' if matches!(tail, "um" | "ums") => true,
        _ => begins_with_one(tail, &["isch", "isme", "ist", "ine", "iek", "iteit"]),
    }
}

/// `-en`, `-ent`, `-er` and `-et` with what is put behind them: `cliënten`, `variëren`, `Belgiër`.
fn is_ending_behind_i(tail: &str) -> bool {
    let verb = ["eren", "erend", "ering", "erden"];
    let is_entrance = begins_with_one(tail, &["entree", "enter"]);
    (tail.starts_with("ent") && !is_entrance)
        || begins_with_one(tail, &verb)
        || matches!(tail, "ens" | "er" | "ers" | "eten" | "el" | "ele" | "els")
}

fn is_verb_prefix(part: &str) -> bool {
    let before = part.strip_suffix("ge").or_else(|| part.strip_suffix("be"));
    before.is_some_and(|before| BEFORE_PREFIX.contains(&before))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn hyphens_of_dutch_words_stay() {
        check(
            "nl",
            "",
            &[
                ("niet-|westers", "niet-westers"),
                ("niet-|temin", "niettemin"),
                ("oud-|collega", "oud-collega"),
                ("oud-|ste", "oudste"),
                ("houd-|baar", "houdbaar"),
                ("ex-|man", "ex-man"),
                ("ex-|amen", "examen"),
                ("auto-|ongeluk", "auto-ongeluk"),
                ("zee-|eend", "zee-eend"),
                ("radio-|uitzending", "radio-uitzending"),
                ("mini-|jurk", "mini-jurk"),
                ("na-|apen", "na-apen"),
                ("staat-|ie", "staat-ie"),
                ("in-|en", "in- en"),
                ("zee-|en", "zee- en"),
                ("mini-|en", "mini- en"),
                ("co-|ouder", "co-ouder"),
                ("camera-|effect", "camera-effect"),
                ("garage-|eigenaar", "garage-eigenaar"),
            ],
        );
    }

    #[test]
    fn cuts_leave_no_hyphen() {
        check(
            "nl",
            "",
            &[
                ("wer-|ken", "werken"),
                ("ervarings-|deskundige", "ervaringsdeskundige"),
                ("mu-|seum", "museum"),
                ("muse-|um", "museum"),
                ("ge-|uit", "geuit"),
                ("ge-|ijkt", "geijkt"),
                ("offici-|eel", "officieel"),
                ("gekopi-|eerd", "gekopieerd"),
                ("spe-|ciaal", "speciaal"),
                ("ge-|acht", "geacht"),
                ("re-|organisatie", "reorganisatie"),
                ("kinder-|opvang", "kinderopvang"),
            ],
        );
    }

    #[test]
    fn dropped_tremas_come_back() {
        check(
            "nl",
            "theorieën en zeeën",
            &[
                ("ge-|interesseerd", "geïnteresseerd"),
                ("onge-|interesseerd", "ongeïnteresseerd"),
                ("be-|invloed", "beïnvloed"),
                ("be-|eindigd", "beëindigd"),
                ("inge-|ent", "ingeënt"),
                ("ge-|eerd", "geëerd"),
                ("ge-|uniformeerd", "geüniformeerd"),
                ("pati-|enten", "patiënten"),
                ("cli-|ent", "cliënt"),
                ("effici-|ent", "efficiënt"),
                ("co-|ordinatie", "coördinatie"),
                ("co-|operatie", "coöperatie"),
                ("re-|unie", "reünie"),
                ("conci-|erge", "conciërge"),
                ("ego-|isme", "egoïsme"),
                ("cafe-|ine", "cafeïne"),
                ("moza-|iek", "mozaïek"),
                ("idee-|en", "ideeën"),
                ("theorie-|en", "theorieën"),
                ("zee-|en", "zeeën"),
                ("koloni-|en", "koloniën"),
                ("knie-|en,", "knieën"),
                ("vari-|eren", "variëren"),
                ("vari-|eert", "varieert"),
                ("drie-|entwintig", "drieëntwintig"),
                ("vacu-|um", "vacuüm"),
                ("continu-|iteit", "continuïteit"),
                ("na-|ief", "naïef"),
                ("cre-|eren", "creëren"),
                ("re-|eel", "reëel"),
            ],
        );
    }

    #[test]
    fn diminutives_get_their_vowel_back() {
        check(
            "nl",
            "",
            &[
                ("oma-|tje", "omaatje"),
                ("auto-|tjes", "autootjes"),
                ("radio-|tje", "radiootje"),
                ("paraplu-|tje", "parapluutje"),
                ("taxi-|tje", "taxietje"),
                ("café-|tje", "cafeetje"),
                ("baby-|tje", "baby'tje"),
                ("ei-|tje", "eitje"),
                ("koe-|tje", "koetje"),
                ("knie-|tje", "knietje"),
                ("dame-|tje", "dametje"),
                ("vrouw-|tje", "vrouwtje"),
                ("zee-|tje", "zeetje"),
            ],
        );
    }
}
