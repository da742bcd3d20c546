"""What went to the bot and what came from it, for whoever looks inside. A ring: the oldest go when it is full."""

from __future__ import annotations

import json
import re
import time
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

MOST, MOST_BYTES, MOST_OF_ONE = 500, 8_000_000, 200_000
HIDDEN = "…"
SECRET_NAMES = {"token", "authorization", "x-slack-signature", "ticket", "signing_secret", "client_secret"}
# Slack's tokens by their first letters, the tickets of sockets and what makes a response_url a key.
SECRET_TEXT = re.compile(r"\b(xox[a-z]|xapp)-[\w-]+|(?<=ticket=)[\w-]+|(?<=/response/)[\w-]+")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One thing asked and what was answered. `way` is seen from the bot; `asked` and `answer` are JSON without secrets."""

    id: int
    at: float
    way: str
    kind: str
    name: str
    retry: int
    ms: float
    ok: bool
    result: str
    asked: str
    answer: str

    def line(self) -> dict[str, Any]:
        """The exchange without what was said in it."""
        names = ("id", "at", "way", "kind", "name", "retry", "ms", "ok", "result")
        return {name: getattr(self, name) for name in names}

    @property
    def size(self) -> int:
        """How many characters it keeps."""
        return len(self.asked) + len(self.answer)


class Traffic:
    """The newest exchanges."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets = tuple(s for s in secrets if s)
        self._kept: deque[Exchange] = deque(maxlen=MOST)
        self._size = 0
        self._last = 0
        self._same: Counter[int] = Counter()
        self.on = False

    def note(
        self, way: str, kind: str, name: str, asked: Any, answer: Any, *,
        at: float, ms: float, ok: bool, result: str = "", retry: int = 0,
    ) -> None:  # fmt: skip
        """Keep one more, if somebody wants to know. A call of the bot that is the same as one before counts as its repetition."""
        if not self.on:
            return
        question, reply = self._clean(asked), self._clean(answer)
        if way == "from bot":
            retry = self._repeated(name, question)
        self._last += 1
        if len(self._kept) == MOST:
            self._drop()
        entry = Exchange(self._last, at, way, kind, name, retry, round(ms, 1), ok, result, question, reply)
        self._kept.append(entry)
        self._size += entry.size
        while self._size > MOST_BYTES:
            self._drop()

    def note_call(self, kind: str, name: str, asked: Any, answer: Response, at: float, began: float) -> None:
        """Keep a request of the bot with the response to it; `began` is of `time.perf_counter`."""
        if self.on:
            body = _body(answer)
            ok = answer.status_code < 300 and not (isinstance(body, dict) and body.get("ok") is False)
            result = str(body.get("error") or "ok") if isinstance(body, dict) else str(answer.status_code)
            ms = (time.perf_counter() - began) * 1000
            self.note("from bot", kind, name, asked, body, at=at, ms=ms, ok=ok, result=result)

    def lines(self, after: int = 0) -> list[dict[str, Any]]:
        """The exchanges after one, oldest first, without their contents."""
        return [e.line() for e in self._kept if e.id > after]

    def one(self, number: int) -> dict[str, Any] | None:
        """One exchange with its contents; None when it has gone."""
        found = next((e for e in self._kept if e.id == number), None)
        return {**found.line(), "asked": found.asked, "answer": found.answer} if found else None

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()
        self._same.clear()
        self._size = 0

    def _drop(self) -> None:
        self._size -= self._kept.popleft().size

    def _repeated(self, name: str, question: str) -> int:
        """Slack's client says nothing of repetitions, so those are told by what is asked: a message with its delivery id."""
        if name != "chat.postMessage":
            return 0
        key = hash(question)
        if len(self._same) > 4 * MOST:
            self._same.clear()
        self._same[key] += 1
        return self._same[key] - 1

    def _clean(self, data: Any) -> str:
        text = json.dumps(without_secrets(data), indent=1, ensure_ascii=False, default=str)
        for secret in self._secrets:
            text = text.replace(json.dumps(secret, ensure_ascii=False)[1:-1], HIDDEN)
        if len(text) > MOST_OF_ONE:
            return f"{text[:MOST_OF_ONE]}\n… {len(text) - MOST_OF_ONE} more characters are not shown"
        return text


def _body(answer: Response) -> Any:
    text = bytes(answer.body).decode()
    return json.loads(text) if answer.media_type == "application/json" else text


def without_secrets(data: Any) -> Any:
    """The same with tokens, signatures and tickets taken out, wherever they stand."""
    if isinstance(data, dict):
        return {k: HIDDEN if str(k).lower() in SECRET_NAMES else without_secrets(v) for k, v in data.items()}
    if isinstance(data, list | tuple):
        return [without_secrets(v) for v in data]
    return SECRET_TEXT.sub(HIDDEN, data) if isinstance(data, str) else data
