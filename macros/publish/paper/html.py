"""What stands on a page of the site, made ready for paper: its text alone, its links written out."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

import tinyhtml5

from macros.render.page import address_code

#: What a page offers to a hand or a script, and not to paper.
_DROPPED_TAGS = frozenset({"script", "template", "noscript", "button", "nav", "form"})
_DROPPED_CLASSES = frozenset(
    {
        "headerlink",
        "am-actions",
        "am-guide",
        "am-paper",
        "am-letterhead",
        "am-almanac__list",
        "am-almanac__turn",
        "am-term__meaning",
        "md-source-file",
    }
)

#: A word of the glossary: a button on the screen, a word on paper. What it means ends the guide.
_WORD = "am-term"

#: A source is written out in the list of sources; where it is named in a sentence, its name is enough.
_NAMED_ONLY = frozenset({"am-law", "to"})

_ROOT = "https://site.invalid/"


@dataclass(frozen=True, slots=True)
class Links:
    """How links are written on a paper: the site's address, "" if unknown; what this paper holds.

    `inside` gives, for a page of the site ("guides/tecrep"), the anchor of its print version in that paper.
    """

    address: str = ""
    inside: dict[str, str] = field(default_factory=dict)

    def write_out(self, element: Element, page: str, prefix: str = "") -> None:
        """Write the address of every link after it, as seen from `page`; `prefix` the names of places.

        A link into the same paper gets the class "page", for its page number.
        """
        for one in element.iter():
            if prefix and one.get("id"):
                one.set("id", prefix + one.attrib["id"])
        for parent, link in list(_links(element)):
            href = link.attrib["href"]
            if href.startswith("#"):
                link.set("href", f"#{prefix}{unquote(href[1:])}")
            elif href.startswith("tel:"):
                del link.attrib["href"]  # A sheet calls nobody: the number stands in its words.
            elif not href.startswith("mailto:"):
                self._write(parent, link, urljoin(f"{_ROOT}{page}/", href))

    def _write(self, parent: Element, link: Element, whole: str) -> None:
        classes = set(link.get("class", "").split())
        if not whole.startswith(_ROOT):
            if not classes & _NAMED_ONLY:
                _put_after(parent, link, whole)
            return
        path = urlsplit(whole).path.strip("/")
        if path in self.inside:
            link.set("href", f"#{self.inside[path]}")
            link.set("class", " ".join([*sorted(classes), "page"]))
            return
        if self.address:
            link.set("href", urljoin(self.address, whole.removeprefix(_ROOT)))
        else:
            del link.attrib["href"]
        _put_after(parent, link, self.shown(path))

    def shown(self, path: str) -> str:
        """Return the address of a page as paper shows it: "aide.example/outils/tecrep/"."""
        return f"{self.site}/{path}/" if path else f"{self.site}/"

    def code(self, path: str) -> str:
        """Return a QR code of the address of a page as a picture, `data:…`; "" where it is not known."""
        if not self.address:
            return ""
        address = urljoin(self.address, f"{path}/" if path else "")
        return f"data:image/svg+xml,{quote(address_code(address))}"

    @property
    def site(self) -> str:
        """The site's address as paper shows it, without an end: "aide.example", "" if unknown."""
        return re.sub(r"^https?://", "", self.address).rstrip("/")


def article(html: str) -> Element:
    """Return the text of a page of the site: no menu, no button, every fold open.

    Raises LookupError for a page without an article.
    """
    tree = tinyhtml5.parse(html, namespace_html_elements=False)
    found: Element | None = tree.find(".//article")
    if found is None:
        raise LookupError("article")
    body = deepcopy(found)
    body.tag, body.tail = "div", None
    body.attrib.clear()
    _clean(body)
    _unwrap(body)
    for one in body.iter():
        if one.tag.endswith("svg"):
            one.set("font-family", "Paper")  # A drawing takes no letters from the style of its page.
    for one in body.iter("p"):
        if text(one).endswith(":"):
            one.set("class", f"{one.get('class', '')} am-leads".strip())
    return body


def description(html: str) -> str:
    """Return what the head of a page says that it is about, "" if nothing."""
    found = tinyhtml5.parse(html, namespace_html_elements=False).find(".//meta[@name='description']")
    return "" if found is None else str(found.get("content", ""))


def fragment(html: str) -> Element:
    """Return a piece of HTML as one element."""
    tree = tinyhtml5.parse(f"<body><div>{html}</div>", namespace_html_elements=False)
    found: Element = tree.find(".//body/div")
    return found


def written(element: Element) -> str:
    """Return an element as HTML."""
    for one in element.iter():
        one.tag = one.tag.rpartition("}")[2]  # A picture's own namespace: HTML knows it without a prefix.
    return str(tostring(element, encoding="unicode", method="html"))


def sections(body: Element) -> Iterator[tuple[Element, list[Element]]]:
    """Yield each `h2` of a page with what follows it, up to the next."""
    heading: Element | None = None
    held: list[Element] = []
    for one in body:
        if one.tag == "h2":
            if heading is not None:
                yield heading, held
            heading, held = one, []
        else:
            held.append(one)
    if heading is not None:
        yield heading, held


def demote(element: Element) -> None:
    """Make every heading one level lower: what was a document becomes a part of another."""
    lower = {f"h{level}": f"h{level + 1}" for level in range(1, 6)}
    for one in element.iter():
        one.tag = lower.get(one.tag, one.tag)


def unlink(element: Element, name: str) -> None:
    """Make plain words of the links of a class: in a long file each weighs more than it helps."""
    for one in element.iter("a"):
        if one.get("class") == name and "href" in one.attrib:
            one.tag = "span"
            del one.attrib["href"]


def text(element: Element) -> str:
    """Return the words of an element, spaces made one."""
    return " ".join("".join(element.itertext()).split(" ")).strip()


def _clean(body: Element) -> None:
    for parent in list(body.iter()):
        for child in list(parent):
            if _is_comment(child):
                _take_out(parent, child)
            elif child.get("class") == _WORD:
                child.tag = "span"
            elif child.tag in _DROPPED_TAGS or set(child.get("class", "").split()) & _DROPPED_CLASSES:
                _take_out(parent, child)
            elif child.tag == "details":
                child.tag = "section"
            elif child.tag == "summary":
                child.tag = "div"


def _unwrap(body: Element) -> None:
    """Put what a box holds in its place, where the screen alone needs the box: beside a guide's contents."""
    for at, one in enumerate(list(body)):
        if one.get("class") == "am-text":
            body.remove(one)
            for place, child in enumerate(list(one), start=at):
                body.insert(place, child)


def _is_comment(child: Any) -> bool:
    """Return whether a node is a note between editors, whose tag is no word."""
    return not isinstance(child.tag, str)


def _take_out(parent: Element, child: Element) -> None:
    """Remove an element, and keep the words that follow it."""
    if child.tail:
        at = list(parent).index(child)
        if at:
            parent[at - 1].tail = (parent[at - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _links(element: Element) -> Iterator[tuple[Element, Element]]:
    for parent in element.iter():
        for child in parent:
            if child.tag == "a" and child.get("href"):
                yield parent, child


def _put_after(parent: Element, link: Element, shown: str) -> None:
    """Write an address in brackets after a link, before the words that follow it."""
    at = list(parent).index(link)
    note = Element("span", {"class": "address"})
    note.text = f" ({shown})"
    note.tail, link.tail = link.tail, None
    parent.insert(at + 1, note)


def contents(rows: list[tuple[str, str]], title: str) -> Element:
    """Return a table of contents: (anchor, words) rows whose page numbers the paper fills in."""
    block = Element("div", {"class": "contents"})
    SubElement(block, "p", {"class": "contents-title"}).text = title
    listed = SubElement(block, "ul")
    for anchor, words in rows:
        row = SubElement(listed, "li")
        SubElement(row, "a", {"href": f"#{anchor}"}).text = words
    return block
