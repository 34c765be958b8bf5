//! Names of people and places in quotations.

use kwali_model::{Scope, Snapshot, Variable, VariableId};
use kwali_text::fold;

use crate::names::Names;

/// What is in the names of variables that hold places.
const PLACES: [&str; 22] = [
    "site",
    "place",
    "plaats",
    "gemeente",
    "municipal",
    "locat",
    "wijk",
    "buurt",
    "stad",
    "city",
    "town",
    "village",
    "dorp",
    "neighbourhood",
    "neighborhood",
    "regio",
    "district",
    "provinc",
    "county",
    "woonplaats",
    "straat",
    "street",
];
/// What is in the names of variables that hold names.
const NAMES: [&str; 4] = ["pseudon", "naam", "name", "alias"];

/// What no quotation may hold.
pub(super) struct Flags {
    people: Names,
    places: Names,
}

impl Flags {
    /// Returns the names of who speaks, of participants, and in variables that hold names; and the
    /// places in variables that hold places.
    pub(super) fn of(snapshot: &Snapshot) -> Flags {
        let holds = |variable: &Variable, parts: &[&str]| {
            let name = fold(&variable.name);
            parts.iter().any(|part| name.contains(part))
        };
        let values_where = |is_wanted: &dyn Fn(&Variable) -> bool| -> Vec<&str> {
            let wanted = snapshot.variables().iter().filter(|variable| is_wanted(variable));
            let wanted: Vec<(VariableId, Scope)> =
                wanted.map(|variable| (variable.id, variable.scope)).collect();
            let people = snapshot.participants().iter().map(|p| (&p.values, Scope::Participant));
            let documents = snapshot.documents().iter().map(|d| (&d.values, Scope::Document));
            people
                .chain(documents)
                .flat_map(|(values, scope)| {
                    let ids = wanted.iter().filter(move |(_, of)| *of == scope);
                    ids.filter_map(|(id, _)| values.get(id).map(String::as_str))
                })
                .collect()
        };
        let places = Names::among(values_where(&|variable| holds(variable, &PLACES)));
        let names = values_where(&|variable| holds(variable, &NAMES));
        // Whoever is called after a role is not named by it.
        let roles = Names::of_words(values_where(&|variable| {
            !holds(variable, &NAMES) && variable.scope == Scope::Participant
        }));
        let people = Names::of(snapshot).with(Names::among(names)).without(&roles);
        Flags { people, places }
    }

    /// Returns the first name of somebody in what is quoted.
    pub(super) fn person_in<'a>(&self, quoted: &'a str) -> Option<&'a str> {
        self.people.first_in(quoted).map(|place| &quoted[place])
    }

    /// Returns the first name of a place in what is quoted.
    pub(super) fn place_in<'a>(&self, quoted: &'a str) -> Option<&'a str> {
        self.places.first_in(quoted).map(|place| &quoted[place])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_places_are_told() {
        let study = "== d1 site=Utrecht\n-- Els role=bewoner\n-- Bewoner role=bewoner\nEls: Ja.\nBewoner: Nee.\n";
        let flags = Flags::of(&kwali_testkit::study(study).snapshot);
        for (quoted, person, place) in [
            ("Toen ik Els zag in Utrecht", Some("Els"), Some("Utrecht")),
            ("Bewoner zijn is een vak", None, None),
            ("ergens anders", None, None),
        ] {
            assert_eq!((flags.person_in(quoted), flags.place_in(quoted)), (person, place));
        }
    }
}
