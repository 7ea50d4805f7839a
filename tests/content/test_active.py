"""Nothing in a page acts: no script, no acting address, no picture of another site, however it is spelt."""

import os
from pathlib import Path

import pytest
import yaml

from macros.authoring.lint.active import EXTENSIONS
from tests.content.project import ROOT, printed, put

PAGE = "docs/guides/terre.md"


def said(garden: Path, text: str) -> set[str]:
    """Return the codes of what is said of the page."""
    put(garden, PAGE, f"# La terre\n\n{text}\n")
    return {line.split()[1] for line in printed(garden)}


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert)",
        "[x](JaVaScRiPt:alert)",
        "[x]( javascript:alert )",
        "[x](<javascript:alert>)",
        "[x](<java\tscript:alert>)",
        "[x](java&#115;cript:alert)",
        "[x](javascript&colon;alert)",
        "[x](&#106;avascript:alert)",
        "[x](\x01javascript:alert)",
        "[x][y]\n\n[y]: javascript:alert",
        "[x](data:text/html,a)",
        "[x](file:///etc/passwd)",
        "[x](vbscript:a)",
        "[x](blob:a)",
        "[x](ws://jardin.example/)",
        "[x](ftp://jardin.example/)",
        "[x](http://jardin.example/)",
        "<http://jardin.example/>",
        "[x](//ailleurs.example/)",
        "[x](/\\ailleurs.example/)",
        "- un\n\n    [x](javascript:alert)",
        "> [x](javascript:alert)",
        "| a |\n|---|\n| [x](javascript:alert) |",
        "!!! note\n    [x](javascript:alert)",
        "## [x](javascript:alert)",
        "**[x](javascript:alert)**",
        "{% raw %}[x](javascript:alert){% endraw %}",
        "{% raw %}{{ [x](javascript:alert) }}{% endraw %}",
        "[![x](../terre.png)](javascript:alert)",
        "[x](../outils/arroser.md){href=javascript:alert}",
    ],
)
def test_a_link_leads_to_the_site_or_to_a_plain_address(text: str, garden: Path) -> None:
    """A page may lead to itself, to an address in https, to a letter, to a call; to nothing else."""
    assert "S045" in said(garden, text)


@pytest.mark.parametrize(
    "text",
    [
        "[x](../outils/arroser.md){onclick=alert}",
        "[x](../outils/arroser.md){: onclick=alert }",
        "[x](../outils/arroser.md){ .a onmouseover=alert #b }",
        "[x](../outils/arroser.md){ONCLICK=alert}",
        "[x](../outils/arroser.md){style=color:red}",
        "[x](../outils/arroser.md){target=_blank}",
        "[x](../outils/arroser.md){ping=/a}",
        "[x](../outils/arroser.md){download}",
        "## Titre {: onclick=alert }",
        "Un mot.\n{: onclick=alert }",
        "- un\n{: onclick=alert }",
        "*mot*{data-tool=arroser}",
        "*mot*{name=terre}",
        "`mot`{onclick=alert}",
        "| a |\n|---|\n| b {: onclick=alert } |",
        "{% raw %}*a*{onclick=alert}{% endraw %}",
    ],
)
def test_an_element_has_an_anchor_and_a_class_at_most(text: str, garden: Path) -> None:
    """What braces add to a word is a name to link to or a look: no action, no look of its own."""
    assert "S046" in said(garden, text)


@pytest.mark.parametrize(
    "text",
    [
        "![x](https://ailleurs.example/a.png)",
        "![x](//ailleurs.example/a.png)",
        "![x](data:image/png;base64,AA)",
        "![x](rien.png)",
        "![x][y]\n\n[y]: https://ailleurs.example/a.png",
        "![x](https://ailleurs.example/a.png){onerror=alert}",
        "![x](../../secret.png)",
        "[![x](https://ailleurs.example/a.png)](../outils/arroser.md)",
    ],
)
def test_a_picture_is_a_file_of_the_site(text: str, garden: Path) -> None:
    """No other host learns who reads a page."""
    assert "S047" in said(garden, text)


@pytest.mark.parametrize(
    "text",
    [
        "{% raw %}<script>alert</script>{% endraw %}",
        "{% raw %}{{ <b>x</b> }}{% endraw %}",
        "<img src=x onerror=alert>",
        "<iframe src=x></iframe>",
        "<scr{# #}ipt>alert</script>",
    ],
)
def test_no_html_hides_where_macros_do_not_look(text: str, garden: Path) -> None:
    """What is written between raw marks reaches the page as it is."""
    assert "S043" in said(garden, text)


@pytest.mark.parametrize(
    "text",
    [
        "[un](../outils/arroser.md) [deux](#la-terre) [trois](../index.md#haut)",
        "[écrire](mailto:nous@jardin.example) [appeler](tel:+33199001234)",
        "[lire](https://jardin.example/a?b=javascript:c) <https://jardin.example/>",
        "![Une terre](../terre.png)",
        "![Une terre](../terre.png){#terre .large}",
        "| a | b |\n|:--|--:|\n| c | d |",
        "1. un\n2. deux\n",
        "3. trois\n4. quatre\n",
        "`[x](javascript:alert){onclick=alert}`",
        "```\n[x](javascript:alert)\n<script>\n```",
        "!!! note\n    Un texte.",
        "## Titre {: #ancre .classe }",
        "***\n\n> **Oui**, *non*.",
    ],
)
def test_words_links_and_pictures_of_the_site_are_left_alone(text: str, garden: Path) -> None:
    """What editors write every day is no mistake."""
    (garden / "docs/terre.png").write_bytes(b"")
    assert said(garden, text) == set()


def test_the_mistake_is_said_on_its_line(garden: Path) -> None:
    """An editor is led to the row, however the address is spelt."""
    put(garden, PAGE, "# La terre\n\nUn.\n\n[x](java&#115;cript:alert)\n\nDeux.\n\n*mot*{onclick=alert}\n")
    assert [line.split()[0] for line in printed(garden)][:2] == [f"{PAGE}:5", f"{PAGE}:9"]


def test_pages_are_checked_by_the_markdown_that_builds_them() -> None:
    """The extensions are those of the generator: another one could make another element."""

    class Loader(yaml.SafeLoader):
        """The generator's own tags are none of YAML's."""

    Loader.add_multi_constructor("!", lambda *_: None)
    told = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader)  # noqa: S506  # A safe loader.
    names = [next(iter(one)) if isinstance(one, dict) else one for one in told["markdown_extensions"]]
    assert [*names, "fenced_code"] == list(EXTENSIONS)


SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'


@pytest.mark.parametrize(
    ("name", "text", "still"),
    [
        *[(f"x.{ending}", "<b>", False) for ending in ("html", "htm", "xhtml", "js", "mjs", "xml", "MD")],
        *[(f"x.{ending}", "# X", False) for ending in ("markdown", "mdown", "mkd", "mkdn")],
        ("x.svg", SVG.format('<path d="M0 0h9" fill="red"/>'), True),
        ("x.svg", SVG.format("<script>alert(1)</script>"), False),
        ("x.svg", SVG.format("<path OnLoad = 'alert(1)'/>"), False),
        ("x.svg", SVG.format('<a href="javascript:alert(1)"><path/></a>'), False),
        ("x.svg", SVG.format('<image href="https://evil.example/pixel.png"/>'), False),
        ("x.svg", "<!DOCTYPE svg [<!ENTITY x 'y'>]>" + SVG.format("&x;"), False),
        ("x.svg", " " * (1 << 21), False),
        ("x.png", "", True),
        ("x.pdf", "", True),
    ],
)  # fmt: skip
def test_docs_hold_nothing_that_a_browser_runs(name: str, text: str, still: bool, garden: Path) -> None:
    """The generator publishes each file of docs/ as it is, and reads pages under more endings than ours."""
    put(garden, f"docs/guides/{name}", text)
    said = [line.split()[1] for line in printed(garden) if f"guides/{name}:" in line]
    assert said == ([] if still else ["S049"])


def test_a_name_that_no_screen_shows_is_said_in_one_line(garden: Path) -> None:
    """Bytes that are no text, an end of line: the list of mistakes can still be printed, a row each."""
    for name in (b"\xff.html", b"a\nb.html"):
        (garden / "docs" / os.fsdecode(name)).write_text("")
    lines = [line for line in printed(garden) if " S049 " in line]
    assert [line.split(":")[0] for line in lines] == ["docs/a\ufffdb.html", "docs/\ufffd.html"]
    assert "\n".join(lines).encode().count(b"\n") == 1
