from tests.web.conftest import database, rasa, web

__all__ = ["database", "rasa", "web"]
