//! Screens and keys together.
