"""The roles of the people at a merchant's desk."""

from amends.labels import Labelled


class Role(Labelled):
    """From the least that one may do to the most."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
