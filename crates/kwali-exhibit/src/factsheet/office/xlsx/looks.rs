//! How cells of a workbook look.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::table::Value;
use crate::{Column, ColumnKind, Side};

const INK: u32 = 0x22_22_22;
const PALE_INK: u32 = 0x55_55_55;
const HEADING: u32 = 0xDD_E6_EE;

/// The most levels that a spreadsheet sets a text in.
const DEEPEST: usize = 15;

/// The name of a sheet's table.
pub(super) fn title() -> Format {
    Format::new().set_bold().set_font_size(14.0).set_font_color(INK)
}

/// What was counted of what.
pub(super) fn fact() -> Format {
    Format::new().set_font_color(PALE_INK)
}

/// A heading of a column, or of several.
pub(super) fn heading(side: Side) -> Format {
    let align = match side {
        Side::Left => FormatAlign::Left,
        Side::Right => FormatAlign::Right,
    };
    let format = Format::new().set_bold().set_font_color(INK).set_background_color(HEADING);
    let format = format.set_border_bottom(FormatBorder::Thin).set_align(align);
    format.set_text_wrap().set_align(FormatAlign::Top)
}

/// A heading that several columns share.
pub(super) fn shared_heading() -> Format {
    heading(Side::Left).set_align(FormatAlign::Center)
}

/// A link to a sheet.
pub(super) fn link() -> Format {
    Format::new().set_hyperlink().set_align(FormatAlign::Top)
}

/// A text in a list.
pub(super) fn text() -> Format {
    Format::new().set_align(FormatAlign::Top).set_text_wrap()
}

/// A value of a column, for numbers with so many decimals.
pub(super) fn value(column: &Column, decimals: usize, value: &Value) -> Format {
    let format = Format::new().set_align(FormatAlign::Top);
    if value.number.is_some() {
        return format.set_num_format(number_format(column.kind, decimals, &value.text));
    }
    let align = match (column.kind, column.side) {
        (ColumnKind::Tick, _) => FormatAlign::Center,
        (_, Side::Right) => FormatAlign::Right,
        (_, Side::Left) => FormatAlign::Left,
    };
    let format = format.set_align(align).set_text_wrap();
    match value.level.min(DEEPEST) {
        0 => format,
        level => format.set_indent(level as u8),
    }
}

/// The same value in a row under the table.
pub(super) fn of_base(format: Format) -> Format {
    format.set_font_color(PALE_INK).set_background_color(0xF4_F4_F4)
}

/// Returns how the number reads; one too small for its decimals reads as its text does: `<0.001`.
fn number_format(kind: ColumnKind, decimals: usize, text: &str) -> String {
    if text.starts_with(['<', '>']) {
        return format!("\"{text}\"");
    }
    match kind {
        ColumnKind::Percent | ColumnKind::Share => "0.0%".to_owned(),
        ColumnKind::Count => "0".to_owned(),
        _ if decimals == 0 => "0".to_owned(),
        _ => format!("0.{}", "0".repeat(decimals)),
    }
}
