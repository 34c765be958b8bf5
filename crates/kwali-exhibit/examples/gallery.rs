//! Draws charts of many shapes into a folder, to be looked at: `gallery FOLDER`.

use std::path::Path;

use kwali_exhibit::{
    Bar, BarArrangement, BarChart, BarGroups, BubbleMatrix, CellShape, Chart, CodeLine,
    CodeLineRow, Colour, HeatMap, Language, RangeChart, RangeRow, Ribbon, RibbonTheme, Ribbons,
    ValueKind,
};

const LABELS: [&str; 12] = [
    "Werkdruk en tijdgebrek",
    "Onvoldoende (h)erkenning van de inzet van ervaringsdeskundigen door professionals",
    "Geld",
    "Cliëntparticipatie bij de beoordeling van ondersteuningsaanvragen in de wijk",
    "’s Avonds en in het weekend bereikbaar zijn",
    "Vertrouwen tussen bewoner en sociaal werker",
    "Vrijwilligersvergoeding (€ 5,60 per uur) en de gevolgen daarvan voor de uitkering…",
    "Organisatie",
    "Gelijkwaardigheid, coördinatie en reünie: naïef geëxperimenteer met één gezamenlijk rooster",
    "Terugval",
    "Overdracht van taken aan bewonersinitiatieven",
    "Arbeidsongeschiktheidsverzekeringsmaatschappij",
];

fn label(number: usize) -> String {
    let text = LABELS[number % LABELS.len()];
    if number < LABELS.len() { text.to_owned() } else { format!("{text} ({number})") }
}

/// A number that looks arbitrary and is always the same.
fn arbitrary(number: usize, below: usize) -> usize {
    (number * 7919 + 104_729) * (number + 31) % 1009 % below
}

fn bars(n: usize, tree: bool) -> BarChart {
    let bar = |number: usize| Bar {
        label: label(number),
        value: (number % 13 != 7).then(|| arbitrary(number, 97) as f64),
        colour: None,
        level: if tree { [0, 1, 2, 1][number % 4] } else { 0 },
    };
    BarChart {
        title: "Belemmeringen voor de inzet van ervaringsdeskundigen".to_owned(),
        subtitle: "Eenheid: gecodeerde segmenten. Basis: 1.204 segmenten in 21 interviews."
            .to_owned(),
        bars: (0..n).map(bar).collect(),
        value_label: "segmenten".to_owned(),
        kind: ValueKind::Count,
        language: Language::Dutch,
    }
}

fn small_bars() -> BarChart {
    let bar = |label: &str, value: f64, colour: usize| Bar {
        label: label.to_owned(),
        value: Some(value),
        colour: Some(Colour::categorical(colour)),
        level: 0,
    };
    BarChart {
        bars: vec![
            bar("bewoner", 58.333, 0),
            bar("ervaringsdeskundige", 25.0, 1),
            bar("sociaal werker", 16.667, 6),
        ],
        value_label: "% van de segmenten".to_owned(),
        kind: ValueKind::Percent,
        ..bars(0, false)
    }
}

fn negative_bars() -> BarChart {
    let mut chart = small_bars();
    chart.bars[1].value = Some(-20.5);
    chart.bars[2].value = None;
    chart.kind = ValueKind::Number;
    chart.value_label = "phi".to_owned();
    chart.language = Language::English;
    chart
}

fn map(n_rows: usize, n_columns: usize, kind: ValueKind) -> HeatMap {
    let value = |row: usize, column: usize| {
        let number = arbitrary(row * 31 + column, 100) as f64;
        (number as usize % 17 != 3).then_some(match kind {
            ValueKind::Count => number,
            ValueKind::Number | ValueKind::Coefficient => number / 101.0,
            ValueKind::Percent => number / 1.01,
        })
    };
    HeatMap {
        title: "Codes per perspectief van de spreker".to_owned(),
        subtitle:
            "Eenheid: gecodeerde segmenten. Basis: alle segmenten van sprekers met bekende rol."
                .to_owned(),
        row_labels: (0..n_rows).map(label).collect(),
        row_levels: if kind == ValueKind::Percent { vec![0, 1, 1, 2, 0] } else { Vec::new() },
        has_several_bases: false,
        column_labels: (3..3 + n_columns).map(label).collect(),
        values: (0..n_rows)
            .map(|row| (0..n_columns).map(|column| value(row, column)).collect())
            .collect(),
        value_label: "segmenten".to_owned(),
        kind,
        language: Language::Dutch,
    }
}

fn roles() -> HeatMap {
    let roles = ["bewoner", "ervaringsdeskundige", "sociaal werker", "coördinator"];
    HeatMap { column_labels: roles.map(str::to_owned).to_vec(), ..map(5, 4, ValueKind::Count) }
}

fn co_occurrence(n: usize) -> HeatMap {
    let mut map = map(n, n, ValueKind::Count);
    map.title = "Welke codes samen voorkomen".to_owned();
    map.column_labels = map.row_labels.clone();
    for row in 0..n {
        map.values[row][row] = None;
        for column in 0..row {
            map.values[row][column] = map.values[column][row];
        }
    }
    map
}

fn codeline(n: usize) -> CodeLine {
    let row = |number: usize| CodeLineRow {
        label: label(number),
        colour: Some(Colour::categorical(number)),
        marks: (0..number % 5)
            .map(|mark| arbitrary(number + 7 * mark, 240) as f64)
            .map(|from| (from, from + 3.0))
            .collect(),
    };
    CodeLine {
        title: "Codes langs de tekst van EIW-01".to_owned(),
        subtitle: "Eenheid: segmenten. Basis: 243 alinea’s.".to_owned(),
        rows: (0..n).map(row).collect(),
        end: 243.0,
        position_label: "alinea’s".to_owned(),
        language: Language::Dutch,
    }
}

fn ribbons(n: usize, cells: CellShape) -> Ribbons {
    let theme = |number| RibbonTheme { label: label(number), colour: Colour::categorical(number) };
    let cell = |number: usize| match arbitrary(number / 3, 4) {
        0 => Vec::new(),
        1 => vec![arbitrary(number / 3, 8), 7],
        _ => vec![arbitrary(number / 3, 7)],
    };
    let ribbon = |number: usize| Ribbon {
        label: label(number),
        length: if cells == CellShape::Band { 1.0 / (1 + number % 3) as f64 } else { 1.0 },
        cells: (0..40).map(|at| cell(40 * number + at)).collect(),
    };
    Ribbons {
        title: "Codes langs de tekst".to_owned(),
        subtitle: "Eenheid: segmenten, codes bovenaan de boom.".to_owned(),
        themes: (0..8).map(theme).collect(),
        ribbons: (0..n).map(ribbon).collect(),
        cells,
        said: "Een vakje is 6,6 tekens.".to_owned(),
        language: Language::Dutch,
    }
}

fn ranges(n: usize) -> RangeChart {
    let row = |number: usize| {
        let rank = (number + 1) as f64;
        let (better, worse) = (arbitrary(number, 4) as f64, arbitrary(number + 1, 9) as f64);
        RangeRow { label: label(number), range: (rank - better, rank, rank + worse), colour: None }
    };
    RangeChart {
        title: "Rangorde van codes, met alle interviews en zonder elk ervan".to_owned(),
        subtitle: "Eenheid: segmenten. Stip: de rang met alle interviews.".to_owned(),
        rows: (0..n).map(row).collect(),
        value_label: "rang".to_owned(),
        kind: ValueKind::Count,
        language: Language::Dutch,
    }
}

/// Every kind of chart that has rows, with so many.
fn of_rows(n: usize) -> Vec<(String, Chart)> {
    let cells = || map(n, 5, ValueKind::Count);
    let groups = |arrangement| Chart::BarGroups(BarGroups { cells: cells(), arrangement });
    let charts = [
        ("bars", Chart::Bars(bars(n, true))),
        ("heat-map", Chart::Heat(cells())),
        ("bubbles", Chart::Bubbles(BubbleMatrix { cells: cells() })),
        ("grouped", groups(BarArrangement::Grouped)),
        ("stacked", groups(BarArrangement::Stacked)),
        ("stacked-percent", groups(BarArrangement::StackedPercent)),
        ("codeline", Chart::CodeLine(codeline(n))),
        ("portrait", Chart::Ribbons(ribbons(n, CellShape::Square { across: 40 }))),
        ("comparison", Chart::Ribbons(ribbons(n, CellShape::Band))),
        ("ranges", Chart::Ranges(ranges(n))),
    ];
    charts.map(|(name, chart)| (format!("{n}-{name}"), chart)).into()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder to write to")?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let single = [
        ("bars-3", Chart::Bars(small_bars())),
        ("bars-negative", Chart::Bars(negative_bars())),
        ("bars-340", Chart::Bars(bars(340, false))),
        ("map-5x4", Chart::Heat(roles())),
        ("map-5x4-long", Chart::Heat(map(5, 4, ValueKind::Percent))),
        ("map-30x8", Chart::Heat(map(30, 8, ValueKind::Percent))),
        ("map-25x25", Chart::Heat(co_occurrence(25))),
        ("map-25x25-numbers", Chart::Heat(map(25, 25, ValueKind::Number))),
        ("map-160x160", Chart::Heat(co_occurrence(160))),
        ("bubbles-60x60", Chart::Bubbles(BubbleMatrix { cells: co_occurrence(60) })),
        ("map-1x1", Chart::Heat(map(1, 1, ValueKind::Count))),
    ];
    let single = single.into_iter().map(|(name, chart)| (name.to_owned(), chart));
    for (name, chart) in single.chain([3, 159, 300].into_iter().flat_map(of_rows)) {
        std::fs::write(folder.join(format!("{name}.svg")), chart.render_svg()?)?;
        std::fs::write(folder.join(format!("{name}.png")), chart.render_png()?)?;
        std::fs::write(folder.join(format!("{name}.txt")), chart.alt_text())?;
    }
    Ok(())
}
