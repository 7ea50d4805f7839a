"""What the checker can say: one line by code, in French, for the people who write the content.

The first letter says where the mistake is: S site and words, T tree, C checklist, D deadline,
L law, M letters and what may be said, H addresses,
A the settings of an insurer. A code is stable for ever; one that is no longer said is not given to
another mistake.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from macros.rules import data

from .style import RULES

_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Code(NamedTuple):
    """One kind of mistake. `rank` 1: nothing works. 2: a reader is lost. 3: the words are wrong."""

    rank: int
    what: str
    fix: str


@dataclass(frozen=True, slots=True)
class EditorProblem:
    """One mistake: where it is, what is wrong, what to write instead."""

    file: str
    line: int
    code: str
    place: str
    what: str
    fix: str

    def __str__(self) -> str:
        """Return the line that an editor reads."""
        line = f"{self.file}:{self.line} {self.code} {self.place}: {self.what}. {self.fix}"
        # The name of a file may hold what no screen can show, or what would make a line of its own.
        return _UNSHOWN.sub("\ufffd", line)

    @property
    def order(self) -> tuple[int, str, int, str, str]:
        """The most serious first, then in the order of reading."""
        return (CODES[self.code].rank, self.file, self.line, self.code, self.what)


def problem(file: str, line: int, code: str, place: str, /, **values: object) -> EditorProblem:
    """Return a problem with the sentences of its code, filled with `values`."""
    words = CODES[code]
    return EditorProblem(file, line, code, place, words.what.format_map(values), words.fix.format_map(values))


CODES: dict[str, Code] = {
    # The files, their keys, their links (S)
    "S001": Code(1, "ce fichier ne se lit pas : {reason}", "{advice}"),
    "S002": Code(
        1,
        "le fichier s’appelle {file}, mais son id est « {id} »",
        'Écrivez id = "{stem}", ou renommez le fichier {id}.toml.',
    ),
    "S003": Code(1, "la clé « {key} » n’existe pas ici", "{advice}"),
    "S004": Code(1, "« {key} » manque ou est vide", "Ajoutez {sample}."),
    "S005": Code(1, "« {key} » n’est pas {expected}", "Écrivez {sample}."),
    "S006": Code(1, "« {value} » n’est pas une valeur possible de « {key} »", "{advice}"),
    "S007": Code(
        1, "l’identifiant « {id} » est déjà celui de {other}", "Donnez un autre nom à l’un des deux outils."
    ),
    "S008": Code(2, "cet outil n’a pas de page", 'Créez docs/{folder}/{id}.md, avec la macro tool("{id}").'),
    "S009": Code(1, "ce lien doit avoir une cible, et une seule", 'Écrivez tool = "…" ou page = "…".'),
    "S010": Code(1, "l’outil « {id} » n’existe pas", "{advice}"),
    "S011": Code(2, "la page « {page} » n’a pas de fichier dans docs/", "{advice}"),
    "S012": Code(1, "la source « {id} » n’existe pas", "{advice}"),
    "S013": Code(1, "la valeur de la loi « {id} » n’existe pas", "{advice}"),
    "S014": Code(1, "rien ne remplit {token} à cet endroit", "{advice}"),
    "S015": Code(
        2,
        "la date de vérification, {day}, est dans le futur",
        "Écrivez le jour de la relecture, au plus tard {today}.",
    ),
    "S024": Code(
        1,
        "« {id} » ne peut pas servir d’adresse",
        "Écrivez par exemple « {right} » : lettres minuscules sans accent, chiffres et traits d’union.",
    ),
    "S025": Code(
        1,
        "« {excerpt} » contient un signe qui ne se voit pas, {sign}",
        "Retirez-le, ou tapez ce texte à la main.",
    ),
    "S026": Code(2, "« {excerpt} » est une phrase du modèle", "Écrivez la vôtre, ou retirez cette ligne."),
    # What a link brings to the tool it leads to
    "S016": Code(
        1, "ce lien mène à la page « {page} », qui ne prend pas de réponse", "Retirez given et carried."
    ),
    "S017": Code(1, "l’outil « {tool} » ne demande pas « {name} »", "{advice}"),
    "S018": Code(1, "« {name} », dans l’outil « {tool} », ne prend pas la réponse « {value} »", "{advice}"),
    "S019": Code(1, "« {name} » n’est ni une réponse ni une date de cet outil", "{advice}"),
    "S022": Code(
        1,
        "« {name} » ne peut pas passer tel quel à « {to} », dans l’outil « {tool} »",
        "Ajoutez values = {{ … }}, ou choisissez une réponse de la même sorte.",
    ),
    "S023": Code(1, "« {name} » n’a pas de réponse « {value} » dans cet outil", "{advice}"),
    # What is typed by hand
    "S020": Code(2, "« {excerpt} » est une valeur écrite à la main", "{advice}"),
    "S021": Code(2, "« {excerpt} » est un article écrit à la main", "{advice}"),
    # The typography
    "S030": Code(3, "l’apostrophe de « {excerpt} » est droite", "Écrivez « {right} »."),
    "S031": Code(
        3, "il manque une espace insécable dans « {excerpt} »", "Écrivez une espace insécable {where}."
    ),
    "S032": Code(3, "trois points se suivent dans « {excerpt} »", "Écrivez le caractère « … »."),
    "S033": Code(3, "cette phrase a {count} mots : « {excerpt}… »", "Coupez-la : {most} mots au plus."),
    # The pages
    "S040": Code(1, "la macro « {name} » n’existe pas", "{advice}"),
    "S041": Code(1, "l’appel {call} ne se lit pas", "Écrivez {sample}."),
    "S042": Code(2, "le lien « {target} » ne mène à aucun fichier", "{advice}"),
    "S043": Code(2, "la balise {tag} est du HTML", "Écrivez du Markdown, ou demandez une macro."),
    "S045": Code(
        1,
        "le lien « {target} » n’est pas de ceux qu’une page peut porter",
        "Écrivez une page du site, ou une adresse en https:, mailto: ou tel:.",
    ),
    "S046": Code(
        1,
        "l’attribut « {name} » n’a pas sa place sur <{tag}>",
        "Retirez-le : une ancre et une classe suffisent.",
    ),
    "S047": Code(
        2,
        "l’image « {target} » n’est pas un fichier du site",
        "Mettez l’image dans docs/, et son chemin ici.",
    ),
    "S048": Code(2, "cette page n’est pas au menu", "Ajoutez à nav, dans mkdocs.yml : - {page}"),
    "S049": Code(
        1,
        "un navigateur pourrait exécuter ce fichier : {reason}",
        "Retirez-le de docs/, ou mettez à sa place une page en .md ou un simple dessin.",
    ),
    # The entry pages
    "S080": Code(1, "aucune situation ne s’appelle « {id} »", "{advice}"),
    "S081": Code(
        2,
        "la situation « {id} » n’a pas de porte",
        "Ajoutez [entry.{id}], avec title, lines, mail, button et next.",
    ),
    "S082": Code(2, "une porte dit trois lignes, et celle-ci en a {count}", "Écrivez trois phrases courtes."),
    "S083": Code(
        1,
        "aucune date n’est préparée pour un délai de {length}",
        "Écrivez un nombre entre {low} et {high}, ou retirez ce délai.",
    ),
    "S084": Code(2, "le délai {length} {unit} est déjà donné plus haut", "Retirez l’un des deux."),
    # The case
    "S090": Code(1, "« {name} » n’est pas {what}", "{advice}"),
    "S091": Code(1, "« {source} » n’est pas une source du dossier", "{advice}"),
    "S092": Code(
        1, "le motif « {pattern} » n’a pas de mot, et marquerait tout", "Écrivez un mot, ou retirez-le."
    ),
    "S044": Code(1, "le glossaire ne connaît pas « {words} »", "{advice}"),
    # The trees (T)
    "T001": Code(1, "le départ « {id} » n’est ni une question ni une issue", "{advice}"),
    "T002": Code(1, "la suite « {id} » n’est ni une question ni une issue", "{advice}"),
    "T003": Code(
        2,
        "aucun chemin ne mène ici depuis le départ",
        "Donnez ce nœud pour suite à une réponse, ou retirez-le.",
    ),
    "T004": Code(
        2, "cette question a moins de deux réponses", "Ajoutez une réponse, ou retirez la question."
    ),
    "T005": Code(1, "deux réponses ont la valeur « {value} »", "Donnez à chacune sa propre valeur."),
    "T006": Code(1, "ce chemin tourne en rond : {loop}", "Menez l’une de ces réponses à une autre suite."),
    "T007": Code(
        2,
        "on peut répondre « Je ne sais pas », sans savoir où regarder",
        'Ajoutez look = "…" : où chercher la réponse.',
    ),
    "T008": Code(
        2, "cette issue ne mène nulle part", "Ajoutez [[outcome.{id}.next]], avec tool ou page, et text."
    ),
    "T009": Code(
        2, "cette issue ne dit pas qui appeler", 'Ajoutez contact = "…" : la personne ou le service.'
    ),
    "T010": Code(
        2,
        "« {id} » n’est pas un identifiant",
        "Écrivez « {right} » : lettres minuscules sans accent, chiffres et traits bas.",
    ),
    "T011": Code(1, "la condition porte sur la question « {id} », qui n’existe pas", "{advice}"),
    "T012": Code(1, "la question « {question} » n’a pas de réponse « {value} »", "{advice}"),
    "T013": Code(
        2,
        "cette note ne s’affiche jamais : aucun chemin ne passe par {step} avant cette issue",
        "Retirez cette condition, ou choisissez une réponse qui mène ici.",
    ),
    "T014": Code(1, "« {id} » est à la fois une question et une issue", "Renommez l’une des deux."),
    "T015": Code(
        2,
        "cette réponse ne part jamais : aucun chemin ne passe par {step} avant cette issue",
        "Retirez-la, ou choisissez une réponse qui mène ici.",
    ),
    "T016": Code(1, "« {input} » n’est pas une date que demande l’outil « {tool} »", "{advice}"),
    "T017": Code(
        1,
        "« {input} » est aussi une question de ce questionnaire : un lien ne saurait pas laquelle répondre",
        "Renommez cette question.",
    ),
    # The checklists (C)
    "C001": Code(1, "cette liste n’a aucun point", "Ajoutez [[item]], avec id, label et text."),
    "C002": Code(1, "deux points ont l’id « {id} »", "Donnez à chacun son propre id."),
    "C003": Code(
        2,
        "« {id} » n’est pas un identifiant",
        "Écrivez « {right} » : lettres minuscules sans accent, chiffres et traits bas.",
    ),
    # The calculators (D)
    "D001": Code(1, "le calcul « {id} » n’existe pas", "{advice}"),
    "D002": Code(1, "ce calcul ne connaît pas {kind} « {name} »", "{advice}"),
    "D003": Code(1, "il manque {kind} « {name} » de ce calcul", "Ajoutez [{table}.{name}]."),
    "D004": Code(1, "ce choix n’a pas de réponses", 'Ajoutez options = "…" : une liste de strings.toml.'),
    "D005": Code(1, "la liste « {id} » n’existe pas dans strings.toml", "{advice}"),
    "D006": Code(1, "« {value} » n’est pas une réponse possible", "{advice}"),
    "D007": Code(
        1,
        "l’exemple n’a pas de réponse à « {name} », qui est obligatoire",
        'Ajoutez {name} = "…" sous [example.answers].',
    ),
    "D008": Code(
        1, "ce calcul peut dire « {code} », et le texte manque", 'Ajoutez {code} = "…" sous [{table}].'
    ),
    "D009": Code(2, "ce calcul ne dit jamais « {code} »", "{advice}"),
    "D010": Code(1, "« {name} » est du type {kind} pour ce calcul", 'Écrivez type = "{kind}".'),
    "D011": Code(
        1,
        "ce calcul a besoin de « {name} », et la réponse peut manquer",
        'Ajoutez required = true, ou default = "…".',
    ),
    "D012": Code(1, "ce calcul ne comprend pas la réponse « {value} »", "{advice}"),
    "D013": Code(1, "le minimum, {low}, dépasse le maximum, {high}", "Échangez les deux nombres."),
    # The law (L)
    "L001": Code(1, "cette valeur de la loi n’a pas de « {key} »", "Ajoutez {sample}."),
    "L002": Code(
        1,
        "cette valeur vaut depuis {day}, mais la précédente depuis {previous}",
        "Rangez les valeurs de la plus ancienne à la plus récente, une par date.",
    ),
    "L003": Code(
        1,
        "cette valeur vaut depuis {day}, mais la précédente vaut jusqu’au {until}",
        "Écrivez valid_until = {right} à la précédente, ou corrigez valid_from.",
    ),
    "L004": Code(
        1, "cette valeur finit le {until}, avant de commencer le {day}", "Corrigez valid_from ou valid_until."
    ),
    "L005": Code(
        1,
        "le statut « {value} » n’existe pas",
        'Écrivez "text" si vous avez lu le texte même, "secondary" sinon.',
    ),
    "L006": Code(
        2, "l’adresse « {url} » n’est pas en https", "Écrivez une adresse qui commence par https://."
    ),
    "L007": Code(1, "l’unité « {id} » n’existe pas", "{advice}"),
    "L008": Code(
        2,
        "cette source n’a ni adresse ni indication",
        'Écrivez url = "https://…", ou where = "Cherchez …" si aucune adresse n’ouvre ce texte.',
    ),
    "L009": Code(
        2,
        "l’adresse « {url} » ouvre un accueil, non le texte cité",
        'Écrivez l’adresse du texte, ou enlevez url et écrivez where = "Cherchez …".',
    ),
    # The letters and what may be said (M)
    "M001": Code(
        2,
        "« {id} » n’est pas un identifiant",
        "Écrivez « {right} » : lettres minuscules sans accent, chiffres et traits bas.",
    ),
    "M002": Code(
        2,
        "on demande « {name} », et la lettre ne s’en sert pas",
        "Écrivez {{={name}}} dans head, subject ou body, ou retirez ce champ.",
    ),
    "M003": Code(
        1,
        "« {value} » n’est pas une date que le site sait lire",
        'Écrivez default = "aujourd’hui", ou retirez cette clé.',
    ),
    "M004": Code(
        2,
        "« {name} » peut rester vide, et l’objet de la lettre en a besoin",
        'Ajoutez required = true à ce champ, ou default = "…".',
    ),
    "M005": Code(
        2,
        "ce paragraphe disparaît si « {name} » reste vide, avec le reste de ce qu’il dit",
        "Mettez {{={name}}} dans un paragraphe à part, ou rendez ce champ obligatoire.",
    ),
    "M006": Code(
        2,
        "« {said} » peut passer pour une reconnaissance de responsabilité",
        "Écrivez par exemple : {safe}",
    ),
    "M007": Code(
        2,
        "« {name} » n’est pas un champ qui peut rester vide",
        "Retirez ce texte, ou rendez ce champ facultatif.",
    ),
    "M008": Code(
        2,
        "« {name} » doit être un champ, et se remplir dans une seule étape",
        "Citez chaque champ dans une étape, une seule fois.",
    ),
    # The addresses (H)
    "H001": Code(
        1,
        "« {address} » n’est pas une adresse du site",
        "Écrivez-la sans barre au début ni à la fin, en minuscules sans accent : guides/ancienne-adresse.",
    ),
    "H002": Code(1, "« {address} » est encore une page", "Retirez cette redirection, ou renommez la page."),
    "H003": Code(1, "« {address} » a déjà une redirection", "Gardez une seule des deux."),
}

# The settings of an insurer (A): the page where they are typed says the same.
CODES |= {
    code: Code(1, words["what"], words["fix"])
    for code, words in data.strings()["insurer"]["problems"].items()
}

# How the site speaks (S): the rules are data, with their examples.
CODES |= {rule.code: Code(rule.rank, rule.what, rule.fix) for rule in RULES}
