"""A timeline to draw, with everything in it that is hard to draw."""

from datetime import UTC, datetime, timedelta

from bot.domain.classify import EntryKind
from bot.domain.curation import Add, Change, Curation, Dispute, EditText, Hide, Note, Step, message_key
from bot.domain.followup import zone_of
from bot.domain.message import File, Message
from bot.domain.postmortem import Postmortem
from bot.domain.report import Links
from bot.domain.timeline import draft
from bot.slack.blocks.timeline_list import Shown

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
P = Postmortem("P1", 7, "C1", "Checkout is down", "U1", NOW, "U1")
HOSTILE = "<!channel> *rollback* of `deploy` <script> & ``` \u202etxt.exe errors at 40 %"


def messages(count: int) -> list[Message]:
    files = (File("graph.png", "image/png", "https://files.example.com/1"),)
    return [
        Message("C1" if n % 7 else "C2", f"{1_795_500_000 + n * 2400}.000100", f"U{n % 3}", f"{HOSTILE} number {n} " * (1 + n % 9),
                files=files if n % 5 == 0 else ())
        for n in range(count)
    ]  # fmt: skip


def log(*changes: Change) -> Curation:
    return Curation(tuple(Step(n, f"step-{n}", c, f"U{n % 3}", NOW + timedelta(minutes=n)) for n, c in enumerate(changes, 1)))


def scene(count: int = 60) -> tuple[Shown, Curation]:
    said = messages(count)
    keys = [(message_key(m),) for m in said]
    long = "told at length " * 100
    curation = log(
        Add("m:1", NOW, long, EntryKind.CONTEXT, "https://example.com/" + "x" * 300),
        Hide(keys[3]), EditText(keys[4], long), Note(keys[5], long), Dispute(keys[5], long, NOW), Note(keys[5], "*bold*"),
    )  # fmt: skip
    names = {"U0": "Ada <b>", "U1": "Siobhán O'Brien-Smith", "U2": "דנה לוי"}
    zone = zone_of("America/Los_Angeles")
    shown = Shown(P, draft(said, {}, curation), names, Links("https://x.slack.com"), zone, {"C1": "inc-1", "C2": "db-ops"})
    return shown, curation
