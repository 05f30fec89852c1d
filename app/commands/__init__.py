"""Everything that is not a page: one module per `flask …` command."""
