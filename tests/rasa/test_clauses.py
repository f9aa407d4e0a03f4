"""Where a message is cut into clauses, each of which is read alone."""

import pytest

from rasa_addons.parts import after_greeting, has_parts, parts_of, problem_of_part

CUT = [
    (
        "en",
        "My card shows it twice NN-10006 and also NN-10030 was a mistake, kari.holm@example.com",
        ["My card shows it twice NN-10006 and also", "NN-10030 was a mistake", "kari.holm@example.com"],
    ),
    ("en", "NN-10006 and NN-10030: the second one is wrong", ["NN-10006 and NN-10030", "the second one is wrong"]),
    ("en", "Cancel NN-10006 and NN-10030. Thanks.", ["Cancel NN-10006 and NN-10030", "Thanks"]),
    (
        "en",
        "Orders NN-10006 and NN-10030 are not active, help",
        ["Orders NN-10006 and NN-10030 are not active", "help"],
    ),
    (
        "nl",
        "IT-20039 annuleren en voor IT-20020 4,20 te veel",
        ["IT-20039 annuleren", "voor IT-20020 4,20 te veel"],
    ),
    ("nb", "NN-10006 er dobbelt, og NN-10030 var en feil", ["NN-10006 er dobbelt", "NN-10030 var en feil"]),
    ("nb", "pengene tilbake nå! varsler virker ikke", ["pengene tilbake nå", "varsler virker ikke"]),
    (
        "en",
        "Billed double for NN-10006. Also, ugh, NN-10030 was a mistake. Sorry",
        ["Billed double for NN-10006", "Also, ugh, NN-10030 was a mistake", "Sorry"],
    ),
    (
        "nl",
        "Dubbel betaald, NN-10006. Verder: oei, foute keuze",
        ["Dubbel betaald", "NN-10006", "Verder: oei, foute keuze"],
    ),
    ("nb", "Trukket dobbelt. Ellers: uff, feil valg", ["Trukket dobbelt", "Ellers: uff, feil valg"]),
]


@pytest.mark.parametrize(("language", "text", "clauses"), CUT)
def test_a_message_is_cut_where_another_thing_begins(language: str, text: str, clauses: list[str]) -> None:
    assert [text[start:end].strip() for start, end in parts_of(text, language)] == clauses


@pytest.mark.parametrize("text", ["it is down", "a, b. c, d. e, f. g, h", "NN-10006", ""])
def test_one_clause_or_too_many_are_read_as_a_whole(text: str) -> None:
    assert parts_of(text, "en") == []


@pytest.mark.parametrize(
    ("text", "rest"),
    [("hei, vpn virker ikke", [", vpn virker ikke"]), ("hallo ich möchte kündigen", [" ich möchte kündigen"]),
     ("hei sveis", []), ("hei", []), ("", [])],
)  # fmt: skip
def test_after_a_greeting_the_rest_is_a_clause(text: str, rest: list[str]) -> None:
    assert [text[start:end] for start, end in after_greeting(text)] == rest


def test_clauses_are_read_where_the_whole_may_hide_a_problem() -> None:
    assert has_parts("NN-10006 and NN-10030", "outage")
    assert has_parts("money back, it is down", "request_refund")
    assert has_parts("you were down, I want something for that", "loss_claim")
    assert not has_parts("it is down. NN-10006, nn-10006", "outage")


@pytest.mark.parametrize(
    ("clause", "problem"),
    [
        (" the second one was a mistake", "it was a mistake"),
        ("die eerste is te duur", "die is te duur"),
        ("den andre virker ikke NN-10006", "den virker ikke "),
    ],
)
def test_which_of_several_orders_it_is_about_is_no_part_of_the_problem(clause: str, problem: str) -> None:
    assert problem_of_part(clause) == problem
