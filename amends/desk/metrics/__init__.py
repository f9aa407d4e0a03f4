"""The figures of a desk, counted from what was stored as it happened."""
