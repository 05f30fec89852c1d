"""What can be done, one file per verb: each action is one transaction and writes the journal."""
