"""Words by which people say that something started, was noticed, taken on, got better or ended, in several languages."""

from __future__ import annotations

import re
from collections.abc import Iterator


class Cue:
    """An expression in small letters, looked for whatever the letters are: in small letters that takes a third of the time."""

    __slots__ = ("_small",)

    def __init__(self, small: str) -> None:
        self._small = re.compile(small)

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where it stands."""
        small = text.lower()
        return self._small.search(small) if len(small) == len(text) else self._whatever_case().search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The places where it stands."""
        small = text.lower()
        return self._small.finditer(small) if len(small) == len(text) else self._whatever_case().finditer(text)

    def _whatever_case(self) -> re.Pattern[str]:
        # Compiled when it is needed, which is hardly ever: a few letters become two when they are made small.
        return re.compile(self._small.pattern, re.IGNORECASE)


def _any(*words: str) -> Cue:
    return Cue(r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)")


# The start, said as such.
BEGAN = _any(
    r"start(?:ed|ing)", r"began", r"beginn?ing", r"first (?:errors?|seen|failures?|symptoms?)", r"onset", r"went (?:down|dark|off|silent)", r"goes off",
    r"dropped (?:off|out)", r"fell (?:off|over)", r"stopped (?:working|responding|answering)", r"broke", r"gone since", r"angefangen", r"begann", r"beginnt", r"ausgefallen",
    r"empez[óo]", r"comenz[óo]", r"inici[óo]", r"cay[óo]", r"commencé", r"débuté", r"tombé", r"começou", r"iniciou", r"caiu", r"begon", r"började", r"iniziato", r"から",
)  # fmt: skip
# Something holds since a time, which close to the detection is the start.
SINCE = _any(
    r"since",
    r"from",
    r"seit",
    r"ab",
    r"etwa",
    r"desde",
    r"depuis",
    r"dès",
    r"sinds",
    r"sedan",
    r"da",
    r"à",
    r"at",
    r"around",
    r"about",
    r"um",
    r"a las",
    r"às",
    r"vers",
    r"gegen",
)
# Said of a time that is named right after: the moment of detection told in hindsight.
DETECTED_AT = Cue(
    r"\b(?:alert\w*|alarm\w*|pag(?:e|es|ed|er|ing)|detected|noticed|monitoring|saw it|first (?:report|ticket|page|alert|complaint)|bemerkt|gemeldet|detectad[oa]|avis[oó]|détectée?|signalée?|alerté)\b[^.;\n]{0,45}?(?=\d{1,2}[:h]\d{2})"
)
NOTICED = _any(
    r"alert(?:s|ing|ed)?", r"alarm\w*", r"(?:is|are|went|goes|going) (?:down|dark|dead)", r"down (?:for|since|everywhere)", r"errors?", r"timeouts?", r"[45]\d\ds?", r"[45]xx", r"detected", r"spik\w+", r"unreachable", r"unavailable", r"failing", r"failures?", r"fails",
    r"not (?:found|working|loading|responding)", r"crash\w*", r"dies", r"broken", r"(?:can'?t|cannot|unable to) (?:log|pay|open|load|reach|connect|see|save|send|check)\w*", r"very slow", r"stuck", r"locking up", r"servfail",
    r"melden", r"meldet", r"fehler\w*", r"ausfall", r"doppelt", r"caíd[oa]s?", r"no (?:abre|funciona|responde)", r"falla\w*", r"panne", r"erreurs?", r"injoignables?", r"noir", r"ne (?:répond|marche)\w*",
    r"caiu", r"fora do ar", r"não (?:abre|funciona)", r"fout\w*", r"storing",
)  # fmt: skip
NOTICED_CJK = Cue(r"おかしい|エラー|障害|落ちて|問い合わせ|アラート|遅い|つながら|開けない")
TAKEN = _any(
    r"acknowledged", r"acked", r"ack(?: all)?", r"i'?m on it", r"on it", r"got it", r"looking(?: into| at)?", r"checking", r"investigating", r"taking (?:this|ic|it|a look)", r"i(?:'ll| will) take", r"i have (?:it|ic)",
    r"confirmed", r"i can reproduce", r"i'?m up", r"i'?m ic", r"bin dran", r"schaue?(?: ich)?", r"kümmere", r"übernehme", r"ich prüfe", r"miro", r"reviso", r"revisando", r"estoy (?:en ello|mirando)", r"tomo (?:el|la) \w+", r"je regarde",
    r"je prends", r"je m'en occupe", r"je suis (?:dessus|debout)", r"vou ver", r"estou (?:vendo|olhando|nisso)", r"ik kijk", r"tittar", r"guardo io",
)  # fmt: skip
TAKEN_CJK = Cue(r"確認します|確認中|対応します|調査します|見ます")
RESOLVED = _any(
    r"incident (?:\w+ ){0,2}(?:over|resolved|closed|done|beendet|geschlossen|behoben|clos|terminé|résolu)", r"all clear", r"(?:is|are) back (?:on )?everywhere", r"all (?:\w+ )?green", r"resolved(?: as of| at)?",
    r"(?:this |it |both |all )(?:\w+ )?(?:is|are) (?:now )?(?:over|resolved|closed)", r"declar\w+ (?:this |it )?(?:resolved|over|closed)", r"(?:fully|everything(?: is)?) (?:recovered|restored|back|operational|fixed)",
    r"clos(?:ing|ed) (?:this|both|it|the incident|the bridge)(?: incident| one| out| now)?", r"calling it", r"(?:sev|p) ?-?\d (?:is )?(?:closed|over|resolved)", r"stand(?:ing)? down", r"we(?:'re| are) done",
    r"behoben", r"gelöst", r"vorfall (?:ist )?(?:\w+ )?(?:beendet|geschlossen|vorbei)", r"störung (?:ist )?(?:\w+ )?(?:beendet|behoben|vorbei)", r"entwarnung", r"resuelt[oa]", r"cerramos", r"(?:incidente|incidencia) \w* ?(?:cerrad[oa]|terminad[oa])",
    r"résolue?", r"incident (?:est )?(?:clos|terminé|résolu)", r"fin d'incident", r"resolvid[oa]", r"incidente encerrado", r"encerramos", r"opgelost", r"incident gesloten", r"löst", r"incidente chiuso", r"risolto",
)  # fmt: skip
RESOLVED_CJK = Cue(r"解決しました|解決です|復旧完了|クローズします|収束")
SAID_MITIGATED = _any(
    r"mitigat(?:ed|ion (?:done|complete|confirmed|in place))",
    r"mitigad[oa]",
    r"entschärft",
    r"abgemildert",
    r"atténuée?",
    r"gemitigeerd",
    r"mitigato",
)
MITIGATED = Cue(
    r"\b(?:(?<!\d)100 ?% of (?:all )?(?:traffic|regions|requests|users|customers|capacity)|error rates? (?:is |are )?(?:near|at|back to|below)|(?:is|are|was|were|site|service|traffic|we'?re?) (?:all )?(?:back(?: up)?|recovered|restored|recovering)|"
    r"back (?:up|online|at|to normal|with)|service restored|restored|recovered|have stopped|no (?:new|more) (?:errors?|failures|duplicates)|everything (?:opens|works)|works? (?:again|in all|for all|everywhere)|(?:errors?|rates?|[45]\d\ds?|[45]xx|failures) (?:is |are )?(?:under|below|down to) \d|writable again|"
    r"(?:errors?|load|latency|traffic|cpu|rate|p99|ctr|crash-free)\b.{0,40}\b(?:normal|recovered|baseline|zero|gone)|läuft wieder|wieder (?:da|online|normal|erreichbar)|wiederhergestellt|keine neuen|de vuelta|restablecid[oa]|restaurad[oa]|"
    r"funciona (?:de nuevo|otra vez)|rétablie?s?|de retour|refonctionne|remonté|de volta|normalizad[oa]|restabelecid[oa]|hersteld|weer (?:online|bereikbaar)|återställd)\b|復旧|戻りました|戻しました|正常に"
)
NEGATED = _any(
    r"not", r"\w+n't", r"no", r"until", r"once", r"when", r"if", r"will", r"would", r"should", r"need", r"hope\w*", r"before", r"eta", r"almost", r"partially", r"can we", r"are we", r"is it", r"expect\w*", r"maybe",
    r"nicht", r"noch", r"bis", r"wenn", r"sobald", r"fast", r"hasta", r"cuando", r"todavía", r"aún", r"casi", r"pas", r"encore", r"quand", r"presque", r"jusqu'\w*", r"não", r"ainda", r"quando", r"quase", r"niet", r"als",
)  # fmt: skip
CORRECTS = _any(
    r"correction", r"correct that", r"to correct (?:myself|that|this)", r"to be precise", r"make that", r"sorry,? (?:it was|that was|i meant)", r"i meant", r"(?:it|that) was actually", r"actually (?:it|the|we|that|started|began)", r"not at \d[\d:h]*",
    r"not \d\d?[:h]\d\d", r"korrektur", r"genauer", r"richtig ist", r"eigentlich", r"nicht (?:um )?\d\d?[:.]\d\d", r"correcci[óo]n", r"corrijo", r"en realidad", r"correção", r"corrigindo", r"na verdade", r"erratum", r"je corrige", r"en fait", r"plutôt", r"correctie",
)  # fmt: skip
CORRECTS_CJK = Cue(r"訂正|正しくは")


def affirmed(what: Cue, text: str) -> re.Match[str] | None:
    """Where a text says so; not where the same clause denies, asks or only hopes for it."""
    for match in what.finditer(text):
        begin = max(text.rfind(mark, 0, match.start()) for mark in (".", ",", ";", ":", "\n", "(", "–")) + 1
        ends = [i for i in (text.find(mark, match.end()) for mark in (". ", ",", ";", "\n", "?", "!")) if i >= 0]
        end = min(ends, default=len(text))
        asked = text[end : end + 1] == "?"
        if not asked and not NEGATED.search(text[begin : match.start()]) and not NEGATED.search(text[match.end() : end]):
            return match
    return None
