"""Teams of a desk: administration.py writes them, choosing.py says who takes a case, assigning.py gives it to them."""
