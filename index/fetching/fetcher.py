"""An address in; what its server answers out: from the public internet, within limits, politely."""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
from protego import Protego

from index.fetching.connection import TOO_SLOW, Allowed, CheckedTransport, Deadline
from index.fetching.policy import is_public
from index.links import linked
from index.loaders.reading import decode
from index.loaders.source import Unreadable

LARGEST_ANSWER = 50_000_000
"""Bytes of an answer, also once it is decompressed. A sitemap may have as many, and no page has."""

LARGEST_ROBOTS = 512_000
"""Bytes of a robots.txt; RFC 9309 asks for at least 500 KiB."""

MOST_REDIRECTS = 5
LONGEST_PAUSE = 60.0
"""Seconds between two requests that a site may ask for; one that asks for more is left alone."""

_NAME = "Byline"
_STEP_SECONDS = 10.0
_WANTED = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server sent. `url` is where it was found in the end, `kind` such as "text/html"."""

    url: str
    kind: str
    charset: str | None
    data: bytes
    retrieved: datetime


class Fetcher:
    """Fetches one thing at a time, with a pause between two requests to one host.

    `allowed` says which IP addresses may be connected to, `pause` is in seconds, and `seconds` is
    what one address may take with all its redirects. Raises Unreadable with the reason where an
    address is not fetched.
    """

    def __init__(
        self, *, allowed: Allowed = is_public, pause: float = 1.0, seconds: float = 60.0
    ) -> None:
        self._allowed = allowed
        self._pause = pause
        self._seconds = seconds
        self._context: ssl.SSLContext = httpx.create_ssl_context(trust_env=False)
        self._next: dict[str, float] = {}
        self._rules: dict[str, Protego | Unreadable] = {}

    def fetch(self, url: str) -> Answer:
        """What the server of `url`, or of what it redirects to, answers.

        The robots.txt of each server on the way is obeyed.
        """
        for _ in range(MOST_REDIRECTS + 1):
            _require_web(url)
            rules = self._rules_of(url)
            if not rules.can_fetch(url, _NAME):
                raise Unreadable(
                    "the robots.txt of this site asks programs not to read it: save the page in a "
                    "browser and add the file"
                )
            self._wait(url, delay=rules.crawl_delay(_NAME) or 0.0)
            answer = self._get(url, limit=LARGEST_ANSWER)
            if isinstance(answer, Answer):
                return answer
            url = answer
        raise Unreadable(f"it redirects more than {MOST_REDIRECTS} times: check the address")

    def _rules_of(self, url: str) -> Protego:
        """What the robots.txt of the site says; read once, and so is the failure to read it."""
        site = urljoin(url, "/")
        if site not in self._rules:
            try:
                self._rules[site] = self._robots(urljoin(site, "robots.txt"))
            except Unreadable as reason:
                self._rules[site] = reason
        rules = self._rules[site]
        if isinstance(rules, Unreadable):
            raise rules
        return rules

    def _robots(self, url: str) -> Protego:
        for _ in range(MOST_REDIRECTS + 1):
            _require_web(url)
            self._wait(url, delay=0.0)
            try:
                answer = self._get(url, limit=LARGEST_ROBOTS)
            except _Refused as refused:
                if 400 <= refused.status < 500:
                    return Protego.parse("")  # there is none, so all is allowed (RFC 9309)
                raise Unreadable(
                    f"its robots.txt, which says what may be read, cannot be had: {refused}"
                ) from None
            if isinstance(answer, Answer):
                return Protego.parse(_text(answer.data))
            url = answer
        return Protego.parse("")

    def _wait(self, url: str, *, delay: float) -> None:
        """Waits until the host may be asked again, and says when it may be after that."""
        if delay > LONGEST_PAUSE:
            raise Unreadable(
                f"the site asks for {delay:g} seconds between two requests: save the page in a "
                "browser and add the file"
            )
        host = urlsplit(url).netloc
        now = time.monotonic()
        start = max(now, self._next.get(host, now))
        time.sleep(start - now)
        self._next[host] = start + max(self._pause, delay)

    def _get(self, url: str, *, limit: int) -> Answer | str:
        """The answer, or the address that it redirects to."""
        deadline = Deadline(self._seconds)
        transport = CheckedTransport(
            allowed=self._allowed, deadline=deadline, context=self._context
        )
        headers = {
            "User-Agent": f"{_NAME}/{version('byline')} (reads news for one person)",
            "Accept": _WANTED,
            "Accept-Encoding": "gzip",
        }
        try:
            with (
                httpx.Client(transport=transport, timeout=_STEP_SECONDS, headers=headers) as client,
                client.stream("GET", url) as response,
            ):
                return _answer(response, limit=limit, deadline=deadline)
        except (httpcore.TimeoutException, httpx.TimeoutException):
            raise Unreadable(TOO_SLOW) from None
        except (
            httpx.HTTPError,
            httpx.InvalidURL,
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.UnsupportedProtocol,
            UnicodeError,
        ) as error:
            raise Unreadable(f"it cannot be fetched: {error}") from None


class _Refused(Unreadable):
    """The server answered with an error."""

    def __init__(self, response: httpx.Response) -> None:
        self.status = response.status_code
        remedy = (
            "try again later"
            if self.status == 429 or self.status >= 500
            else "check the address, or save the page in a browser and add the file"
        )
        reason = " ".join(response.reason_phrase.split())[:60]
        super().__init__(f"the server answers {self.status} {reason}: {remedy}")


def _require_web(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = None
    if not usable:
        raise Unreadable("only addresses that start with http:// or https:// are fetched")
    if "@" in parts.netloc:
        raise Unreadable("an address with a user name in it is not fetched: leave it out")


def _answer(response: httpx.Response, *, limit: int, deadline: Deadline) -> Answer | str:
    url = str(response.url)
    if response.has_redirect_location:
        return linked(response.headers["location"], at=url)
    if response.status_code != 200:
        raise _Refused(response)
    kind, _, _ = response.headers.get("content-type", "").partition(";")
    return Answer(
        url=url,
        kind=kind.strip().lower(),
        charset=response.charset_encoding,
        data=b"".join(_bounded(response, limit=limit, deadline=deadline)),
        retrieved=datetime.now(UTC),
    )


def _bounded(response: httpx.Response, *, limit: int, deadline: Deadline) -> Iterator[bytes]:
    """The body, decompressed, in pieces; the limit holds for what comes out."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {"identity", "gzip", "x-gzip"}:
        raise Unreadable(f"the server compresses with {encoding[:20]}, which it was not asked to")
    unpack = None if encoding == "identity" else zlib.decompressobj(wbits=31)
    left = limit
    for piece in response.iter_raw():
        deadline.left()
        try:
            data = unpack.decompress(piece, left + 1) if unpack else piece
        except zlib.error as error:
            raise Unreadable(f"the answer is damaged: {error}") from None
        left -= len(data)
        if left < 0:
            raise Unreadable(f"the answer is larger than {limit:,} bytes")
        yield data


def _text(data: bytes) -> str:
    """The text of a robots.txt; one that is no text says nothing."""
    try:
        return decode(data) if data else ""
    except Unreadable:
        return ""
