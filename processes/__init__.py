"""What an SOP is and how it moves: bytes and values in, values out; no database, no web, no wall clock."""
