//! Document names as file names, on any system, and back.
//!
//! A name becomes a file name by percent-encoding what some system refuses, in UTF-8 and with
//! upper-case digits: `/ \ : * ? " < > |`, control characters, a leading dot, the first letter of a
//! name that Windows keeps for itself (`CON`), and a `%` that two hexadecimal digits or a `~`
//! follow. A name has no white space around it. Where names of one study are equal but for case, the
//! upper-case letters of each are encoded too, so that they stay apart on a disk that knows no
//! case. A name longer than 200 bytes is cut and ends in `%~` and a digest; only `documents.csv`
//! then has the whole name.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use kwali_text::Digest;

/// The longest name of a file without `.txt`, in bytes; most disks take 255.
const MAX_BYTES: usize = 200;

/// Stands before the digest of a name that was cut.
const CUT_MARK: &str = "%~";

const REFUSED: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// Returns for each document name of one study the name of its file in `documents/`.
pub fn document_file_names(names: &[&str]) -> Vec<String> {
    let mut n_alike: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        *n_alike.entry(name.to_lowercase()).or_default() += 1;
    }
    let case = |name: &str| match n_alike.get(&name.to_lowercase()) {
        Some(2..) => Case::Encoded,
        _ => Case::Kept,
    };
    names.iter().map(|name| format!("{}.txt", stem(name, case(name)))).collect()
}

/// Returns the document's name that a file name without `.txt` stands for.
pub(crate) fn document_name(stem: &str) -> String {
    let mut name = String::new();
    let mut rest = stem;
    while let Some(place) = rest.find('%') {
        name.push_str(&rest[..place]);
        let (bytes, length) = escaped_bytes(&rest[place..]);
        match std::str::from_utf8(&bytes) {
            Ok(decoded) if length > 0 => name.push_str(decoded),
            _ => name.push_str(&rest[place..place + length.max(1)]),
        }
        rest = &rest[place + length.max(1)..];
    }
    name.push_str(rest);
    kwali_text::normalise(name.trim()).text
}

/// Compares names as people count: `2` before `10`, upper and lower case alike.
pub fn natural_order(a: &str, b: &str) -> Ordering {
    let (lower_a, lower_b) = (a.to_lowercase(), b.to_lowercase());
    let (mut rest_a, mut rest_b) = (lower_a.as_str(), lower_b.as_str());
    while !rest_a.is_empty() && !rest_b.is_empty() {
        let (part_a, part_b) = (first_part(rest_a), first_part(rest_b));
        let order = match (number(part_a), number(part_b)) {
            (Some(a), Some(b)) => (a.len(), a).cmp(&(b.len(), b)),
            _ => part_a.cmp(part_b),
        };
        if order.is_ne() {
            return order;
        }
        (rest_a, rest_b) = (&rest_a[part_a.len()..], &rest_b[part_b.len()..]);
    }
    rest_a.len().cmp(&rest_b.len()).then_with(|| a.cmp(b))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Kept,
    Encoded,
}

fn stem(name: &str, case: Case) -> String {
    let mut stem = String::new();
    for (place, char) in name.char_indices() {
        if must_be_encoded(name, place, char) || (case == Case::Encoded && is_upper(char)) {
            let mut bytes = [0; 4];
            for byte in char.encode_utf8(&mut bytes).bytes() {
                // Writing to a string cannot fail.
                let _ = write!(stem, "%{byte:02X}");
            }
        } else {
            stem.push(char);
        }
    }
    if stem.len() > MAX_BYTES { cut(&stem, name) } else { stem }
}

fn must_be_encoded(name: &str, place: usize, char: char) -> bool {
    let behind = &name.as_bytes()[place + char.len_utf8()..];
    let is_first = place == 0;
    match char {
        '%' => {
            behind.starts_with(b"~")
                || matches!(behind, [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit())
        }
        '.' => is_first,
        _ if is_first && is_reserved(name) => true,
        _ => char.is_control() || REFUSED.contains(&char),
    }
}

/// True for a name that Windows keeps for devices, whatever follows behind a dot.
fn is_reserved(name: &str) -> bool {
    let base = name.split('.').next().unwrap_or_default().trim().to_ascii_uppercase();
    let is_port = |port: &str| {
        let number = base.strip_prefix(port).unwrap_or_default();
        ["1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"].contains(&number)
    };
    ["CON", "PRN", "AUX", "NUL"].contains(&base.as_str()) || is_port("COM") || is_port("LPT")
}

fn is_upper(char: char) -> bool {
    !char.to_lowercase().eq([char])
}

fn cut(stem: &str, name: &str) -> String {
    let digest = Digest::of(name.as_bytes()).to_string();
    let mark = format!("{CUT_MARK}{}", &digest[..16]);
    let mut end = MAX_BYTES - mark.len();
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    // Not in the middle of an encoded character.
    let kept = &stem[..end];
    let kept = kept.rfind('%').filter(|place| place + 2 >= end).map_or(kept, |at| &kept[..at]);
    format!("{kept}{mark}")
}

/// The bytes that `%41%C3…` at the start of `rest` stands for, and how long it is.
fn escaped_bytes(rest: &str) -> (Vec<u8>, usize) {
    let mut bytes = Vec::new();
    for group in rest.as_bytes().chunks(3) {
        let [b'%', a, b] = group else { break };
        let digit = |byte: &u8| char::from(*byte).to_digit(16);
        let (Some(a), Some(b)) = (digit(a), digit(b)) else { break };
        bytes.push((16 * a + b) as u8);
    }
    let length = 3 * bytes.len();
    (bytes, length)
}

/// The digits at the start of `rest`, or what stands before the first digit.
fn first_part(rest: &str) -> &str {
    let starts_with_digit = rest.starts_with(|char: char| char.is_ascii_digit());
    let end = rest.find(|char: char| char.is_ascii_digit() != starts_with_digit);
    &rest[..end.unwrap_or(rest.len())]
}

/// The digits of a number without leading zeros.
fn number(part: &str) -> Option<&str> {
    part.starts_with(|char: char| char.is_ascii_digit()).then(|| part.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(names: &[&str], files: &[&str]) {
        let found = document_file_names(names);
        assert_eq!(found, files);
        for (name, file) in names.iter().zip(&found) {
            assert_eq!(document_name(file.strip_suffix(".txt").unwrap()), *name);
        }
    }

    #[test]
    fn what_a_system_refuses_is_encoded() {
        check(
            &["EIW-01", "a/b", "c:\\d", ".hidden", "één", "what?\u{7}", "nul.x", "Con", "Contact"],
            &[
                "EIW-01.txt",
                "a%2Fb.txt",
                "c%3A%5Cd.txt",
                "%2Ehidden.txt",
                "één.txt",
                "what%3F%07.txt",
                "%6Eul.x.txt",
                "%43on.txt",
                "Contact.txt",
            ],
        );
        check(
            &["100% werk", "%41", "%~", "50%"],
            &["100% werk.txt", "%2541.txt", "%25~.txt", "50%.txt"],
        );
    }

    #[test]
    fn names_equal_but_for_case_stay_apart() {
        check(
            &["Anna", "anna", "Bram", "É1", "é1"],
            &["%41nna.txt", "anna.txt", "Bram.txt", "%C3%891.txt", "é1.txt"],
        );
    }

    #[test]
    fn a_long_name_is_cut_with_a_digest() {
        let (first, second) = (format!("{}1", "é/".repeat(150)), format!("{}2", "é/".repeat(150)));
        let files = document_file_names(&[&first, &second]);
        assert!(files.iter().all(|file| file.len() <= MAX_BYTES + 4 && file.contains(CUT_MARK)));
        assert_ne!(files[0], files[1]);
    }

    #[test]
    fn a_file_name_made_by_hand_is_taken_as_it_stands() {
        for (stem, name) in [
            ("50%", "50%"),
            ("%E9", "%E9"),
            ("%zz %2", "%zz %2"),
            ("a%2fb", "a/b"),
            ("e\u{301}", "é"),
        ] {
            assert_eq!(document_name(stem), name);
        }
    }

    #[test]
    fn numbers_in_names_are_counted() {
        let mut names = ["d10", "D2", "d2b", "d02", "d1", "a", "10", "9", ""];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(names, ["", "9", "10", "a", "d1", "D2", "d02", "d2b", "d10"]);
    }

    proptest! {
        #[test]
        fn every_name_comes_back_and_no_two_files_collide(
            names in prop::collection::btree_set("[aAbBéÉ%/:.~24cCnNoO \u{1}]{1,12}", 1..6)
        ) {
            let trimmed: std::collections::BTreeSet<&str> =
                names.iter().map(|name| name.trim_matches(' ')).filter(|n| !n.is_empty()).collect();
            let names: Vec<&str> = trimmed.into_iter().collect();
            let files = document_file_names(&names);
            let mut lower: Vec<String> = files.iter().map(|file| file.to_lowercase()).collect();
            lower.sort();
            lower.dedup();
            prop_assert_eq!(lower.len(), names.len());
            for (name, file) in names.iter().zip(&files) {
                prop_assert!(!file.contains(REFUSED) && !file.starts_with('.'));
                prop_assert_eq!(&document_name(file.strip_suffix(".txt").unwrap()), name);
            }
        }

        #[test]
        fn the_natural_order_is_an_order(names in prop::collection::vec("[aA01]{0,4}", 3..=3)) {
            let [a, b, c] = [&names[0], &names[1], &names[2]];
            prop_assert_eq!(natural_order(a, b), natural_order(b, a).reverse());
            if natural_order(a, b).is_le() && natural_order(b, c).is_le() {
                prop_assert!(natural_order(a, c).is_le());
            }
            prop_assert_eq!(natural_order(a, b).is_eq(), a == b);
        }
    }
}
