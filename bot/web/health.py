"""/healthz: the process lives. /readyz: it can do its work. /metrics: figures for Prometheus."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route


class Metrics:
    """The figures of one application; a registry of its own, so that two can live in one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.events = Counter("postmortem_events_total", "Events taken in", ["type"], registry=self.registry)
        self.outbox = Gauge("postmortem_outbox_effects", "Effects not sent", ["state"], registry=self.registry)

    def count_event(self, kind: str) -> None:
        """One event was stored."""
        self.events.labels(kind).inc()


def health_routes(
    ready: Callable[[], Awaitable[dict[str, str]]], metrics: Metrics, refresh: Callable[[], Awaitable[None]]
) -> list[Route]:
    """The routes. `ready` tells what is not well, by part; `refresh` brings gauges up to date."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_request: Request) -> Response:
        wrong = await ready()
        return JSONResponse({"ready": not wrong, "wrong": wrong}, 503 if wrong else 200)

    async def show_metrics(_request: Request) -> Response:
        await refresh()
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", show_metrics)]
