"""The recipe for a language is followed: a folder is all that it takes, and no code names one."""

import re
import shutil
import sys

from rasa_addons.fingerprint import fingerprint
from tests.setup.repository import ROOT, files, name
from tests.setup.test_recipes import RASA, copied, run, said_in

OF_A_FURTHER_LANGUAGE = re.compile(r"""["'](?:sv|sv_SE|de_DE)["']|["']de["']: |\bsv: """)
GENERATED = re.compile(r"widget/src/locales/further\w*\.ts")


def test_no_code_names_a_further_language():
    code = files("amends/*.py", "web/*.py", "worker/*.py", "actions/*.py", "rasa_addons/*.py", "widget/src/*.ts")
    assert len(code) > 500
    named = {name(path) for path in code if OF_A_FURTHER_LANGUAGE.search(path.read_text("utf-8"))}
    assert {each for each in named if not GENERATED.fullmatch(each)} == set()


SPEAKS_IT = """
from pathlib import Path
from amends.languages import CODES
from amends.messages.moments import day
from amends.messages.say import Say
from amends.messages.sentences import Sentences
from amends.policy.loader import load_all
from amends.known_words import in_known_words

sentences = Sentences(Path("domain"))
print(load_all(Path("policies"))["itnet"].merchant.languages)
print(sentences.text(Say("utter_thank"), "da"), sentences.text(Say("utter_stopped"), "da")[:9])
print(sentences.buttons(Say("utter_frustrated"), "da"))
print(in_known_words("ja tak", "da"))
"""


def test_a_language_is_added_by_its_recipe(tmp_path):
    """Danish, with as little as a folder may have: a table, two sentences, what is said, and one message."""
    recipe, copy = said_in("Add a language"), copied(tmp_path)
    has = {path.name + ("/" if path.is_dir() else "") for path in (ROOT / "domain" / "sv").iterdir()}
    assert {each for each in has if f"| `domain/<code>/{each}` |" not in recipe} == set()
    before, folder = fingerprint(copy), copy / "domain" / "da"
    shutil.copytree(copy / "domain" / "sv", folder)
    shutil.rmtree(folder / "sentences")
    for part in ("sentences/answers.yml", "messages/first.tsv", "said.yml", "language.yml"):
        (folder / part).parent.mkdir(exist_ok=True)
        (folder / part).write_text(DANISH[part], "utf-8")
    assert fingerprint(copy) != before, "the model would not be trained again"
    merchant = copy / "policies/itnet/merchant.yml"
    merchant.write_text(merchant.read_text("utf-8").replace("[en, nl, nb]", "[en, nl, da]"), "utf-8")
    refused = run(copy, sys.executable, "-m", "amends", "policy", "check")
    assert refused.returncode != 0, "a merchant needs its own words in its languages"
    assert "da" in refused.stdout + refused.stderr
    for file in (*(copy / "policies/itnet").glob("*.yml"), *(copy / "policies/itnet/refund").glob("*.yml")):
        file.write_text(re.sub(r"\bnb: ", "da: ", file.read_text("utf-8")), "utf-8")
    spoken = run(copy, sys.executable, "-c", SPEAKS_IT)
    assert spoken.stdout.splitlines() == [
        "('en', 'nl', 'da')",
        "Selv tak. All right",
        "[('Tal med et menneske', '/talk_to_human')]",
        "ja takk",
    ], spoken.stderr
    validated = run(copy, str(RASA), "-m", "rasa_addons.launcher", "validate")
    assert validated.returncode == 0, validated.stdout[-3000:]


DANISH = {
    "language.yml": """name: Danish
own: dansk
called: [danish, deens, dansk]
stands_in: nb
locale: da_DK
names_from: [da]
moments: {day: "EEEE d. MMMM", time: "%H.%M", at: " kl. {}", from_to: "kl. {}–{}", during: " {}"}
lengths: {day: [dag, dage], week: [uge, uger], month: [måned, måneder], year: [år, år]}
marks: [ikke, hvad, mine, penge, tilbage]
greetings: [goddag]
""",
    "said.yml": """numbers: to tre fire
counted: {for {n} dage siden: for {n} dager siden}
phrases: {tak: takk, nej: nei}
""".replace("{for {n} dage siden: for {n} dager siden}", '{"for {n} dage siden": "for {n} dager siden"}'),
    "sentences/answers.yml": """utter_thank: Selv tak.
utter_frustrated:
  text: Det er jeg ked af.
  buttons: ["Tal med et menneske"]
""",
    "messages/first.tsv": "acts\tmeant\tafter\ttext\nrequest_refund\tstated\t\tjeg vil have mine penge tilbage\n",
}
