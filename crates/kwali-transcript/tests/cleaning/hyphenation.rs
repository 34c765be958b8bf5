//! Wraps texts as printers do, to see whether they come back.

/// Whether words are cut at the end of a line, and by whose rules.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hyphens {
    None,
    Dutch,
    English,
}

/// Wraps every line of a text at a width.
pub(crate) fn wrapped(text: &str, width: usize, hyphens: Hyphens) -> String {
    let lines: Vec<String> =
        text.split('\n').map(|line| wrapped_line(line, width, hyphens)).collect();
    lines.join("\n")
}

fn wrapped_line(line: &str, width: usize, hyphens: Hyphens) -> String {
    let mut done: Vec<String> = Vec::new();
    let mut open = String::new();
    for word in line.split(' ') {
        let room =
            |open: &str| width.saturating_sub(open.chars().count() + usize::from(!open.is_empty()));
        if word.chars().count() <= room(&open) {
            if !open.is_empty() {
                open.push(' ');
            }
            open.push_str(word);
            continue;
        }
        let mut rest = word.to_owned();
        if let Some((head, tail)) = cut(word, room(&open), hyphens) {
            if !open.is_empty() {
                open.push(' ');
            }
            open.push_str(&head);
            rest = tail;
        }
        if !open.is_empty() {
            done.push(std::mem::take(&mut open));
        }
        open = rest;
    }
    done.push(open);
    done.join("\n")
}

/// Cuts a word so that its first part, with a hyphen, has at most `room` characters.
fn cut(word: &str, room: usize, hyphens: Hyphens) -> Option<(String, String)> {
    if hyphens == Hyphens::None {
        return None;
    }
    let chars: Vec<char> = word.chars().collect();
    let own =
        (2..chars.len().saturating_sub(1)).rev().filter(|&n| chars[n - 1] == '-' && n <= room);
    if let Some(n) = own.max() {
        return Some((chars[..n].iter().collect(), chars[n..].iter().collect()));
    }
    let fits = |n: &usize| *n < room && is_syllable_start(&chars, *n, hyphens);
    let n = (2..chars.len().saturating_sub(1)).rev().find(fits)?;
    let mut head: String = chars[..n].iter().collect();
    let mut tail: Vec<char> = chars[n..].to_vec();
    if hyphens == Hyphens::Dutch {
        tail[0] = without_trema(tail[0]);
        let is_diminutive =
            matches!(tail.iter().collect::<String>().trim_end_matches(['.', ',']), "tje" | "tjes");
        for doubled in ["aa", "oo", "uu"] {
            if is_diminutive && head.ends_with(doubled) {
                head.pop();
            }
        }
    }
    Some((head + "-", tail.into_iter().collect()))
}

fn without_trema(char: char) -> char {
    match char {
        'ë' => 'e',
        'ï' => 'i',
        'ö' => 'o',
        'ü' => 'u',
        char => char,
    }
}

/// True before the last consonants between two vowels that can begin a syllable, and before a trema.
fn is_syllable_start(chars: &[char], n: usize, hyphens: Hyphens) -> bool {
    let letters =
        |range: std::ops::Range<usize>| chars[range].iter().all(|char| char.is_alphabetic());
    let behind = chars[n..].iter().take_while(|char| char.is_alphabetic()).count();
    if behind < 2 || !letters(n.saturating_sub(2)..n) || !chars[..n].iter().copied().any(is_vowel) {
        return false;
    }
    if chars[n - 1].is_uppercase() || chars[n].is_uppercase() {
        return false;
    }
    if "ëïöü".contains(chars[n]) {
        return true;
    }
    let onset =
        chars[n..].iter().take_while(|char| char.is_alphabetic() && !is_vowel(**char)).count();
    let has_vowel = chars.get(n + onset).copied().is_some_and(is_vowel);
    let cluster: String = chars[n..n + onset].iter().collect();
    let before = chars[n - 1];
    let extended: String = chars[n - 1..n + onset].iter().collect();
    let can_begin = |cluster: &str| {
        let single = cluster.chars().count() == 1;
        single || ONSETS.contains(&cluster) || (hyphens == Hyphens::English && cluster == "th")
    };
    // `rij-en` has its `j` with the vowel, `ach-ter` its `ch` with the one before.
    let splits_sound = matches!(
        (before, chars[n]),
        ('i', 'j') | ('c', 'h') | ('n', 'g') | ('s', 'h') | ('t', 'h') | ('p', 'h')
    );
    has_vowel
        && onset > 0
        && !splits_sound
        && can_begin(&cluster)
        && (is_vowel(before) || !can_begin(&extended))
}

const ONSETS: [&str; 26] = [
    "bl", "br", "ch", "dr", "fl", "fr", "gl", "gr", "kl", "kn", "kr", "pl", "pr", "sch", "schr",
    "sl", "sp", "st", "str", "tr", "tw", "vl", "vr", "wr", "zw", "kw",
];

fn is_vowel(char: char) -> bool {
    "aeiouyáàäéèëêíïóöúü".contains(char)
}
