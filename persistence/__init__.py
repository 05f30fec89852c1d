"""What is remembered: tables, queries, migrations and the only commit in the project."""
