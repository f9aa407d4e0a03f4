"""Reviewed messages come into the training data by one command, or not at all."""

import shutil

import pytest

from devtools.add_messages import COLUMNS, Refused, add, main
from tests.remedies.scene import ROOT

HEADER = "\t".join(COLUMNS)


@pytest.fixture
def project(tmp_path):
    shutil.copy(ROOT / "domain.yml", tmp_path)
    (tmp_path / "data/messages/nb").mkdir(parents=True)
    (tmp_path / "data/messages/nb/first.tsv").write_text("acts\tmeant\tafter\ttext\nstop\tstated\t\tglem det\n")
    return tmp_path


def filed(project, *lines):
    file = project / "filed.tsv"
    file.write_text("".join(f"{line}\n" for line in (HEADER, *lines)), "utf-8")
    return file


def test_what_is_new_is_added_once(project):
    file = filed(
        project, "nb\toutage\tstated\t\tingenting virker", "nb\tstop\tstated\t\tglem det", "nb\tdeny\tstated\tmore\tnei"
    )
    target = project / "data/messages/nb/desk.tsv"
    assert add(file, project) == {str(target): 2}
    assert add(file, project) == {}
    assert target.read_text("utf-8").splitlines() == [
        "acts\tmeant\tafter\ttext",
        "outage\tstated\t\tingenting virker",
        "deny\tstated\tmore\tnei",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("de\toutage\tstated\t\tkaputt", "no language 'de'"),
        ("nb\t\tstated\t\twibble", "no act ''"),
        ("nb\toutage+nonsense\tstated\t\tx", "no act 'nonsense'"),
        ("nb\toutage\tmaybe\t\tx", "meant 'maybe'"),
        ("nb\toutage\tstated\tlater\tx", "after 'later'"),
        ("nb\toutage\tstated\t\t ", "no text"),
        ("nb\toutage\tx", "5 columns"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_written(project, line, said):
    file = filed(project, "nb\toutage\tstated\t\tnettet er borte", line)
    with pytest.raises(Refused, match="line 3: .*" if "columns" not in said else "line 3") as refused:
        add(file, project)
    assert said in str(refused.value)
    assert not (project / "data/messages/nb/desk.tsv").exists()


def test_the_command_says_so(project, monkeypatch, capsys):
    monkeypatch.chdir(project)
    assert main([str(filed(project, "nb\toutage\tstated\t\tnede"))]) == 0
    assert "1 new in data/messages/nb/desk.tsv" in capsys.readouterr().out
    assert main([str(filed(project, "nb\tx\tstated\t\tnede"))]) == 2
    assert "Nothing was added." in capsys.readouterr().err
