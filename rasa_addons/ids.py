"""What says who writes and not what is wanted: order numbers and e-mail addresses. Standard library only.

An order number has the shape that the order backends' contract gives it (amends.orders.backend.ORDER_NUMBER): tests
hold the two together, as Rasa's environment has nothing of amends.
"""

import re

_DASH = r"\-‐‑‒–—−_#"

EMAIL = re.compile(r"<?[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?")

NUMBER = re.compile(
    rf"\b(?:[A-Za-z]{{2,4}}[{_DASH}]{{0,2}}|[A-Z]{{2,4}}\s|[A-Za-z]{{2}}[\s{_DASH}]{{0,2}})[0-9]{{4,10}}\b"
)
"""As people type them: small letters, another dash or none. With a blank, three or four small letters are a word, as
in «paid 1200»."""


def without(text: str) -> str:
    """`text` with a blank in the place of each."""
    return NUMBER.sub(" ", EMAIL.sub(" ", text))
