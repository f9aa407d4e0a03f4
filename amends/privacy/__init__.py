"""A person's data: where it is, a copy of it for them, and its erasure (docs/privacy.md)."""
