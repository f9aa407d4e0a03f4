"""The API of the desk at /v1/desk, for programs with a token: the steps of the desk's pages, by the same functions."""
