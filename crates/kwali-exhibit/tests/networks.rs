//! What a network shows, whatever it looks like.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use kwali_exhibit::{Chart, Language, Network, NetworkLink, NetworkNode, ValueKind};

const LONG: &str = "Onvoldoende (h)erkenning van de inzet van ervaringsdeskundigen door professionals \
                    in arbeidsongeschiktheidsverzekeringsmaatschappijen";

/// A network of `n` nodes in which each is linked with those two and five places on.
fn network(n: usize) -> Network {
    let link = |a: usize, step: usize| NetworkLink {
        a,
        b: (a + step) % n,
        weight: (1 + a * 7 % 23) as f64,
    };
    Network {
        title: "Codes die samen voorkomen".to_owned(),
        subtitle: "Maat: overlappende paren".to_owned(),
        nodes: (0..n)
            .map(|number| NetworkNode {
                label: if number % 3 == 0 {
                    format!("{LONG} {number}")
                } else {
                    format!("c{number}")
                },
                size: (number * 13 % 40) as f64,
                colour: None,
            })
            .collect(),
        links: (0..n).flat_map(|a| [link(a, 2), link(a, 5)]).collect(),
        size_label: "segmenten".to_owned(),
        weight_label: "overlappende paren".to_owned(),
        kind: ValueKind::Count,
        language: Language::Dutch,
    }
}

fn svg(network: &Network) -> String {
    Chart::Network(network.clone()).render_svg().unwrap()
}

fn alt_text(network: &Network) -> String {
    Chart::Network(network.clone()).alt_text()
}

#[test]
fn labels_of_what_is_drawn_are_whole() {
    let network = network(30);
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    let shown: String = svg(&network)
        .split("<text ")
        .skip(1)
        .filter_map(|text| text.split_once(">\n")?.1.split_once("\n</text>"))
        .map(|(text, _)| squeeze(text))
        .collect();
    for node in network.nodes {
        assert!(shown.contains(&squeeze(&node.label)), "{}", node.label);
    }
}

#[test]
fn of_many_links_the_strongest_are_drawn_and_the_others_counted() {
    let chart = network(160);
    let n_lines = svg(&chart).matches("<line ").count();
    assert!(n_lines > 20 && n_lines <= Network::MOST_LINKS + 2, "{n_lines}");
    assert!(
        alt_text(&chart).contains("sterkste van 320 verbanden staan hier"),
        "{}",
        alt_text(&chart)
    );
    assert!(alt_text(&chart).contains("van 160 codes hebben er daarvan geen"));
    assert!(!alt_text(&network(9)).contains("weggelaten"));
}

#[test]
fn what_is_no_link_is_not_drawn() {
    let mut chart = network(4);
    let link = |a, b, weight| NetworkLink { a, b, weight };
    chart.links = vec![link(0, 1, 2.0), link(2, 3, 0.0), link(2, 9, 1.0), link(2, 2, 1.0)];
    chart.links.extend([link(0, 2, f64::NAN), link(0, 3, -1.0)]);
    assert_eq!(
        alt_text(&chart),
        format!(
            "Netwerk: Codes die samen voorkomen. Maat: overlappende paren. 2 codes en 1 verband. \
             Sterkste: {LONG} 0 – c1 2. 2 van 4 codes hebben er daarvan geen en zijn weggelaten."
        )
    );
    chart.links.clear();
    assert!(svg(&chart).contains("Geen twee hiervan komen samen voor."));
    chart.nodes.clear();
    Chart::Network(chart).render_png().unwrap();
}

#[test]
fn the_same_network_gives_the_same_bytes() {
    let chart = Chart::Network(network(30));
    assert_eq!(chart.render_svg(), chart.render_svg());
    assert_eq!(chart.render_png(), chart.render_png());
}
