"""Backups: the database and customers' pictures in a folder, and the way back from it."""
