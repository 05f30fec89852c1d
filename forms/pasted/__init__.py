"""What a pasted message seems to say, as proposals for the fields of a complaint; a person accepts each of them."""
