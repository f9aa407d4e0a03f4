"""The one process that faces the internet: the chat API and the way of each message to the bot and back."""
