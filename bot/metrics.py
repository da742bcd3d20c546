"""Figures for Prometheus. A registry of its own, so that two applications can live in one process."""

from __future__ import annotations

from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0)


class Metrics:
    """The figures of one application."""

    def __init__(self) -> None:
        here = self.registry = CollectorRegistry()
        self._events = Counter("postmortem_events_total", "Events that Slack delivered", ["type", "outcome"], registry=here)
        self._answered = Histogram(
            "postmortem_acknowledgement_seconds",
            "From a request of Slack's to our answer",
            ["kind"],
            buckets=SECONDS,
            registry=here,
        )
        self._calls = Counter("postmortem_slack_calls_total", "Calls of Slack's Web API", ["method", "result"], registry=here)
        self._effects = Gauge("postmortem_outbox_effects", "Effects that are not sent", ["state"], registry=here)
        self._age = Gauge("postmortem_outbox_oldest_seconds", "How long the oldest of them waits", registry=here)
        self._runs = Counter("postmortem_job_runs_total", "Ticks of timed jobs", ["job", "result"], registry=here)
        self._last = Gauge("postmortem_job_last_success_timestamp_seconds", "When a job last went well", ["job"], registry=here)
        self._nudges = Counter("postmortem_nudges_total", "Reminders put into the outbox", registry=here)

    def event(self, kind: str, outcome: str) -> None:
        """An event was stored, or refused so that Slack delivers it again, or met a fault of ours."""
        self._events.labels(kind, outcome).inc()

    def answered(self, kind: str, seconds: float) -> None:
        """A request of Slack's was answered after so long."""
        self._answered.labels(kind).observe(seconds)

    def called(self, method: str, result: str) -> None:
        """Slack was called; the result is "ok" or Slack's error."""
        self._calls.labels(method, result).inc()

    def outbox(self, waiting: int, dead: int, oldest: float) -> None:
        """How the outbox stands."""
        self._effects.labels("waiting").set(waiting)
        self._effects.labels("dead").set(dead)
        self._age.set(oldest)

    def ran(self, job: str, at: datetime | None) -> None:
        """A job ticked; `at` is None where it failed."""
        self._runs.labels(job, "ok" if at else "failed").inc()
        if at:
            self._last.labels(job).set(at.timestamp())

    def nudged(self, count: int) -> None:
        """So many reminders were queued."""
        self._nudges.inc(count)
