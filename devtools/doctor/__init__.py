"""`amends doctor`: what is missing or wrong with this installation, and how to put it right."""
