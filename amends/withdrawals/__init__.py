"""The statutory withdrawal outside the chat: a statement that needs nobody's proof, and what follows from it."""
