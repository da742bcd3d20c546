"""Words for days, months and spans in several languages, said again in English, so that one grammar of dates does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
OF_DAYS = (
    "montags? dienstags? mittwochs? donnerstags? freitags? (?:samstags?|sonnabend) sonntags?",
    "lunes martes miércoles jueves viernes sábado domingo",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "segunda(?:-feira)? terça(?:-feira)? quarta(?:-feira)? quinta(?:-feira)? sexta(?:-feira)? sábado domingo",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
)
OF_MONTHS = (
    "januar februar märz april mai juni juli august september oktober november dezember",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
)
# The longer ones stand first, as the first that fits is taken.
SPANS: tuple[tuple[str, str], ...] = (
    (r"(?:bis )?(?:zum )?ende (?:des|dieses|vom)? ?monats?|monatsende|(?:a |para )?(?:fin|final|finales) de(?:l)? mes|(?:d'ici )?(?:la )?fin du mois|(?:até o )?fim do mês|eind(?:e)? van de maand", "end of month"),
    (r"ende (?:der|dieser|kommender)? ?woche|fin de (?:la )?semana|(?:la )?fin de (?:la )?semaine|fim da semana|eind(?:e)? van de week", "end of week"),
    (r"ende des quartals|fin de trimestre|(?:la )?fin du trimestre|fim do trimestre", "end of quarter"),
    (r"ende(?: von| des)?|eind|finales? de|fin(?: de)?|(?:la )?fin|fim de", "end of"),
    (r"nächste woche|kommende woche|la próxima semana|la semana que viene|la semaine prochaine|semana que vem|(?:a )?próxima semana|volgende week|nästa vecka|prossima settimana", "next week"),
    (r"diese woche|esta semana|cette semaine|deze week", "this week"),
    (r"übermorgen|pasado mañana|après-demain|depois de amanhã|overmorgen", "in 2 days"),
    (r"morgen|mañana|demain|amanhã|imorgon|domani", "tomorrow"),
    (r"heute|hoy|aujourd'hui|hoje|vandaag|idag|oggi", "today"),
    (r"nächste[nrms]?|kommende[nrms]?|(?:el |la )?próxim[oa]|prochain|volgende|prossimo", "next"),
    (r"bis (?:zum|spätestens)?|spätestens|até(?: o| a)?|para el|para la|pour le|pour|d'ici(?: le| à)?|avant(?: le)?|antes de(?:l)?|hasta(?: el)?|voor|tegen|entro", "by"),
    (r"in (?:den )?(?:nächsten )?(\d+|zwei|drei|vier|sechs) (tagen|wochen|monaten)|en (\d+|dos|tres|cuatro|seis) (días|semanas|meses)|dans (\d+|deux|trois|quatre|six) (jours|semaines|mois)|em (\d+|dois|duas|três|quatro|seis) (dias|semanas|meses)", "SPAN"),
    (r"(\d+|zwei|drei|vier|sechs|dos|tres|deux|trois|duas|três) (tage|wochen|monate|días|semanas|meses|jours|semaines|mois|dias)", "SPAN"),
)  # fmt: skip
COUNTS: Mapping[str, str] = {
    "zwei": "2", "drei": "3", "vier": "4", "sechs": "6", "dos": "2", "tres": "3", "cuatro": "4", "seis": "6", "deux": "2", "trois": "3",
    "quatre": "4", "six": "6", "dois": "2", "duas": "2", "três": "3", "quatro": "4",
}  # fmt: skip
CJK: tuple[tuple[str, str], ...] = (
    ("明日まで", " by tomorrow "), ("今日まで", " by today "), ("今日中", " by today "), ("明日", " tomorrow "), ("来週", " next week "), ("今週中", " end of week "),
    ("月末", " end of month "), *((f"{kanji}曜", f" {day} ") for kanji, day in zip("月火水木金土日", DAYS, strict=True)),
)  # fmt: skip


@cache
def _table() -> tuple[re.Pattern[str], Mapping[str, str]]:
    said: dict[str, str] = {f"s{i}": english for i, (_, english) in enumerate(SPANS)}
    parts = [f"(?P<s{i}>{words})" for i, (words, _) in enumerate(SPANS)]
    for group, english, tables in (("d", DAYS, OF_DAYS), ("m", MONTHS, OF_MONTHS)):
        for i, name in enumerate(english):
            words = dict.fromkeys(table.split()[i] for table in tables if table.split()[i] != name)
            parts.append(f"(?P<{group}{i}>{'|'.join(words)})")
            said[f"{group}{i}"] = name
    return re.compile(r"(?i)(?<![\w])(?:" + "|".join(parts) + r")(?!\w)"), said


def in_english(text: str) -> str:
    """The text with its words for days, months and spans in English; all else as it is."""
    for foreign, english in CJK:
        text = text.replace(foreign, english)
    # Compiled at the first date that somebody writes, so that the start does not pay for it.
    return _table()[0].sub(_english, text)


def _english(match: re.Match[str]) -> str:
    said = _table()[1][match.lastgroup or ""]
    if said != "SPAN":
        return said
    count, unit = [part for part in match.groups() if part and part != match[0]][-2:]
    english = {"t": "days", "d": "days", "j": "days", "w": "weeks", "s": "weeks", "m": "months"}[unit.lower()[0]]
    return f"in {COUNTS.get(count.lower(), count)} {english}"
