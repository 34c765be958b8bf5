//! The words of the document.

use std::ops::Range;

use kwali_exhibit::document_page::{DocumentLine, LineKind, cells, shown};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::screen::colours::Colours;
use crate::screen::session::Session;

/// Stretches of the text that are drawn in some way; what comes later lies over what came before.
type Layers = Vec<(Range<usize>, Style)>;

/// Draws the lines that are in view.
pub(super) fn draw(buffer: &mut Buffer, session: &Session, colours: Colours) {
    let area = session.areas.text;
    let text = session.desk.text();
    let lines = session.page.lines.iter().skip(session.top).take(usize::from(area.height));
    let lines: Vec<&DocumentLine> = lines.collect();
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    let layers = layers(session, first.bytes.start..last.bytes.end, colours);
    for (row, line) in (area.y..).zip(lines) {
        let place = Rect { y: row, height: 1, ..area };
        match &line.kind {
            LineKind::Blank => {}
            LineKind::Opening(opening) => {
                let width = usize::from(place.width);
                let opening = opening.on_its_own();
                buffer.set_stringn(place.x, place.y, opening, width, colours.name());
            }
            LineKind::Words | LineKind::OpeningWords(_) => {
                let words = text.get(line.bytes.clone()).unwrap_or_default();
                draw_words(buffer, place, (line.bytes.start, words), &layers);
            }
        }
    }
}

fn draw_words(buffer: &mut Buffer, place: Rect, (start, words): (usize, &str), layers: &Layers) {
    let mut column = place.x;
    for (offset, grapheme) in words.grapheme_indices(true) {
        let byte = start + offset;
        let style = layers
            .iter()
            .filter(|(range, _)| range.contains(&byte))
            .fold(Style::new(), |style, (_, layer)| style.patch(*layer));
        let wide = cells(grapheme) as u16;
        if wide == 0 || column + wide > place.right() {
            continue;
        }
        buffer.set_stringn(column, place.y, shown(grapheme), usize::from(wide), style);
        column += wide;
    }
}

fn layers(session: &Session, view: Range<usize>, colours: Colours) -> Layers {
    let in_view = |range: &Range<usize>| range.start < view.end && view.start < range.end;
    let turns = session.desk.open.layout.turns.iter();
    let labels = turns.map(|turn| turn.span.start()..turn.words_start as usize);
    let mut layers: Layers = labels.filter(in_view).map(|label| (label, colours.name())).collect();
    let suggested = session.desk.suggestions.iter().map(|suggested| suggested.passage.clone());
    layers.extend(suggested.filter(in_view).map(|passage| (passage, colours.suggested())));
    if let Some(at) = session.here() {
        let span = session.desk.codings[at].coding.span;
        layers.push((span.start()..span.end(), colours.here()));
    }
    let hits = session.hits.iter().filter(|hit| in_view(hit)).cloned();
    layers.extend(hits.map(|hit| (hit, colours.hit())));
    layers.push((session.selection.range(), colours.selected()));
    layers
}
