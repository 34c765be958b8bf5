//! Words counted, compared, and near each other.

use kwali_analysis::{
    CollocateCounter, GroupWords, Spoken, SpokenText, WordCounter, WordCounts, WordForms,
    WordGroups, WordRules, keyness,
};
use kwali_exhibit::{
    Format, Language, SpokenWords, WordNumbers, WordOptions, collocates_table, keyness_table,
    words_chart, words_table,
};
use kwali_model::Scope;
use kwali_testkit::MarkedStudy;
use kwali_text::Phrase;

use super::check;

const TALK: &str = "\
== d1\n-- Aaltje role=bewoner\n-- Carla role=werker\n\
Aaltje: Lopen is gezond, en lopen is leuk.\nCarla: Zij loopt hard.";

fn spoken_texts<'a>(made: &'a MarkedStudy) -> impl Iterator<Item = SpokenText<'a>> {
    let documents = made.snapshot.documents().iter().enumerate();
    documents.map(|(place, document)| SpokenText {
        place,
        document,
        text: &made.texts[place],
        layout: &made.layouts[place],
        within: None,
    })
}

fn counts(made: &MarkedStudy, groups: WordGroups, rules: &WordRules) -> WordCounts {
    let mut counter = WordCounter::new(groups, rules.clone());
    spoken_texts(made).for_each(|spoken| counter.add(&spoken));
    counter.finish()
}

fn by_role(made: &MarkedStudy) -> WordGroups {
    let role = made.snapshot.variable(Scope::Participant, "role").unwrap().id;
    WordGroups::new(&made.snapshot, GroupWords::ByVariable(role)).unwrap()
}

fn spoken(rules: &WordRules, language: Language) -> SpokenWords<'_> {
    SpokenWords { whose: "words of everybody", rules, language }
}

#[test]
fn words_with_their_stems_and_groups() {
    let made = kwali_testkit::study(TALK);
    let rules = WordRules { forms: WordForms::Stemmed, ..WordRules::default() };
    let counts = counts(&made, by_role(&made), &rules);
    let options = WordOptions { limit: Some(2), ..WordOptions::default() };
    let table = words_table(&counts, options, &spoken(&rules, Language::English)).unwrap();
    check(
        &table,
        Format::Plain,
        Language::English,
        "\
Words
Unit: words spoken (tokens)
Base: 10 words; 6 are counted, of 4 different words; words of everybody

Word                 Forms             Times  Per 1,000 words  Documents  bewoner  werker  (missing)
────────────────────────────────────────────────────────────────────────────────────────────────────
loop                 lopen 2, loopt 1      3           300.00          1        2       1          0
hard                 hard 1                1           100.00          1        0       1          0
all words                                 10                –          –        7       3          0
all different words                        –                –          –        5       3          0

function words of the language are left out of the rows, not of the base
forms with one stem are one word; stemmed with Snowball 3 `dutch` (Kraaij-Pohlmann)
the first 2 of 4 words are shown
",
    );
}

#[test]
fn a_rate_in_a_group_without_words_is_undefined() {
    let made = kwali_testkit::study(TALK);
    let rules = WordRules::default();
    let counts = counts(&made, by_role(&made), &rules);
    let options =
        WordOptions { numbers: WordNumbers::PerThousand, limit: Some(1), ..WordOptions::default() };
    let table = words_table(&counts, options, &spoken(&rules, Language::English)).unwrap();
    check(
        &table,
        Format::Csv,
        Language::English,
        "\
word,tokens,per_1000,documents,bewoner,werker,(missing)
lopen,2,200,1,285.7142857142857,0,
",
    );
    assert!(table.notes.iter().any(|note| note == "(missing) is undefined where the base is 0"));
}

#[test]
fn a_chart_of_words_says_what_it_counts() {
    let made = kwali_testkit::study(TALK);
    let rules = WordRules::default();
    let together = WordGroups::new(&made.snapshot, GroupWords::Together).unwrap();
    let counts = counts(&made, together, &rules);
    let options = WordOptions { at_least: 2, ..WordOptions::default() };
    let chart = words_chart(&counts, options, &spoken(&rules, Language::Dutch));
    assert_eq!(
        chart.alt_text(),
        "Staafdiagram: Woorden. Eenheid: aantal keren. Basis: 10 woorden (8 verschillende); 6 zijn \
         geteld, van 5 verschillende woorden; words of everybody. Functiewoorden van de taal staan \
         niet in de rijen, wel in de basis. lopen 2."
    );
}

#[test]
fn key_words_of_two_groups() {
    let made = kwali_testkit::study(TALK);
    let rules = WordRules::default();
    let speaker = |name: &str| Spoken::BySpeaker(name.into());
    let (first, second) = (speaker("Aaltje"), speaker("Carla"));
    let groups = WordGroups::two(&made.snapshot, (&first, "Aaltje"), Some((&second, "Carla")));
    let counts = counts(&made, groups, &rules);
    let groups = counts.groups.clone();
    let words = keyness(counts).unwrap();
    let shown = (2, None);
    let spoken = spoken(&rules, Language::English);
    let table = keyness_table(&groups, &words, &[], shown, &spoken).unwrap();
    check(
        &table,
        Format::Plain,
        Language::English,
        "\
Words of Aaltje compared with Carla
Unit: words spoken (tokens)
Base: Aaltje: 7 words; Carla: 3 words; words of everybody

Word   Aaltje  Aaltje, per 1,000  Carla  Carla, per 1,000  Log ratio  Log-likelihood
────────────────────────────────────────────────────────────────────────────────────
lopen       2             285.71      0              0.00       0.78            1.43

function words of the language are left out of the rows, not of the base
a log ratio of 1 is twice as often by Aaltje, of −1 half as often; a count of 0 is taken as 0.5 for it
",
    );
}

#[test]
fn words_near_a_word() {
    let made = kwali_testkit::study(TALK);
    let rules = WordRules::default();
    let groups = WordGroups::new(&made.snapshot, GroupWords::Together).unwrap();
    let node = Phrase::parse("lopen").unwrap();
    let mut counter = CollocateCounter::new(groups, rules.clone(), node, 3);
    spoken_texts(&made).for_each(|spoken| counter.add(&spoken));
    let found = counter.finish(1);
    let spoken = spoken(&rules, Language::English);
    let table = collocates_table(&found, "lopen", (1, Some(1)), &spoken).unwrap();
    check(
        &table,
        Format::Plain,
        Language::English,
        "\
Words near lopen
Unit: words spoken (tokens)
Base: lopen is there 3 times in 10 words; near is up to 3 words to either side in the same paragraph; words of everybody

Word    Times near  Times in all  logDice  t-score     MI
─────────────────────────────────────────────────────────
gezond           1             1    13.00    -0.80  -0.85

function words of the language are left out of the rows, not of the base
the first of 3 words is shown
",
    );
}
