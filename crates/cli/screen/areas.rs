//! Where things are on the screen.

use kwali_exhibit::document_page::PageColumns;
use ratatui::layout::Rect;

/// From how many columns on there is room for the code tree.
pub(crate) const ROOM_FOR_TREE: u16 = 100;
/// Columns left of the text.
const GAP: u16 = 2;

/// Where things are on the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Areas {
    /// The words.
    pub(crate) text: Rect,
    /// The stripes and names of the codings.
    pub(crate) margin: Rect,
    /// The code tree, where it is shown.
    pub(crate) tree: Option<Rect>,
    /// Where one is.
    pub(crate) status: Rect,
    /// What was done last.
    pub(crate) message: Rect,
    /// All of it.
    pub(crate) whole: Rect,
}

impl Areas {
    /// Divides a screen of some columns and rows.
    pub(crate) fn new((columns, rows): (u16, u16), with_tree: bool) -> Areas {
        let height = rows.saturating_sub(2).max(1);
        let tree_width = if with_tree && columns >= ROOM_FOR_TREE {
            (columns * 3 / 10).clamp(30, 60)
        } else {
            0
        };
        let rest = columns.saturating_sub(tree_width);
        let page = PageColumns::new(usize::from(rest), usize::from(GAP));
        let (text_width, margin_width) = (page.text as u16, page.margin as u16);
        let margin_x = page.margin_at as u16;
        let tree = Rect::new(columns - tree_width, 0, tree_width, height);
        let whole = Rect::new(0, 0, columns, rows);
        Areas {
            text: Rect::new(GAP, 0, text_width, height),
            margin: Rect::new(margin_x.min(columns), 0, margin_width, height),
            tree: (tree_width > 0).then_some(tree),
            status: Rect::new(0, height, columns, 1).intersection(whole),
            message: Rect::new(0, height + 1, columns, 1).intersection(whole),
            whole,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns of text, margin and tree.
    #[track_caller]
    fn check(columns: u16, expected: (u16, u16, u16)) {
        let areas = Areas::new((columns, 24), true);
        let tree = areas.tree.map_or(0, |tree| tree.width);
        assert_eq!((areas.text.width, areas.margin.width, tree), expected);
        assert!(areas.margin.right() <= columns - tree);
        assert_eq!((areas.text.height, areas.status.y, areas.message.y), (22, 22, 23));
    }

    #[test]
    fn a_screen_is_divided_by_its_width() {
        check(80, (56, 20, 0));
        check(120, (59, 21, 36));
        check(200, (80, 56, 60));
    }

    #[test]
    fn the_tree_can_be_away() {
        assert_eq!(Areas::new((120, 40), false).tree, None);
        assert_eq!(Areas::new((120, 40), false).text.width, 80);
    }

    #[test]
    fn a_tiny_screen_is_divided_as_well() {
        for columns in 1..30 {
            let areas = Areas::new((columns, 1), true);
            assert!(areas.text.width >= 1, "{columns}");
        }
    }
}
