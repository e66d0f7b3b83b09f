import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from web.server import serve

SERVE = """
import sys
from pathlib import Path
from index.embed import HashingEmbedder
from index.library import Library
from qa.build import build_engine
from web.server import serve

engine = build_engine(Library.open(Path(sys.argv[1]), embedder=HashingEmbedder()))
serve(engine, port=int(sys.argv[2]))
"""


def test_a_port_that_is_taken_is_an_error_at_once(engine):
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        serve(engine, port=taken.getsockname()[1])


def test_an_interruption_ends_it_and_takes_the_uploads_along(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    arguments = [sys.executable, "-c", SERVE, str(tmp_path), str(port)]
    server = subprocess.Popen(arguments, cwd=Path(__file__).parents[2], stderr=subprocess.PIPE)
    try:
        address = f"http://127.0.0.1:{port}"
        while server.poll() is None and not _answers(address):
            time.sleep(0.1)
        sent = httpx.post(f"{address}/gradio_api/upload", files={"files": ("a.txt", b"words")})
        assert sent.status_code == 200
        assert list(tmp_path.glob("uploads/*/a.txt"))
        os.kill(server.pid, signal.SIGINT)
        _, errors = server.communicate(timeout=20)
        assert server.returncode == 0
        assert b"Traceback" not in errors
        assert not (tmp_path / "uploads").exists()
    finally:
        server.kill()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz").status_code == 200
    except httpx.TransportError:
        return False
