import re

from index.fetching.addresses import Addresses
from index.fetching.fetcher import Fetcher
from web.intake import TO_CORRECT, add_addresses, add_files, add_text
from web.uploads import Uploads

EMPTY = {"title": "", "publisher": "", "published": ""}


def test_each_file_is_reported_on(library, tmp_path):
    story, picture = tmp_path / "a *story*.txt", tmp_path / "picture.png"
    story.write_text("The old pier burned down on Friday night. Nobody was hurt.")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    seen = []
    lines = list(
        add_files(
            library,
            [str(story), str(picture), str(tmp_path / "gone.txt")],
            uploads=Uploads(tmp_path),
            progress=lambda share, name: seen.append((round(share, 2), name)),
        )
    )
    first, taken = lines[0].splitlines()
    assert first == "- **a &#42;story&#42;.txt**: 1 article added"
    assert re.fullmatch(
        rf"    - \[.+\]\(#article-.+-v1\) · no publisher, no date{TO_CORRECT}", taken
    )
    assert lines[1].startswith("- **picture.png**: 1 not taken in (")
    assert lines[2] == "- **gone.txt**: no file that was uploaded here"
    assert seen == [(0.0, story.name), (0.33, picture.name), (0.67, "gone.txt")]


def test_a_file_that_was_not_uploaded_is_not_read(library, tmp_path):
    outside, folder = tmp_path / "outside.txt", tmp_path / "uploads"
    outside.write_text("The heliotrope ledger is of no concern to readers.")
    folder.mkdir()
    before = library.status().articles
    [line] = add_files(library, [str(outside)], uploads=Uploads(folder), progress=lambda *_: None)
    assert line == "- **outside.txt**: no file that was uploaded here"
    assert library.status().articles == before


def test_pasted_text_is_an_article_once(library):
    pasted = {
        "text": "The ferry will run again.",
        "title": "Ferry is back",
        "publisher": "Harbour Times",
        "published": "2024-06-01",
    }
    for outcome in ("1 article added", "1 article known already"):
        first, taken = "\n".join(add_text(library, **pasted)).splitlines()
        assert first == f"- **Ferry is back**: {outcome}"
        assert taken.startswith("    - [Ferry is back](#article-")
        assert taken.endswith(" · Harbour Times, 1 June 2024")
    article = next(a for a in library.articles() if a.title == "Ferry is back")
    assert (article.publisher, str(article.published)) == ("Harbour Times", "2024-06-01")


def test_a_day_that_is_not_clear_is_asked_about(library):
    before = library.status().articles
    pasted = {"text": "The kiosk shut.", "title": "Kiosk", "publisher": ""}
    [line] = add_text(library, **pasted, published="12/11/2026")
    assert "11 December 2026" in line
    assert "2026-11-12" in line
    [line] = add_text(library, **pasted, published="last week")
    assert "is not a date" in line
    assert library.status().articles == before


def test_nothing_pasted_is_nothing_added(library):
    assert list(add_text(library, text=" \n ", **EMPTY)) == []


def test_each_address_is_reported_on(library, site):
    story = "<article><h1>Pier reopens</h1><p>The pier opened again on Friday, the town said.</p>"
    page = site.put("/pier", story)
    feed = f"<rss><channel><item><link>{page}</link></item></channel></rss>"
    listed = site.put("/feed", feed, kind="application/rss+xml")
    fetched = Addresses(Fetcher(allowed=lambda address: address == "127.0.0.1", pause=0))
    seen = []
    lines = list(
        add_addresses(
            library,
            f" {page}\n\n{listed}\npier.html\n{site.address}/gone\n",
            addresses=fetched,
            progress=lambda _, what: seen.append(what),
        )
    )
    outcomes = [line.splitlines()[0].rpartition("**: ")[2] for line in lines]
    assert outcomes[:3] == [
        "1 article added",
        "1 article known already",
        "no address: it starts with https&#58;// or http&#58;//",
    ]
    assert "1 not taken in (" in outcomes[3]
    assert seen[:2] == ["1: Pier reopens", "1: Pier reopens"]


def test_the_password_of_an_address_is_not_repeated(library):
    given = "https://ann:hush@herald.example/a\nftp://ann:hush@herald.example/b"
    lines = add_addresses(library, given, addresses=Addresses(Fetcher()), progress=lambda *_: None)
    for line in lines:
        assert "herald.example" in line
        assert "hush" not in line


def test_an_address_of_this_machine_is_refused(library, site):
    page = site.put("/pier", "<p>A secret of this machine, for nobody else.</p>")
    (line,) = add_addresses(library, page, addresses=Addresses(Fetcher()), progress=lambda *_: None)
    assert "not taken in" in line
    assert "public" in line
    assert site.asked == []
