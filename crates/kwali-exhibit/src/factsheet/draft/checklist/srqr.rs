//! The standards of SRQR: O'Brien, Harris, Beckman, Reed & Cook (2014), Acad Med 89(9), 1245–1251. The
//! names are theirs, the questions our own.

use super::proofs::Proof;
use super::{Domain, Item, asked, proved, proved_in_part};

pub(super) const DOMAINS: [Domain; 6] = [
    Domain { name: ("Title and abstract", "Titel en samenvatting"), items: &TITLE },
    Domain { name: ("Introduction", "Inleiding"), items: &INTRODUCTION },
    Domain { name: ("Methods", "Methode"), items: &METHODS },
    Domain { name: ("Results and findings", "Resultaten en bevindingen"), items: &RESULTS },
    Domain { name: ("Discussion", "Discussie"), items: &DISCUSSION },
    Domain { name: ("Other", "Overig"), items: &OTHER },
];

const TITLE: [Item; 2] = [
    proved_in_part(
        ("Title", "Titel"),
        (
            "Does the title say what was studied, and how?",
            "Zegt de titel wat er is onderzocht, en hoe?",
        ),
        Proof::Title,
        ("Is this the title of the report?", "Is dit de titel van het rapport?"),
    ),
    asked(
        ("Abstract", "Samenvatting"),
        (
            "Does the summary have background, purpose, methods, results and conclusions?",
            "Heeft de samenvatting achtergrond, doel, methode, resultaten en conclusies?",
        ),
    ),
];

const INTRODUCTION: [Item; 2] = [
    asked(
        ("Problem formulation", "Probleemstelling"),
        (
            "Which problem is it about, and what was known?",
            "Om welk probleem gaat het, en wat was er bekend?",
        ),
    ),
    asked(
        ("Purpose or research question", "Doel of onderzoeksvraag"),
        ("What did the study want to find out?", "Wat wilde het onderzoek te weten komen?"),
    ),
];

const METHODS: [Item; 11] = [
    asked(
        ("Qualitative approach and research paradigm", "Kwalitatieve benadering en paradigma"),
        ("Which approach was taken, and why?", "Welke benadering is gekozen, en waarom?"),
    ),
    asked(
        (
            "Researcher characteristics and reflexivity",
            "Kenmerken van de onderzoekers en reflexiviteit",
        ),
        (
            "Who were the researchers to the participants, and what did that do?",
            "Wie waren de onderzoekers voor de deelnemers, en wat deed dat?",
        ),
    ),
    proved_in_part(
        ("Context", "Context"),
        ("Where did it take place?", "Waar speelde het zich af?"),
        Proof::Setting,
        ("What is to be said of these settings?", "Wat is er over deze omgevingen te zeggen?"),
    ),
    asked(
        ("Sampling strategy", "Steekproef"),
        (
            "How and why were these people chosen, and when was it enough?",
            "Hoe en waarom zijn deze mensen gekozen, en wanneer was het genoeg?",
        ),
    ),
    asked(
        ("Ethical issues pertaining to human subjects", "Ethiek"),
        (
            "Who approved, who consented, and how were people protected?",
            "Wie keurde het goed, wie stemde in, en hoe zijn mensen beschermd?",
        ),
    ),
    proved_in_part(
        ("Data collection methods", "Dataverzameling"),
        ("What was collected, how and when?", "Wat is er verzameld, hoe en wanneer?"),
        Proof::Dates,
        ("How did the collection change along the way?", "Hoe veranderde de verzameling onderweg?"),
    ),
    asked(
        ("Data collection instruments and technologies", "Instrumenten"),
        (
            "Which guides and recorders were used?",
            "Welke topiclijsten en opnameapparatuur zijn gebruikt?",
        ),
    ),
    proved(
        ("Units of study", "Onderzoekseenheden"),
        (
            "How many people, documents and events were included, and which?",
            "Hoeveel mensen, documenten en gebeurtenissen telden mee, en welke?",
        ),
        Proof::Sample,
    ),
    proved_in_part(
        ("Data processing", "Verwerking"),
        (
            "How were data transcribed, kept, coded and made anonymous?",
            "Hoe is het materiaal uitgeschreven, bewaard, gecodeerd en geanonimiseerd?",
        ),
        Proof::Software,
        (
            "How were interviews transcribed, and how were names kept out?",
            "Hoe zijn interviews uitgeschreven, en hoe zijn namen eruit gehouden?",
        ),
    ),
    proved_in_part(
        ("Data analysis", "Analyse"),
        ("How were themes found, and by whom?", "Hoe zijn de thema’s gevonden, en door wie?"),
        Proof::Analysis,
        (
            "Which themes came from theory and which from the data?",
            "Welke thema’s kwamen uit theorie en welke uit het materiaal?",
        ),
    ),
    proved_in_part(
        ("Techniques to enhance trustworthiness", "Betrouwbaarheid"),
        (
            "What was done so that the findings can be trusted?",
            "Wat is er gedaan opdat de bevindingen te vertrouwen zijn?",
        ),
        Proof::Saturation,
        (
            "Were findings checked with participants or with each other?",
            "Zijn bevindingen aan deelnemers of aan elkaar voorgelegd?",
        ),
    ),
];

const RESULTS: [Item; 2] = [
    proved_in_part(
        ("Synthesis and interpretation", "Synthese en interpretatie"),
        ("What are the main findings?", "Wat zijn de belangrijkste bevindingen?"),
        Proof::Themes,
        ("What do these themes mean together?", "Wat betekenen deze thema’s samen?"),
    ),
    proved(
        ("Links to empirical data", "Koppeling aan het materiaal"),
        (
            "Which quotations and notes support the findings?",
            "Welke citaten en notities steunen de bevindingen?",
        ),
        Proof::Quotations,
    ),
];

const DISCUSSION: [Item; 2] = [
    asked(
        (
            "Integration with prior work, implications, transferability and contribution",
            "Eerder werk, gevolgen, overdraagbaarheid en bijdrage",
        ),
        (
            "What do the findings add to what was known, and where do they hold?",
            "Wat voegen de bevindingen toe, en waar gelden zij?",
        ),
    ),
    asked(
        ("Limitations", "Beperkingen"),
        ("What limits these findings?", "Wat beperkt deze bevindingen?"),
    ),
];

const OTHER: [Item; 2] = [
    asked(
        ("Conflicts of interest", "Belangen"),
        ("Which interests could have mattered?", "Welke belangen kunnen hebben meegespeeld?"),
    ),
    asked(
        ("Funding", "Financiering"),
        (
            "Who paid, and what part did they have in the study?",
            "Wie betaalde, en welke rol had die in het onderzoek?",
        ),
    ),
];
