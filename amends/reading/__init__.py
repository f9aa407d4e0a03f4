"""What a message says: everything that reads a customer's words, and nothing of what follows from them."""
