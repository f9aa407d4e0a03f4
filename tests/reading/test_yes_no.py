"""A yes moves money: only a message that is a yes and nothing besides counts. All examples are our own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.reading import yes_no
from amends.reading import yes_no_phrases as words
from amends.reading.yes_no import answer

YES = {
    "en": ["yes", "Yes.", "YES!", "yes please", "yes withdraw", "Yes, I confirm", "go ahead", "please do",
           "Please do it", "ok", "OK, go ahead", "okay", "sure", "no problem, go ahead", "sure, why not", "yep",
           "yeah sure", "of course", "do it", "I agree",
           "that's fine", "That’s right", "yes thank you", "please go ahead, thanks", "yesss", "confirm",
           "sounds good", "👍", "yes 👍🏽", "yes 🙂", "ok :)", "yes\nplease", "do it already!!", "Agreed.",
           "That is acceptable, please proceed.", "oh brilliant, go ahead then love", "of course, thank you so much"],
    "nl": ["ja", "Ja!", "ja hoor", "ja, ik bevestig", "ja graag", "doe maar", "akkoord", "ik ga akkoord",
           "prima, doe maar", "ja dat klopt", "klopt", "is goed", "graag", "oké doe maar", "ja, bevestigen",
           "jazeker", "natuurlijk", "jaaa", "ja alstublieft", "ga je gang", "ja bedankt", "dat wil ik graag",
           "dat is akkoord, gaat uw gang", "toe maar", "super, doe maar", "jaja, doe maar"],
    "nb": ["ja", "ja takk", "ja, bekreft", "ja det stemmer", "kjør på", "gjør det", "gjerne", "det er greit", "jada",
           "ja gjerne", "ja, det vil jeg", "jeg bekrefter", "greit, gjør det", "ok kjør på", "selvfølgelig",
           "javisst", "det stemmer", "bekreft", "ja da", "i orden", "ja, sett i gang", "jeg er enig",
           "ja takk, gjør det", "helt greit", "joda", "klart det", "mm, ja det er fint",
           "det er i orden, bare sett i gang", "ja ja, gjør det"],
}  # fmt: skip
NO = {
    "en": ["no", "No!", "no thanks", "No, thank you", "don't", "Don’t do it", "do not", "nope", "please don't",
           "never mind", "forget it", "no, keep it", "rather not", "nooo", "no, don't cancel it", "do not refund",
           "👎", "not now"],
    "nl": ["nee", "nee hoor", "liever niet", "niet doen", "laat maar", "nee dank je", "nee bedankt", "doe maar niet",
           "nee, liever niet", "neee", "toch maar niet", "nee, niet annuleren", "nee, niet herroepen",
           "dat wil ik niet"],
    "nb": ["nei", "nei takk", "la være", "ikke gjør det", "gjør det ikke", "helst ikke", "nei, ikke nå", "glem det",
           "nei da", "nei, behold avtalen", "det vil jeg ikke", "ikke avbestill", "absolutt ikke", "nei nei"],
}  # fmt: skip
NEITHER = {
    "en": ["yes but only half", "yes?", "not sure", "yes no", "no wait, yes", "yes, and when does the money come?",
           "yes if it is free", "yes, except the vpn", "ok thanks", "ok...", "yes… I think", "maybe", "thanks",
           "yes 49", "only the refund please", "yes, refund me", "yes, cancel it", "I withdraw", "fine", "please",
           "", "  ", "🤔", "yes 🤔", "yes please but not the order", "ok then how much?",
           "yes tomorrow", "whatever", "yes to the first one", "/choose", "ok /", "do you mean the vpn",
           "sure, why would I", "don't forget to do it", "yes :/", "hello", "why not", "no idea", "👍👎", "yeah yeah",
           "oh great", "oh brilliant, yes", "yes and", "and yes", "yes and then", "yes bye",
           "ok bye", "thanks, bye", "just wanted to know", "yes, just wanted to know",
           "do it already and give me more",
           "perfect", "go ahead and explain", "go ahead but not the vpn", "yes theamount and more"],
    "nl": ["ja maar niet annuleren", "ja als het gratis is", "ja, en wanneer komt het geld?", "ja?", "misschien",
           "ja, alleen de helft", "nee, wel terugbetalen", "nee ja", "ja of nee", "wat is akkoord", "bedankt",
           "ok bedankt", "ik ben het er niet mee eens", "weet ik niet", "ja behalve de vpn", "niet zeker",
           "geen idee", "ja, morgen", "doe maar de helft", "ja mits ik alles terugkrijg", "laat maar doorgaan",
           "nee, doe maar", "klopt niet", "hoezo ja", "ja ja", "jaja", "ja ja ja", "ja en", "mooi", "ja doei",
           "toe maar niet",
           "toe nou", "gaat uw gang niet", "wilde het alleen weten"],
    "nb": ["ja, men ikke avbestill", "ja hvis det er gratis", "ja?", "kanskje", "ja, bare halvparten",
           "ja og når kommer " "pengene", "ja nei", "vet ikke", "takk", "ok takk", "usikker",
           "ja, men først i morgen", "det stemmer ikke", "ja til refusjon", "ikke sikkert", "hva skjer da",
           "nei, gjør det", "ja, med mindre det koster noe", "ja 25 kroner", "ja ja", "ja ja ja", "jo",
           "jo, hvis det er gratis", "flott", "ja og",
           "klart det ikke", "ja, ha det", "ville bare vite det", "joda, men"],
}  # fmt: skip


def each(table: dict[str, list[str]]) -> list[str]:
    return [text for texts in table.values() for text in texts]


@pytest.mark.parametrize("text", each(YES))
def test_a_plain_yes_in_three_languages(text: str) -> None:
    assert answer(text) is True


@pytest.mark.parametrize("text", each(NO))
def test_a_plain_no_in_three_languages(text: str) -> None:
    assert answer(text) is False


@pytest.mark.parametrize("text", each(NEITHER))
def test_whatever_says_more_or_less_is_no_answer(text: str) -> None:
    assert answer(text) is None


@pytest.mark.parametrize(
    ("text", "acts", "means"),
    [
        ("yes, cancel it", ["cancel"], True),
        ("cancel it", ["cancel"], True),
        ("yes, cancel it", ["refund"], None),
        ("ja, betaal maar terug", ["refund", "cancel"], True),
        ("ja, annuleer maar", ["refund"], None),
        ("ja, avbestill", ["cancel"], True),
        ("yes, withdraw", ["refund"], None),
        ("ik herroep de overeenkomst", ["withdraw"], True),
        ("herroeping bevestigen", ["withdraw"], True),
        ("bekreft angring", ["withdraw"], True),
        ("no, cancel it", ["cancel"], None),
        ("don't cancel it", ["refund"], False),
        ("ikke avbestill", ["cancel"], False),
        ("yes cancel it and refund me", ["cancel", "refund"], True),
        ("yes cancel it and refund me", ["cancel"], None),
        ("prima, probeer nog maar een keer", ["reactivate"], True),
        ("prima, probeer nog maar een keer", ["cancel", "refund"], None),
        ("nou dan toch maar het geld", ["refund"], True),
        ("nou dan toch maar het geld", ["credit"], None),
        ("dan maar het tegoed", ["credit"], True),
        ("da tar jeg pengene", ["credit"], None),
    ],
)
def test_an_act_that_is_named_has_to_be_the_one_asked_about(text: str, acts: list[str], means: bool | None) -> None:
    assert answer(text, acts) is means


@pytest.mark.parametrize(
    ("text", "takes_leave"),
    [
        ("thanks bye", True), ("bye", True), ("thanks, I was just curious", True), ("bedankt, doei", True),
        ("takk, ha det", True), ("ok bye", False), ("yes bye", False), ("thanks", False), ("bye?", False),
        ("bye, and cancel it", False),
    ],
)  # fmt: skip
def test_who_takes_leave_wants_nothing(text: str, takes_leave: bool) -> None:
    assert yes_no.leaves(text) is takes_leave


_yes_phrases = st.sampled_from(
    [
        *words.YES,
        *words.CLEAR,
        *words.WEAK_YES,
        *words.POLITE,
        *words.THANKS,
        *words.DOUBTFUL,
        *words.LEAVES,
        *yes_no.THUMBS_UP,
    ]
)
_all_acts = tuple(words.ACTS)


@given(st.lists(_yes_phrases, max_size=5), st.sampled_from(sorted(yes_no.NEGATIONS)), st.integers(0, 20), st.booleans())
def test_with_a_negation_in_it_nothing_is_a_yes(said: list[str], negation: str, at: int, acts: bool) -> None:
    spoken = " ".join(said).split()
    spoken.insert(min(at, len(spoken)), negation)
    assert answer(" ".join(spoken), _all_acts if acts else None) is not True


_CONDITIONS = (
    "but", "if", "unless", "only", "except", "half", "instead", "first", "tomorrow", "more", "als", "mits", "tenzij",
    "alleen", "helft", "behalve", "eerst", "morgen", "meer", "men", "hvis", "dersom", "halvparten", "unntatt", "først",
    "mer", "49", "49.50", "which", "waarom", "hvorfor",
)  # fmt: skip


@given(st.lists(_yes_phrases, max_size=5), st.sampled_from(_CONDITIONS), st.integers(0, 20))
def test_with_a_condition_another_amount_or_a_question_in_it_nothing_is_a_yes(
    said: list[str], more: str, at: int
) -> None:
    spoken = " ".join(said).split()
    spoken.insert(min(at, len(spoken)), more)
    assert answer(" ".join(spoken), _all_acts) is not True


@given(st.lists(_yes_phrases, max_size=4), st.text(min_size=1, max_size=12))
def test_a_yes_with_words_that_nobody_knows_is_no_answer(said: list[str], more: str) -> None:
    alone = answer(" ".join([*said, "qx" + more.replace(" ", "") + "qx"]))
    assert alone is None


@given(st.lists(_yes_phrases, min_size=1, max_size=4))
def test_a_question_mark_makes_it_a_question(said: list[str]) -> None:
    assert answer(" ".join(said) + "?") is None


@given(
    st.lists(st.sampled_from([*words.DOUBTFUL, *words.LEAVES, *words.POLITE, *words.WEAK_YES]), min_size=1, max_size=5)
)
def test_praise_or_leave_beside_a_bare_ok_is_no_yes(said: list[str]) -> None:
    plain = set(said) <= {*words.WEAK_YES, *words.POLITE}
    assert plain or answer(" ".join(said), _all_acts) is not True


@given(st.sampled_from([*words.YES, *words.CLEAR]), st.sampled_from(words.AND))
def test_an_answer_that_goes_on_is_none(said: str, joins: str) -> None:
    assert answer(f"{said} {joins}", _all_acts) is None


def test_no_phrase_that_means_yes_holds_a_negation() -> None:
    phrases = [*words.YES, *words.CLEAR, *words.WEAK_YES, *words.TAKES_THE_AMOUNT]
    phrases += [act for named in words.ACTS.values() for act in named]
    assert [phrase for phrase in phrases if set(phrase.split()) & yes_no.NEGATIONS] == []
