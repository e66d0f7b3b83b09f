"""Fetching: the address policy, redirects, robots.txt, limits, and the pause, over real HTTP."""

import gzip
import socket
import threading
import time
from importlib.metadata import version
from ipaddress import ip_network

import pytest

from index.fetching import fetcher as fetching
from index.fetching.fetcher import Fetcher
from index.fetching.policy import is_public
from index.loaders.source import Unreadable

ANY = "0.0.0.0"  # noqa: S104 - it is refused, and nothing listens on it


def fetcher(**options):
    return Fetcher(**{"allowed": lambda address: address == "127.0.0.1", "pause": 0} | options)


def refusal(url, **options):
    with pytest.raises(Unreadable) as caught:
        fetcher(**options).fetch(url)
    return str(caught.value)


PUBLIC = ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"]


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_internet_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "fec0::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:93.184.216.34", "64:ff9b::7f00:1", "2002:7f00:1::"),
        *("2001:0:4136:e378:8000:63bf:3fff:fdd2", ANY),
    ],
)
def test_other_addresses_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "network",
    [
        # IANA's registries of special-purpose addresses, and the multicast ones
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24"),
        *("192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("::1/128", "::/128", "::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b:1::/48"),
        *("100::/64", "100:0:0:1::/64", "2001::/23", "2001::/32", "2001:1::1/128", "2001:2::/48"),
        *("2001:3::/32", "2001:4:112::/48", "2001:10::/28", "2001:20::/28", "2001:30::/28"),
        *("2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", "5f00::/16"),
        *("fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
        # The same of IPv4, in the addresses of IPv6 that stand for all of it
        *("64:ff9b::7f00:0/104", "64:ff9b::a00:0/104", "64:ff9b::a9fe:0/112"),
        *("64:ff9b::c0a8:0/112", "64:ff9b::c058:6300/120", "64:ff9b::e000:0/100"),
    ],
)
def test_no_address_of_a_special_range_is_public(network):
    range_ = ip_network(network)
    middle = range_[range_.num_addresses // 2]
    assert [str(each) for each in (range_[0], middle, range_[-1]) if is_public(str(each))] == []


def test_an_answer(site):
    url = site.put("/a", "Héllo", kind="text/HTML; charset=utf-8")
    answer = fetcher().fetch(url)
    assert (answer.url, answer.kind, answer.charset) == (url, "text/html", "utf-8")
    assert answer.data == "Héllo".encode()
    assert answer.retrieved.utcoffset().total_seconds() == 0
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]
    assert site.asked[1][1]["User-Agent"].startswith(f"Byline/{version('byline')} ")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", ANY, "2130706433"])
def test_this_machine_is_refused_as_long_as_nobody_allows_it(site, host):
    site.put("/a", "secret")
    with pytest.raises(Unreadable, match=r"not on the public internet|not known"):
        Fetcher().fetch(site.address.replace("127.0.0.1", host) + "/a")
    assert site.asked == []


def test_a_redirect_to_an_address_that_is_not_allowed_is_refused(site):
    inside = site.put("/inside", "secret").replace("127.0.0.1", "127.0.0.2")
    url = site.put("/a", status=302, Location=inside)
    assert "not on the public internet (127.0.0.2)" in refusal(url)
    assert "/inside" not in [path for path, _ in site.asked]


def test_one_address_that_is_not_allowed_among_others_is_refused(monkeypatch):
    # There is no name server here that could answer so.
    found = [(2, 1, 6, "", (address, 80)) for address in ("127.0.0.1", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert "(10.0.0.1)" in refusal("http://two.example/")


def test_the_connection_goes_to_the_address_that_was_checked(site, monkeypatch):
    """The name answers with the allowed address when asked first, with another one after that."""
    port = int(site.address.rpartition(":")[2])
    site.put("/a", "Hello")
    resolve, names = socket.getaddrinfo, []

    def rebinding(host, *args, **options):
        names.append(host)
        given = "127.0.0.1" if host != "rebinding.example" or len(names) == 1 else "127.0.0.2"
        return resolve(given if host == "rebinding.example" else host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    checked = []

    def allowed(address):
        checked.append(address)
        return address == "127.0.0.1"

    with pytest.raises(Unreadable, match=r"\(127.0.0.2\)"):
        Fetcher(allowed=allowed, pause=0).fetch(f"http://rebinding.example:{port}/a")
    # robots.txt came over the first, checked address; the second answer was checked as well.
    assert checked == ["127.0.0.1", "127.0.0.2"]
    assert [path for path, _ in site.asked] == ["/robots.txt"]
    assert site.asked[0][1]["Host"] == f"rebinding.example:{port}"
    assert names.count("rebinding.example") == 2


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "only addresses that start with http"),
        ("ftp://127.0.0.1/", "only addresses"),
        ("gopher://127.0.0.1/", "only addresses"),
        ("http://", "only addresses"),
        ("http://[::1", "only addresses"),
        ("http://127.0.0.1:99999/", "only addresses"),
        ("http://user:password@127.0.0.1/", "user name"),
        ("http://no-such-name.invalid/", "is not known"),
        (f"http://{'a' * 64}.example/", "is not known"),
        ("http://127.0.0.1:1/", "cannot be fetched"),
    ],
)
def test_addresses_that_cannot_be_fetched(url, reason):
    assert reason in refusal(url)


@pytest.mark.parametrize("location", ["file:///etc/passwd", "http://["])
def test_a_redirect_to_another_scheme_or_to_no_address_is_refused(site, location):
    assert "only addresses" in refusal(site.put("/a", status=301, Location=location))


def test_redirects_are_followed_to_the_end(site):
    for number in range(5):
        site.put(f"/{number}", status=302, Location=f"/{number + 1}")
    site.put("/5", "there")
    answer = fetcher().fetch(site.address + "/0")
    assert (answer.data, answer.url) == (b"there", site.address + "/5")


def test_redirects_without_end_are_not(site):
    assert "redirects more than 5 times" in refusal(site.put("/a", status=302, Location="/a"))
    assert len(site.asked) == 7


def test_errors_of_the_server_are_told(site):
    assert "404 Not Found: check the address" in refusal(site.address + "/none")
    assert "500" in refusal(site.put("/a", status=500))
    assert "try again later" in refusal(site.put("/a", status=429))
    assert "save the page" in refusal(site.put("/a", status=403))


def test_robots_are_obeyed(site):
    site.put("/robots.txt", "User-agent: byline\nDisallow: /no\n", kind="text/plain")
    site.put("/no/a", "secret")
    assert "robots.txt of this site" in refusal(site.address + "/no/a")
    assert "robots.txt of this site" in refusal(site.put("/b", status=302, Location="/no/a"))
    assert "/no/a" not in [path for path, _ in site.asked]
    assert fetcher().fetch(site.put("/yes", "hello")).data == b"hello"


@pytest.mark.parametrize(
    ("status", "fetched"), [(404, True), (403, True), (500, False), (503, False)]
)
def test_robots_that_cannot_be_had(site, status, fetched):
    site.put("/robots.txt", status=status)
    url = site.put("/a", "hello")
    if fetched:
        assert fetcher().fetch(url).data == b"hello"
    else:
        assert "its robots.txt" in refusal(url)


def test_robots_are_read_once(site):
    reused = fetcher()
    for _ in range(2):
        reused.fetch(site.put("/a", "hello"))
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/a"]


def test_a_pause_is_made_between_two_requests(site):
    site.put("/a", "hello")
    began = time.monotonic()
    fetcher(pause=0.2).fetch(site.address + "/a")
    assert time.monotonic() - began >= 0.2


def test_the_pause_that_a_site_asks_for_is_made(site):
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.3\n")
    site.put("/a", "hello")
    reused = fetcher()
    reused.fetch(site.address + "/a")
    began = time.monotonic()
    reused.fetch(site.address + "/a")
    assert time.monotonic() - began >= 0.29
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 3600\n")
    assert "asks for 3600 seconds" in refusal(site.address + "/a")


def test_an_answer_without_end_is_cut_off(site, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST_ANSWER", 1_000_000)
    sent = []

    def endless(file):
        while True:
            file.write(b"x" * 65_536)
            sent.append(65_536)

    assert "larger than 1,000,000 bytes" in refusal(site.put("/a", endless))
    assert sum(sent) < 20_000_000


def test_an_answer_that_unpacks_without_end_is_cut_off(site, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST_ANSWER", 1_000_000)
    url = site.put("/a", gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")
    assert "larger than 1,000,000 bytes" in refusal(url)


def test_compressed_answers(site):
    assert fetcher().fetch(
        site.put("/a", gzip.compress(b"hello"), Content_Encoding="gzip")
    ).data == (b"hello")
    assert "damaged" in refusal(site.put("/b", b"no gzip", Content_Encoding="gzip"))
    assert "compresses with br" in refusal(site.put("/c", b"?", Content_Encoding="br"))


def test_a_server_that_drips_is_left(site):
    def drip(file):
        for _ in range(100):
            file.write(b"x")
            file.flush()
            time.sleep(0.1)

    began = time.monotonic()
    assert "does not answer in time" in refusal(site.put("/a", drip), seconds=1)
    assert time.monotonic() - began < 5


def test_a_server_that_never_answers_is_left():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        began = time.monotonic()
        assert "try again later" in refusal(url, seconds=1)
        assert time.monotonic() - began < 5


def test_what_is_not_http_is_told():
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(5)

        def answer():
            connection, _ = other.accept()
            connection.recv(1000)
            connection.sendall(b"220 mail ready\r\n")
            connection.close()

        threading.Thread(target=answer, daemon=True).start()
        assert "cannot be fetched" in refusal(f"http://127.0.0.1:{other.getsockname()[1]}/")
