"""A day of the office, compressed: its people work a served office through the pages, and nothing may get lost."""
