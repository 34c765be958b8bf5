//! The words of the page's script, in the language of the factsheet.

use serde::Serialize;

use crate::Language;

/// What the script says; `{}` stands for what it puts in.
#[derive(Serialize)]
pub(super) struct Words {
    segment: &'static str,
    segments: &'static str,
    segments_of: &'static str,
    role: &'static str,
    site: &'static str,
    all_roles: &'static str,
    all_sites: &'static str,
    show: &'static str,
    show_all: &'static str,
    only: &'static str,
    recounted: &'static str,
    not_recounted: &'static str,
    whole_study: &'static str,
    close: &'static str,
    context: &'static str,
    without_context: &'static str,
    more: &'static str,
    unknown: &'static str,
    participant: &'static str,
    interviewer: &'static str,
    link: &'static str,
}

impl Words {
    pub(super) fn new(language: Language) -> Words {
        language.choose(ENGLISH, DUTCH)
    }
}

const ENGLISH: Words = Words {
    segment: "{} segment",
    segments: "{} segments",
    segments_of: "{} of {} segments",
    role: "Perspective",
    site: "Place",
    all_roles: "all perspectives",
    all_sites: "all places",
    show: "Show",
    show_all: "Show everything",
    only: "Only {}",
    recounted: "Marked numbers count only segments in which they speak, and of people only them. Grey \
                numbers, charts and quotes are of the whole study.",
    not_recounted: "Only {}. What is grey is of the whole study: percentages, totals, pairs of codes, \
                    charts and what is known of the sample are not counted again here.",
    whole_study: "whole study",
    close: "Close",
    context: "Show context",
    without_context: "Hide context",
    more: "Show {} more",
    unknown: "unknown",
    participant: "participant",
    interviewer: "interviewer",
    link: "Link to this number",
};

const DUTCH: Words = Words {
    segment: "{} segment",
    segments: "{} segmenten",
    segments_of: "{} van {} segmenten",
    role: "Perspectief",
    site: "Plaats",
    all_roles: "alle perspectieven",
    all_sites: "alle plaatsen",
    show: "Toon",
    show_all: "Toon alles",
    only: "Alleen {}",
    recounted: "Gemarkeerde getallen tellen alleen segmenten waarin zij spreken, en van mensen alleen \
                hen. Grijze getallen, grafieken en \
                citaten zijn van de hele studie.",
    not_recounted: "Alleen {}. Wat grijs is, is van de hele studie: percentages, totalen, paren van \
                    codes, grafieken en wat van de steekproef bekend is, worden hier niet opnieuw geteld.",
    whole_study: "hele studie",
    close: "Sluiten",
    context: "Toon context",
    without_context: "Verberg context",
    more: "Toon er nog {}",
    unknown: "onbekend",
    participant: "deelnemer",
    interviewer: "interviewer",
    link: "Link naar dit getal",
};
