//! A map of what is alike, with how far it can be believed.

use kwali_analysis::Map;

use super::SimilarityView;
use crate::exhibits::chart::Chart;
use crate::exhibits::wording::capital;
use crate::{Cell, Column, ColumnKind, Error, MapPoint, PointMap, Table};

/// Returns where each lies on the map.
pub fn map_table(view: &SimilarityView<'_>, map: &Map) -> Result<Table, Error> {
    let columns = vec![
        Column::new("name", view.language.choose("Name", "Naam"), ColumnKind::Text),
        Column::new("x", "x", ColumnKind::Coefficient),
        Column::new("y", "y", ColumnKind::Coefficient),
    ];
    let row = |(&unit, &(x, y)): (&usize, &(f64, f64))| {
        vec![Cell::text(view.name(unit)), Cell::Number(x), Cell::Number(y)]
    };
    let rows = map.units.iter().zip(&map.points).map(row).collect();
    let mut table = Table::new(view.title(), columns, rows)?;
    table.unit = Some(view.unit().name().to_owned());
    table.base = Some(format!("1 − {}; {}", view.measure_label(), view.base()));
    let mut notes = view.notes();
    notes.add(stress_in_words(view, map));
    if let Some(warning) = warning(view, map) {
        notes.add(warning);
    }
    table.notes = notes.finish();
    Ok(table)
}

/// Returns the map as a chart.
pub fn map_chart(view: &SimilarityView<'_>, map: &Map) -> Chart {
    let point = |(&unit, &(x, y)): (&usize, &(f64, f64))| MapPoint {
        label: view.name(unit).to_owned(),
        x,
        y,
    };
    let said = [Some(stress_in_words(view, map)), view.without_codes()];
    let said = said.into_iter().flatten().map(|said| format!("{}.", capital(&said)));
    Chart::Map(PointMap {
        title: view.title().to_owned(),
        subtitle: view.subtitle(),
        points: map.units.iter().zip(&map.points).map(point).collect(),
        warning: warning(view, map).map(|warning| format!("{}.", capital(&warning))),
        said: said.collect::<Vec<_>>().join(" "),
        language: view.language,
    })
}

fn stress_in_words(view: &SimilarityView<'_>, map: &Map) -> String {
    let language = view.language;
    match map.stress {
        Ok(stress) => {
            let printed = language.number(stress, 3);
            language.choose(
                format!("Kruskal's stress-1 is {printed}: 0 is a map without error, from 0.2 on it is poor"),
                format!("Kruskals stress-1 is {printed}: 0 is een kaart zonder fout, vanaf 0,2 is zij slecht"),
            )
        }
        Err(_) => language
            .choose(
                "Kruskal's stress-1 is undefined, as no two differ",
                "Kruskals stress-1 is ongedefinieerd, omdat er geen twee verschillen",
            )
            .to_owned(),
    }
}

/// Says that the map should not be read, where its stress is too large.
fn warning(view: &SimilarityView<'_>, map: &Map) -> Option<String> {
    let stress = map.stress.ok().filter(|_| !map.is_readable())?;
    let printed = view.language.number(stress, 3);
    Some(view.language.choose(
        format!(
            "the stress of {printed} is too large to read this map: what lies together need not be alike; \
             look at the dendrogram or the matrix"
        ),
        format!(
            "de stress van {printed} is te groot om deze kaart te lezen: wat bij elkaar ligt hoeft niet op \
             elkaar te lijken; kijk naar het dendrogram of de matrix"
        ),
    ))
}
