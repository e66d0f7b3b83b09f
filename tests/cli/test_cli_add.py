"""`byline add` with --map, and with --watch on a feed that changes."""

import json
import signal
import threading

import pytest

from commands.intake import Intake, read_names
from commands.watching import keep_adding
from index.embed import HashingEmbedder
from index.errors import UsageError
from index.fetching.addresses import Addresses
from index.fetching.fetcher import Fetcher
from index.library import Library

TEXT = "The harbour was closed on Tuesday after a ship had run aground at its mouth. " * 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "Headline,Body,day\nShip aground,The harbour was closed.,2025-01-31\n"),
        ("a.jsonl", '{"Headline": "Ship aground", "Body": "It was.", "day": "2025-01-31"}'),
    ],
)
def test_fields_are_mapped(byline, tmp_path, name, content):
    (tmp_path / name).write_text(content)
    named = ("--map", "text=Body", "--map", "title=Headline", "--map", "published=day")
    assert byline("add", tmp_path / name, *named, store=tmp_path / "store").exit_code == 0
    (record,) = json.loads(byline("articles", "--json", store=tmp_path / "store").stdout)
    assert (record["title"], record["published"]) == ("Ship aground", "2025-01-31")


def test_what_is_skipped_is_counted_by_reason_and_listed_with_json(byline, tmp_path):
    lines = ['{"text": "The harbour was closed."}', *['{"body": "No text."}'] * 50]
    (tmp_path / "a.jsonl").write_text("\n".join(lines) + "\nno JSON\n")
    printed = byline("add", tmp_path / "a.jsonl", store=tmp_path / "store").stdout
    assert printed.count("there is no field `text`") == 3
    assert "Skipped 51:" in printed
    assert "and 47 more for this reason" in printed
    assert "a.jsonl:52: broken JSON" in printed
    assert "With --json all of them are listed." in printed
    result = byline("add", "--json", tmp_path / "a.jsonl", store=tmp_path / "store")
    assert len(json.loads(result.stdout)["skipped"]) == 51


def test_where_nothing_was_added_the_reasons_are_told_once_each(byline, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"body": "No text."}\n' * 50)
    result = byline("add", tmp_path / "a.jsonl", store=tmp_path / "store")
    assert result.exit_code == 2
    assert result.stderr.count("there is no field `text`") == 1
    assert "(so for 50 in all)" in result.stderr


@pytest.mark.parametrize("pair", ["body", "body=text", "text=", "=text"])
def test_a_mapping_that_is_none_is_wrong_use(byline, tmp_path, pair):
    result = byline("add", tmp_path, "--map", pair, store=tmp_path / "store")
    assert result.exit_code == 2
    assert "write it as text=body" in result.stderr


@pytest.mark.parametrize("every", ["5", "0m", "15 minutes", "m", "5s", "1000d"])
def test_a_time_that_is_none_is_wrong_use(byline, tmp_path, every):
    result = byline("add", tmp_path, "--watch", "--every", every, store=tmp_path / "store")
    assert result.exit_code == 2
    assert "write it as 15m" in result.stderr


def test_the_address_of_this_machine_is_refused(byline, tmp_path):
    result = byline("add", "http://127.0.0.1:7860/", store=tmp_path / "store")
    assert result.exit_code == 2
    assert "not on the public internet" in result.stderr


def test_a_feed_is_watched_until_interrupted(site, tmp_path, capsys):
    for path in ("/1", "/2"):
        site.put(path, f"<article><h1>Ship {path[1:]} aground</h1><p>{TEXT}</p></article>")
    rounds = []

    def feed(file):
        """The second page is new in the second round; in the third one somebody presses Ctrl-C."""
        rounds.append(file)
        links = ["/1", "/2"][: len(rounds)]
        items = "".join(f"<item><link>{link}</link></item>" for link in links)
        if len(rounds) == 3:
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
        file.write(f"<rss version='2.0'><channel>{items}</channel></rss>".encode())

    site.put("/feed", feed, kind="text/xml")
    fetcher = Fetcher(allowed=lambda address: address == "127.0.0.1", pause=0)
    intake = Intake(
        sources=[site.address + "/feed"], names=read_names([]), addresses=Addresses(fetcher)
    )
    library = Library.open(tmp_path / "store", embedder=HashingEmbedder())
    keep_adding(library, intake, every=0.1, as_json=False)
    titles = sorted(article.title for article in library.articles())
    library.close()
    out, err = capsys.readouterr()
    first, second = out.splitlines()
    assert "1 added, 0 updated, 0 unchanged, 0 skipped; next at" in first
    assert "1 added" in second
    assert err == "Ended; the library holds 2 articles.\n"
    assert titles == ["Ship 1 aground", "Ship 2 aground"]


def test_names_are_read():
    assert read_names(["text=body", "title=a=b"]).names == {"text": "body", "title": "a=b"}
    with pytest.raises(UsageError):
        read_names(["words=body"])
