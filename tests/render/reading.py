"""Reading rendered HTML: a small tree of elements, strict about what the generator must receive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Element:
    """One element: its name, attributes, and children in order, texts included."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]

    def __contains__(self, attribute: str) -> bool:
        return attribute in self.attributes

    @property
    def text(self) -> str:
        """Return all the words inside, single spaces between them; templates have none."""
        if self.name == "template":
            return ""
        parts = [one if isinstance(one, str) else one.text for one in self.children]
        return " ".join("".join(parts).split(" ")).strip()

    def all(
        self, tag: str = "", /, *, templates: bool = False, **attributes: str | None
    ) -> Iterator[Element]:
        """Yield the elements inside, in order, by name and attributes (None: the attribute is there).

        `data_node="x"` stands for data-node="x". What templates hold is left out unless asked for.
        """
        wanted = {key.replace("_", "-"): value for key, value in attributes.items()}
        for child in self.children:
            if isinstance(child, str):
                continue
            fits = not tag or child.name == tag
            if fits and all(
                key in child and value in (None, child.attributes[key]) for key, value in wanted.items()
            ):
                yield child
            if child.name != "template" or templates:
                yield from child.all(tag, templates=templates, **attributes)

    def one(self, tag: str = "", /, *, templates: bool = False, **attributes: str | None) -> Element:
        """Return the one element that fits; any other number is an error."""
        found = list(self.all(tag, templates=templates, **attributes))
        assert len(found) == 1, f"{len(found)} elements {tag} {attributes}"
        return found[0]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(html: str) -> Element:
    """Return the elements of a piece of HTML under one root. Fails where it is not well formed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.root], f"not closed: {[one.name for one in reader.open[1:]]}"
    return reader.root
