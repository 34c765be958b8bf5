//! Clusters as a table and as a dendrogram.

use kwali_analysis::{Clustering, Linkage};

use super::SimilarityView;
use crate::exhibits::chart::Chart;
use crate::exhibits::wording::capital;
use crate::{Cell, Column, ColumnKind, Dendrogram, Error, Join, Language, Table};

/// Returns which clusters are joined at which height, one row a join.
pub fn clusters_table(
    view: &SimilarityView<'_>,
    clustering: &Clustering,
    linkage: Linkage,
) -> Result<Table, Error> {
    let language = view.language;
    let columns = vec![
        Column::new("step", language.choose("Step", "Stap"), ColumnKind::Count),
        Column::new("height", language.choose("Height", "Hoogte"), ColumnKind::Coefficient),
        Column::new("size", language.choose("Number", "Aantal"), ColumnKind::Count),
        Column::new("first", language.choose("One cluster", "Het ene cluster"), ColumnKind::Text),
        Column::new("second", language.choose("The other", "Het andere"), ColumnKind::Text),
    ];
    let members = |cluster: usize| {
        let names =
            clustering.members(cluster).into_iter().map(|at| view.name(clustering.units[at]));
        Cell::text(names.collect::<Vec<_>>().join(", "))
    };
    let rows = clustering.merges.iter().enumerate().map(|(number, merge)| {
        vec![
            Cell::Count(number as u64 + 1),
            Cell::Number(merge.height),
            Cell::Count(merge.size as u64),
            members(merge.first),
            members(merge.second),
        ]
    });
    let mut table = Table::new(view.title(), columns, rows.collect())?;
    table.unit = Some(view.unit().name().to_owned());
    table.base = Some(format!("{}; {}", height_label(view), view.base()));
    let mut notes = view.notes();
    notes.add(linkage_in_words(linkage, language));
    table.notes = notes.finish();
    Ok(table)
}

/// Returns the clusters as a dendrogram.
pub fn dendrogram(view: &SimilarityView<'_>, clustering: &Clustering, linkage: Linkage) -> Chart {
    let n = clustering.units.len();
    let mut places = vec![0; n];
    for (place, &unit) in clustering.order.iter().enumerate() {
        places[unit] = place;
    }
    let drawn = |cluster: usize| places.get(cluster).copied().unwrap_or(cluster);
    let join = |merge: &kwali_analysis::Merge| Join {
        first: drawn(merge.first),
        second: drawn(merge.second),
        height: merge.height,
    };
    let name = |&unit: &usize| view.name(clustering.units[unit]).to_owned();
    let said = [Some(linkage_in_words(linkage, view.language).to_owned()), view.without_codes()];
    Chart::Dendrogram(Dendrogram {
        title: view.title().to_owned(),
        subtitle: view.subtitle(),
        leaves: clustering.order.iter().map(name).collect(),
        joins: clustering.merges.iter().map(join).collect(),
        height_label: height_label(view),
        said: said
            .into_iter()
            .flatten()
            .map(|said| format!("{}.", capital(&said)))
            .collect::<Vec<_>>()
            .join(" "),
        language: view.language,
    })
}

fn height_label(view: &SimilarityView<'_>) -> String {
    format!("1 − {}", view.measure_label())
}

fn linkage_in_words(linkage: Linkage, language: Language) -> &'static str {
    match linkage {
        Linkage::Average => language.choose(
            "clusters are as unlike as their members on average",
            "clusters verschillen zo veel als hun leden gemiddeld",
        ),
        Linkage::Complete => language.choose(
            "clusters are as unlike as their two least alike members",
            "clusters verschillen zo veel als hun twee minst gelijkende leden",
        ),
        Linkage::Single => language.choose(
            "clusters are as unlike as their two most alike members",
            "clusters verschillen zo veel als hun twee meest gelijkende leden",
        ),
        Linkage::Ward => language.choose(
            "clusters are joined where the spread within them grows least (Ward)",
            "clusters worden samengevoegd waar de spreiding binnen de clusters het minst groeit (Ward)",
        ),
    }
}
