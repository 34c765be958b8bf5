//! What every page of HTML begins and ends with; a page needs no other file.

use kwali_text::Digest;

use crate::Language;
use crate::visible::escape;

/// The look of pages for reading: type, headings, tables, quotes, print.
pub(crate) const READING_STYLE: &str = include_str!("page.css");

/// What stands at the end of a page.
pub(crate) const PAGE_END: &str = "</body>\n</html>\n";

/// Returns the beginning of a page, up to and with `<body>`.
pub(crate) fn page_start(language: Language, title: &str, styles: &[&str]) -> String {
    page_start_with("", language, title, styles)
}

/// Does what [`page_start`] does, with further lines in the head.
pub(crate) fn page_start_with(
    head: &str,
    language: Language,
    title: &str,
    styles: &[&str],
) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         {head}<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n",
        language.tag(),
        escape(title),
        styles.concat()
    )
}

/// Returns the line for a page's head that lets it run this script and nothing else, and fetch
/// nothing. With an empty script nothing runs.
pub(crate) fn policy(script: &str) -> String {
    let scripts = match script {
        "" => String::new(),
        script => format!("; script-src 'sha256-{}'", base64(&digest_bytes(script))),
    };
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'{scripts}\">\n"
    )
}

fn digest_bytes(text: &str) -> Vec<u8> {
    let digits = Digest::of(text.as_bytes()).to_string();
    let value = |digit: &u8| char::from(*digit).to_digit(16).unwrap_or_default() as u8;
    digits.as_bytes().chunks(2).map(|pair| pair.iter().fold(0, |n, d| 16 * n + value(d))).collect()
}

/// Returns bytes in Base64 (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut written = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, n| bits << 8 | u32::from(*three.get(n).unwrap_or(&0)));
        for letter in 0..4 {
            let sextet = bits >> (18 - 6 * letter) & 63;
            let is_used = letter <= three.len();
            written.push(if is_used { char::from(LETTERS[sextet as usize]) } else { '=' });
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        // The test vectors of RFC 4648.
        let vectors =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (text, written) in vectors {
            assert_eq!(base64(text.as_bytes()), written);
        }
    }

    #[test]
    fn the_policy_names_the_script() {
        // What `printf abc | openssl dgst -sha256 -binary | base64` gives.
        let digest = "script-src 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='";
        assert!(policy("abc").contains(digest), "{}", policy("abc"));
        assert!(!policy("").contains("script-src"));
    }
}
