"""Reply targets: reckoned in clock.py, kept with each case in keeping.py, told of in warnings.py."""
