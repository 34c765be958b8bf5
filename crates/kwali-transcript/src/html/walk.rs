//! A web page from its beginning to its end, element by element.

use scraper::Html;
use scraper::node::{Element, Node};

/// What is met on the way through a page.
pub(super) enum Step<'a> {
    Open(&'a Element),
    Text(&'a str),
    Close(&'a Element),
}

/// Goes through a page in the order in which it is written.
pub(super) fn walk(page: &Html, visit: &mut dyn FnMut(Step)) {
    let mut node = page.tree.root();
    // A loop, since pages may be nested deeper than a stack of calls goes.
    loop {
        match node.value() {
            Node::Element(element) => visit(Step::Open(element)),
            Node::Text(text) => visit(Step::Text(text)),
            _ => {}
        }
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            if let Node::Element(element) = node.value() {
                visit(Step::Close(element));
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return,
            }
        }
    }
}

/// True if an element says of itself that it does not show.
pub(super) fn is_hidden(element: &Element) -> bool {
    let style = element.attr("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
    let is_closed = element.name() == "dialog" && element.attr("open").is_none();
    element.attr("hidden").is_some()
        || is_closed
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}
