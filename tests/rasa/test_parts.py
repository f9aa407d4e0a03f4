"""The small parts by themselves: signature, fingerprint, digest, fast path."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasa_addons.digest import DigestDiffers, check, write
from rasa_addons.fingerprint import fingerprint
from rasa_addons.readable import is_readable
from rasa_addons.signing import sign, verify
from tests.rasa.server import PYTHON, ROOT

SECRET = "0123456789abcdef0123456789abcdef"


@given(st.binary(), st.integers(0, 2_000_000_000), st.integers(-300, 300))
def test_a_signature_holds_for_five_minutes(body: bytes, at: int, later: int) -> None:
    assert verify(SECRET, sign(SECRET, body, at), body, at + later)


@given(st.binary(), st.integers(0, 2_000_000_000), st.integers(301, 10_000))
def test_a_signature_is_worth_nothing_before_and_after(body: bytes, at: int, away: int) -> None:
    assert not verify(SECRET, sign(SECRET, body, at), body, at + away)
    assert not verify(SECRET, sign(SECRET, body, at), body, at - away)


@given(st.binary(), st.binary(), st.text())
def test_a_signature_is_for_one_body_and_one_secret(body: bytes, other: bytes, header: str) -> None:
    assert verify(SECRET, sign(SECRET, body, 1), other, 1) == (body == other)
    assert not verify("x" * 32, sign(SECRET, body, 1), body, 1)
    assert not verify("", sign("", body, 1), body, 1)
    assert not verify(SECRET, header, body, 1)


def test_the_fingerprint_follows_what_a_model_is_made_of_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "data/messages/en").mkdir(parents=True)
    (tmp_path / "domain").mkdir()
    (tmp_path / "config.yml").write_text("a")
    names = [fingerprint(tmp_path)]
    for changed in ("config.yml", "domain.yml", "domain/x.yml", "data/messages/en/x.tsv"):
        (tmp_path / changed).write_text("changed")
        names.append(fingerprint(tmp_path))
    assert len(set(names)) == 5
    (tmp_path / "README.md").write_text("x")
    (tmp_path / "credentials.yml").write_text("x")
    assert fingerprint(tmp_path) == names[-1]
    (tmp_path / "data/messages/en/x.tsv").rename(tmp_path / "data/messages/en/y.tsv")
    assert fingerprint(tmp_path) != names[-1]


def test_a_model_that_was_changed_or_has_no_digest_is_refused(tmp_path: Path) -> None:
    model = tmp_path / "m.tar.gz"
    model.write_bytes(b"model")
    with pytest.raises(FileNotFoundError):
        check(model)
    write(model)
    check(model)
    model.write_bytes(b"Model")
    with pytest.raises(DigestDiffers):
        check(model)


@pytest.mark.parametrize("script", ["fastpath_check", "graph_run_check", "yaml_scalars_check"])
def test_the_fast_path_gives_rasas_own_results(script: str) -> None:
    done = subprocess.run(
        [str(PYTHON), "-m", f"tests.rasa.{script}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_the_tracker_store_keeps_what_was_saved_and_forgets_in_time() -> None:
    done = subprocess.run(
        [str(PYTHON), "-m", "tests.rasa.tracker_store_check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.parametrize(
    ("text", "readable"),
    [("ja", True), ("får itj ringt", True), ("👍", True), ("12345", True), ("hei 🙂", True), ("Ola 你好", True),
     ("🙂", False), ("???", False), ("日本語", False), ("Услуга не работает", False), ("", False),
     ("/restart", False), ("\u2060/restart", False), (" \uff0fstop", False), ('/choose{"yes_no": "yes"}', False),
     ("/talk_to_human@0.9", False), ("/ restart the service please", True), ("24/7", True)],
)  # fmt: skip
def test_what_has_no_letter_of_ours_says_nothing(text: str, readable: bool) -> None:
    assert is_readable(text) == readable
