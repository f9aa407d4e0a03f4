"""Foreign files are decoded in processes that can do nothing else, and leave them as pictures of our own making."""
