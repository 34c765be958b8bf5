//! A whole study as plain text files: the bundle.
