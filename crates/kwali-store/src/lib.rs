//! The study file: SQLite schema, migrations and journal.
