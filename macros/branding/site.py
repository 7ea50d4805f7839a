"""What a site has of its own when it carries an insurer's name: colours, logo, contact card."""

from pathlib import Path
from string import Template
from typing import Any

from . import settings
from .settings import words

#: Where the logo stands, below the root of the site.
LOGO = "assets/img/insurer.svg"


#: Before each text that the generator is told: read as YAML, "0777" would be 511 and "On" true.
TEXT = "|"


def frame_of(id: str) -> dict[str, str]:
    """Return the words that an insurer puts around every page, all empty for ""."""
    insurer, said = settings.insurer(id), words()
    return {
        "name": insurer["name"],
        "by": said["by"] if id else "",
        "logo": LOGO if insurer["logo"] else "",
        "call": said["call"].format(name=insurer["name"]) if id else "",
        "telephone": insurer["telephone"],
        "dial": f"tel:{insurer['dial']}" if id else "",
        "hours": insurer["hours"],
        "feedback": insurer["feedback"],
        "foot": said["foot"].format(name=insurer["name"]) if id else "",
    }


def settings_for(id: str) -> dict[str, str]:
    """Return what the generator is told by its environment to build the site of an insurer; nothing for "".

    The texts of its frame come with `TEXT` before them; the theme drops it.
    """
    if not id:
        return {}
    named = {f"AMIABLE_INSURER_{name.upper()}": f"{TEXT}{text}" for name, text in frame_of(id).items()}
    return {"AMIABLE_INSURER": id, **named}


def write_insurer(site: Path, id: str) -> None:
    """Write the files of an insurer into the built site: its colours, its logo, its contact card."""
    if not id:
        return
    insurer = settings.insurer(id)
    css = Template((Path(__file__).parent / "insurer.css").read_text("utf-8"))
    (site / "assets/css/insurer.css").write_text(css.substitute(_colours(insurer)), "utf-8")
    if insurer["logo"]:
        (site / LOGO).parent.mkdir(parents=True, exist_ok=True)
        (site / LOGO).write_text(insurer["logo_text"], "utf-8")
    card = site / "contact" / f"{id}.vcf"
    card.parent.mkdir(exist_ok=True)
    card.write_bytes(insurer["card"].encode())


def _colours(insurer: dict[str, Any]) -> dict[str, str]:
    """Return the colours that the style sheet names: {id, colour_light, wash_dark…}."""
    kinds = {"colour": insurer["colours"], "wash": insurer["washes"], "on": insurer["on"]}
    named = {f"{kind}_{scheme}": value for kind, found in kinds.items() for scheme, value in found.items()}
    return {"id": insurer["id"], **named}
