"""The words of the workbook commands in Finnish, Swedish and English."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from varaamo_sync.model import Lang
from varaamo_sync_cli.words import filled

_LINES: dict[str, dict[Lang, str]] = {
    "file_csv": {
        "fi": "{file}: CSV, merkistö {encoding}, erotin {delimiter}",
        "sv": "{file}: CSV, teckenkodning {encoding}, avskiljare {delimiter}",
        "en": "{file}: CSV, encoding {encoding}, separator {delimiter}",
    },
    "file": {"fi": "{file}: .{kind}", "sv": "{file}: .{kind}", "en": "{file}: .{kind}"},
    "table": {
        "fi": "  {sheet}: {form}, otsikot rivillä {row}, sarakkeita {columns}",
        "sv": "  {sheet}: {form}, rubriker på rad {row}, kolumner {columns}",
        "en": "  {sheet}: {form}, headers in row {row}, columns {columns}",
    },
    "own_form": {
        "fi": "tunnistettu otsikoista",
        "sv": "igenkänd på rubrikerna",
        "en": "recognised by its headers",
    },
    "tab": {"fi": "sarkain", "sv": "tabb", "en": "tab"},
    "read_as": {
        "fi": "Luettu muuten kuin kirjaimellisesti:",
        "sv": "Läst annat än ordagrant:",
        "en": "Not read to the letter:",
    },
    "read_as_one": {
        "fi": "  “{text}” → {said}  ({first}{more})",
        "sv": "  “{text}” → {said}  ({first}{more})",
        "en": "  “{text}” → {said}  ({first}{more})",
    },
    "added": {"fi": "Uudet tilat:", "sv": "Nya lokaler:", "en": "New rooms:"},
    "changed": {"fi": "Muutokset:", "sv": "Ändringar:", "en": "Changes:"},
    "venues": {"fi": "Toimipisteet:", "sv": "Verksamhetsställen:", "en": "Venues:"},
    "new_venue": {
        "fi": "uusi toimipiste",
        "sv": "nytt verksamhetsställe",
        "en": "new venue",
    },
    "unread_field": {
        "fi": "lukematta {field}: “{text}”; tila jää luonnokseksi",
        "sv": "oläst {field}: “{text}”; lokalen förblir ett utkast",
        "en": "unread {field}: “{text}”; the room stays a draft",
    },
    "nothing": {"fi": "–", "sv": "–", "en": "–"},
    "summary": {
        "fi": "Uusia tiloja {added}, muuttuneita {changed}, ennallaan {same}. "
        "{errors} virhettä, {warnings} varoitusta, {hints} vihjettä.",
        "sv": "Nya lokaler {added}, ändrade {changed}, oförändrade {same}. "
        "{errors} fel, {warnings} varningar, {hints} tips.",
        "en": "New rooms {added}, changed {changed}, unchanged {same}. "
        "{errors} errors, {warnings} warnings, {hints} hints.",
    },
    "dry": {
        "fi": "Koeajo: mitään ei kirjoitettu.",
        "sv": "Provkörning: inget skrevs.",
        "en": "Dry run: nothing was written.",
    },
    "wrote": {"fi": "Kirjoitettu: {file}", "sv": "Skrivet: {file}", "en": "Written: {file}"},
    "unreadable": {
        "fi": "Mitään ei kirjoitettu, koska tiedostoa ei voitu lukea.",
        "sv": "Inget skrevs, eftersom en fil inte kunde läsas.",
        "en": "Nothing was written, because a file could not be read.",
    },
    "annotated": {
        "fi": "Kirjoitettu: {file}. Korjattavia soluja {cells}, korjattavaa kaikkiaan {count}.",
        "sv": "Skrivet: {file}. Celler att åtgärda {cells}, att åtgärda totalt {count}.",
        "en": "Written: {file}. Cells to be mended {cells}, things to be mended {count}.",
    },
    "would_lose": {
        "fi": "Tallennuksessa katoaisi: {what}.",
        "sv": "Vid sparandet skulle följande gå förlorat: {what}.",
        "en": "Saving would lose: {what}.",
    },
    "lost": {
        "fi": "Tallennuksessa katosi: {what}.",
        "sv": "Vid sparandet gick följande förlorat: {what}.",
        "en": "Saving has lost: {what}.",
    },
    "no_catalogue": {
        "fi": "Kansiossa {path} ei ole tilaluetteloa: tiloja ei verrattu mihinkään.",
        "sv": "Mappen {path} har ingen lokalförteckning: lokalerna jämfördes inte med något.",
        "en": "There is no catalogue in {path}: the rooms were compared with nothing.",
    },
    "no_reference": {
        "fi": "Valintalistoissa on vain kiinteät arvot: tiedostoa reference.json ei ole. "
        "Sen tekee varaamo-sync reference.",
        "sv": "Listorna har bara fasta värden: filen reference.json finns inte. "
        "varaamo-sync reference gör den.",
        "en": "The drop-downs hold only fixed values: there is no reference.json. "
        "varaamo-sync reference makes it.",
    },
    "left_out": {
        "fi": "Ei mahdu soluun, jätettiin pois: {key} {field}",
        "sv": "Ryms inte i en cell, utelämnades: {key} {field}",
        "en": "Does not fit into a cell, was left out: {key} {field}",
    },
    "exported": {
        "fi": "Kirjoitettu: {file}, tiloja {rooms}.",
        "sv": "Skrivet: {file}, lokaler {rooms}.",
        "en": "Written: {file}, rooms {rooms}.",
    },
}

_LOST: dict[str, dict[Lang, str]] = {
    "macros": {"fi": "makrot", "sv": "makron", "en": "macros"},
    "controls": {
        "fi": "lomakkeen ohjausobjektit",
        "sv": "formulärkontroller",
        "en": "form controls",
    },
    "threaded-comments": {
        "fi": "kommenttiketjut",
        "sv": "kommentarstrådar",
        "en": "threaded comments",
    },
    "charts": {"fi": "kaaviot", "sv": "diagram", "en": "charts"},
    "embedded": {"fi": "upotetut tiedostot", "sv": "inbäddade filer", "en": "embedded files"},
    "slicers": {"fi": "osittajat", "sv": "utsnitt", "en": "slicers"},
    "queries": {"fi": "tietokyselyt", "sv": "datafrågor", "en": "data queries"},
    "pivots": {"fi": "pivot-taulukot", "sv": "pivottabeller", "en": "pivot tables"},
    "rich-values": {"fi": "tietotyypit", "sv": "datatyper", "en": "data types"},
    "dialogs": {"fi": "valintaikkunat", "sv": "dialogrutor", "en": "dialogs"},
    "diagrams": {"fi": "SmartArt-kuviot", "sv": "SmartArt-bilder", "en": "SmartArt"},
    "shapes": {"fi": "piirretyt kuviot", "sv": "ritade former", "en": "shapes"},
    "sparklines": {"fi": "sparkline-kaaviot", "sv": "miniatyrdiagram", "en": "sparklines"},
    "other-formats": {
        "fi": "osa ehdollisista muotoiluista",
        "sv": "en del av de villkorliga formaten",
        "en": "some conditional formats",
    },
    "backgrounds": {"fi": "taustakuvat", "sv": "bakgrundsbilder", "en": "background pictures"},
    "labels": {
        "fi": "luottamuksellisuusmerkintä",
        "sv": "känslighetsetikett",
        "en": "sensitivity label",
    },
    "checkboxes": {
        "fi": "solujen valintaruudut",
        "sv": "kryssrutor i celler",
        "en": "checkboxes in cells",
    },
    "signatures": {
        "fi": "digitaaliset allekirjoitukset",
        "sv": "digitala signaturer",
        "en": "digital signatures",
    },
    "ribbon": {
        "fi": "omat valintanauhan painikkeet",
        "sv": "egna knappar i menyfliksområdet",
        "en": "own buttons of the ribbon",
    },
    "sheet-settings": {
        "fi": "välilehden suojatut alueet ja omat näkymät",
        "sv": "bladets skyddade områden och egna vyer",
        "en": "protected ranges and custom views of a sheet",
    },
    "crops": {"fi": "kuvien rajaukset", "sv": "bildernas beskärning", "en": "cropping of pictures"},
    "images": {"fi": "kuvat", "sv": "bilder", "en": "pictures"},
}


def lost_words(names: Sequence[str], lang: Lang) -> str:
    """Return what is lost, in words."""
    return ", ".join(_LOST[name][lang] if name in _LOST else name for name in names)


line = partial(filled, _LINES)
"""Return a sentence in a language."""
