"""The window of a merchant whose customers have no statutory right has no button for a withdrawal."""

from dataclasses import replace

from amends.db.session import Database
from tests.shipped import policies
from tests.web.server import Customer, Web
from tests.web.stand_in import StandInRasa


def test_the_right_is_over_from_the_start(database: Database, rasa: StandInRasa) -> None:
    shops = {name: found.merchant for name, found in policies().items()}
    shops["norrnet"] = replace(shops["norrnet"], statute=None)
    web = Web(database, rasa, merchants=shops).start()
    try:
        customer = Customer(web.url)
        assert customer.http.get(customer.path).json()["withdrawal"] == "over"
    finally:
        web.stop()
