//! How the columns of a table are made to fit a line: which widths they get, and where a table is
//! split that is too wide for any.

/// Between two columns.
pub(crate) const GAP: usize = 2;
/// No column becomes narrower than this, unless all that is in it is shorter.
const NARROWEST: usize = 8;
/// Columns with longer texts hold prose, in which a word may be broken rather than a table be split.
const PROSE: usize = 40;
/// How much of a long word counts in prose.
const WORD_IN_PROSE: usize = 16;

/// A column that is to be fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wish {
    /// The width of its longest cell, or of its heading.
    pub(crate) whole: usize,
    /// The width of its longest word.
    pub(crate) word: usize,
    /// Whether words stand in it, and not numbers.
    pub(crate) is_text: bool,
    /// Whether it says what a row is about; else long texts in it are prose.
    pub(crate) is_head: bool,
    /// Whether it shares a heading with the column before it, and is to stay beside that.
    pub(crate) joins: bool,
}

impl Wish {
    fn is_prose(&self) -> bool {
        self.is_text && !self.is_head && self.whole > PROSE
    }

    /// The width at which no word is broken.
    fn least(&self) -> usize {
        if self.is_prose() { self.word.min(WORD_IN_PROSE) } else { self.word }
    }

    /// The width at which words are broken as far as one can still read them.
    fn broken(&self) -> usize {
        if self.is_text { self.word.min(NARROWEST) } else { self.least() }
    }

    /// The same column, to be kept at so many characters if it has them.
    pub(crate) fn kept_at(self, width: usize) -> Wish {
        Wish { word: self.word.max(self.whole.min(width)), ..self }
    }
}

/// Columns that stand beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// The columns, by their places.
    pub(crate) columns: Vec<usize>,
    /// Their widths.
    pub(crate) widths: Vec<usize>,
}

/// Returns the table as one block if it fits the room without breaking a word.
pub(super) fn whole(wishes: &[Wish], room: usize) -> Option<Block> {
    fitted(wishes, Wish::least, room)
}

/// Returns the table in blocks that fit the room, as few as can be.
///
/// A table with prose is kept together as long as words can be broken; of others every block
/// begins with the first `n_heads` columns.
pub(crate) fn blocks(wishes: &[Wish], n_heads: usize, room: usize) -> Vec<Block> {
    let together = || {
        let has_prose = wishes.iter().any(Wish::is_prose);
        has_prose.then(|| fitted(wishes, Wish::broken, room)).flatten()
    };
    if let Some(block) = whole(wishes, room).or_else(together) {
        return vec![block];
    }
    split(wishes, n_heads.min(wishes.len()), room)
}

fn split(wishes: &[Wish], n_heads: usize, room: usize) -> Vec<Block> {
    let for_heads = (room * 2 / 5 / n_heads.max(1)).saturating_sub(GAP).max(1);
    let most = (room / 2 / n_heads.max(1)).saturating_sub(GAP).max(1);
    let heads: Vec<usize> = wishes[..n_heads]
        .iter()
        .map(|wish| wish.whole.min(for_heads.max(wish.word)).min(most))
        .collect();
    let left = room.saturating_sub(heads.iter().map(|width| width + GAP).sum()).max(1);
    let n_others = wishes.len() - n_heads;
    let grouped = |most| groups(wishes, n_heads, left, most);
    let fewest = grouped(n_others);
    // As many columns in every block, if that takes no more blocks.
    let even = grouped(n_others.div_ceil(fewest.len().max(1)));
    let groups = if even.len() == fewest.len() { even } else { fewest };
    let block = |group: Vec<usize>| {
        let least: Vec<usize> =
            group.iter().map(|&column| wishes[column].least().min(left)).collect();
        let whole: Vec<usize> = group.iter().map(|&column| wishes[column].whole).collect();
        let widths = shared_out(&least, &whole, left.saturating_sub(with_gaps(&least)));
        Block {
            columns: (0..n_heads).chain(group).collect(),
            widths: heads.iter().copied().chain(widths).collect(),
        }
    };
    match groups.is_empty() {
        true => vec![Block { columns: (0..n_heads).collect(), widths: heads }],
        false => groups.into_iter().map(block).collect(),
    }
}

/// Returns the columns behind the first `n_heads` in groups of at most `most` that fit the room;
/// columns that share a heading stay together if they fit at all.
fn groups(wishes: &[Wish], n_heads: usize, room: usize, most: usize) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut used = 0;
    let width = |columns: &[usize]| {
        let widths: Vec<usize> = columns.iter().map(|&at| wishes[at].least().min(room)).collect();
        with_gaps(&widths)
    };
    for together in bundles(wishes, n_heads) {
        let fits_at_all = width(&together) <= room;
        let pieces = if fits_at_all { together.len() } else { 1 };
        for columns in together.chunks(pieces) {
            let width = width(columns);
            let fits = |group: &Vec<usize>| {
                group.len() + columns.len() <= most && used + GAP + width <= room
            };
            match groups.last_mut().filter(|group| fits(group)) {
                Some(group) => {
                    group.extend(columns);
                    used += GAP + width;
                }
                None => {
                    groups.push(columns.to_vec());
                    used = width;
                }
            }
        }
    }
    groups
}

/// Returns the columns behind the first `n_heads`, those together that share a heading.
fn bundles(wishes: &[Wish], n_heads: usize) -> Vec<Vec<usize>> {
    let mut bundles: Vec<Vec<usize>> = Vec::new();
    for (column, wish) in wishes.iter().enumerate().skip(n_heads) {
        match bundles.last_mut().filter(|_| wish.joins) {
            Some(bundle) => bundle.push(column),
            None => bundles.push(vec![column]),
        }
    }
    bundles
}

/// Returns the columns as one block if they fit at the widths that `least` gives.
///
/// What room they leave first keeps words whole, then texts.
fn fitted(wishes: &[Wish], least: impl Fn(&Wish) -> usize, room: usize) -> Option<Block> {
    let of = |width: &dyn Fn(&Wish) -> usize| -> Vec<usize> { wishes.iter().map(width).collect() };
    let least = of(&least);
    if with_gaps(&least) > room {
        return None;
    }
    let left = |widths: &[usize]| room.saturating_sub(with_gaps(widths));
    let with_words = shared_out(&least, &of(&Wish::least), left(&least));
    let widths = shared_out(&with_words, &of(&|wish| wish.whole), left(&with_words));
    Some(Block { columns: (0..wishes.len()).collect(), widths })
}

fn with_gaps(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
}

/// Shares the room that is left among columns that want more: alike, so that those that want
/// little get all of it.
pub(crate) fn shared_out(least: &[usize], whole: &[usize], mut left: usize) -> Vec<usize> {
    let mut widths = least.to_vec();
    loop {
        let wanting: Vec<usize> = (0..widths.len()).filter(|&at| widths[at] < whole[at]).collect();
        if wanting.is_empty() || left == 0 {
            return widths;
        }
        let share = (left / wanting.len()).max(1);
        for at in wanting {
            let more = share.min(whole[at] - widths[at]).min(left);
            widths[at] += more;
            left -= more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(whole: usize, word: usize) -> Wish {
        Wish { whole, word, is_text: true, is_head: false, joins: false }
    }

    fn number(whole: usize, word: usize) -> Wish {
        Wish { whole, word, is_text: false, is_head: false, joins: false }
    }

    fn joined(wish: Wish) -> Wish {
        Wish { joins: true, ..wish }
    }

    #[track_caller]
    fn check(wishes: &[Wish], room: usize, expected: &[(&[usize], &[usize])]) {
        let made = blocks(wishes, 1, room);
        let made: Vec<(&[usize], &[usize])> =
            made.iter().map(|block| (&block.columns[..], &block.widths[..])).collect();
        assert_eq!(made, expected);
    }

    #[test]
    fn headings_break_between_words_before_anything_else() {
        check(&[text(20, 10), number(8, 8)], 40, &[(&[0, 1], &[20, 8])]);
        check(&[text(20, 10), number(18, 8)], 32, &[(&[0, 1], &[16, 14])]);
        check(&[text(20, 10), number(8, 8)], 20, &[(&[0, 1], &[10, 8])]);
    }

    #[test]
    fn numbers_that_do_not_fit_go_under_each_other() {
        let wishes = [text(12, 12), number(9, 9), number(9, 9), number(9, 9)];
        check(&wishes, 36, &[(&[0, 1, 2], &[12, 9, 9]), (&[0, 3], &[12, 9])]);
        let wishes = [text(12, 12), number(3, 3), number(3, 3), number(3, 3), number(3, 3)];
        check(&wishes, 27, &[(&[0, 1, 2], &[11, 3, 3]), (&[0, 3, 4], &[11, 3, 3])]);
        let wishes = [text(12, 12), number(9, 9), number(9, 9), number(9, 9)];
        check(&wishes, 20, &[(&[0, 1], &[8, 9]), (&[0, 2], &[8, 9]), (&[0, 3], &[8, 9])]);
        check(&[text(30, 30)], 20, &[(&[0], &[8])]);
    }

    #[test]
    fn columns_with_one_heading_stay_together() {
        let pair = [number(9, 9), joined(number(9, 9))];
        let wishes = [&[text(12, 12)][..], &pair, &pair].concat();
        check(&wishes, 48, &[(&[0, 1, 2], &[12, 9, 9]), (&[0, 3, 4], &[12, 9, 9])]);
        // Where two do not fit beside each other, they go under each other as others do.
        let split = [(&[0, 1][..], &[8, 9][..]), (&[0, 2], &[8, 9])];
        check(&wishes[..3], 20, &split);
    }

    #[test]
    fn prose_stays_together_at_the_price_of_words() {
        let wishes = [Wish { is_head: true, ..text(20, 20) }, text(200, 25)];
        check(&wishes, 60, &[(&[0, 1], &[20, 38])]);
        check(&wishes, 30, &[(&[0, 1], &[14, 14])]);
        let wishes = [Wish { is_head: true, ..text(60, 12) }, number(9, 9), number(9, 9)];
        check(&wishes, 30, &[(&[0, 1], &[12, 9]), (&[0, 2], &[12, 9])]);
    }
}
