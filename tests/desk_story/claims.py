"""Customers who tell everything in one sentence, so that a person has the case at once."""

import re

from tests.conversations.customer import Customer
from tests.desk_story.ending import case_of
from tests.stack import Stack
from tests.widget.browser import Visitor

REVIEW = re.compile("A person (will decide this|has to look at this case)")


def claims(system: Stack, visitor: Visitor, words: str, merchant: str = "norrnet") -> str:
    """What the customer says in the chat window, up to the answer that a person decides. The case's number."""
    visitor.say(words)
    visitor.reads(REVIEW)
    visitor.at_rest()
    return str(case_of(system, visitor.conversation(merchant)["id"]).number)


def claims_unseen(system: Stack, words: str, merchant: str = "norrnet") -> tuple[Customer, str]:
    """The same without a window, for what only the desk shows. The customer is to be closed."""
    customer = Customer(system.settings.public_url, merchant)
    [answer] = customer.say(words)
    assert REVIEW.search(answer.text), answer.text
    return customer, str(case_of(system, customer.id).number)
