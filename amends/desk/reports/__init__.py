"""The figures of a desk by mail, to those who asked for them."""
