"""Complaints as lines of a CSV file, the way SP4N-LAPOR! and other systems exchange them."""
