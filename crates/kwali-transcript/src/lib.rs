//! Transcript files into documents with turns and speakers.
