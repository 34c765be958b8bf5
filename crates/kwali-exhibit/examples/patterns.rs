//! Draws networks, dendrograms and maps of many sizes into a folder, to be looked at: `patterns FOLDER`.

use std::path::Path;

use kwali_exhibit::{
    Chart, Dendrogram, Join, Language, MapPoint, Network, NetworkLink, NetworkNode, PointMap,
    ValueKind,
};

const LABELS: [&str; 6] = [
    "Werkdruk en tijdgebrek",
    "Onvoldoende (h)erkenning van de inzet van ervaringsdeskundigen door professionals",
    "Cliëntparticipatie bij de beoordeling van ondersteuningsaanvragen in de wijk",
    "Geld",
    "Vrijwilligersvergoeding (€ 5,60 per uur) en de gevolgen daarvan voor de uitkering…",
    "Arbeidsongeschiktheidsverzekeringsmaatschappij",
];

const SUBTITLE: &str = "Eenheid: documenten. Basis: 995 segmenten; studie van 21 documenten, 42 deelnemers; \
                        subcodes apart geteld; codeurs A en B.";

fn label(number: usize) -> String {
    format!("{} {number}", LABELS[number % LABELS.len()])
}

/// A number that looks arbitrary and is always the same.
fn arbitrary(number: usize, below: usize) -> usize {
    (number * 7919 + 104_729) * (number + 31) % 1009 % below
}

fn network(n: usize) -> Chart {
    let node = |number: usize| NetworkNode {
        label: label(number),
        size: arbitrary(number, 60) as f64,
        colour: None,
    };
    let link = |number: usize| NetworkLink {
        a: arbitrary(number, n),
        b: arbitrary(number * 3 + 1, n.min(1 + number)),
        weight: (1 + arbitrary(number + 5, 30)) as f64,
    };
    Chart::Network(Network {
        title: "Codes die samen voorkomen".to_owned(),
        subtitle: SUBTITLE.to_owned(),
        nodes: (0..n).map(node).collect(),
        links: (0..3 * n).map(link).collect(),
        size_label: "segmenten".to_owned(),
        weight_label: "overlappende paren".to_owned(),
        kind: ValueKind::Count,
        language: Language::Dutch,
    })
}

fn dendrogram(n: usize) -> Chart {
    let mut clusters: Vec<usize> = (0..n).collect();
    let mut joins = Vec::new();
    while clusters.len() > 1 {
        let at = arbitrary(joins.len(), clusters.len() - 1);
        let second = clusters.remove(at + 1);
        let height = (joins.len() + 1) as f64 / n as f64;
        joins.push(Join { first: clusters[at], second, height });
        clusters[at] = n + joins.len() - 1;
    }
    Chart::Dendrogram(Dendrogram {
        title: "Welke documenten op elkaar lijken".to_owned(),
        subtitle: SUBTITLE.to_owned(),
        leaves: (0..n).map(label).collect(),
        joins,
        height_label: "1 − Jaccard".to_owned(),
        said: "2 documenten zonder codes zijn weggelaten.".to_owned(),
        language: Language::Dutch,
    })
}

fn map(n: usize) -> Chart {
    let point = |number: usize| MapPoint {
        label: label(number),
        x: arbitrary(number, 97) as f64 / 97.0,
        y: arbitrary(number * 5 + 2, 71) as f64 / 97.0,
    };
    Chart::Map(PointMap {
        title: "Welke documenten op elkaar lijken".to_owned(),
        subtitle: SUBTITLE.to_owned(),
        points: (0..n).map(point).collect(),
        warning: (n > 100).then(|| "Deze kaart is niet te lezen: de stress is 0,312.".to_owned()),
        said: "Kruskals stress-1: 0,123.".to_owned(),
        language: Language::Dutch,
    })
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder to write to")?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    type Draw = fn(usize) -> Chart;
    let kinds: [(&str, Draw); 3] = [("network", network), ("dendrogram", dendrogram), ("map", map)];
    for (name, draw) in kinds {
        for n in [3, 21, 40, 160, 300] {
            let chart = draw(n);
            std::fs::write(folder.join(format!("{name}-{n}.svg")), chart.render_svg()?)?;
            std::fs::write(folder.join(format!("{name}-{n}.png")), chart.render_png()?)?;
            std::fs::write(folder.join(format!("{name}-{n}.txt")), chart.alt_text())?;
        }
    }
    Ok(())
}
