"""The checker reads what editors write in a moment, and refuses the rest in a sentence."""

from pathlib import Path
from time import process_time

import pytest

from tests.content.project import DATA, printed, put

PAGE, CHECKLIST = "docs/guides/terre.md", f"{DATA}/checklists/rempoter.toml"
LONG = 40_000


def timed(garden: Path) -> list[str]:
    """Return what is printed, in a moment."""
    began = process_time()
    lines = printed(garden)
    assert process_time() - began < 5
    return lines


@pytest.mark.parametrize(
    "text",
    [
        *[sign * LONG for sign in "`[]<>{}«»|\"'#*_-.=~\\&a1 !?("],
        *[
            one * (LONG // len(one))
            for one in (
                "[a](",
                "![",
                "[a",
                "{{ ",
                "{% ",
                "{#",
                "{% raw %}",
                "<!--",
                "<a ",
                "</a ",
                "https://",
            )
        ],
        *[one * (LONG // len(one)) for one in ('a" ', "1 000 ", "- ", "> ", "a`` `")],
        "# a" + " " * LONG + "b",
        '- "' + 'a"' * LONG,
    ],
)
@pytest.mark.parametrize("rows", ["one", "many"])
def test_a_page_that_repeats_a_sign_takes_a_moment(text: str, rows: str, garden: Path) -> None:
    """In one row or in many, whatever is left open."""
    text = text if rows == "one" else "\n".join(text[at : at + 1900] for at in range(0, len(text), 1900))
    put(garden, PAGE, f"# La terre\n\n{text}\n")
    lines = timed(garden)
    assert all(line.startswith((f"{PAGE}:", "docs/")) for line in lines)
    assert rows == "many" or [line.split()[1] for line in lines] == ["S001"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("mot\n" * 20_000, "il a plus de 60 000 signes"),
        ("\n" * 6_000, "il a plus de 5 000 lignes"),
        ("mot " * 1_000, "cette ligne a plus de 2 000 signes"),
        ("`a\n\n" * 1_100, "le signe ` y est plus de 1 000 fois"),
        ("[a\n" * 400, "le signe [ est plus de 300 fois dans ce paragraphe"),
    ],
)
def test_what_is_too_long_is_refused_with_its_bound(text: str, reason: str, garden: Path) -> None:
    """The sentence says what is too long, and how long it may be."""
    put(garden, PAGE, text)
    (line,) = printed(garden)
    assert reason in line.replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "9" * 5_000,
        "x = -" + "9" * 5_000,
        "x = 0x" + "f" * 5_000,
        "x = 1_" + "0_" * 1_000 + "0",
        "x = 1e" + "9" * 500,
        "x = " + "[" * 1_500,
        "x = " + "{a=" * 600,
        "[a" + ".a" * 900 + "]",
        ".".join("a" * 900) + " = 1",
        'x = "' + '"""' * 600,
        "\n".join(f"k{n} = 1" for n in range(4_800)),
        "\n".join(f'[[item]]\nid = "{n}"' for n in range(2_300)),
        'lead = """' + ("{a" * 990 + "\n") * 100 + '"""',
        "x = " + "9" * 99,
    ],
)
def test_a_toml_file_of_any_numbers_and_depth_is_no_error(text: str, garden: Path) -> None:
    """A number that Python refuses, tables without end: lines that name the file, in a moment."""
    base = (garden / CHECKLIST).read_text("utf-8")
    put(garden, CHECKLIST, f"{text}\n{base}")
    lines = timed(garden)
    assert lines
    assert all(line.startswith(f"{CHECKLIST}:") or line.split()[1] in ("S007", "S010") for line in lines)


@pytest.mark.parametrize("name", [PAGE, CHECKLIST])
def test_a_heavy_file_is_not_even_read(name: str, garden: Path) -> None:
    """A file of a gigabyte, empty as it is, is refused by its size."""
    with (garden / name).open("r+b") as file:
        file.truncate(1 << 30)
    assert [line.split()[1] for line in timed(garden) if line.startswith(f"{name}:")] == ["S001"]


@pytest.mark.parametrize("name", [PAGE, CHECKLIST, "docs/lien.md", "docs/lien.png", "docs/dossier"])
def test_a_link_out_of_the_project_is_refused(name: str, garden: Path) -> None:
    """The generator would publish what a symbolic link leads to: it is refused, and never read."""
    outside = garden.parent / "secret"
    outside.mkdir()
    (outside / "secret.txt").write_text("[x](javascript:alert)")
    (garden / name).unlink(missing_ok=True)
    (garden / name).symlink_to(outside if name.endswith("dossier") else outside / "secret.txt")
    lines = [line for line in printed(garden) if line.startswith(f"{name}:")]
    assert [line.split()[1] for line in lines] == ["S001"]
    assert "javascript" not in "".join(printed(garden))
