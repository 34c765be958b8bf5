//! Small counts of people are left out of factsheets, with what they could be worked out from.

use kwali_exhibit::factsheet::verify;
use serde_json::Value;

use super::*;

/// Interviews with one person each: five residents in Utrecht and four in Gouda, four workers and
/// three peers in Utrecht. Time is named by five residents, one worker and three peers, money by two
/// residents and four workers.
fn neighbourhood() -> MarkedStudy {
    let people = [
        ("bewoner", "Utrecht", 5, "11000", "00000"),
        ("bewoner", "Gouda", 4, "1110", "1100"),
        ("werker", "Utrecht", 4, "1000", "1111"),
        ("ervaren", "Utrecht", 3, "111", "000"),
    ];
    let mut text = String::new();
    let mut number = 0;
    for (role, site, n, time, money) in people {
        for place in 0..n {
            number += 1;
            let has = |bits: &str| bits.as_bytes()[place] == b'1';
            let time =
                if has(time) { "<barrier.time>er is geen tijd</barrier.time>. " } else { "" };
            let money =
                if has(money) { "<barrier.money>of geen geld</barrier.money>. " } else { "" };
            let age = 30 + number;
            let region = if number % 8 == 1 { "zuid;noord" } else { ["noord", "oost"][number % 2] };
            text += &format!(
                "== N-{number:02} site={site} mode=alleen\n-- Mens{number} role={role} age={age} region={region}\n\
                 Mens{number}: wel eens iets. {time}{money}\n"
            );
        }
    }
    kwali_testkit::study(&text)
}

fn control(disclosure: Disclosure) -> Options {
    Options { disclosure: Some(disclosure), ..options() }
}

fn built_safely(template: &str) -> Built {
    built_with(&neighbourhood(), template, &control(Disclosure::default())).unwrap()
}

/// Compares the rows of tables and all lines that begin with the mark.
#[track_caller]
fn check(template: &str, expected: &str) {
    let markdown = built_safely(template).markdown;
    let is_told = |line: &&str| line.starts_with('|') || line.starts_with("x:");
    let lines: Vec<&str> = markdown.lines().filter(is_told).collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).collect();
    assert!(lines == expected, "built:\n{markdown}\nexpected:\n{}", expected.join("\n"));
}

const BY_ROLE: &str =
    "{{ crosstab(id=\"t\", codes=\"#barrier\", leaves=true, by=\"role\", unit=\"participants\") }}";

#[test]
fn a_small_cell_and_what_gives_it_away_are_left_out() {
    // Of time the one worker, of money the two residents; 5 and 4 would give them away.
    check(
        BY_ROLE,
        "| Code | bewoner | ervaren | werker | Totaal |
         | --- | ---: | ---: | ---: | ---: |
         | barrier.time | x | 3 | x | 9 |
         | barrier.money | x | 0 | x | 6 |
         | met een code, welke ook | 5 | 3 | 4 | 12 |
         | alle deelnemers | 9 | 3 | 4 | 16 |
         x: minder dan 3 mensen, of af te leiden uit andere aantallen",
    );
}

#[test]
fn percentages_go_with_the_counts_they_are_made_of() {
    let template = BY_ROLE.replace("unit=", "percent=\"participants\", unit=");
    check(
        &template,
        "| Code | bewoner | ervaren | werker |
         | --- | ---: | ---: | ---: |
         | barrier.time | 55,6% | 100,0% | x |
         | barrier.money | x | 0,0% | 100,0% |
         x: minder dan 3 mensen, of af te leiden uit andere aantallen",
    );
}

#[test]
fn the_same_count_is_left_out_everywhere_and_machines_get_nothing() {
    let template = format!(
        "{BY_ROLE}\n\n{{{{ count(\"#barrier.money role:bewoner\", unit=\"participants\", id=\"few\") }}}} mensen, \
         {{{{ count(\"#barrier.time role:bewoner\", unit=\"participants\", id=\"five\") }}}} mensen, \
         {{{{ percent(\"#barrier.time role:bewoner\", unit=\"participants\", id=\"share\") }}}}, \
         {{{{ count(\"#barrier.time\", unit=\"participants\") }}}} mensen"
    );
    let built = built_safely(&template);
    assert!(
        built.markdown.contains("minder dan 3 mensen, een aantal mensen, x%, 9 mensen"),
        "{}",
        built.markdown
    );
    let manifest: Value = serde_json::from_str(&built.manifest_json).unwrap();
    let exhibits = &manifest["exhibits"];
    assert_eq!(manifest["disclosure"].to_string(), "{\"least\":3}");
    assert_eq!(
        exhibits[0]["rows"].to_string(),
        "[[\"barrier.time\",null,3,null],[\"barrier.money\",null,0,4]]"
    );
    // 9 − 3 is divided between two; 4 + 0 is not told as a sum.
    assert!(built.markdown.contains("| barrier.money | x | 0 | 4 | x |"), "{}", built.markdown);
    for number in 1..4 {
        assert!(exhibits[number]["value"].is_null(), "{}", exhibits[number]);
        assert!(exhibits[number]["depends_on"]["segments"].is_null());
    }
    let five = built.html.split("id=\"five\"").nth(1).unwrap();
    assert!(five.split('<').next().unwrap().ends_with(">een aantal"), "{five}");
}

#[test]
fn interviews_and_segments_do_not_tell_how_many_people_there_are() {
    check(
        "{{ theme_table(codes=\"#barrier\", leaves=true, where=\"role:bewoner\", \
           columns=[\"participants\", \"documents\", \"segments\", {\"show\": \"by\", \"by\": \"site\"}]) }}",
        "| Thema | Deelnemers | Documenten | Segmenten | site |
         | --- | ---: | ---: | ---: | --- |
         | time | 5 | 5 | 5 | Gouda\u{a0}x; Utrecht\u{a0}x |
         | money | x | x | x | Gouda\u{a0}x |
         x: minder dan 3 mensen, of af te leiden uit andere aantallen",
    );
    // To count interviews with one person each is to count people.
    check(
        "{{ sample_table(of=\"documents\", rows=\"site\", columns=\"mode\") }}",
        "| site | alleen | Totaal |
         | --- | ---: | ---: |
         | Gouda | 4 | 4 |
         | Utrecht | 12 | 12 |
         | Totaal | 16 | 16 |",
    );
}

#[test]
fn one_table_does_not_give_away_what_another_hides() {
    // By role and site, one worker names time: in Utrecht, where all workers are.
    let by_site = BY_ROLE.replace("\"t\"", "\"s\"").replace("\"role\"", "\"site\"");
    let within = "{{ crosstab(id=\"u\", codes=\"#barrier\", leaves=true, by=\"role\", \
                  where=\"document.site:Utrecht\", unit=\"participants\") }}";
    let built = built_safely(&format!("{BY_ROLE}\n\n{by_site}\n\n{within}"));
    let rows: Vec<Vec<&str>> = built
        .markdown
        .lines()
        .filter(|line| line.starts_with("| barrier."))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert_eq!(rows.len(), 6);
    for row in &rows {
        let n_hidden = row.iter().filter(|cell| **cell == "x").count();
        assert_ne!(n_hidden, 1, "one cell follows from the others: {row:?}");
    }
    // All workers are in Utrecht; they are the same wherever they are asked for.
    assert_eq!((rows[0][3], rows[4][3]), ("x", "x"));
    // Residents who name time are 5 in one table; where they live does not tell 2 of them.
    assert_eq!((rows[0][1], rows[2][1], rows[2][2], rows[4][1]), ("5", "x", "x", "x"));
}

#[test]
fn characteristics_and_numbers_of_few_people_are_left_out() {
    check(
        "{{ characteristics(variables=[\"role\", \"region\"]) }}\n\n\
         {{ number_summary(variables=[\"age\"], where=\"role:ervaren\") }}",
        "| Kenmerk | Aantal | % | Onbekend | Som | Controle |
         | --- | ---: | ---: | ---: | ---: | --- |
         | role | 16 | 100,0% | 0 | 16 | telt op |
         | – bewoner | 9 | 56,2% |  |  |  |
         | – ervaren | 3 | 18,8% |  |  |  |
         | – werker | 4 | 25,0% |  |  |  |
         | region | 16 | 100,0% | 0 | x | x |
         | – noord | 10 | 62,5% |  |  |  |
         | – oost | 6 | 37,5% |  |  |  |
         | – zuid | x | x |  |  |  |
         x: minder dan 3 mensen, of af te leiden uit andere aantallen
         | Kenmerk | Getal | In woorden | Onbekend | Laagste | Gemiddelde | Hoogste |
         | --- | ---: | ---: | ---: | ---: | ---: | ---: |
         | age | 3 | 0 | 0 | x | 45,0 | x |
         x: minder dan 3 mensen, of af te leiden uit andere aantallen",
    );
}

#[test]
fn codes_in_a_sentence_have_no_small_number() {
    let named = |more: &str| {
        let template = format!(
            "Vooral {{{{ codes_named(codes=\"#barrier\", leaves=true, where=\"role:bewoner\"{more}) }}}}."
        );
        built_safely(&template).markdown.lines().next().unwrap().to_owned()
    };
    assert_eq!(named(""), "Vooral time (5) en money (minder dan 3).");
    // Who reaches two and is small is two: that is not said.
    assert_eq!(named(", at_least=2"), "Vooral time (5) en money (x).");
    assert_eq!(named(", counts=false"), "Vooral time en money.");
}

#[test]
fn a_chart_draws_nothing_for_what_is_left_out() {
    let template = "{{ frequencies(codes=\"#barrier\", leaves=true, where=\"role:bewoner\", unit=\"participants\", chart=true, id=\"c\") }}\n\n\
                    {{ crosstab(codes=\"#barrier\", leaves=true, by=\"role\", unit=\"participants\", chart=true, id=\"h\") }}";
    let built = built_safely(template);
    let pictures: Vec<&str> =
        built.markdown.lines().filter(|line| line.starts_with("![")).collect();
    let reason = "–: minder dan 3 mensen, of af te leiden uit andere aantallen.";
    assert!(pictures.iter().all(|picture| picture.contains(reason)), "{pictures:?}");
    assert!(pictures[0].contains("time 5; money –."), "{}", pictures[0]);
    assert!(pictures[1].contains("Ongedefinieerd: 3."), "{}", pictures[1]);
    for picture in ["wijk-charts/c.svg", "wijk-charts/h.svg"] {
        assert!(String::from_utf8_lossy(&built.files[picture]).contains("minder dan 3 mensen"));
    }
}

#[test]
fn what_was_published_is_not_compared_with_what_is_left_out() {
    let template = "{{ crosstab(codes=\"#barrier\", leaves=true, by=\"role\", unit=\"participants\", id=\"t\", \
        show_published=true, published={\"barrier.money\": {\"bewoner\": 2, \"ervaren\": 0}}) }}";
    let built = built_safely(template);
    assert!(built.markdown.contains("1 van 1 gepubliceerde getallen"), "{}", built.markdown);
    assert!(built.markdown.contains("| barrier.money | x | 0 | x | 6 | x |"), "{}", built.markdown);
    let manifest: Value = serde_json::from_str(&built.manifest_json).unwrap();
    let published = &manifest["exhibits"][0]["published"][0];
    assert!(published["computed"].is_null() && published.get("agrees").is_none(), "{published}");
}

#[test]
fn the_setting_stands_at_the_foot_and_in_the_manifest() {
    let foot = |template: &str, disclosure: Option<Disclosure>, language| {
        let options = Options { disclosure, language, ..options() };
        let built = built_with(&neighbourhood(), template, &options).unwrap();
        let manifest: Value = serde_json::from_str(&built.manifest_json).unwrap();
        let last = built.markdown.lines().last().unwrap().trim_matches('*').to_owned();
        assert!(built.html.contains(&last), "{last}");
        (last, manifest["disclosure"].to_string())
    };
    let told = |(foot, setting): (String, String), words: &str, recorded: &str| {
        assert_eq!((foot.as_str(), setting.as_str()), (words, recorded));
    };
    let (english, dutch) = (Language::English, Language::Dutch);
    told(foot("a", None, english), "Counts of fewer than 3 people are not shown.", "{\"least\":3}");
    let five = "---\ndisclosure: 5\n---\na";
    told(
        foot(five, None, dutch),
        "Aantallen van minder dan 5 mensen staan er niet bij.",
        "{\"least\":5}",
    );
    let off = "---\ndisclosure: off\n---\na";
    let said = "Disclosure control is off: small counts of people are shown.";
    told(foot(off, None, english), said, "\"off\"");
    told(
        foot(off, Some(Disclosure::AtLeast(4)), english),
        "Counts of fewer than 4 people are not shown.",
        "{\"least\":4}",
    );
    let error = built_from(&neighbourhood(), "---\ndisclosure: 1\n---\n").unwrap_err();
    assert_eq!(error.to_string(), "wijk.md:2: `1` is no setting of disclosure control");
}

#[test]
fn verify_and_trace_count_with_the_same_setting() {
    let made = neighbourhood();
    let built = built_safely(BY_ROLE);
    let verified = with_evidence(&made, |evidence| verify(&built.manifest_json, evidence)).unwrap();
    assert!(verified.holds(), "{:?}", verified.drifts);
    let cell = traced(&made, &built.manifest_json, "t", Some(("barrier.time", "werker"))).unwrap();
    assert_eq!((cell.codings.len(), cell.drift), (1, None));
}

#[test]
fn counts_that_a_template_calculates_with_are_named() {
    with_evidence(&neighbourhood(), |evidence| {
        let template = "{% if count(\"#barrier.money role:bewoner\", unit=\"participants\") > 1 %}a{% endif %}";
        let options = control(Disclosure::default());
        let factsheet = build(template, "wijk.md", evidence, &options).unwrap();
        let told = "the template calculates with 1 of the counts that are left out; what it makes of \
                    them is not checked";
        assert_eq!(factsheet.notices(), [told]);
    });
}

/// Builds with a threshold of 5: nine residents are enough, four workers and three peers are not.
fn built_for_five(template: &str) -> (String, Vec<String>, Value) {
    with_evidence(&neighbourhood(), |evidence| {
        let options = control(Disclosure::AtLeast(5));
        let factsheet = build(template, "wijk.md", evidence, &options).unwrap();
        let files = factsheet.files(Form::Markdown).unwrap();
        let manifest = factsheet.manifest_json(&files).unwrap();
        let markdown = String::from_utf8(files["wijk.md"].clone()).unwrap();
        let notices = factsheet.notices().to_vec();
        (markdown, notices, serde_json::from_str(&manifest).unwrap())
    })
}

#[test]
fn a_voice_that_few_people_share_is_not_named() {
    let (markdown, notices, manifest) =
        built_for_five("{{ quotes(\"#barrier.time\", n=9, by=\"role\") }}");
    assert_eq!(markdown.matches("> ‘er is geen tijd’").count(), 9, "{markdown}");
    assert_eq!(markdown.matches("— bewoner").count(), 5, "{markdown}");
    assert!(!markdown.contains("ervaren") && !markdown.contains("werker"), "{markdown}");
    assert_eq!(notices, Vec::<String>::new());
    assert_eq!(
        manifest["quotes"].to_string(),
        "{\"quotes\":9,\"people\":9,\"most_of_one\":1,\"voices_left_out\":4}"
    );
    // Residents are nine, those of Gouda four: the place counts too where the question names it.
    let (markdown, ..) =
        built_for_five("{{ quotes(\"#barrier.time site:Utrecht\", n=9, by=\"role\") }}");
    assert_eq!(markdown.matches("— bewoner").count(), 2, "{markdown}");
    let (markdown, ..) = built_for_five("{{ quotes(\"#barrier.time site:Gouda\", n=9) }}");
    assert!(markdown.starts_with("**Citaten**: geen."), "{markdown}");
}

#[test]
fn a_quote_picked_by_hand_stays_without_its_voice_and_is_told() {
    let coding = neighbourhood().snapshot.codings().iter().position(|coding| {
        // The first of a worker: after nine residents.
        coding.document == neighbourhood().snapshot.documents()[9].id
    });
    let id = coding.unwrap() + 1;
    let template = format!("{{{{ quote(\"{id}\", id=\"q\") }}}}");
    let (markdown, notices, _) = built_for_five(&template);
    assert!(markdown.starts_with("> ‘") && !markdown.contains("werker"), "{markdown}");
    let told = "quote `q` stands without whose voice it is: fewer than 5 people share that";
    assert_eq!(notices, [told]);
}

#[test]
fn quotes_in_tables_are_checked_as_well() {
    let (markdown, ..) = built_for_five(
        "{{ theme_table(codes=\"#barrier\", leaves=true, columns=[{\"show\": \"quote\", \"n\": 9}]) }}\n\n\
         {{ quote_register(codes=\"#barrier.time\", n=9) }}",
    );
    assert!(markdown.contains("‘er is geen tijd’ (bewoner)<br>"), "{markdown}");
    assert!(markdown.contains("‘er is geen tijd’<br>"), "{markdown}");
    assert!(!markdown.contains("ervaren") && !markdown.contains("werker"), "{markdown}");
    assert_eq!(markdown.lines().filter(|line| line.contains("| time | x | 1 |")).count(), 4);
}

#[test]
fn who_is_quoted_often_is_told_and_not_written() {
    let made = kwali_testkit::study(
        "== a\n-- Aaltje role=bewoner\nAaltje: <x>een</x>. <x>twee</x>. <x>drie</x>. <x>vier</x>.\n\
         == b\n-- Bep role=bewoner\nBep: <x>vijf</x>.\n== c\n-- Cor role=bewoner\nCor: <x>zes</x>.",
    );
    with_evidence(&made, |evidence| {
        let options = control(Disclosure::default());
        let factsheet = build("{{ quotes(\"#x\", n=6) }}", "t.md", evidence, &options).unwrap();
        assert_eq!(
            factsheet.notices(),
            ["`Aaltje` speaks in 4 of 6 quotes: more than 20% of them"]
        );
        let manifest = factsheet.manifest_json(&BTreeMap::new()).unwrap();
        assert!(manifest.contains("\"most_of_one\": 4") && !manifest.contains("Aaltje"));
    });
}

#[test]
fn tables_of_patterns_point_at_nobody() {
    let template = "{{ configurations(id=\"c\", codes=\"#barrier\", leaves=true, in=\"participant\") }}\n\n\
        {{ matrix(id=\"m\", codes=\"#barrier\", leaves=true, by=\"participant\", binary=true) }}\n\n\
        {{ share(\"#barrier.money role:bewoner\", of=\"role:bewoner\", unit=\"participants\", id=\"s\", capital=true) }} zegt het.";
    let control = control(Disclosure::AtLeast(4));
    let built = built_with(&neighbourhood(), template, &control).unwrap();
    let manifest: Value = serde_json::from_str(&built.manifest_json).unwrap();
    let exhibits = &manifest["exhibits"];
    // Four have neither, six time alone, three money alone, three both.
    let sets: Vec<String> =
        exhibits[0]["rows"].as_array().unwrap().iter().map(Value::to_string).collect();
    let expected = [
        "[\"barrier.time\",1,6,0.375,null]",
        "[\"\",0,4,0.25,null]",
        "[\"barrier.time + barrier.money\",2,null,null,null]",
        "[\"barrier.money\",1,null,null,null]",
    ];
    assert_eq!(sets, expected);
    let cells =
        exhibits[1]["rows"].as_array().unwrap().iter().flat_map(|row| row.as_array().unwrap());
    assert!(cells.filter(|cell| cell.is_number()).count() <= 2, "{}", exhibits[1]["rows"]);
    assert!(exhibits[2].get("numerator").is_none() && exhibits[2]["value"].is_null());
    assert!(built.markdown.contains("Een deel zegt het."), "{}", built.markdown);
}
