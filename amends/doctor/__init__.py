"""`amends doctor`: what is missing or wrong with this installation, each with its way out."""
