"""Who works at the desk, seen to in the app."""
