"""The ways in which a reader may ask a running Byline: one question in, the JSON of an answer out.

Each door is used from several threads at once, each question from an address of its own. Raises
OSError, HTTPException or ValueError where no answer comes, Refused where there are too many.
"""

from __future__ import annotations

import http.client
import itertools
import json
import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any
from urllib.parse import urlsplit

SECONDS_TO_ANSWER = 120
REFUSALS = frozenset({429, 503})

Json = dict[str, Any]


class Refused(Exception):
    """The server has too much to do: ask again later."""


def fetch(
    server: str, method: str, path: str, body: object = None, *, address: str = "127.0.0.1"
) -> bytes:
    """The whole body of a response with status 200."""
    connection = http.client.HTTPConnection(
        urlsplit(server).netloc, timeout=SECONDS_TO_ANSWER, source_address=(address, 0)
    )
    try:
        sent = None if body is None else json.dumps(body)
        connection.request(method, path, sent, {"Content-Type": "application/json"})
        response = connection.getresponse()
        content = response.read()
    finally:
        connection.close()
    if response.status in REFUSALS:
        raise Refused(content.decode(errors="replace"))
    if response.status != 200:
        raise ValueError(f"{response.status}: {content[:200].decode(errors='replace')}")
    return content


def ask_api(server: str, question: str, *, address: str) -> Json:
    """`POST /api/ask`."""
    answer: Json = json.loads(
        fetch(server, "POST", "/api/ask", {"question": question}, address=address)
    )
    return answer


def ask_in_events(server: str, question: str, *, address: str) -> Json:
    """`POST /api/ask/stream`: the last answer."""
    events = fetch(server, "POST", "/api/ask/stream", {"question": question}, address=address)
    answer: Json = _last(events, "answer")
    return answer


def ask_page(server: str, question: str, *, address: str) -> Json:
    """The page is opened, and asked through the queue that its visitors wait in."""
    fetch(server, "GET", "/", address=address)
    config = json.loads(fetch(server, "GET", "/config", address=address))
    step = next(one["id"] for one in config["dependencies"] if one["api_name"] == "ask")
    session = secrets.token_hex(8)
    joining = {"data": [question], "fn_index": step, "session_hash": session}
    fetch(server, "POST", "/gradio_api/queue/join", joining, address=address)
    events = fetch(server, "GET", f"/gradio_api/queue/data?session_hash={session}", address=address)
    for line in events.decode().splitlines():
        told = json.loads(line.removeprefix("data: ")) if line else {}
        if told.get("msg") == "process_completed" and told["success"]:
            answer: Json = told["output"]["data"][0]
            return answer
    raise ValueError(f"the page gave no answer, but {events[-200:]!r}")


def _last(events: bytes, name: str) -> Any:  # noqa: ANN401 - any JSON
    """The data of the last server-sent event of this name."""
    found = None
    for event in events.decode().strip().split("\n\n"):
        kind, _, data = event.partition("\n")
        if kind == f"event: {name}":
            found = json.loads(data.removeprefix("data: "))
    if found is None:
        raise ValueError(f"no event {name} came, but {events[-200:]!r}")
    return found


class McpDoor:
    """`byline mcp` over a store, as a language model's program talks to it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._numbers = itertools.count(1)
        self._waiting: dict[int, SimpleQueue[Json]] = {}
        self._lock = threading.Lock()
        threading.Thread(target=self._listen, daemon=True).start()
        client = {"name": "byline-benchmark", "version": "1"}
        opening = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client}
        self._request("initialize", opening)
        self._send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def ask(self, question: str) -> Json:
        """The tool `ask`."""
        called = {"name": "ask", "arguments": {"question": question}}
        result = self._request("tools/call", called)["result"]
        if result.get("isError"):
            raise ValueError(str(result["content"]))
        answer: Json = result["structuredContent"]
        return answer

    def _request(self, method: str, parameters: Json) -> Json:
        reply: SimpleQueue[Json] = SimpleQueue()
        number = next(self._numbers)
        self._waiting[number] = reply
        self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": parameters})
        return reply.get(timeout=SECONDS_TO_ANSWER)

    def _send(self, message: Json) -> None:
        assert self.process.stdin is not None  # noqa: S101 - as it was opened
        with self._lock:
            self.process.stdin.write(json.dumps(message) + "\n")
            self.process.stdin.flush()

    def _listen(self) -> None:
        for line in self.process.stdout or ():
            reply = json.loads(line)
            if reply.get("id") in self._waiting:
                self._waiting.pop(reply["id"]).put(reply)


@contextmanager
def mcp_door(store: Path) -> Iterator[McpDoor]:
    """An MCP server of its own over a store, and the door to it."""
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "cli", "mcp", "--store", str(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield McpDoor(process)
    finally:
        process.terminate()
        process.wait()
