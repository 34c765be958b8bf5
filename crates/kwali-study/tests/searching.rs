//! Searching finds what the study says now, whatever befell the study file and its index.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod bench;

use std::fs;

use bench::Bench;

#[test]
fn a_study_put_back_and_changed_otherwise_is_searched_as_it_is() {
    let mut bench = Bench::with(&[("d1.txt", "Aaltje: Er is geen tijd.")]);
    let copy = fs::read(bench.study.path()).unwrap();
    bench.import(&[("d2.txt", "Bas: Eerst een boek.")]);
    assert_eq!(bench.n_hits("boek"), 1);
    // As many changes as before, so that the number of the newest one is the same.
    bench.put_back(&copy);
    bench.import(&[("d2.txt", "Bas: Dan een fiets.")]);
    assert_eq!((bench.n_hits("boek"), bench.n_hits("fiets")), (0, 1));
    // More changes than the index has seen.
    bench.put_back(&copy);
    bench.import(&[("d2.txt", "Bas: Nu een tuin."), ("d3.txt", "Cor: En een kas.")]);
    assert_eq!((bench.n_hits("fiets"), bench.n_hits("tuin"), bench.n_hits("kas")), (0, 1, 1));
    // Fewer.
    bench.put_back(&copy);
    assert_eq!((bench.n_hits("tuin"), bench.n_hits("tijd")), (0, 1));
}

#[test]
fn a_study_beside_which_no_index_can_be_kept_is_searched_all_the_same() {
    let mut bench = Bench::with(&[("d1.txt", "Aaltje: Er is geen tijd.")]);
    // A file where the folder should be.
    fs::write(bench.study.index_folder(), "in the way").unwrap();
    assert_eq!(bench.n_hits("tijd"), 1);
    bench.import(&[("d2.txt", "Bas: Tijd genoeg.")]);
    assert_eq!(bench.n_hits("tijd"), 2);
    assert_eq!(fs::read(bench.study.index_folder()).unwrap(), b"in the way");
}
