//! Codebook files and the code system, with checks.
