"""The settings of an insurer who puts the site online: what is wrong with them, and the file that says them.

The same rules judge what is typed in a form and what is written in a file. The two schemes of colours are
given: the style sheet of the site is no business of the rules.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from . import data, present
from .contrast import LEAST, Scheme, contrasts, is_colour, legible, wash
from .links import UNITS, floor, is_site, read_length
from .model import Refusal, Result, Unit

Path = tuple[str | int, ...]
"""Where a value stands in a settings file: ("contract", "length")."""

FIELDS: dict[str, Path] = {
    "name": ("name",),
    "telephone": ("telephone",),
    "hours": ("hours",),
    "light": ("colours", "light"),
    "dark": ("colours", "dark"),
    "claims_email": ("claims", "email"),
    "claims_address": ("claims", "address"),
    "complaints_email": ("complaints", "email"),
    "complaints_address": ("complaints", "address"),
    "length": ("contract", "length"),
    "unit": ("contract", "unit"),
    "mediator": ("mediator_for_professionals",),
    "feedback": ("feedback",),
    "logo": ("logo",),
    "embedders": ("embedders",),
}
"""Every setting, by the name of its field in the form, with its place in the file."""

REQUIRED = ("name", "telephone", "light", "claims_email")
"""What the form asks for; the colour by night comes from the colour by day."""

LISTS = frozenset({"claims_address", "complaints_address", "embedders"})
"""What has a line for each of its parts."""

MOST = 200
"""The longest text that the form takes."""

_MEDIATOR = {"yes": True, "no": False}

_NUMBER = re.compile(r"(?:0[1-9](?: [0-9]{2}){4}|[0-9]{4})")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_ORIGIN = re.compile(r"https://(?:[a-z0-9-]+\.)+[a-z]{2,}(?::[0-9]{1,5})?")
_LOGO = re.compile(r"[a-z0-9-]+\.svg")
_MARKUP = re.compile(r"[<>{}]")


class Fault(NamedTuple):
    """One mistake: its code, its place in the settings, the values of its sentence."""

    code: str
    path: Path
    values: Mapping[str, str]


def faults(settings: Mapping[str, Any], schemes: Mapping[str, Scheme], least: int) -> Iterator[Fault]:
    """Yield the mistakes of settings whose values have their right types, some maybe missing.

    `least` is the shortest time limit, in jours ouvrés, that the law permits a contract.
    """
    for scheme, colour in settings.get("colours", {}).items():
        yield from _colour(scheme, colour, schemes[scheme])
    if "telephone" in settings and not _NUMBER.fullmatch(settings["telephone"]):
        yield Fault("A003", ("telephone",), {"number": settings["telephone"]})
    addresses: tuple[Path, ...] = (("feedback",), ("claims", "email"), ("complaints", "email"))
    for path in addresses:
        address = _at(settings, path)
        if address is not None and not _EMAIL.fullmatch(address):
            yield Fault("A004", path, {"address": address})
    for path, text in _free(settings):
        if _MARKUP.search(text):
            yield Fault("A008", path, {"text": text})
    for number, origin in enumerate(settings.get("embedders", ())):
        if not _ORIGIN.fullmatch(origin):
            yield Fault("A007", ("embedders", number), {"origin": origin})
    contract = settings.get("contract", {})
    if contract.get("unit") == Unit.JOURS_OUVRES and contract.get("length", least) < least:
        length = str(contract["length"])
        yield Fault("A006", ("contract", "length"), {"length": length, "least": str(least)})


def why_no_logo_name(name: str) -> str:
    """Return why a file cannot be a logo by its name alone, "" for no reason."""
    return "" if _LOGO.fullmatch(name) else str(data.strings()["insurer"]["logo_name"])


def composed(asked: Mapping[str, Any], schemes: Mapping[str, Mapping[str, Any]], day: date) -> Result:
    """Return the settings file of what a form asks for, and how the site will look with it.

    `asked` has texts under the names of `FIELDS`, and maybe under "site" the address where the site will be;
    `schemes` are the two schemes of the site. Returns {status, problems, id, file, toml, command, colours}:
    `colours` are {light, dark}, each {deep, on, wash} or {} while there is no colour that can be read;
    the rest is "" while there are problems, each {field, code, text}.
    """
    grounds = {name: Scheme(**parts) for name, parts in schemes.items()}
    given = {name: _text(asked.get(name), is_list=name in LISTS) for name in (*FIELDS, "site")}
    if given["site"]:
        given["site"] = _as_site(given["site"])
    settings, problems = _settings(given, grounds, day)
    shown = {"problems": problems, "colours": _colours(settings, grounds)}
    id = slug(given["name"])
    if problems:
        return {"status": "invalid", "id": "", "file": "", "toml": "", "command": "", **shown}
    site = f" SITE_URL={given['site']}" if given["site"] else ""
    return {
        "status": "answered",
        "id": id,
        "file": f"{id}.toml",
        "toml": written(settings, str(data.strings()["insurer"]["head"])),
        "command": f"make release INSURER={id}{site}",
        **shown,
    }


def written(settings: Mapping[str, Any], head: str = "") -> str:
    """Return settings as a TOML file, with a line of comment above."""
    tables = {name: value for name, value in settings.items() if isinstance(value, Mapping)}
    lines = [f"# {head}", ""] if head else []
    lines += [f"{name} = {_value(value)}" for name, value in settings.items() if name not in tables]
    for table, rows in tables.items():
        lines += ["", f"[{table}]", *(f"{name} = {_value(value)}" for name, value in rows.items())]
    return "\n".join([*lines, ""])


def slug(name: str) -> str:
    """Return the id that a name gives: « L’Équité & Cie » as "l-equite-cie"; "" where nothing is left."""
    parted = unicodedata.normalize("NFKD", name.replace("’", " "))
    plain = parted.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _settings(
    given: Mapping[str, str], schemes: Mapping[str, Scheme], day: date
) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Return the settings that a form gives, and its problems, in the order of the fields."""
    settings: dict[str, Any] = {}
    refusals = [Refusal("missing", name) for name in REQUIRED if not given[name]]
    for name, path in FIELDS.items():
        value = _read(name, given)
        if isinstance(value, Refusal):
            refusals.append(value)
        elif value not in ("", [], None):
            table = settings
            for part in path[:-1]:
                table = table.setdefault(str(part), {})
            table[str(path[-1])] = value
    colours = settings.get("colours", {})
    if "dark" not in colours and is_colour(colours.get("light", "")):
        colours["dark"] = legible(colours["light"], schemes["dark"])
    if given["name"] and not slug(given["name"]):
        refusals.append(Refusal("no_letters", "name"))
    if given["site"] and not is_site(given["site"]):
        refusals.append(Refusal("no_site", "site"))
    found = [*(present.problem(one, day) for one in refusals), *_sentences(settings, schemes, day)]
    order = [*FIELDS, "site"]
    return settings, sorted(found, key=lambda one: order.index(one["field"]))


def _sentences(
    settings: Mapping[str, Any], schemes: Mapping[str, Scheme], day: date
) -> Iterator[dict[str, str]]:
    """Yield the faults of settings as problems of the form, one a field."""
    words = data.strings()["insurer"]["problems"]
    fields = {path: name for name, path in FIELDS.items()}
    seen = set()
    found = [*faults(settings, schemes, floor(day))]
    if reason := why_no_logo_name(settings["logo"]) if "logo" in settings else "":
        found.append(Fault("A005", ("logo",), {"name": settings["logo"], "reason": reason}))
    for code, path, values in found:
        field = fields[path] if path in fields else fields[path[:-1]]
        if field not in seen:
            seen.add(field)
            what, fix = (words[code][part].format_map(values) for part in ("what", "fix"))
            yield {"field": field, "code": code, "text": f"{what[0].upper()}{what[1:]}. {fix}"}


def _read(name: str, given: Mapping[str, str]) -> Any:
    """Return the value of a field as the file has it, "" or None for none; a refusal for what is none."""
    text = given[name]
    if name in ("length", "unit"):
        return _contract(name, given)
    if name == "mediator":
        return _MEDIATOR.get(text) if text in ("", *_MEDIATOR) else Refusal("unknown_option", name)
    if max(map(len, text.split("\n"))) > MOST:
        return Refusal("too_long", name, max=str(MOST))
    if name in ("light", "dark"):
        return _as_colour(text)
    if name == "telephone":
        return _as_number(text)
    if name == "embedders":
        return [_as_origin(line) for line in text.split("\n") if line]
    return [line for line in text.split("\n") if line] if name in LISTS else text


def _contract(name: str, given: Mapping[str, str]) -> Any:
    """Return a part of the contract's time limit; without a length there is no contract."""
    if not given["length"]:
        return None
    if name == "unit":
        return given["unit"] if given["unit"] in UNITS else Refusal("unknown_option", "unit")
    try:
        return read_length(given["length"], given["unit"])
    except Refusal as refusal:
        return refusal


def _colour(name: str, colour: str, scheme: Scheme) -> Iterator[Fault]:
    path = ("colours", name)
    if not is_colour(colour):
        yield Fault("A001", path, {"colour": colour})
        return
    ground, found = min(contrasts(colour, scheme).items(), key=lambda one: one[1])
    if found < LEAST:
        words = data.strings()["insurer"]
        yield Fault(
            "A002",
            path,
            {
                "colour": colour,
                "found": f"{found:.1f}".replace(".", ","),
                "ground": words["grounds"][ground],
                "least": f"{LEAST:.0f}",
                "way": words["ways"][name],
                "near": legible(colour, scheme),
            },
        )


def _colours(settings: Mapping[str, Any], schemes: Mapping[str, Scheme]) -> dict[str, dict[str, str]]:
    """Return what the colours of settings make in each scheme, where they can be read."""
    colours = settings.get("colours", {})
    shown: dict[str, dict[str, str]] = {}
    for name, scheme in schemes.items():
        colour = colours.get(name, "")
        is_legible = is_colour(colour) and min(contrasts(colour, scheme).values()) >= LEAST
        shown[name] = {"deep": colour, "on": scheme.on, "wash": wash(colour, scheme)} if is_legible else {}
    return shown


def _free(settings: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Yield the texts that have no form of their own."""
    for name in ("name", "hours"):
        if name in settings:
            yield (name,), settings[name]
    for office in ("claims", "complaints"):
        for number, line in enumerate(settings.get(office, {}).get("address", ())):
            yield (office, "address", number), line


def _at(settings: Mapping[str, Any], path: Path) -> Any:
    found: Any = settings
    for part in path:
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _text(value: object, *, is_list: bool) -> str:
    """Return a text without what nobody sees, its spaces plain, its apostrophes curved; what is none as "".

    A list keeps its lines.
    """
    if not isinstance(value, str):
        return ""
    lines = value.splitlines() if is_list else [value]
    seen = ["".join(character for character in line if not _is_unseen(character)) for line in lines]
    bare = [" ".join(line.split()).replace("'", "’") for line in seen]
    return "\n".join(line for line in bare if line)


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") and not character.isspace()


def _as_colour(text: str) -> str:
    """Return a colour as it is often typed, "FFF" or "#12406B", in its full form; else what was typed."""
    if not re.fullmatch(r"#?(?:[0-9a-fA-F]{3}){1,2}", text):
        return text
    digits = text.lstrip("#").lower()
    return f"#{digits}" if len(digits) == 6 else f"#{''.join(2 * digit for digit in digits)}"


def _as_number(text: str) -> str:
    """Return a French number as it is often typed, two figures by two; else what was typed."""
    bare = re.sub(r"[ .()/-]", "", text)
    digits = re.sub(r"^(?:\+|00)33(?:0(?=0?[1-9]))?", "0", bare)
    if re.fullmatch(r"0[1-9][0-9]{8}", digits):
        return " ".join(digits[start : start + 2] for start in range(0, 10, 2))
    return bare if re.fullmatch(r"[0-9]{4}", bare) else text


def _as_origin(line: str) -> str:
    """Return a site as it is often typed, "www.exemple.fr/", as an origin."""
    bare = line.strip().rstrip("/").lower()
    return bare if "://" in bare else f"https://{bare}"


def _as_site(text: str) -> str:
    """Return the address of a site as it is often typed, "aide.exemple.fr", whole."""
    return (text if "://" in text else f"https://{text}").rstrip("/") + "/"


def _value(value: object) -> str:
    """Return a value as TOML writes it; JSON writes texts, their lists, numbers and flags alike."""
    return json.dumps(value, ensure_ascii=False)
