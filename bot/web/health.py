"""/healthz: the process lives. /readyz: it can do its work. /metrics: figures for Prometheus."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.metrics import Metrics


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
