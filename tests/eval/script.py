"""Our own incidents: a readable script → an export folder as Slack makes it, and its truth.json.

The scripts stand in `tests/data/incidents_own/NAME.txt`. A head of `key: value` lines, then `---`, then one line a message:
`TAG TIME AUTHOR | text`. TAG is `M.kind` (belongs in a good timeline), `X` (noise) or `-` (neutral). `=== DATE` starts a day.
AUTHOR may be `!Bot` (its text: title // line // …), `!join NAME`, `!topic NAME`; `>label` before it makes a reply to the message
that bears `@label`, `{emoji:n}` are reactions, `^label` says that the message carries the same fact as that one.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

OWN = Path(__file__).parent.parent / "data" / "incidents_own"
LINE = re.compile(
    r"^(?P<tag>M\.\w+|X|-) (?P<time>\d\d:\d\d(?::\d\d)?) (?:>(?P<thread>\w+) )?(?P<author>![\w-]+(?: [\w.]+)?|[^|]+?)(?: \| (?P<text>.*))?$"
)
REACTIONS = re.compile(r"\s*\{((?:[\w+]+:\d+,?)+)\}")
LABEL = re.compile(r"(?:^|\s)@(\w+)(?=\s|$)")
OTHER_KIND = re.compile(r"\s~(\w+)\s*$")
SAME = re.compile(r"\s\^(\w+)")
WATCHING = {"bystander", "sales", "support", "marketing", "product"}
MARKS = ("started", "detected", "acknowledged", "mitigated", "resolved")
Raw = dict[str, Any]


@dataclass
class Script:
    """What a script says, as it is read."""

    head: dict[str, list[str]] = field(default_factory=dict)
    raws: list[Raw] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    must: list[Raw] = field(default_factory=list)
    exclude: list[str] = field(default_factory=list)


def scripts() -> list[Path]:
    return sorted(OWN.glob("*.txt"))


def compile_script(path: Path, into: Path) -> Path:
    """Write the export and the truth of a script below `into`; returns the folder of the incident."""
    script = read_script(path.read_text())
    folder = into / path.stem
    channel = folder / script.head["channel"][0]
    channel.mkdir(parents=True, exist_ok=True)
    for day, raws in _days(script.raws).items():
        (channel / f"{day}.json").write_text(json.dumps(raws, ensure_ascii=False, indent=1))
    users = [{"id": _id(n), "name": n, "real_name": real, "tz": tz, "profile": {"display_name": n, "real_name": real}}
             for n, real, tz, *_ in _people(script)]  # fmt: skip
    (folder / "users.json").write_text(json.dumps(users, ensure_ascii=False))
    (folder / "channels.json").write_text(json.dumps([{"id": "C0OWN", "name": channel.name}]))
    (folder / "truth.json").write_text(json.dumps(_truth(script), ensure_ascii=False, indent=1))
    return folder


def read_script(text: str) -> Script:
    script = Script()
    head, _, body = text.partition("\n---\n")
    for line in head.splitlines():
        key, _, value = line.partition(": ")
        script.head.setdefault(key, []).append(value)
    day, last = script.head["date"][0], 0.0
    for line in body.splitlines():
        if line.startswith("=== "):
            day = line[4:].strip()
        elif line.strip():
            last = _message(script, line, day, last)
    _strew(script, int(script.head.get("filler", ["0"])[0]))
    return script


def _strew(script: Script, count: int) -> None:
    """Side talk between the messages, most of it from those who only watch; the same on every run."""
    chance = random.Random(script.head["channel"][0])
    told = yaml.safe_load((OWN / "filler.yaml").read_text())
    pool = chance.sample(told, min(len(told), count))
    watching = [n for n, _, _, role, *_ in _people(script) if role in WATCHING] or [_people(script)[-1][0]]
    everybody = [n for n, *_ in _people(script)]
    times = sorted(float(r["ts"]) for r in script.raws)
    taken = {int(t) for t in times}
    for talk in pool:
        at = chance.choice(times[:-1]) + chance.randint(2, 50)
        for text in [talk] if isinstance(talk, str) else talk:
            at = next(t for t in range(int(at), int(at) + 1000) if t not in taken)
            taken.add(at)
            ts = f"{at}.{chance.randrange(10**6):06d}"
            author = chance.choice(watching if chance.random() < 0.85 else everybody)
            raw = {"type": "message", "user": _id(author), "text": text, "ts": ts, "client_msg_id": f"m{ts}"}
            if chance.random() < 0.1:
                raw["reactions"] = [_reaction(f"{chance.choice(['joy', 'heart', 'eyes', '100', '+1'])}:{chance.randint(1, 3)}")]
            script.raws.append(raw)
            script.exclude.append(ts)
            at += chance.randint(4, 60)
    script.raws.sort(key=lambda r: float(r["ts"]))


def _message(script: Script, line: str, day: str, last: float) -> float:
    match = LINE.match(line)
    if match is None:
        raise ValueError(f"not a line of a script: {line}")
    at = datetime.fromisoformat(f"{day}T{match['time']}").replace(tzinfo=UTC).timestamp()
    at = max(at + (0 if match["time"].count(":") == 2 else len(script.raws) * 7 % 50), last + 1)
    ts = f"{int(at)}.{len(script.raws) * 7919 % 1000000:06d}"
    text = match["text"] or ""
    author = match["author"].strip()
    if not match["text"]:
        author, text = _without_text(author)
    kind = OTHER_KIND.search(text)
    text = OTHER_KIND.sub("", text)
    reactions = REACTIONS.search(text)
    same = SAME.search(text)
    text = SAME.sub("", REACTIONS.sub("", text))
    for label in LABEL.findall(text):
        if label not in {"here", "channel"}:
            script.labels[label] = ts
            text = re.sub(rf"\s*@{label}(?=\s|$)", "", text)
    raw = _raw(script, author, text.strip().replace("\\n", "\n"), ts)
    if reactions:
        raw["reactions"] = [_reaction(r) for r in reactions[1].split(",") if r]
    if match["thread"]:
        raw["thread_ts"] = script.labels[match["thread"]]
    script.raws.append(raw)
    _judge(script, match["tag"], ts, kind[1] if kind else "", text, same[1] if same else "")
    return at


def _without_text(author: str) -> tuple[str, str]:
    return author, ""


def _judge(script: Script, tag: str, ts: str, other: str, text: str, same: str) -> None:
    if tag == "X":
        script.exclude.append(ts)
    elif tag != "-" and other != "neutral":
        known = {i["ts"]: i for i in script.must}
        if same:
            known[script.labels[same]].setdefault("alt", []).append(ts)
        else:
            script.must.append({"ts": ts, "kind": tag[2:], "why": text[:80]})


def _reaction(told: str) -> Raw:
    name, _, count = told.partition(":")
    return {"name": name, "users": [f"UR{n}" for n in range(int(count))], "count": int(count)}


def _raw(script: Script, author: str, text: str, ts: str) -> Raw:
    name, _, who = author.partition(" ")
    if name == "!join":
        return {
            "type": "message",
            "subtype": "channel_join",
            "user": _id(who),
            "text": f"<@{_id(who)}> has joined the channel",
            "ts": ts,
        }
    if name == "!topic":
        return {
            "type": "message",
            "subtype": "channel_topic",
            "user": _id(who),
            "topic": text,
            "text": f"set the topic: {text}",
            "ts": ts,
        }
    marked = _mentions(script, text).replace("@here", "<!here>").replace("@channel", "<!channel>")
    if name.startswith("!"):
        return {"type": "message", "ts": ts, **BOTS[script.head["bots"][0]](name[1:], marked)}
    return {"type": "message", "user": _id(author), "text": marked, "ts": ts, "client_msg_id": f"m{ts}"}


def _mentions(script: Script, text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for name, *_ in _people(script):
        escaped = escaped.replace(f"@{name}", f"<@{_id(name)}>")
    return escaped


def _classic(name: str, text: str) -> Raw:
    title, *rest = text.split(" // ")
    return {"subtype": "bot_message", "bot_id": "B" + name.upper(), "username": name, "text": "",
            "attachments": [{"fallback": title, "title": title, "text": rest[0] if rest else "", "fields": _fields(rest[1:])}]}  # fmt: skip


def _fields(parts: Iterable[str]) -> list[Raw]:
    pairs = [p.partition(": ") for p in parts]
    return [{"title": a, "value": b, "short": True} for a, _, b in pairs]


def _blocks(title: str, rest: list[str]) -> list[Raw]:
    blocks: list[Raw] = [{"type": "header", "text": {"type": "plain_text", "text": title}}]
    if rest:
        fields = [{"type": "mrkdwn", "text": f"*{p.replace(': ', '*: ', 1) if ': ' in p else p + '*'}"} for p in rest]
        blocks.append({"type": "section", "fields": fields})
    blocks.append(
        {
            "type": "actions",
            "elements": [{"type": "button", "text": {"type": "plain_text", "text": "View"}, "url": "https://x.example"}],
        }
    )
    return blocks


def _modern(name: str, text: str) -> Raw:
    title, *rest = text.split(" // ")
    return {"subtype": "bot_message", "bot_id": "B" + name.upper(), "username": name, "text": "", "blocks": _blocks(title, rest)}


def _in_attachment(name: str, text: str) -> Raw:
    title, *rest = text.split(" // ")
    return {"subtype": "bot_message", "bot_id": "B" + name.upper(), "username": name, "text": "",
            "attachments": [{"color": "#d00000", "fallback": title, "blocks": _blocks(title, rest)}]}  # fmt: skip


def _as_user(name: str, text: str) -> Raw:
    title, *rest = text.split(" // ")
    return {"user": "UB" + name.upper(), "bot_id": "B" + name.upper(), "app_id": "A1", "text": title,
            "bot_profile": {"id": "B" + name.upper(), "name": name}, "blocks": _blocks(title, rest)}  # fmt: skip


def _plain(name: str, text: str) -> Raw:
    return {"subtype": "bot_message", "bot_id": "B" + name.upper(), "username": name, "text": text.replace(" // ", "\n")}


BOTS = {"classic": _classic, "blocks": _modern, "attachment_blocks": _in_attachment, "user_blocks": _as_user, "plain": _plain}


def _people(script: Script) -> list[tuple[str, ...]]:
    return [tuple(p.strip() for p in line.split("|")) for line in script.head["person"]]


def _id(name: str) -> str:
    return "U" + re.sub(r"[^A-Z0-9]", "", name.upper())


def _days(raws: list[Raw]) -> dict[str, list[Raw]]:
    days: dict[str, list[Raw]] = {}
    for raw in raws:
        days.setdefault(datetime.fromtimestamp(float(raw["ts"]), UTC).date().isoformat(), []).append(raw)
    return days


def _truth(script: Script) -> Raw:
    day = script.head["date"][0]
    truth: Raw = {"incident": script.head["channel"][0], "title": script.head["title"][0]}
    truth["channel"] = {"id": "C0OWN", "name": script.head["channel"][0]}
    for mark in MARKS:
        told = script.head.get(mark, ["null"])[0]
        at, _, label = told.partition(" @")
        truth[f"{mark}_at"] = None if at == "null" else {"at": _iso(day, at), "ts": script.labels.get(label), "how": "stated"}
    truth["also_accept"] = {}
    for line in script.head.get("also", []):
        mark, _, at = line.partition(" ")
        truth["also_accept"].setdefault(f"{mark}_at", []).append(_iso(day, at))
    truth["must_include"], truth["must_exclude"] = script.must, script.exclude
    truth["action_items"] = [_action(script, line) for line in script.head.get("action", [])]
    truth["impact_facts"] = [_fact(script, line) for line in script.head.get("impact", [])]
    return truth


def _iso(day: str, at: str) -> str:
    return f"{at if 'T' in at else f'{day}T{at}'}Z"


def _action(script: Script, line: str) -> Raw:
    owner, due, label = (p.strip() for p in line.split("|"))
    return {
        "owner": None if owner == "null" else _id(owner),
        "due": None if due == "null" else due,
        "ts": script.labels[label[1:]],
        "text": "",
    }


def _fact(script: Script, line: str) -> Raw:
    kind, label, text = (p.strip() for p in line.split("|"))
    return {"kind": kind, "ts": script.labels[label[1:]], "text": text}
