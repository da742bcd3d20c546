"""What somebody "should have" done → what was not done: the thing takes the place of the person, and nothing is added."""

from __future__ import annotations

import re

PARTICIPLE = (
    r"(?:[a-z-]+ed|done|seen|told|read|set|kept|held|taken|given|written|shut|put|left|sent|made|caught|found|built|run|brought|"
    r"thought|chosen|drawn|worn|begun|cut|tested)"
)
DUTY = r"(?:should|could|ought\s+to|needed\s+to|was\s+supposed\s+to|were\s+supposed\s+to|had\s+to)"
# Where the thing ends and the circumstances begin.
CIRCUMSTANCE = r"(?:before|after|at|in|on|when|until|since|during|for|from|with|while|by|earlier|first|again|twice|to)"
SHOULD_HAVE = re.compile(
    rf"(?i)\b{DUTY}(?:\s+(?:really\s+|just\s+|at\s+least\s+)?(?:have|of)|['’]ve)\s+(?:at\s+least\s+|just\s+)?(?P<did>{PARTICIPLE})"
    r"(?:\s+(?P<with>at|into|over|up|off|for|out))?"
    r"\s+(?P<thing>(?:the|a|an|this|that|these|those|its|all|every|each)\s+(?:[\w'’`/.#-]+\s+){0,4}?[\w'’`/.#-]+)"
    rf"(?P<rest>\s+{CIRCUMSTANCE}\b[^.!?;,]*)?\s*[.!?]*$"
)
SINGULAR_ENDS = ("ss", "us", "is")


def not_done(sentence: str) -> str | None:
    """The sentence without its person, or None where it is of another form: "the nurse should have checked the dose at 9"
    gives "The dose was not checked at 9."."""
    match = SHOULD_HAVE.search(sentence)
    if match is None:
        return None
    thing, did, rest = match["thing"], match["did"].lower(), match["rest"] or ""
    head = thing.split()[-1].lower()
    many = thing.split()[0].lower() in {"these", "those", "all"} or (head.endswith("s") and not head.endswith(SINGULAR_ENDS))
    particle = f" {match['with'].lower()}" if match["with"] else ""
    return f"{thing[:1].upper()}{thing[1:]} {'were' if many else 'was'} not {did}{particle}{rest}."
