"""What a person fills in: JSON Schemas, the fields they become, and how answers are checked."""
