"""The bot as a process of its own, to be killed."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class BotProcess:
    """`postmortem-bot run` on a database, against a workspace."""

    def __init__(self, folder: Path, database_url: str, slack_url: str, secret: str, token: str, ticks: str = "0.02") -> None:
        self.port = free_port()
        self.clock_file = folder / "clock"
        self._folder = folder
        self._log = folder / "bot.log"
        self._env = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]),
            "DATABASE_URL": database_url,
            "SLACK_API_URL": f"{slack_url}/api/",
            "SLACK_BOT_TOKEN": token,
            "SLACK_SIGNING_SECRET": secret,
            "SLACK_APP_TOKEN": "",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "CLOCK_FILE": str(self.clock_file),
            "TICK_SCALE": ticks,
        }
        self._process: asyncio.subprocess.Process | None = None

    def set(self, **settings: str) -> None:
        """Change settings for the next start."""
        self._env.update(settings)

    def command(self, *words: str) -> str:
        """What another command of `postmortem-bot` prints on the same settings."""
        done = subprocess.run([sys.executable, "-m", "bot", *words], env=self._env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What it logged, over all its lives."""
        return self._log.read_text() if self._log.exists() else ""

    async def start(self) -> None:
        """Start it; returns at once."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", cwd=self._folder, env=self._env, stdout=log, stderr=log
            )

    async def kill(self) -> None:
        """SIGKILL: it can do nothing about it."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """SIGTERM; returns the exit code."""
        return await self._end(signal.SIGTERM)

    @property
    def running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.returncode is None

    async def end(self) -> int:
        """Wait for it to end by itself; returns the exit code."""
        assert self._process is not None
        return await self._process.wait()

    async def _end(self, how: signal.Signals) -> int:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(how)
        return await self._process.wait()

    def resident_megabytes(self) -> float:
        """The memory it holds now."""
        assert self._process is not None
        shown = subprocess.run(["ps", "-o", "rss=", "-p", str(self._process.pid)], capture_output=True, text=True, check=True)
        return int(shown.stdout) / 1024

    async def ready(self, pause: float = 0.05) -> None:
        """Wait until it says that it is ready."""
        async with httpx.AsyncClient() as client, asyncio.timeout(90):
            while not await self._answers(client):
                await asyncio.sleep(pause)

    async def _answers(self, client: httpx.AsyncClient) -> bool:
        try:
            return (await client.get(f"{self.url}/readyz")).status_code == 200
        except httpx.HTTPError:
            return False
