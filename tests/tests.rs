//! The program as its users meet it: every test runs `kwali` in a folder of its own.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod bad_input;
mod batch;
mod by_hand;
mod charts;
mod cleaning;
mod counting;
mod crash;
mod documents;
mod exact_words;
mod exhibits;
mod facts_bundle;
mod factsheet_check;
mod gallery;
mod help;
mod history;
mod importing;
mod layers;
mod likeness;
mod office;
mod outputs;
mod page;
mod patterns;
mod pdf;
mod perspectives;
mod portraits;
mod previews;
mod queries;
mod retrieving;
mod revising;
mod round_trip;
mod sample;
mod screen;
mod several_documents;
mod showing;
mod small_project;
mod suggesting;
mod support;
mod surveys;
mod templates;
mod together;
mod tour;
mod unread;
mod verifying;
