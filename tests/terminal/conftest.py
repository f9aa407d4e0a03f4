from tests.web.conftest import database, rasa, unhurried, web

__all__ = ["database", "rasa", "unhurried", "web"]
