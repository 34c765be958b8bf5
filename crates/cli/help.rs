//! The shape of every command's help: what, options, and an example.

/// Builds the text that stands under a command's options.
#[macro_export]
macro_rules! examples {
    ($($what:literal => $line:literal),+ $(,)?) => {
        concat!($("Example: ", $what, "\n  ", $line, "\n"),+)
    };
}
