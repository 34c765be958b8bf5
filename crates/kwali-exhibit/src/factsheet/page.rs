//! The factsheet as one HTML page that needs no other file.

use pulldown_cmark_html::{
    CowStr, Event, Options as Reading, Parser, Tag, TagEnd, html::push_html,
};

use super::fragments::Fragment;
use super::template::{Piece, pieces};
use crate::Language;
use crate::page::{PAGE_END, READING_STYLE, page_start};

/// Returns the page for a filled-in template.
///
/// HTML in the template shows as text and pictures become links, so that a page never runs or
/// fetches anything.
pub(super) fn write(
    filled: &str,
    fragments: &[Option<Fragment>],
    title: &str,
    language: Language,
) -> String {
    let reading = Reading::ENABLE_TABLES
        | Reading::ENABLE_FOOTNOTES
        | Reading::ENABLE_STRIKETHROUGH
        | Reading::ENABLE_TASKLISTS;
    let events: Vec<Event<'_>> = Parser::new_ext(filled, reading).map(harmless).collect();
    let title = heading(&events, fragments).unwrap_or_else(|| title.to_owned());
    let mut body = String::new();
    push_html(&mut body, fill(events, fragments).into_iter());
    let start = page_start(language, &title, &[READING_STYLE]);
    format!("{start}<main>\n{body}</main>\n{PAGE_END}")
}

fn harmless(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: harmless_link(dest_url), title, id })
        }
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: harmless_link(dest_url), title, id })
        }
        Event::End(TagEnd::Image) => Event::End(TagEnd::Link),
        other => other,
    }
}

/// Returns the address unless following it would run something.
fn harmless_link(url: CowStr<'_>) -> CowStr<'_> {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.trim().to_ascii_lowercase());
    let is_scheme = |scheme: &String| scheme.bytes().all(|b| b.is_ascii_alphanumeric());
    match scheme.filter(is_scheme).as_deref() {
        None | Some("http" | "https" | "mailto") => url,
        Some(_) => CowStr::Borrowed("#"),
    }
}

/// Returns the text of the first heading.
fn heading(events: &[Event<'_>], fragments: &[Option<Fragment>]) -> Option<String> {
    let is_start = |event: &&Event<'_>| !matches!(event, Event::Start(Tag::Heading { .. }));
    let inside = events.iter().skip_while(is_start).skip(1);
    let mut text = String::new();
    for event in inside.take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_)))) {
        let (Event::Text(words) | Event::Code(words)) = event else { continue };
        for piece in pieces(words) {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Fragment(number) => text.push_str(markdown_of(fragments, number)),
            }
        }
    }
    (!text.is_empty()).then_some(text)
}

fn markdown_of(fragments: &[Option<Fragment>], number: usize) -> &str {
    let fragment = fragments.get(number).and_then(Option::as_ref);
    fragment.map_or("", |fragment| fragment.markdown.as_str())
}

/// Puts the fragments where they belong; one that stands alone takes the place of its paragraph.
fn fill<'a>(events: Vec<Event<'a>>, fragments: &[Option<Fragment>]) -> Vec<Event<'a>> {
    let mut filled: Vec<Event<'a>> = Vec::with_capacity(events.len());
    let mut paragraph: Option<Vec<Event<'a>>> = None;
    for event in events {
        match (event, paragraph.as_mut()) {
            (Event::Start(Tag::Paragraph), None) => paragraph = Some(Vec::new()),
            (Event::End(TagEnd::Paragraph), Some(_)) => {
                let inside = paragraph.take().unwrap_or_default();
                filled.extend(filled_paragraph(inside, fragments));
            }
            (event, Some(inside)) => inside.push(event),
            (event, None) => filled.extend(filled_event(event, fragments)),
        }
    }
    filled
}

fn filled_paragraph<'a>(inside: Vec<Event<'a>>, fragments: &[Option<Fragment>]) -> Vec<Event<'a>> {
    let is_block = |number: &usize| {
        fragments.get(*number).and_then(Option::as_ref).is_some_and(|fragment| fragment.is_block)
    };
    let stands_alone = |event: &Event<'_>| match event {
        Event::SoftBreak => true,
        Event::Text(text) => pieces(text).iter().all(|piece| match piece {
            Piece::Text(words) => words.trim().is_empty(),
            Piece::Fragment(number) => is_block(number),
        }),
        _ => false,
    };
    let only_blocks = inside.iter().all(stands_alone);
    let events = inside.into_iter().flat_map(|event| filled_event(event, fragments));
    match only_blocks {
        true => events.filter(|event| !matches!(event, Event::SoftBreak)).collect(),
        false => std::iter::once(Event::Start(Tag::Paragraph))
            .chain(events)
            .chain([Event::End(TagEnd::Paragraph)])
            .collect(),
    }
}

fn filled_event<'a>(event: Event<'a>, fragments: &[Option<Fragment>]) -> Vec<Event<'a>> {
    let (text, is_code) = match event {
        Event::Text(text) => (text, false),
        Event::Code(text) => (text, true),
        other => return vec![other],
    };
    let owned = |words: &str| CowStr::from(words.to_owned());
    let event = |piece: Piece<'_>| match piece {
        Piece::Text(words) if is_code => Event::Code(owned(words)),
        Piece::Text(words) => Event::Text(owned(words)),
        Piece::Fragment(number) => {
            let fragment = fragments.get(number).and_then(Option::as_ref);
            Event::InlineHtml(owned(fragment.map_or("", |fragment| fragment.html.as_str())))
        }
    };
    pieces(&text).into_iter().map(event).collect()
}
