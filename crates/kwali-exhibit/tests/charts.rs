//! What charts hold, whatever they look like; `examples/gallery.rs` shows them.

use kwali_exhibit::{Bar, BarChart, Chart, Colour, Error, HeatMap, Language, ValueKind};

const LONG: &str = "Onvoldoende (h)erkenning van de inzet van ervaringsdeskundigen door professionals \
                    — coördinatie, reünie & één ‘gezamenlijk’ rooster à € 5,60… <b>";

fn bar(label: &str, value: Option<f64>, level: usize) -> Bar {
    Bar { label: label.to_owned(), value, colour: None, level }
}

fn bar_chart(bars: Vec<Bar>) -> Chart {
    Chart::Bars(bars_of(bars))
}

fn bars_of(bars: Vec<Bar>) -> BarChart {
    BarChart {
        title: "Belemmeringen & kansen".to_owned(),
        subtitle: "Eenheid: segmenten. Basis: 21 interviews.".to_owned(),
        bars,
        value_label: "segmenten".to_owned(),
        kind: ValueKind::Count,
        language: Language::Dutch,
    }
}

fn heat_map(rows: &[&str], columns: &[&str], values: Vec<Vec<Option<f64>>>) -> Chart {
    Chart::Heat(cells(rows, columns, values))
}

fn cells(rows: &[&str], columns: &[&str], values: Vec<Vec<Option<f64>>>) -> HeatMap {
    HeatMap {
        title: "Codes per rol".to_owned(),
        subtitle: "Eenheid: segmenten".to_owned(),
        row_labels: rows.iter().map(|&label| label.to_owned()).collect(),
        row_levels: Vec::new(),
        column_labels: columns.iter().map(|&label| label.to_owned()).collect(),
        values,
        value_label: "segmenten".to_owned(),
        kind: ValueKind::Percent,
        has_several_bases: false,
        language: Language::Dutch,
    }
}

/// The lines of text that an SVG shows, in the order in which they are drawn.
fn texts(svg: &str) -> Vec<String> {
    let after = |part: &str| part.split_once(">\n").map(|(_, text)| text.to_owned());
    svg.split("<text ")
        .skip(1)
        .filter_map(after)
        .filter_map(|text| text.split_once("\n</text>").map(|(text, _)| text.to_owned()))
        .map(|text| text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        .collect()
}

/// Fails unless the SVG shows the text whole, over however many lines.
#[track_caller]
fn check_shown(svg: &str, text: &str) {
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    let shown: String = texts(svg).iter().map(|line| squeeze(line)).collect();
    assert!(shown.contains(&squeeze(text)), "`{text}` is not in {:?}", texts(svg));
}

#[test]
fn bar_labels_and_values_are_shown_whole() {
    let long_word = "arbeidsongeschiktheidsverzekeringsmaatschappij".repeat(3);
    let labels = ["Werkdruk", LONG, long_word.as_str(), "’s Avonds"];
    let bars = labels.iter().zip(1..).map(|(label, n)| bar(label, Some(f64::from(n * 11)), 0));
    let svg = bar_chart(bars.collect()).render_svg().unwrap();
    for label in labels {
        check_shown(&svg, label);
    }
    for value in ["11", "22", "33", "44"] {
        assert!(texts(&svg).contains(&value.to_owned()));
    }
    check_shown(&svg, "Belemmeringen & kansen");
    check_shown(&svg, "Eenheid: segmenten. Basis: 21 interviews.");
}

#[test]
fn undefined_bars_are_dashes_without_a_bar() {
    let chart = |value| bar_chart(vec![bar("a", Some(2.0), 0), bar("b", value, 1)]);
    let bars = |svg: &str| svg.matches("#0072B2").count();
    for undefined in [None, Some(f64::NAN), Some(f64::INFINITY)] {
        let svg = chart(undefined).render_svg().unwrap();
        assert!(texts(&svg).contains(&"–".to_owned()));
        assert_eq!(bars(&svg), 1);
    }
    assert_eq!(bars(&chart(Some(1.0)).render_svg().unwrap()), 2);
}

#[test]
fn too_many_bars_are_counted_at_the_foot() {
    let bars = |n: usize| (0..n).map(|n| bar(&format!("code {n}"), Some(n as f64), n % 3));
    let svg = bar_chart(bars(BarChart::MOST_BARS).collect()).render_svg().unwrap();
    assert!(!svg.contains("weggelaten"));
    check_shown(&svg, "code 299");
    let svg = bar_chart(bars(BarChart::MOST_BARS + 12).collect()).render_svg().unwrap();
    check_shown(&svg, "De eerste 300 staven staan hier; 12 zijn weggelaten.");
    assert!(!texts(&svg).contains(&"code 300".to_owned()));
}

#[test]
fn map_labels_are_shown_whole_and_undefined_cells_dashed() {
    let map = heat_map(
        &["Werkdruk", LONG],
        &["bewoner", "ervaringsdeskundige", LONG],
        vec![vec![Some(12.34), None, Some(0.0)], vec![Some(100.0), Some(50.0), Some(f64::NAN)]],
    );
    let svg = map.render_svg().unwrap();
    for label in ["Werkdruk", LONG, "bewoner", "ervaringsdeskundige", "12,3%", "100,0%", "0,0%"] {
        check_shown(&svg, label);
    }
    assert_eq!(texts(&svg).iter().filter(|text| *text == "–").count(), 3, "two cells, one legend");
}

#[test]
fn many_columns_have_upward_labels_that_are_whole() {
    let labels: Vec<_> = (0..25).map(|n| format!("{LONG} {n}")).collect();
    let labels: Vec<_> = labels.iter().map(String::as_str).collect();
    let svg = heat_map(&labels, &labels, vec![vec![Some(1.0); 25]; 25]).render_svg().unwrap();
    assert!(svg.contains("rotate(270"));
    for label in labels {
        check_shown(&svg, label);
    }
}

#[test]
fn the_diagonal_of_a_square_map_stays_blank() {
    let values = vec![vec![None, Some(3.0)], vec![Some(3.0), None]];
    let map = heat_map(&["a", "b"], &["a", "b"], values);
    assert!(!texts(&map.render_svg().unwrap()).contains(&"–".to_owned()));
    assert_eq!(
        map.alt_text(),
        "Heatmap: Codes per rol. Eenheid: segmenten. 2 rijen en 2 kolommen. Hoogste: a × b 3,0%."
    );
}

#[test]
fn very_large_maps_say_what_is_missing() {
    let labels: Vec<_> = (0..210).map(|n| format!("c{n}")).collect();
    let labels: Vec<_> = labels.iter().map(String::as_str).collect();
    let map = heat_map(&labels, &labels[..3], vec![vec![Some(1.0); 3]; 210]);
    let svg = map.render_svg().unwrap();
    check_shown(&svg, "Weggelaten uit plaatsgebrek: 10 rijen, 0 kolommen.");
    let map = heat_map(&["a"], &labels, vec![vec![Some(1000.0); 210]]);
    check_shown(&map.render_svg().unwrap(), "De cellen zijn te klein voor hun waarden");
}

#[test]
fn rows_of_a_tree_are_indented_under_bold_ones() {
    let mut map = cells(&["Werkdruk", "Rooster"], &["bewoner"], vec![vec![Some(1.0)]; 2]);
    let svg = Chart::Heat(map.clone()).render_svg().unwrap();
    map.row_levels = vec![0, 1];
    let tree = Chart::Heat(map).render_svg().unwrap();
    let bold = |svg: &str| svg.matches("font-weight=\"bold\"").count();
    assert_eq!((bold(&svg), bold(&tree)), (1, 2));
    let before = |svg: &str, label: &str| {
        let (before, _) = svg.split_once(&format!(">\n{label}\n")).unwrap();
        let (_, x) = before[before.rfind("<text ").unwrap()..].split_once(" x=\"").unwrap();
        x.split_once('"').unwrap().0.parse::<f64>().unwrap()
    };
    assert_eq!(before(&tree, "Rooster") - before(&tree, "Werkdruk"), 14.0);
}

#[test]
fn a_map_must_have_a_value_for_every_label() {
    let map = heat_map(&["a", "b"], &["c"], vec![vec![Some(1.0)], vec![]]);
    let error = map.render_svg().unwrap_err();
    assert!(matches!(error, Error::HeatMapShape { rows: 2, columns: 1, .. }));
    assert_eq!(map.render_png().unwrap_err(), error);
    map.alt_text();
}

#[test]
fn nothing_to_show_is_still_a_chart() {
    bar_chart(vec![]).render_png().unwrap();
    heat_map(&[], &[], vec![]).render_png().unwrap();
    Chart::Bars(BarChart::default()).render_svg().unwrap();
    Chart::Heat(HeatMap::default()).render_svg().unwrap();
}

#[test]
fn the_same_chart_gives_the_same_bytes() {
    let chart = bar_chart(vec![bar(LONG, Some(3.0), 0), bar("b", Some(-1.5), 1)]);
    assert_eq!(chart.render_svg(), chart.render_svg());
    assert_eq!(chart.render_png(), chart.render_png());
    let map = heat_map(&["a"], &["b", LONG], vec![vec![Some(1.0), None]]);
    assert_eq!(map.render_svg(), map.render_svg());
    assert_eq!(map.render_png(), map.render_png());
}

#[test]
fn png_files_are_twice_the_size_of_the_svg() {
    let chart = bar_chart(vec![bar("a", Some(3.0), 0)]);
    let png = chart.render_png().unwrap();
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(u32::from_be_bytes(png[16..20].try_into().unwrap()), 1600);
    assert!(chart.render_svg().unwrap().starts_with("<svg width=\"800\""));
}

#[test]
fn svg_says_what_it_shows() {
    let svg = bar_chart(vec![bar("a<b", Some(3.0), 0)]).render_svg().unwrap();
    let head: Vec<_> = svg.lines().take(3).collect();
    assert!(head[0].ends_with("role=\"img\">"), "{head:?}");
    assert_eq!(head[1], "<title>Belemmeringen &amp; kansen</title>");
    assert_eq!(
        head[2],
        "<desc>Staafdiagram: Belemmeringen &amp; kansen. Eenheid: segmenten. Basis: 21 interviews. \
         a&lt;b 3.</desc>"
    );
}

#[test]
fn control_characters_cannot_spoil_the_svg() {
    let svg = bar_chart(vec![bar("a\u{0}\u{1b}\n\u{ffff}b", Some(3.0), 0)]).render_svg().unwrap();
    assert!(svg.chars().all(|character| character == '\n' || !character.is_control()));
    check_shown(&svg, r"a\u{0}\u{1b}\n\u{ffff}b");
}

#[test]
fn alt_text_of_many_bars_names_the_extremes() {
    let mut chart =
        bars_of((0..20).map(|n| bar(&format!("c{n}"), Some(f64::from(n)), 0)).collect());
    chart.bars[3].value = None;
    chart.language = Language::English;
    assert_eq!(
        Chart::Bars(chart).alt_text(),
        "Bar chart: Belemmeringen & kansen. Eenheid: segmenten. Basis: 21 interviews. 20 bars. \
         Highest: c19 19; c18 18; c17 17; c16 16; c15 15. Lowest: c0 0. Undefined: 1."
    );
}

#[test]
fn light_colours_get_an_edge() {
    let mut chart = bars_of(vec![bar("a", Some(3.0), 0)]);
    chart.bars[0].colour = Some(Colour::WHITE);
    assert!(Chart::Bars(chart).render_svg().unwrap().contains("fill=\"#8A949E\""));
}
