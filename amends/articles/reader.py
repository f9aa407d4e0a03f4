"""policies/<merchant>/help/<language>/<slug>.md: front matter between two lines of ---, then the article.

Read when a process starts, as the policy is: whatever cannot be shown as it stands is told with its line.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from pathlib import Path

from amends.articles import markdown
from amends.articles.article import Article
from amends.articles.library import Library
from amends.errors import PolicyError
from amends.policy.document import Place, each, parsed, text_of

FOLDER = "help"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FENCE = "---"
MOST = {"title": 80, "summary": 200}


def load(folder: Path, merchant: str, languages: Iterable[str], clauses: Collection[str]) -> Library:
    """The merchant's articles; none where `folder` has none. PolicyError with every fault: a language that the merchant
    does not offer, a clause that its newest policy does not have, Markdown that is not read."""
    home = folder / merchant / FOLDER
    if not home.is_dir():
        return Library()
    offered = [language for language in languages if (home / language).is_dir()]
    readers = {path: partial(_article, path, clauses) for path in sorted(home.glob("*/*.md"))}
    readers |= {path: partial(_misplaced, path, languages) for path in _strangers(home, languages)}
    found = each(readers)
    return Library(
        {
            language: {path.stem: found[path] for path in readers if path.parent.name == language and path in found}
            for language in offered
        }
    )


def _strangers(home: Path, languages: Iterable[str]) -> Iterator[Path]:
    """Whatever stands in the folder and is no article of one of the languages."""
    allowed = set(languages)
    for path in sorted(home.rglob("*")):
        place = path.relative_to(home).parts
        article = len(place) == 2 and place[0] in allowed and path.suffix == ".md" and _SLUG.fullmatch(path.stem)
        if not article and not (path.is_dir() and len(place) == 1 and place[0] in allowed):
            yield path


def _misplaced(path: Path, languages: Iterable[str]) -> Article:
    way_out = f"Name articles <language>/<name-in-small-letters>.md, in one of: {', '.join(languages)}."
    raise PolicyError(str(path), 1, "is no article", way_out)


def _article(path: Path, clauses: Collection[str]) -> Article:
    lines = text_of(path).splitlines()
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if not lines or lines[0].rstrip() != _FENCE or end is None:
        way_out = "Begin with a line of ---, title:, summary: and clauses:, and another line of ---."
        raise PolicyError(str(path), 1, "has no front matter", way_out)
    front = parsed(path, "\n".join(["", *lines[1:end]]))
    entries = front.mapping(known=("asked",), required=("title", "summary", "clauses"))
    fault = partial(PolicyError, str(path))
    said = each(
        {
            "title": partial(_short, entries["title"], "title"),
            "summary": partial(_short, entries["summary"], "summary"),
            "clauses": partial(_clauses, entries["clauses"], clauses),
            "asked": lambda: tuple(place.text() for place in entries["asked"].some()) if "asked" in entries else (),
            "body": partial(markdown.blocks, lines[end + 1 :], end + 2, fault),
        }
    )
    if not said["body"]:
        raise fault(end + 1, "has no words below its front matter", "Write the article there.")
    return Article(slug=path.stem, language=path.parent.name, **said)


def _short(place: Place, name: str) -> str:
    text = place.text()
    if len(text) > MOST[name]:
        place.fail(f"the {name} has {len(text)} characters", f"Say it in {MOST[name]} at most.")
    return text


def _clauses(place: Place, known: Collection[str]) -> tuple[str, ...]:
    def one(cited: Place) -> str:
        if cited.text() not in known:
            cited.fail(f"the newest policy has no clause `{cited.text()}`", f"Use one of: {', '.join(known)}.")
        return cited.text()

    return tuple(each({at: partial(one, cited) for at, cited in enumerate(place.some())}).values())
