//! Making codings: by position and by quotation.
