//! Turns in a form that can be read in a test.

use kwali_model::{Layout, Turn};
use kwali_text::Text;

/// Returns the turns as `name | words`, with the seconds behind the name where there are any.
pub(crate) fn shown(text: &Text, layout: &Layout, speakers: &[(String, bool)]) -> Vec<String> {
    layout.turns.iter().map(|turn| shown_turn(text, turn, speakers)).collect()
}

fn shown_turn(text: &Text, turn: &Turn, speakers: &[(String, bool)]) -> String {
    let seconds = |ms: u64| ms as f64 / 1000.0;
    let name = &speakers[turn.speaker.index()].0;
    let time = match turn.time.map(|time| (seconds(time.start), time.end.map(seconds))) {
        None => String::new(),
        Some((start, None)) => format!(" {start}"),
        Some((start, Some(end))) => format!(" {start}-{end}"),
    };
    let words = &text.as_str()[turn.words_start as usize..turn.span.end()];
    format!("{name}{time} | {}", words.replace('\n', "/"))
}
