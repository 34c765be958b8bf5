//! Retrieval, frequencies, crosstabs and co-occurrence as pure functions.
