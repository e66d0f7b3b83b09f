"""Byline behind a real reverse proxy on loopback: another host, a path below it, the page in it."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from browser import answered, ask, opened
from served import MISSION_QUESTION, serving

from index.errors import UsageError
from web.public import read_public_url
from web.server import create_app

PREFIX = "/byline"
HOP = {"connection", "transfer-encoding", "content-length", "content-encoding", "host"}


class Proxy:
    """Sends what comes for a path on to another server, with or without that path."""

    def __init__(self, *, strips, renames):
        self.upstream = ""
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def forward(self):
                path = self.path.removeprefix(PREFIX) if strips else self.path
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {k: v for k, v in self.headers.items() if k.lower() not in HOP}
                if not renames:
                    headers["Host"] = self.headers["Host"]
                with (
                    httpx.Client(timeout=60) as client,
                    client.stream(
                        self.command,
                        f"{proxy.upstream}{path or '/'}",
                        content=body,
                        headers=headers,
                    ) as answer,
                ):
                    self.send_response(answer.status_code)
                    for name, value in answer.headers.items():
                        if name.lower() not in HOP:
                            self.send_header(name, value)
                    self.send_header("Connection", "close")
                    self.end_headers()
                    for part in answer.iter_bytes():
                        self.wfile.write(part)
                        self.wfile.flush()
                self.close_connection = True

            do_GET = do_POST = do_DELETE = forward  # noqa: N815 - as the server calls them

            def log_message(self, *args):
                pass

        class Server(ThreadingHTTPServer):
            request_queue_size = 128  # a page asks for many files at once
            daemon_threads = True

        self.server = Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}{PREFIX}"


@contextmanager
def behind(engine, *, strips, renames):
    """The public address of a Byline that is reached through a proxy alone."""
    proxy = Proxy(strips=strips, renames=renames)
    threading.Thread(target=proxy.server.serve_forever, daemon=True).start()
    try:
        public = read_public_url(proxy.address)
        with serving(create_app(engine, public=public)) as address:
            proxy.upstream = address
            yield proxy.address
    finally:
        proxy.server.shutdown()
        proxy.server.server_close()


@pytest.mark.parametrize("strips", [True, False])
@pytest.mark.parametrize("renames", [True, False])
def test_everything_is_found_below_the_public_address(engine, strips, renames):
    with behind(engine, strips=strips, renames=renames) as public:
        origin = public.removesuffix(PREFIX)
        config = httpx.get(f"{public}/config").json()
        assert config["root"] == public
        assert public in httpx.get(f"{public}/").text
        question = {"question": MISSION_QUESTION}
        asked = httpx.post(
            f"{public}/api/ask", json=question, headers={"Origin": origin}, timeout=60
        )
        assert asked.json()["citations"]
        other = {"Origin": "http://evil.example"}
        assert httpx.post(f"{public}/api/ask", json=question, headers=other).status_code == 403
        assert httpx.get(f"{public}/api/articles").json()["total"] > 0
        if not strips:
            sent_on = httpx.get(f"{public}?q=1")
            assert (sent_on.status_code, sent_on.headers["location"]) == (307, f"{PREFIX}/?q=1")


def test_a_host_that_is_not_the_public_one_is_refused(engine):
    public = read_public_url("https://news.example.org/byline")
    with serving(create_app(engine, public=public)) as address:
        for host, status in (("news.example.org", 200), ("evil.example", 400)):
            answer = httpx.get(f"{address}/byline/healthz", headers={"Host": host})
            assert answer.status_code == status
        page = httpx.get(f"{address}/", headers={"Host": "news.example.org"})
        assert "https://news.example.org/byline" in page.text


@pytest.mark.browser
def test_the_page_is_used_through_a_proxy(chromium, engine):
    # The question is asked before the page has opened altogether: it comes slower through here.
    with (
        behind(engine, strips=False, renames=True) as public,
        opened(chromium, f"{public}/") as page,
    ):
        with answered(page):
            ask(page, MISSION_QUESTION, wait=False)
        page.get_by_role("tab", name="Library").click()
        page.locator(".library-list").get_by_text("Harbour reopens").wait_for()
        assert all(url.startswith((public, "data:", "blob:")) for url in page.seen.requests)
        assert page.seen.errors == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://news.example.org/byline/", "https://news.example.org/byline"),
        ("https://news.example.org", "https://news.example.org"),
        ("http://[::1]:8080/a/b", "http://[::1]:8080/a/b"),
        ("https://news.example.org:443", "https://news.example.org"),
    ],
)
def test_addresses_that_readers_call(text, shown):
    assert str(read_public_url(text)) == shown


@pytest.mark.parametrize(
    "text",
    ["news.example.org", "ftp://a.example", "https://", "https://ann:pw@a.example", "http://a:x/"],
)
def test_what_is_no_address_is_told(text):
    with pytest.raises(UsageError, match="--public-url"):
        read_public_url(text)
