"""What the two customers of the channels say and read, in each language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One customer was charged twice: `charged_twice`, `receipt` under a photo, and the choice `pay_back`. The other's
    service is `down`: they want a `person`, who asks with `asks`, answer with `answer`, and read that the assistant is
    `back`. `automated` is in the first words of ours."""

    charged_twice: str
    receipt: str
    pay_back: str
    refunded: str
    down: str
    person: str
    asks: str
    answer: str
    back: str
    automated: str


WORDS = {
    "en": Words(
        charged_twice="I was charged twice, {order}, {email}",
        receipt="this is the receipt",
        pay_back="Yes, please",
        refunded="Your refund has been made",
        down="Your service is down, {order}, {email}",
        person="I want to talk to a human",
        asks="Hello, which service is it?",
        answer="the dashboard, but it is up again",
        back="The automated assistant will answer you again",
        automated="an automated assistant",
    ),
    "nl": Words(
        charged_twice="Er is twee keer hetzelfde bedrag afgeschreven, {order}, {email}",
        receipt="hier is het betaalbewijs",
        pay_back="Ja, graag",
        refunded="Uw terugbetaling is gedaan",
        down="Jullie dienst ligt eruit, {order}, {email}",
        person="Ik wil een mens spreken",
        asks="Hallo, om welke dienst gaat het?",
        answer="het dashboard, maar het werkt weer",
        back="De geautomatiseerde assistent antwoordt u weer",
        automated="een geautomatiseerde assistent",
    ),
    "nb": Words(
        charged_twice="Jeg ble trukket to ganger for samme beløp, {order}, {email}",
        receipt="her er kvitteringen",
        pay_back="Ja takk",
        refunded="Refusjonen er gjennomført",
        down="Tjenesten deres er nede, {order}, {email}",
        person="Jeg vil snakke med et menneske",
        asks="Hei, hvilken tjeneste gjelder det?",
        answer="dashbordet, men det virker igjen",
        back="Den automatiske assistenten svarer deg igjen",
        automated="en automatisk assistent",
    ),
    "sv": Words(
        charged_twice="Samma belopp har dragits två gånger, {order}, {email}",
        receipt="här är kvittot",
        pay_back="Ja tack",
        refunded="Din återbetalning är gjord",
        down="Tjänsten ligger nere, jag kommer inte in, {order}, {email}",
        person="Jag vill prata med en människa",
        asks="Hej, vilken tjänst gäller det?",
        answer="panelen, men nu fungerar den igen",
        back="Den automatiska assistenten svarar dig igen",
        automated="en automatisk assistent",
    ),
    "de": Words(
        charged_twice="Derselbe Betrag wurde zweimal abgebucht, {order}, {email}",
        receipt="hier ist die Quittung",
        pay_back="Ja, bitte",
        refunded="Ihre Erstattung ist erfolgt",
        down="Ihr Dienst ist ausgefallen, {order}, {email}",
        person="Ich möchte mit einem Menschen sprechen",
        asks="Guten Tag, um welchen Dienst geht es?",
        answer="um das Dashboard, aber es läuft wieder",
        back="Der automatische Assistent antwortet Ihnen wieder",
        automated="automatische",
    ),
}
