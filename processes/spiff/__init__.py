"""SpiffWorkflow, behind one door: no other module of the project imports it."""
