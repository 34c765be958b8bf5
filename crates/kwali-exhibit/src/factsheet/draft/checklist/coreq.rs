//! The items of COREQ: Tong, Sainsbury & Craig (2007), Int J Qual Health Care 19(6), 349–357. The names
//! are theirs, the questions our own.

use super::proofs::Proof;
use super::{Domain, Item, asked, proved, proved_in_part};

pub(super) const DOMAINS: [Domain; 3] = [
    Domain {
        name: ("Research team and reflexivity", "Onderzoeksteam en reflexiviteit"),
        items: &TEAM,
    },
    Domain { name: ("Study design", "Opzet van het onderzoek"), items: &DESIGN },
    Domain { name: ("Analysis and findings", "Analyse en bevindingen"), items: &FINDINGS },
];

const TEAM: [Item; 8] = [
    asked(
        ("Interviewer or facilitator", "Interviewer of gespreksleider"),
        (
            "Who held the interviews or led the groups?",
            "Wie hield de interviews of leidde de groepen?",
        ),
    ),
    asked(
        ("Credentials", "Titels"),
        ("Which degrees do the researchers have?", "Welke titels hebben de onderzoekers?"),
    ),
    asked(("Occupation", "Beroep"), ("What was their work at the time?", "Wat was toen hun werk?")),
    asked(("Gender", "Gender"), ("What is their gender?", "Wat is hun gender?")),
    asked(
        ("Experience and training", "Ervaring en opleiding"),
        (
            "How were they trained for this, and what had they done before?",
            "Hoe waren zij hiervoor opgeleid, en wat hadden zij eerder gedaan?",
        ),
    ),
    asked(
        ("Relationship established", "Relatie vooraf"),
        ("Did they know the participants before?", "Kenden zij de deelnemers van tevoren?"),
    ),
    asked(
        ("Participant knowledge of the interviewer", "Wat deelnemers van de interviewer wisten"),
        (
            "What did participants know of the researcher and the reasons for the study?",
            "Wat wisten deelnemers van de onderzoeker en van de aanleiding?",
        ),
    ),
    asked(
        ("Interviewer characteristics", "Kenmerken van de interviewer"),
        (
            "Which interests or assumptions of the interviewer matter?",
            "Welke belangen of aannamen van de interviewer doen ertoe?",
        ),
    ),
];

const DESIGN: [Item; 15] = [
    asked(
        ("Methodological orientation and theory", "Methodologie en theorie"),
        ("On which approach does the study rest?", "Op welke benadering berust het onderzoek?"),
    ),
    asked(
        ("Sampling", "Steekproef"),
        ("How were participants chosen?", "Hoe zijn de deelnemers gekozen?"),
    ),
    asked(
        ("Method of approach", "Benadering"),
        ("How were they approached?", "Hoe zijn zij benaderd?"),
    ),
    proved(
        ("Sample size", "Omvang"),
        ("How many took part?", "Hoeveel mensen deden mee?"),
        Proof::Size,
    ),
    asked(
        ("Non-participation", "Niet-deelnemers"),
        (
            "How many refused or stopped, and why?",
            "Hoeveel mensen weigerden of stopten, en waarom?",
        ),
    ),
    proved_in_part(
        ("Setting of data collection", "Plaats"),
        ("Where were the interviews held, and how?", "Waar en hoe zijn de interviews gehouden?"),
        Proof::Setting,
        ("What is to be said of these places?", "Wat is er over deze plaatsen te zeggen?"),
    ),
    asked(
        ("Presence of non-participants", "Anderen erbij"),
        ("Was anybody else present?", "Was er iemand anders bij?"),
    ),
    proved_in_part(
        ("Description of sample", "Kenmerken van de deelnemers"),
        ("Who took part, and when?", "Wie deden er mee, en wanneer?"),
        Proof::People,
        (
            "In which period, and what else matters of the participants?",
            "In welke periode, en wat doet er verder toe van de deelnemers?",
        ),
    ),
    asked(
        ("Interview guide", "Topiclijst"),
        ("What was asked, and was it tried out?", "Wat is er gevraagd, en is het uitgeprobeerd?"),
    ),
    asked(
        ("Repeat interviews", "Herhaalde interviews"),
        ("Was anybody interviewed again?", "Is iemand vaker geïnterviewd?"),
    ),
    asked(
        ("Audio or visual recording", "Opnamen"),
        ("How was it recorded?", "Hoe is het vastgelegd?"),
    ),
    asked(
        ("Field notes", "Veldnotities"),
        ("Were notes made, and when?", "Zijn er aantekeningen gemaakt, en wanneer?"),
    ),
    asked(
        ("Duration", "Duur"),
        ("How long did the interviews last?", "Hoelang duurden de interviews?"),
    ),
    proved_in_part(
        ("Data saturation", "Verzadiging"),
        (
            "Did later interviews still bring anything new?",
            "Brachten latere interviews nog iets nieuws?",
        ),
        Proof::Saturation,
        ("What was concluded from this, and when?", "Wat is daaruit geconcludeerd, en wanneer?"),
    ),
    asked(
        ("Transcripts returned", "Transcripten teruggegeven"),
        (
            "Could participants correct their transcripts?",
            "Konden deelnemers hun transcript verbeteren?",
        ),
    ),
];

const FINDINGS: [Item; 9] = [
    proved_in_part(
        ("Number of data coders", "Aantal codeurs"),
        ("How many people coded?", "Hoeveel mensen codeerden?"),
        Proof::Coders,
        (
            "How far did they agree, and how were differences settled?",
            "In hoeverre waren zij het eens, en hoe zijn verschillen opgelost?",
        ),
    ),
    proved(
        ("Description of the coding tree", "Beschrijving van de codeboom"),
        (
            "Which codes are there, and what do they mean?",
            "Welke codes zijn er, en wat betekenen ze?",
        ),
        Proof::Tree,
    ),
    proved_in_part(
        ("Derivation of themes", "Herkomst van de thema’s"),
        (
            "Were themes there beforehand, or made from the data?",
            "Waren de thema’s er vooraf, of komen zij uit het materiaal?",
        ),
        Proof::Derivation,
        (
            "Which themes came from theory and which from the interviews?",
            "Welke thema’s kwamen uit theorie en welke uit de interviews?",
        ),
    ),
    proved(
        ("Software", "Software"),
        ("Which program was used?", "Welk programma is gebruikt?"),
        Proof::Software,
    ),
    asked(
        ("Participant checking", "Voorgelegd aan deelnemers"),
        (
            "Did participants comment on the findings?",
            "Hebben deelnemers op de bevindingen gereageerd?",
        ),
    ),
    proved(
        ("Quotations presented", "Citaten"),
        (
            "Are there quotations, and from which participants?",
            "Zijn er citaten, en van welke deelnemers?",
        ),
        Proof::Quotations,
    ),
    asked(
        ("Data and findings consistent", "Materiaal en bevindingen"),
        ("Do the findings follow from the data?", "Volgen de bevindingen uit het materiaal?"),
    ),
    proved_in_part(
        ("Clarity of major themes", "Hoofdthema’s"),
        ("Which themes stand out?", "Welke thema’s springen eruit?"),
        Proof::Themes,
        ("Where does the report present them?", "Waar stelt het rapport ze aan de orde?"),
    ),
    asked(
        ("Clarity of minor themes", "Kleinere thema’s"),
        (
            "Are there diverging cases and minor themes?",
            "Zijn er afwijkende gevallen en kleinere thema’s?",
        ),
    ),
];
