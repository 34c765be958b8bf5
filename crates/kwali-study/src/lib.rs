//! One open study: every operation a user can name is one function.
