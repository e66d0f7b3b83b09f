"""Bodies that come slowly or never to an end: they give way, and nobody else does."""

import http.client
import socket
import time
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import httpx
import pytest
from served import serving

from index.embed import HashingEmbedder
from index.library import Library
from qa.build import build_engine
from web.bodies import Pace
from web.limits import Limits
from web.server import create_app

SEARCH = "/api/search"
UPLOAD = "/gradio_api/upload"
PACE = Pace(seconds=1, bytes_a_second=1000, silent_seconds=2, from_one=20, bytes_kept=50_000)


@pytest.fixture(scope="module")
def slow(tmp_path_factory):
    """A server whose limits of time are short."""
    library = Library.open(tmp_path_factory.mktemp("slow"), embedder=HashingEmbedder())
    with serving(create_app(build_engine(library), limits=Limits(pace=PACE))) as address:
        yield address
    library.close()


@pytest.fixture(scope="module")
def patient(tmp_path_factory):
    """A server with the usual limits."""
    library = Library.open(tmp_path_factory.mktemp("patient"), embedder=HashingEmbedder())
    with serving(create_app(build_engine(library))) as address:
        yield address
    library.close()


@contextmanager
def begun(address, *, path="/api/ask", length=100_000, body=b"{", local="127.0.0.1"):
    """A request whose body is not whole yet."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port), source_address=(local, 0)) as line:
        line.settimeout(20)
        kind = "multipart/form-data; boundary=b" if path == UPLOAD else "application/json"
        line.sendall(
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n"
            f"Content-Length: {length}\r\n\r\n".encode()
        )
        line.sendall(b"--b\r\n" if path == UPLOAD else body)
        yield line


def answer_to(line):
    response = http.client.HTTPResponse(line)
    response.begin()
    return response.status, response.read()


def can_search(address):
    return httpx.post(f"{address}{SEARCH}", json={"question": "who?"}, timeout=20).status_code


@pytest.mark.parametrize("spread", [False, True])
def test_unfinished_bodies_keep_nobody_from_asking(patient, spread):
    with ExitStack() as many:
        for number in range(200):
            local = f"127.0.1.{number + 1}" if spread else "127.0.0.1"
            many.enter_context(begun(patient, local=local))
        began = time.monotonic()
        assert can_search(patient) == 200
        # Sooner than any of them is given up for its time.
        assert time.monotonic() - began < Pace().seconds


@pytest.mark.parametrize("path", ["/api/ask", UPLOAD, "/gradio_api/queue/join"])
def test_a_body_that_does_not_come_is_given_up(slow, path):
    with begun(slow, path=path) as line:
        status, body = answer_to(line)
        assert status == 408
        assert b'{"error":' in body
        assert line.recv(1) == b""  # the connection is closed, and held for nobody


def test_a_body_that_only_drips_is_given_up(slow):
    with begun(slow) as line:
        began = time.monotonic()
        while not _has_answer(line):
            line.sendall(b" ")
            assert time.monotonic() - began < 10
        assert answer_to(line)[0] == 408


def test_a_body_that_falls_silent_is_given_up_whatever_came_before(slow):
    with begun(slow, body=b"{" + b" " * 20_000) as line:
        began = time.monotonic()
        assert answer_to(line)[0] == 408
        assert time.monotonic() - began < 15  # not the 21 seconds that its size would give it


def test_a_body_that_keeps_its_pace_is_read_to_its_end(slow):
    question = b'{"question": "who?"' + b" " * 6_000 + b"}"
    with begun(slow, path=SEARCH, length=len(question), body=question[:1]) as line:
        for start in range(1, len(question), 1_000):
            time.sleep(0.4)  # takes longer than a body has that does not come
            line.sendall(question[start : start + 1_000])
        assert answer_to(line)[0] == 200


def test_of_too_many_from_one_address_the_first_gives_way(slow):
    with ExitStack() as many:
        lines = [many.enter_context(begun(slow)) for _ in range(PACE.from_one + 1)]
        other = many.enter_context(begun(slow, local="127.0.0.2"))
        began = time.monotonic()
        assert answer_to(lines[0])[0] == 408
        assert time.monotonic() - began < PACE.seconds
        assert not _has_answer(lines[-1])
        assert not _has_answer(other)


def test_the_largest_gives_way_where_all_take_too_much_memory(slow):
    with ExitStack() as many:
        locals_ = [f"127.0.2.{number}" for number in range(1, 6)]
        small = [many.enter_context(begun(slow, local=local)) for local in locals_]
        large = many.enter_context(begun(slow, body=b"{" + b" " * (PACE.bytes_kept + 1)))
        assert answer_to(large)[0] == 408
        assert not any(map(_has_answer, small))


def _has_answer(line):
    """Whether an answer has begun, after a moment."""
    line.settimeout(0.1)
    try:
        return line.recv(1, socket.MSG_PEEK) != b""
    except TimeoutError:
        return False
    finally:
        line.settimeout(20)
