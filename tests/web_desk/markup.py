"""What a page is made of. A text that became markup shows here even where nothing runs and nothing is asked for."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from playwright.sync_api import Page

ADDRESSES = (
    "href", "src", "srcset", "action", "formaction", "ping", "data", "poster", "hx-get", "hx-post", "sse-connect",
    "data-href", "data-typing",
)  # fmt: skip
LOOK = """([tags, attributes, addresses]) => {
  const ours = /^([/]desk([/?]|$)|#|[/]v1[/]desk[/]openapi[.]json$)/;
  document.querySelectorAll("details").forEach((box) => { box.open = true; });
  const odd = [], texts = [document.body.textContent];
  for (const element of document.querySelectorAll("*")) {
    if (!tags.includes(element.localName)) odd.push(`element ${element.outerHTML.slice(0, 160)}`);
    for (const { name, value } of element.attributes) {
      if (!attributes.includes(name.toLowerCase())) odd.push(`attribute ${name} of ${element.outerHTML.slice(0, 160)}`);
      if (addresses.includes(name) && !ours.test(value)) odd.push(`address ${name}=${value}`);
      texts.push(value);
    }
  }
  return { odd: odd.concat(window.__reports.splice(0)), text: texts.join("\\n") };
}"""


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

    def look(self, page: Page) -> tuple[list[str], str]:
        """What is odd about the page as it stands, and every text that it shows or holds in an attribute."""
        asked = [sorted(self.tags), sorted(self.attributes), list(ADDRESSES)]
        found: dict[str, Any] = page.evaluate(LOOK, asked)
        return found["odd"], found["text"]
