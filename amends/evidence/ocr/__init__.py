"""Text is read from pictures in a process of its own, and what it says is found in it by rules."""
