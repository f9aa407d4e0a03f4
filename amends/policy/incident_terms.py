"""The vocabulary's words about incidents: the one that an outage or a destination claim is about."""

from amends.policy.facts import Facts
from amends.policy.terms import Answer, NotTold, Silence, term


def _untold(facts: Facts) -> Answer:
    """There is no such incident, or nobody keeps record of any."""
    return None if facts.order.incidents_known else NotTold.IT


@term(shows=("incident",))
def incident_found(facts: Facts) -> Answer:
    """The records know an incident of the claim's kind at its time."""
    return facts.incident is not None if facts.order.incidents_known else None


@term("provider", "external", "customer", shows=("incident",), silence=Silence.NOTHING)
def incident_cause(facts: Facts) -> Answer:
    """Whose side the incident was on."""
    return _untold(facts) if facts.incident is None else facts.incident.cause


@term(shows=("incident",), silence=Silence.NOTHING)
def incident_resolved(facts: Facts) -> Answer:
    """The incident's end is recorded."""
    return _untold(facts) if facts.incident is None else facts.incident.resolved_at is not None


@term(shows=("incident_amount",))
def incident_took_money(facts: Facts) -> Answer:
    """The records say that the incident affected an amount above zero."""
    return bool(facts.incident_amount) if facts.order.incidents_known else None


@term(shows=("downtime_hours",), needs="timely_fix", silence=Silence.NOTHING)
def fixed_in_time(facts: Facts) -> Answer:
    """The downtime so far is at most `timely_fix`."""
    limit = facts.policy.settings.timely_fix
    return _untold(facts) if facts.downtime is None or limit is None else facts.downtime <= limit
