//! Factsheets as PDF, in a program that is built with them and in one that is not.

use crate::support::Folder;

#[cfg(not(feature = "pdf"))]
#[test]
fn a_program_without_pdf_says_how_to_get_one() {
    let folder = Folder::with_study();
    folder.write("wijk.md", "# Wijk\n");
    let args = ["factsheet", "build", "wijk.md", "--form", "html,pdf"];
    folder.fails_with(2, &args, &["built without PDF", "--features pdf", "print the HTML page"]);
    assert!(!folder.path("factsheet").exists(), "all forms are written or none");
    folder.ok(&["factsheet", "build", "wijk.md"]);
    assert!(folder.path("factsheet/wijk.html").exists());
}

#[cfg(feature = "pdf")]
mod built_in {
    use std::collections::BTreeMap;

    use kwali_transcript::ReadOptions;

    use super::*;

    /// How often each number stands in a text.
    fn numbers(text: &str) -> BTreeMap<&str, usize> {
        let mut numbers = BTreeMap::new();
        for number in text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty())
        {
            *numbers.entry(number).or_default() += 1;
        }
        numbers
    }

    /// What a page shows, in tables, in sentences and in charts.
    fn shown(page: &str) -> String {
        let mut page = page.to_owned();
        for hidden in ["style", "title", "desc"] {
            let (start, end) = (format!("<{hidden}>"), format!("</{hidden}>"));
            while let Some(from) = page.find(&start) {
                let to = page[from..].find(&end).unwrap() + from + end.len();
                page.replace_range(from..to, " ");
            }
        }
        let parts = page.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
        let text = parts.collect::<Vec<&str>>().join(" ");
        text.replace("&#39;", "’")
    }

    #[test]
    fn both_samples_have_every_number_of_the_page_in_their_pdf() {
        for sample in ["empowerment", "ervaringswerk"] {
            let folder = Folder::new();
            folder.ok(&["demo", "--sample", sample]);
            let pdf = folder.read("kwali-demo/factsheet/factsheet.pdf");
            let read = kwali_transcript::read("f.pdf", &pdf, &ReadOptions::default()).unwrap();
            let (found, html) =
                (read.transcript.text.as_str(), folder.read("kwali-demo/factsheet/factsheet.html"));
            let (found, page) = (numbers(found), shown(std::str::from_utf8(&html).unwrap()));
            let wanted = numbers(&page);
            assert!(wanted.values().sum::<usize>() > 500, "{sample}: {wanted:?}");
            let missing: Vec<_> = wanted
                .iter()
                .filter(|(number, n)| found.get(*number).copied().unwrap_or(0) < **n)
                .collect();
            assert!(missing.is_empty(), "{sample}: {missing:?}");
        }
    }
}
