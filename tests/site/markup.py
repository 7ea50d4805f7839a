"""Reading built pages: an element's whole markup as a list that two pages can be compared by."""

from html.parser import HTMLParser
from pathlib import Path

#: Elements without an end.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

#: Said to a generator's search, and eaten by it.
FOR_SEARCH = "data-pagefind-ignore"

Event = tuple[str, ...]


class _Reader(HTMLParser):
    def __init__(self, marker: str) -> None:
        super().__init__()
        self.marker, self.depth = marker, 0
        self.found: dict[str, list[Event]] = {}
        self.events: list[Event] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs if name != FOR_SEARCH}
        if not self.depth and self.marker in named:
            self.events = self.found.setdefault(named[self.marker], [])
        if self.depth or self.marker in named:
            self.events.append((tag, *(f"{name}={value}" for name, value in sorted(named.items()))))
            self.depth += tag not in VOID

    def handle_endtag(self, tag: str) -> None:
        if self.depth and tag not in VOID:
            self.depth -= 1
            self.events.append((f"/{tag}",))

    def handle_data(self, data: str) -> None:
        if self.depth and data.strip():
            self.events.append(("text", " ".join(data.split())))


def marked_elements(page: Path, marker: str) -> dict[str, list[Event]]:
    """Return the elements of a page that carry an attribute, whole, by the attribute's value.

    Each is a list of tags with their attributes, texts and ends; white space does not count.
    """
    reader = _Reader(marker)
    reader.feed(page.read_text("utf-8"))
    reader.close()
    return reader.found
