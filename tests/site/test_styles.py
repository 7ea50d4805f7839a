"""The style sheets of the built site: few, whole, with one palette."""

import re
from pathlib import Path

from macros.publish.styles import without_unused

ROOT = Path(__file__).parent.parent.parent
PARTS = sorted((ROOT / "docs/assets/css").glob("*.css"))
SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')


def test_a_page_asks_for_three_sheets_at_most(built_site: Path) -> None:
    """The theme's, ours, and where it carries a name the insurer's; an entry page one of its own."""
    for page in built_site.rglob("*.html"):
        asked = SHEET.findall(page.read_text("utf-8"))
        assert len(asked) <= 3, page
        if page.relative_to(built_site).parts[0] == "e":
            assert [Path(one).name for one in asked] == ["entry.css"], page


def test_a_sheet_holds_all_that_it_imports(built_site: Path) -> None:
    """No sheet of the site sends its reader for another, and no part is left beside them."""
    sheets = {file.name: file.read_text("utf-8") for file in (built_site / "assets/css").glob("*.css")}
    assert set(sheets) == {"site.css", "entry.css", "framed.css"}
    assert not [name for name, css in sheets.items() if "@import" in css]
    for name in ("site.css", "entry.css"):
        assert "--am-paper: #faf8f3" in sheets[name]


def test_an_entry_page_carries_no_value_that_it_does_not_use() -> None:
    """What nothing names is left out, and what only that named; a colour stays for an insurer's sheet."""
    css = ":root{--a:1px;--b:var(--c);--c:2px;--d:calc(2 * var(--e));--e:3px;--f:#fff}p{margin:var(--b)}"
    assert without_unused(css) == ":root{--b:var(--c);--c:2px;--f:#fff}p{margin:var(--b)}"


def test_every_part_is_imported_once() -> None:
    """A sheet that no other imports would be lost when they are made one."""
    imported = re.findall(r'@import "([^"]+)";', (ROOT / "docs/assets/css/site.css").read_text("utf-8"))
    roots = {"site.css", "entry.css", "framed.css"}
    assert sorted(imported) == sorted(file.name for file in PARTS if file.name not in roots)


def test_the_palette_is_written_once() -> None:
    """A colour of the site stands in tokens.css and nowhere else in the style sheets."""
    colours = set(re.findall(r"#[0-9a-f]{6}\b", (ROOT / "docs/assets/css/tokens.css").read_text("utf-8")))
    assert len(colours) > 10
    again = {
        (file.name, colour)
        for file in PARTS
        if file.name != "tokens.css"
        for colour in re.findall(r"#[0-9a-f]{6}\b", file.read_text("utf-8"))
        if colour in colours
    }
    assert again == set()


def test_what_a_finger_left_does_not_look_chosen() -> None:
    """Where nothing hovers, `:hover` stays on what was touched last: it would look like the answer."""
    for file in PARTS:
        css = re.sub(r"@media \(hover: hover\) \{.*?\n\}\n", "", file.read_text("utf-8"), flags=re.DOTALL)
        grounds = re.findall(r"([^{}]*:hover[^{}]*)\{[^}]*background: var", css)
        assert not grounds, (file.name, grounds)
