"""Who somebody is, what they may do, and how the pages are protected."""
