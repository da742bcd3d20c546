"""What kind of event a message is, and why: readable signals, each with a weight."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.message import Message, MessageKind


class EntryKind(StrEnum):
    """The kinds of a timeline's lines."""

    DETECTION = "detection"
    ESCALATION = "escalation"
    HYPOTHESIS = "hypothesis"
    DECISION = "decision"
    ACTION = "action"
    MITIGATION = "mitigation"
    RESOLUTION = "resolution"
    COMMUNICATION = "communication"
    IMPACT = "impact"
    OBSERVATION = "observation"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How much a message matters (about -5 to 5; what a draft takes is the timeline's THRESHOLD), its kind, and the reasons' codes."""

    score: float
    kind: EntryKind
    reasons: tuple[str, ...]


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(r"(?i)(?<!\w)(?:" + "|".join(words) + r")(?!\w)")


# One row a cue: the kind it points to, its weight, its pattern. English first, then German, Spanish,
# French and Portuguese words of the same meaning.
CUES: tuple[tuple[EntryKind, float, re.Pattern[str]], ...] = (
    (
        EntryKind.RESOLUTION,
        1.6,
        _any(
            r"(?:incident|all) (?:is )?(?:resolved|over|closed|clear)",
            r"all clear",
            r"(?:fully|now) (?:recovered|restored|resolved)",
            r"resolved",
            r"closing (?:this|the incident)",
            r"back to normal",
            r"behoben",
            r"resuelto",
            r"résolu",
            r"resolvido",
        ),
    ),
    (
        EntryKind.MITIGATION,
        1.5,
        _any(
            r"mitigated",
            r"recover(?:ed|ing)",
            r"restored",
            r"is back",
            r"are back",
            r"back up",
            r"killed",
            r"disabled",
            r"failed over",
            r"failover (?:done|complete)",
            r"rolled back",
            r"rollback (?:done|complete|finished)",
            r"traffic (?:is )?(?:returning|back|normal)",
            r"dropping (?:back|again)",
            r"wiederhergestellt",
            r"läuft wieder",
            r"recuperado",
            r"restablecido",
            r"rétabli",
        ),
    ),
    (
        EntryKind.DECISION,
        1.4,
        _any(
            r"decid(?:ed|ing)|decision",
            r"go ahead",
            r"go(?: for it)?\b(?= from| on|,|\.|!)",
            r"let'?s (?!see\b)\w+",
            r"we(?:'ll| will| are going to| should (?:not )?)\w*",
            r"agreed",
            r"plan is",
            r"the plan",
            r"i propose",
            r"proposal",
            r"approved",
            r"do not \w+",
            r"hold off",
            r"vamos a",
            r"entscheid\w+",
            r"wir (?:machen|nehmen|schalten)",
            r"on (?:décide|bascule)",
        ),
    ),
    (
        EntryKind.ESCALATION,
        1.4,
        _any(
            r"declar(?:e|ed|ing)",
            r"sev ?-?[0-4]",
            r"p[0-2]",
            r"escalat\w+",
            r"paging",
            r"paged",
            r"page (?:the|out)",
            r"incident commander",
            r"i(?:'m| am) (?:ic|incident commander)",
            r"taking ic",
            r"war room",
            r"wake (?:up )?\w+",
            r"pulling in",
            r"eskali\w+",
            r"escal\w+",
        ),
    ),
    (
        EntryKind.HYPOTHESIS,
        1.2,
        _any(
            r"looks like",
            r"my (?:bet|guess|theory)",
            r"suspect\w*",
            r"could (?:it )?be",
            r"might be",
            r"maybe (?:it|the)",
            r"i think",
            r"root cause",
            r"because",
            r"caused? (?:by)?",
            r"turns out",
            r"explains",
            r"found (?:it|the|out)",
            r"the reason",
            r"theory",
            r"culprit",
            r"correlat\w+",
            r"smells like",
            r"not (?:the|it|a) \w+",
            r"rules? out",
            r"ruled out",
            r"ich vermute",
            r"verdacht",
            r"creo que",
            r"parece que",
            r"je pense",
            r"on dirait",
            r"parece",
        ),
    ),
    (
        EntryKind.IMPACT,
        1.3,
        _any(
            r"customers?",
            r"users?",
            r"tickets?",
            r"complain\w*",
            r"affected",
            r"unable to",
            r"can(?:no|')t (?:log ?in|pay|\w+)",
            r"errors? (?:rate|for)",
            r"lost",
            r"data loss",
            r"revenue",
            r"orders?",
            r"kunden",
            r"clientes?",
            r"usuarios?",
            r"clients?",
        ),
    ),
    (
        EntryKind.ACTION,
        1.1,
        _any(
            r"i(?:'m| am|'ve| have|'ll)? ?(?:now )?(?:roll|restart|revert|block|delet|scal|drain|switch|promot|disabl|enabl|stop|start|remov|cancel|run|kill|deploy|push|merg|increas|lower|rais|mov|add|chang|set|restor|copy|rebuild|re-?enabl)\w*",
            r"(?:rolling|restarting|reverting|blocking|deleting|scaling|draining|switching|promoting|disabling|enabling|stopping|starting|removing|cancelling|running|killing|deploying|pushing|merging|increasing|lowering|raising|restoring|copying|rebuilding|failing over|re-?enabling|wiping|pausing|resuming)",
            r"(?:rolled|restarted|reverted|blocked|deleted|scaled|drained|switched|promoted|stopped|started|removed|cancelled|deployed|pushed|merged|increased|lowered|raised|wiped|paused|resumed|changed)",
            r"neu gestartet",
            r"zurückgerollt",
            r"reinici\w+",
            r"redémarr\w+",
        ),
    ),
    (
        EntryKind.DETECTION,
        1.1,
        _any(
            r"alert\w*",
            r"alarm\w*",
            r"monitor\w*",
            r"seeing (?:\w+ )?(?:errors|timeouts|5\d\d|500s|failures|spikes?)",
            r"is down",
            r"are down",
            r"down (?:for|since|everywhere)",
            r"spik\w+",
            r"dropped",
            r"timeouts?",
            r"confirmed",
            r"500s",
            r"5xx",
            r"ausfall",
            r"caíd\w+",
            r"en panne",
        ),
    ),
    (
        EntryKind.COMMUNICATION,
        1.3,
        _any(
            r"status ?page",
            r"status update",
            r"(?:posted|published|tweeted|announc\w+|drafted)",
            r"public(?:ly)?",
            r"comms",
            r"blog post",
            r"notified",
            r"statusseite",
        ),
    ),
)

NUMBER = re.compile(r"(?<![\w.])[~<>≈]?\d[\d.,:]*\s?(?:%|k|m|ms|s|sec|min|h|hours?|minutes?|gb|mb|tb|x)?(?!\w)", re.IGNORECASE)
TIME_STATED = re.compile(r"(?i)\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2} ?(?:am|pm)\b|\bago\b|\bsince\b")
CODE = re.compile(r"`[^`]+`|```")
SHORT_TALK = re.compile(
    r"(?i)^\W*(?::[\w+'-]+:\W*)*(?:(?:thx|thanks?|ty|thank you|danke|gracias|merci|ok(?:ay)?|k|kk|yes|yep|yeah|no|nope|nice|great|cool|lol|haha\w*|hi|hello|hey|morning|"
    r"on it|joining|here|ack|same|sure|done|\+1|sorry|oops|wow|ouch|np|got it|agreed|good (?:job|work|night|morning)|well done|wait what|brb|back)\b[\s\w,!.']{0,24})?(?::[\w+'-]+:\W*)*$"
)
SMALL_TALK = _any(r"coffee", r"lunch", r"dinner", r"pizza", r"beer", r"weekend", r"birthday", r"haha\w*", r"lol", r"gif", r"meme", r"kids?", r"cat",
    r"dog", r"holiday", r"vacation", r"sleep", r"breakfast", r"standup", r"retro", r"calendar", r"1:1", r"parking", r"kaffee", r"unrelated", r"wrong (?:channel|thread)",
    r"off.?topic", r"newsletter", r"survey", r"offsite")  # fmt: skip
QUESTION_ONLY = re.compile(r"^[^.!\n]{0,70}\?\W*$")

ALERT_OPENS = _any(
    r"trigger(?:ed|ing)?",
    r"firing",
    r"alerting",
    r"critical",
    r"problem",
    r"down",
    r"open(?:ed)?",
    r"ausgelöst",
    r"alerta",
)
ALERT_ACKED = _any(r"acknowledged", r"acked", r"assigned")
ALERT_ENDS = _any(r"resolved", r"recovered", r"ok", r"cleared", r"closed", r"up")
ALERT_ESCALATES = _any(r"escalated", r"reassigned", r"no (?:response|acknowledgement)")
STATUS_PAGE = _any(
    r"investigating",
    r"identified",
    r"monitoring",
    r"status ?page",
    r"incident update",
    r"degraded",
    r"partial outage",
    r"major outage",
)
CHANGE_BOT = _any(
    r"deploy(?:ed|ment|ing)?",
    r"merged",
    r"release[ds]?",
    r"rolled (?:out|back)",
    r"rollout",
    r"pipeline",
    r"pushed",
    r"build",
    r"feature flag",
)


def classify(message: Message) -> Verdict:
    """How much one message matters by itself; the timeline adds what only its surroundings tell."""
    if message.kind is MessageKind.ALERT:
        return _alert(message.text)
    if message.kind in {MessageKind.TOPIC, MessageKind.PURPOSE}:
        return Verdict(0.4, EntryKind.CONTEXT, ("topic",))
    if message.kind is not MessageKind.SAID:
        return Verdict(-5, EntryKind.CONTEXT, ())
    return _said(message)


def _alert(text: str) -> Verdict:
    if STATUS_PAGE.search(text):
        return Verdict(1.4, EntryKind.COMMUNICATION, ("status_page",))
    if ALERT_ESCALATES.search(text):
        return Verdict(0.8, EntryKind.ESCALATION, ("alert_escalated",))
    if ALERT_OPENS.search(text):
        return Verdict(0.9, EntryKind.DETECTION, ("alert",))
    if CHANGE_BOT.search(text):
        return Verdict(0.2, EntryKind.ACTION, ("change",))
    if ALERT_ACKED.search(text):
        return Verdict(0.3, EntryKind.DETECTION, ("alert_acknowledged",))
    if ALERT_ENDS.search(text):
        return Verdict(0.3, EntryKind.OBSERVATION, ("alert_ended",))
    return Verdict(-0.2, EntryKind.OBSERVATION, ())


def _said(message: Message) -> Verdict:
    text = message.text
    if SHORT_TALK.match(text):
        return Verdict(-3 + _signals(message), EntryKind.CONTEXT, _signal_reasons(message))
    found = [(weight, kind) for kind, weight, cue in CUES if cue.search(text)]
    kind = max(found, default=(0, EntryKind.OBSERVATION))[1]
    cues = sum(sorted((w for w, _ in found), reverse=True)[:3]) * 0.45
    score = -0.9 + cues + _length(text) + _signals(message)
    score += 0.3 * min(3, len(NUMBER.findall(text))) ** 0.5 + 0.2 * bool(CODE.search(text)) + 0.2 * bool(TIME_STATED.search(text))
    score -= 1.4 * bool(SMALL_TALK.search(text)) + 0.7 * bool(QUESTION_ONLY.match(text)) + 0.25 * bool(message.thread_ts)
    reasons = (*_signal_reasons(message), *([kind.value] if found else ()))
    return Verdict(score, kind, reasons)


def _length(text: str) -> float:
    words = len(text.split())
    return -0.8 if words < 4 else -0.3 if words < 7 else 0.2 if words < 12 else 0.5


def _signals(message: Message) -> float:
    asked = any(
        name in message.reactions for name in ("pushpin", "round_pushpin", "memo", "spiral_note_pad", "timeline", "clock1")
    )
    return 4.0 * bool(message.pinned_by) + 3.0 * asked + 0.15 * min(4, sum(map(len, message.reactions.values())))


def _signal_reasons(message: Message) -> tuple[str, ...]:
    return ("pinned",) if message.pinned_by else ()
