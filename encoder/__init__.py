"""Makes the sentence encoder under models/encoder: `make encoder`, seldom, in an environment of its own.

Rasa serves what comes out (rasa_addons/encoder.py); nothing else imports this package. docs/encoder.md tells the whole.
"""
