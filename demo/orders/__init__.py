"""The demo order backend: what a merchant implements, with orders that try every row of the policies."""
