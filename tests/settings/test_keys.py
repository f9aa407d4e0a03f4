"""Keys that are derived from the internal secret: alike in all processes of an installation, and each its own."""

from pathlib import Path

from amends import bootstrap
from amends.settings import Settings


def keys(tmp_path: Path, secret: str) -> tuple[bytes, bytes]:
    database = f"sqlite:///{tmp_path / 'amends.db'}"
    context = bootstrap.build(Settings(internal_secret=secret, database_url=database)).context
    return context.identity_key, context.code_keys[0]


def test_two_processes_of_one_secret_count_together_and_those_of_another_do_not(tmp_path: Path) -> None:
    one, other = "a" * 40, "b" * 40
    assert keys(tmp_path, one) == keys(tmp_path, one)
    assert len({*keys(tmp_path, one), *keys(tmp_path, other)}) == 4


def test_a_code_that_was_mailed_under_the_former_secret_is_still_known(tmp_path: Path) -> None:
    former, new = "a" * 40, "b" * 40
    chosen = Settings(
        internal_secret=new, former_internal_secret=former, database_url=f"sqlite:///{tmp_path / 'amends.db'}"
    )
    assert chosen.accepted_secrets() == (new, former)
    of_both = bootstrap.build(chosen).context.code_keys
    assert of_both == (keys(tmp_path, new)[1], keys(tmp_path, former)[1])
