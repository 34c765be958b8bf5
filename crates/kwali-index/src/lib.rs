//! The full-text index: derived from the study, always rebuildable.
