"""Programs that work with the desk of one merchant: their tokens, what each may do, and calls that are done once."""
