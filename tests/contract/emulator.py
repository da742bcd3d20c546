"""The independent emulator (npm `emulate`, see package.json), installed once into out/ and started for the tests."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

HERE = Path(__file__).parent
FOLDER = HERE.parent.parent / "out" / "contract"
TRIES = 5
NEEDS = "the contract test needs Node 20 or later and npm (Debian: apt-get install nodejs npm)"


def missing() -> str:
    """Why there can be no emulator here; empty where there can."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return NEEDS
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return "" if int(version.strip().lstrip("v").partition(".")[0]) >= 20 else NEEDS


def _installed() -> Path:
    program = FOLDER / "node_modules" / ".bin" / "emulate"
    lock = FOLDER / "package-lock.json"
    if not program.exists() or lock.read_bytes() != (HERE / "package-lock.json").read_bytes():
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, FOLDER / name)
        install = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
        subprocess.run(install, cwd=FOLDER, check=True, timeout=300)
        shutil.copy(HERE / "package-lock.json", lock)
    return program


@contextlib.contextmanager
def emulator() -> Iterator[str]:
    """The address of a fresh one."""
    program = str(_installed())
    process, url = next(filter(None, (_started(program) for _ in range(TRIES))), (None, ""))
    if process is None:
        raise AssertionError("the emulator did not start")
    try:
        yield url
    finally:
        process.terminate()
        process.wait(10)


def _started(program: str) -> tuple[subprocess.Popen[bytes], str] | None:
    """One that answers; None where it ended, as another test took the port that was free a moment ago."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "start", "--service", "slack", "--port", str(port)]
    process = subprocess.Popen(command, cwd=FOLDER, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url, ends = f"http://127.0.0.1:{port}", time.monotonic() + 60
    while time.monotonic() < ends and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            httpx.get(f"{url}/api/auth.test")
            return process, url
        time.sleep(0.1)
    process.kill()
    process.wait()
    return None
