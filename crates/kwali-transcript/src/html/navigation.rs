//! What of a web page leads to other pages: menus, and what stands around the text of most pages.

use scraper::Html;
use scraper::node::Element;

use super::UNSEEN;
use super::walk::{Step, is_hidden, walk};

/// Elements and roles that hold nothing else.
const ALWAYS: [&str; 6] = ["nav", "navigation", "search", "menu", "menubar", "tablist"];
/// Elements and roles that do so outside the text proper.
const AROUND: [&str; 6] = ["header", "footer", "aside", "banner", "contentinfo", "complementary"];
/// Elements and roles that hold the text proper.
const CONTENT: [&str; 2] = ["main", "article"];
const LISTS: [&str; 3] = ["ul", "ol", "menu"];
/// A list of links has at least so many items, of so many letters each in the mean.
const FEWEST_LINKS: usize = 3;
const LONGEST_LINK: usize = 40;

/// What is known of an element.
#[derive(Clone, Copy, Default)]
struct Sight {
    kind: Kind,
    is_in_content: bool,
    /// Letters and digits, and how many of them are in links.
    letters: usize,
    linked: usize,
    n_items: usize,
    n_titles: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    Other,
    Always,
    Around,
    Content,
    List,
    Item,
    Link,
    Title,
}

/// Returns for each element, in the order in which they begin, whether it is navigation.
///
/// Menus are by their name or role. Headers, footers and what stands aside are if the page says
/// elsewhere what its text is, or if half of what they say is links; unless the only title of the
/// page is in them. Lists are if they hold nothing but short links. Within `main` and `article`
/// only menus are.
pub(super) fn navigation(page: &Html) -> Vec<bool> {
    let sights = sights(page);
    let has_content = sights.iter().any(|sight| sight.kind == Kind::Content);
    let n_titles = sights.iter().filter(|sight| sight.kind == Kind::Title).count();
    let is_navigation = |sight: &Sight| match sight.kind {
        Kind::Always => true,
        Kind::Around => {
            let has_only_title = n_titles > 0 && sight.n_titles == n_titles;
            let is_mostly_links = sight.linked > 0 && sight.linked * 2 >= sight.letters;
            !sight.is_in_content && !has_only_title && (has_content || is_mostly_links)
        }
        Kind::List => {
            let is_links = sight.linked > 0 && sight.linked == sight.letters;
            let is_short = sight.letters <= sight.n_items * LONGEST_LINK;
            !sight.is_in_content && sight.n_items >= FEWEST_LINKS && is_links && is_short
        }
        _ => false,
    };
    sights.iter().map(is_navigation).collect()
}

fn sights(page: &Html) -> Vec<Sight> {
    let mut sights: Vec<Sight> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let (mut n_content, mut n_links, mut n_unseen) = (0, 0, 0);
    walk(page, &mut |step| match step {
        Step::Open(element) => {
            let kind = kind(element);
            open.push(sights.len());
            sights.push(Sight { kind, is_in_content: n_content > 0, ..Sight::default() });
            n_content += usize::from(kind == Kind::Content);
            n_links += usize::from(kind == Kind::Link);
            n_unseen += usize::from(is_unseen(element));
        }
        Step::Text(text) if n_unseen == 0 => {
            if let Some(&last) = open.last() {
                let letters = text.chars().filter(|char| char.is_alphanumeric()).count();
                sights[last].letters += letters;
                sights[last].linked += if n_links > 0 { letters } else { 0 };
            }
        }
        Step::Text(_) => {}
        Step::Close(element) => {
            let Some(closed) = open.pop() else { return };
            let sight = sights[closed];
            n_content -= usize::from(sight.kind == Kind::Content);
            n_links -= usize::from(sight.kind == Kind::Link);
            n_unseen -= usize::from(is_unseen(element));
            if let Some(&parent) = open.last() {
                sights[parent].letters += sight.letters;
                sights[parent].linked += sight.linked;
                sights[parent].n_items += sight.n_items + usize::from(sight.kind == Kind::Item);
                sights[parent].n_titles += sight.n_titles + usize::from(sight.kind == Kind::Title);
            }
        }
    });
    sights
}

fn is_unseen(element: &Element) -> bool {
    UNSEEN.contains(&element.name()) || is_hidden(element)
}

fn kind(element: &Element) -> Kind {
    let name = element.name();
    let role = element.attr("role").unwrap_or_default();
    let is_one_of = |names: &[&str]| names.contains(&role) || names.contains(&name);
    match name {
        "a" => Kind::Link,
        "li" => Kind::Item,
        "h1" => Kind::Title,
        _ if role.is_empty() && LISTS.contains(&name) => Kind::List,
        _ if is_one_of(&ALWAYS) => Kind::Always,
        _ if is_one_of(&AROUND) => Kind::Around,
        _ if is_one_of(&CONTENT) => Kind::Content,
        _ => Kind::Other,
    }
}
