"""Three-valued logic: what is unknown decides nothing, and what is decided stands whatever becomes known."""

from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.policy.finding import find
from amends.policy.logic import AllOf, AnyOf, Known, Named, Not, Test, both, either, opposite
from amends.policy.policy import Row

NAMES = "abcd"
many = settings(max_examples=400, deadline=None)


@dataclass(frozen=True)
class Leaf(Test):
    """Asks one name of a dictionary that stands for the facts."""

    name: str

    def truth(self, facts):
        return facts[self.name]

    def unknown(self, facts):
        return (self.name,) if facts[self.name] is None else ()

    def told(self, facts):
        return {self.name: facts[self.name]}

    def written(self):
        return self.name

    @property
    def names(self):
        return frozenset({self.name})

    @property
    def may_be_unknown(self):
        return self.names


leaves = st.sampled_from(NAMES).map(Leaf)
trees = st.recursive(
    st.one_of(leaves, leaves.map(Known)),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda tests: AllOf(tuple(tests))),
        st.lists(inner, min_size=1, max_size=3).map(lambda tests: AnyOf(tuple(tests))),
        st.lists(inner, min_size=1, max_size=2).map(lambda tests: Not(tuple(tests))),
        st.tuples(inner, st.booleans()).map(lambda pair: Named("named", *pair)),
    ),
    max_leaves=8,
)
records = st.fixed_dictionaries({name: st.sampled_from([True, False, None]) for name in NAMES})
rows = st.lists(st.tuples(st.lists(trees, min_size=1, max_size=2), st.sampled_from(["approve", "deny", "review"])))


def completions(facts):
    """Everything that the facts may turn out to be."""
    open_ = [name for name, value in facts.items() if value is None]
    for values in product([True, False], repeat=len(open_)):
        yield facts | dict(zip(open_, values, strict=True))


def table(listed, last):
    """Rows in order; the last one takes everything."""
    made = [Row(f"R{i}", tuple(when), outcome, (), "cancellation") for i, (when, outcome) in enumerate(listed)]
    return (*made, Row("last", (), last, (), "cancellation"))


@pytest.mark.parametrize(
    ("truths", "all_", "any_"),
    [
        ((), True, False),
        ((True, True), True, True),
        ((True, False), False, True),
        ((True, None), None, True),
        ((False, None), False, None),
        ((None, None), None, None),
    ],
)
def test_and_and_or_as_kleene_has_them(truths, all_, any_):
    assert (both(truths), either(truths)) == (all_, any_)
    assert (both(truths[::-1]), either(truths[::-1])) == (all_, any_)


def test_not_of_the_unknown_is_unknown():
    assert [opposite(truth) for truth in (True, False, None)] == [False, True, None]
    assert Not((Leaf("a"),)).truth({"a": None}) is None


@many
@given(trees, records)
def test_what_is_true_or_false_stays_so_whatever_becomes_known(tree, facts):
    if tree.completed(facts) is not None:
        assert {tree.truth(each) for each in completions(facts)} == {tree.completed(facts)}


@many
@given(trees, records)
def test_without_a_gap_every_test_has_an_answer(tree, facts):
    for whole in completions(facts):
        assert tree.truth(whole) in {True, False}
        assert tree.truth(whole) is tree.completed(whole)
        assert tree.unknown(whole) == ()


@many
@given(trees, records)
def test_what_leaves_a_test_open_is_named(tree, facts):
    named = tree.unknown(facts)
    if tree.truth(facts) is None:
        assert named
    assert all(facts[name] is None for name in named)
    assert {*named} <= tree.names


@many
@given(rows, st.sampled_from(["approve", "deny", "review"]), records)
def test_a_denial_stands_whatever_becomes_known(listed, last, facts):
    ordered = table(listed, last)
    found = find(ordered, facts)
    if found.row.outcome == "deny" and not found.open:
        assert {find(ordered, whole).row.outcome for whole in completions(facts)} == {"deny"}


@many
@given(rows, st.sampled_from(["approve", "deny", "review"]), records)
def test_nothing_is_left_open_where_everything_is_known(listed, last, facts):
    for whole in completions(facts):
        assert find(table(listed, last), whole).open == ()


def test_a_row_for_what_is_not_known_decides_in_the_customers_favour_and_never_against():
    denies = Row("R1", (Leaf("a"),), "deny", ())
    for_unknown = (Not((Known(Leaf("a")),)),)
    grants, refuses = Row("R2", for_unknown, "approve", (), "cancellation"), Row("R2", for_unknown, "deny", ())
    last = Row("R3", (), "approve", (), "reactivation")
    unknown = {"a": None}
    assert find((denies, grants, last), unknown).open == ()
    assert find((denies, grants, last), unknown).row is grants
    assert find((grants, denies, last), unknown).row is grants
    assert find((refuses, last), unknown).open == (refuses,)
    assert find((denies, last), unknown).open == (denies,)
