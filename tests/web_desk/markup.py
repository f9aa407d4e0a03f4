"""What a page is made of. A text that became markup shows here even where nothing runs and nothing is asked for."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from playwright.sync_api import Page

EACH = 4
"""Of so many pages that one template makes, one is opened; the others are parsed as they are served."""
ADDRESSES = (
    "href", "src", "srcset", "action", "formaction", "ping", "data", "poster", "hx-get", "hx-post", "sse-connect",
    "data-href", "data-typing",
)  # fmt: skip
LOOK = """(page, [tags, attributes, addresses]) => {
  const ours = /^([/]desk([/?]|$)|#|[/]v1[/]desk[/]openapi[.]json$)/;
  page.querySelectorAll("details").forEach((box) => { box.open = true; });
  const odd = [], texts = [page.body.textContent];
  for (const element of page.querySelectorAll("*")) {
    if (!tags.includes(element.localName)) odd.push(`element ${element.outerHTML.slice(0, 160)}`);
    for (const { name, value } of element.attributes) {
      if (!attributes.includes(name.toLowerCase())) odd.push(`attribute ${name} of ${element.outerHTML.slice(0, 160)}`);
      if (addresses.includes(name) && !ours.test(value)) odd.push(`address ${name}=${value}`);
      texts.push(value);
    }
  }
  return { odd: odd.concat(window.__reports.splice(0)), text: texts.join("\\n") };
}"""
LOOK_HERE = f"asked => ({LOOK})(document, asked)"
READ = f"""([requests, asked]) => Promise.all(requests.map(async ([path, form]) => {{
  const sent = form && {{ method: "POST", body: new URLSearchParams(form), headers: {{ "HX-Request": "true" }} }};
  const page = await (await fetch(path, sent || {{}})).text();
  return ({LOOK})(new DOMParser().parseFromString(page, "text/html"), asked);
}}))"""

Found = tuple[list[str], str]
"""What is odd about a page, and every text that it shows or holds in an attribute."""
Request = str | tuple[str, dict[str, str] | None]
"""An address, or one with the form that is sent to it."""


@dataclass
class Vocabulary(HTMLParser):
    """The elements and attributes of the pages that were fed to it: pages without any text that could become one."""

    # What browsers add by themselves, and where our own filters break a line.
    tags: set[str] = field(default_factory=lambda: {"tbody", "main", "br", "wbr"})
    attributes: set[str] = field(default_factory=lambda: {"class", "open"})

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def look(self, page: Page) -> Found:
        """The page as it stands."""
        found: dict[str, Any] = page.evaluate(LOOK_HERE, self._asked())
        return found["odd"], found["text"]

    def read(self, page: Page, *requests: Request) -> list[Found]:
        """What is served there, asked for by `page` and parsed by its browser, but not opened: nothing in it could run,
        and whatever would is odd. A tenth of what it costs to open them."""
        asked = [(each, None) if isinstance(each, str) else each for each in requests]
        read: list[dict[str, Any]] = page.evaluate(READ, [asked, self._asked()])
        return [(each["odd"], each["text"]) for each in read]

    def _asked(self) -> list[list[str]]:
        return [sorted(self.tags), sorted(self.attributes), list(ADDRESSES)]
