"""What the desk's pages show, read in one look each. Nothing in here changes anything."""
