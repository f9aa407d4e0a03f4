"""Automation rules: their closed words in terms.py and actions.py, written by rules.py, carried out by running.py."""
