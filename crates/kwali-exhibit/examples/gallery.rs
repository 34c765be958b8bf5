//! Draws charts of many shapes into a folder, to be looked at: `gallery FOLDER`.

use std::path::Path;

use kwali_exhibit::{Bar, BarChart, Colour, HeatMap, Language, ValueKind};

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

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder to write to")?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let bar_charts = [
        ("bars-3", small_bars()),
        ("bars-negative", negative_bars()),
        ("bars-12", bars(12, false)),
        ("bars-60", bars(60, true)),
        ("bars-160", bars(160, true)),
        ("bars-340", bars(340, false)),
    ];
    for (name, chart) in bar_charts {
        std::fs::write(folder.join(format!("{name}.svg")), chart.render_svg()?)?;
        std::fs::write(folder.join(format!("{name}.png")), chart.render_png()?)?;
        std::fs::write(folder.join(format!("{name}.txt")), chart.alt_text())?;
    }
    let heat_maps = [
        ("map-5x4", roles()),
        ("map-5x4-long", map(5, 4, ValueKind::Percent)),
        ("map-30x8", map(30, 8, ValueKind::Percent)),
        ("map-25x25", co_occurrence(25)),
        ("map-25x25-numbers", map(25, 25, ValueKind::Number)),
        ("map-160x160", co_occurrence(160)),
        ("map-1x1", map(1, 1, ValueKind::Count)),
    ];
    for (name, chart) in heat_maps {
        std::fs::write(folder.join(format!("{name}.svg")), chart.render_svg()?)?;
        std::fs::write(folder.join(format!("{name}.png")), chart.render_png()?)?;
        std::fs::write(folder.join(format!("{name}.txt")), chart.alt_text())?;
    }
    Ok(())
}
