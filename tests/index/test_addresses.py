"""Loading addresses: pages, feeds and sitemaps of a real server, and what is read again."""

import gzip
import json
import re
from datetime import date

import pytest

from index.fetching import addresses as loading
from index.fetching.addresses import Addresses
from index.fetching.feed import feed_links
from index.fetching.fetcher import Fetcher
from index.records import Article, Skipped

TEXT = (
    "The harbour at Ottermouth was closed on Tuesday after a ship had run aground at its mouth, "
    "and it will stay closed until the ship is towed away, the master of the harbour said."
)
ATOM = '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'
SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'


@pytest.fixture
def addresses():
    return Addresses(Fetcher(allowed=lambda address: address == "127.0.0.1", pause=0))


def story(number, *, head=""):
    return (
        f"<html><head>{head}</head><body><article><h1>Ship {number} aground</h1>"
        f"<p>{TEXT}</p><p>It is ship number {number} of this year. {TEXT}</p>"
        "</article></body></html>"
    )


def rss(items):
    inside = "".join(
        f"<item><link>{link}</link><pubDate>{day}</pubDate></item>" for link, day in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{inside}</channel></rss>'


def loaded(addresses, url):
    items = list(addresses.load(url))
    articles = [item for item in items if isinstance(item, Article)]
    return articles, {item.source: item.reason for item in items if isinstance(item, Skipped)}


def test_a_page(site, addresses):
    url = site.put("/news/ship-1.html?id=7", story(1))
    (article,), skipped = loaded(addresses, url)
    assert skipped == {}
    assert article.title == "Ship 1 aground"
    assert TEXT in article.text
    assert article.url == url
    assert article.retrieved is not None
    assert article.published is None
    assert article.id.startswith("ship-1-")


def test_a_page_keeps_its_id_when_its_headline_changes(site, addresses):
    url = site.put("/ship", story(1))
    (first,), _ = loaded(addresses, url)
    site.put("/ship", story(2))
    (second,), _ = loaded(addresses, url)
    assert first.id == second.id
    assert first.title != second.title


def test_a_page_cannot_call_itself_by_the_address_of_another_site(site, addresses):
    own = site.put("/own", story(1, head='<link rel="canonical" href="/ship-1">'))
    other = '<link rel="canonical" href="https://courier.example/ship">'
    url = site.put("/a", story(1, head=other))
    assert loaded(addresses, own)[0][0].url == site.address + "/ship-1"
    assert loaded(addresses, url)[0][0].url == url


def test_the_encoding_that_the_server_names_is_used(site, addresses):
    markup = story(1).replace("harbour", "hárbour “here”").encode("cp1252")
    (article,), _ = loaded(addresses, site.put("/a", markup, kind="text/html; charset=latin-1"))
    assert "hárbour “here”" in article.text


@pytest.mark.parametrize(
    ("path", "kind", "body"),
    [
        ("/a.jsonl", "text/plain", '{"text": "One."}\n{"text": "Two."}'),
        ("/a.csv.gz", "application/gzip", gzip.compress(b"text\nOne.\nTwo.\n", mtime=0)),
        ("/rows", "application/json", json.dumps([{"text": "One."}, {"text": "Two."}])),
    ],
)
def test_files_at_an_address(site, addresses, path, kind, body):
    articles, skipped = loaded(addresses, site.put(path, body, kind=kind))
    assert [article.text for article in articles] == ["One.", "Two."]
    assert skipped == {}


def test_kinds_that_are_not_read(site, addresses):
    url = site.put("/a.png", b"\x89PNG", kind="image/png")
    assert loaded(addresses, url) == ([], {url: "it is image/png, which is not read"})
    url = site.put("/b", b"PK\0\0", kind="application/octet-stream")
    assert "binary file" in loaded(addresses, url)[1][url]
    assert "404" in next(iter(loaded(addresses, site.address + "/none")[1].values()))


def test_a_feed(site, addresses):
    links = [site.put(f"/{number}", story(number)) for number in range(3)]
    dated = '<meta property="article:published_time" content="2025-01-31">'
    site.put("/1", story(1, head=dated))
    days = ["Tue, 04 Feb 2025 10:00:00 GMT"] * 3
    items = [*zip(links, days, strict=True), (site.address + "/gone", ""), (links[0], "")]
    url = site.put("/feed", rss(items), kind="application/rss+xml")
    articles, skipped = loaded(addresses, url)
    assert [article.title for article in articles] == [f"Ship {n} aground" for n in range(3)]
    assert [article.published for article in articles] == [
        date(2025, 2, 4),
        date(2025, 1, 31),
        date(2025, 2, 4),
    ]
    assert list(skipped) == [site.address + "/gone"]


def test_a_feed_that_is_read_again_gives_what_is_new_changed_or_failed(site, addresses):
    def put_feed(*entries):
        inside = "".join(
            f'<entry><link href="{link}"/><updated>{day}</updated></entry>' for link, day in entries
        )
        return site.put("/feed", ATOM.format(inside), kind="application/atom+xml")

    for number in range(3):
        site.put(f"/{number}", story(number))
    url = put_feed(("/0", "2025-01-01"), ("/1", "2025-01-01"), ("/late", "2025-01-01"))
    assert len(loaded(addresses, url)[0]) == 2
    assert loaded(addresses, url)[0] == []
    site.put("/late", story(9))
    old, new = "2025-01-01", "2025-01-02"
    put_feed(("/2", new), ("/0", new), ("/1", old), ("/late", old))
    titles = [article.title for article in loaded(addresses, url)[0]]
    assert titles == ["Ship 2 aground", "Ship 0 aground", "Ship 9 aground"]


def test_a_feed_of_very_many_pages_is_read_up_to_a_limit_and_says_so(site, addresses, monkeypatch):
    monkeypatch.setattr(loading, "MOST_PAGES", 2)
    links = [site.put(f"/{number}", story(number)) for number in range(5)]
    url = site.put("/feed", rss([(link, "") for link in links]))
    articles, skipped = loaded(addresses, url)
    assert len(articles) == 2
    assert skipped == {
        url: "it names more than 2 pages, and the first 2 were read: add others by their addresses"
    }


def test_only_the_first_entries_of_a_very_long_feed_are_parsed():
    items = [(f"/{number}", "") for number in range(3_000)]
    links = feed_links(rss(items).encode(), url="https://courier.example/feed")
    assert [link.url for link in links] == [f"https://courier.example/{n}" for n in range(1_000)]


def test_a_sitemap_gives_the_newest_first(site, addresses, monkeypatch):
    monkeypatch.setattr(loading, "MOST_PAGES", 2)
    days = ["2025-01-01", "2025-03-01", "2025-02-01"]
    inside = "".join(
        f"<url><loc>{site.put(f'/{n}', story(n))}</loc><lastmod>{day}</lastmod></url>"
        for n, day in enumerate(days)
    )
    url = site.put("/sitemap.xml", SITEMAP.format(inside), kind="text/xml")
    articles, skipped = loaded(addresses, url)
    assert [article.title for article in articles] == ["Ship 1 aground", "Ship 2 aground"]
    assert "names more than 2 pages" in skipped[url]


def test_an_index_of_sitemaps_with_gzip(site, addresses):
    for number in range(2):
        page = site.put(f"/{number}", story(number))
        inner = gzip.compress(SITEMAP.format(f"<url><loc>{page}</loc></url>").encode())
        site.put(f"/{number}.xml.gz", inner, kind="application/x-gzip")
    site.put("/2.xml", INDEX.format("<sitemap><loc>/0.xml.gz</loc></sitemap>"), kind="text/xml")
    inside = "".join(
        f"<sitemap><loc>/{name}</loc></sitemap>" for name in ("0.xml.gz", "2.xml", "1.xml.gz")
    )
    url = site.put("/index.xml", INDEX.format(inside), kind="application/xml")
    articles, skipped = loaded(addresses, url)
    assert len(articles) == 2
    assert skipped == {
        site.address + "/2.xml": "this is no sitemap, though an index of sitemaps names it"
    }


def test_a_feed_within_a_feed_is_not_followed(site, addresses):
    url = site.put("/feed", rss([("/feed", "")]), kind="text/xml")
    assert "not followed" in loaded(addresses, url)[1][site.address + "/feed"]


@pytest.mark.parametrize("kind", ["rss", "sitemap"])
def test_a_list_that_names_what_is_no_address_is_read_on(site, addresses, kind):
    page = site.put("/1", story(1))
    inside = "".join(f"<url><loc>{link}</loc></url>" for link in ("http://[", page))
    body = rss([("http://[", ""), (page, "")]) if kind == "rss" else SITEMAP.format(inside)
    articles, skipped = loaded(addresses, site.put("/list", body, kind="text/xml"))
    assert [article.title for article in articles] == ["Ship 1 aground"]
    assert "only addresses" in skipped["http://["]


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (rss([]), "names no page"),
        (rss([("/1", "")]).replace("<rss", f"{ENTITIES}<rss"), "declares entities"),
        (f"{rss([('/1', '')])}<!-- <!ENTITY -->", "declares entities"),
        (SITEMAP.format(""), "names no page"),
        (SITEMAP.format("<url>"), "cannot be read"),
        ("<!---->" * 1_400 + "?", "not XML"),
        (ENTITIES + SITEMAP.format("<url><loc>&b;</loc></url>"), "cannot be read"),
    ],
)
def test_broken_and_hostile_lists(site, addresses, body, reason):
    url = site.put("/list", body, kind="text/xml")
    articles, skipped = loaded(addresses, url)
    assert articles == []
    assert re.search(reason, skipped[url]), skipped
