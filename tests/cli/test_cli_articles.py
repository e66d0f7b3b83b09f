"""`byline add`, `remove`, `articles` and `show`: their JSON, their words, what they refuse."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cli_samples import ARTICLES, Byline, write_lines

RECORD = {
    "id",
    "title",
    "url",
    "publisher",
    "authors",
    "published",
    "retrieved",
    "language",
    "version",
    "story",
    "status",
    "note",
    "edition",
    "revised",
    "embargo",
    "correction",
}


@pytest.fixture
def own_store(byline: Byline, tmp_path: Path) -> Path:
    source = write_lines(tmp_path / "articles.jsonl", ARTICLES)
    assert byline("add", source, store=tmp_path / "store").exit_code == 0
    return tmp_path / "store"


def test_add_reports_what_became_of_every_article(byline: Byline, tmp_path: Path) -> None:
    source = write_lines(tmp_path / "articles.jsonl", ARTICLES)
    first = json.loads(byline("add", source, "--json", store=tmp_path / "store").stdout)
    counts = ["added", "updated", "unchanged", "passages", "not_english"]
    assert list(first) == [*counts, "skipped", "seconds"]
    assert (first["added"], first["updated"], first["unchanged"]) == (3, 0, 0)
    assert first["passages"] >= 3
    assert first["skipped"] == []
    assert first["seconds"] > 0

    changed = [ARTICLES[0] | {"text": "The old bridge opened again on Friday."}, *ARTICLES[1:]]
    write_lines(source, changed)
    second = json.loads(byline("add", source, "--json", store=tmp_path / "store").stdout)
    assert (second["added"], second["updated"], second["unchanged"]) == (0, 1, 2)


def test_add_says_what_is_not_in_english(byline: Byline, tmp_path: Path) -> None:
    german = "Der Stadtrat hat am Montag beschlossen, die alte Brücke im nächsten Jahr zu sanieren."
    source = write_lines(tmp_path / "articles.jsonl", [*ARTICLES, {"id": "de", "text": german}])
    result = byline("add", source, store=tmp_path / "store")
    assert "Not in English: 1." in result.stdout
    shown = byline("show", "de", store=tmp_path / "store").stdout
    assert "de, version 1, language de" in shown


def test_add_names_broken_lines_and_keeps_the_rest(byline: Byline, tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    rows = [json.dumps({"id": f"a{number}", "text": f"Story {number}."}) for number in range(40)]
    rows[36] = '{"id": "a36", "text": '
    source.write_text("\n".join(rows))
    result = byline("add", source, "--json", store=tmp_path / "store")
    report = json.loads(result.stdout)
    assert result.exit_code == 0
    assert report["added"] == 39
    [skipped] = report["skipped"]
    assert set(skipped) == {"source", "reason"}
    assert "37" in skipped["source"] + skipped["reason"]


def test_add_keeps_the_first_of_two_articles_with_one_id(byline: Byline, tmp_path: Path) -> None:
    rows = [{"id": "twin", "text": "The first."}, {"id": "twin", "text": "The second."}]
    source = write_lines(tmp_path / "twins.jsonl", rows)
    result = byline("add", source, store=tmp_path / "store")
    assert result.exit_code == 0
    assert "Added 1 article" in result.stdout
    assert "twin" in result.stdout.split("Skipped 1:")[1]
    shown = json.loads(byline("show", "twin", "--json", store=tmp_path / "store").stdout)
    assert shown["text"] == "The first."


@pytest.mark.parametrize(
    ("name", "content"),
    [("missing.txt", None), ("empty.txt", b""), ("binary.txt", b"\x7fELF\x00\x01\x02\xff")],
)
def test_add_fails_in_one_line_when_nothing_can_be_read(
    byline: Byline, tmp_path: Path, name: str, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = byline("add", tmp_path / name, store=tmp_path / "store")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert name in result.stderr


def test_add_goes_on_past_a_missing_file(byline: Byline, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("Rain fell on the hills all week.")
    result = byline("add", tmp_path / "missing.txt", story, store=tmp_path / "store")
    assert result.exit_code == 0
    assert "Added 1 article" in result.stdout
    assert "missing.txt" in result.stdout


def test_articles_lists_them_oldest_first(byline: Byline, store: Path) -> None:
    listed = json.loads(byline("articles", "--json", store=store).stdout)
    assert [record["id"] for record in listed] == ["bridge-herald", "ferry-post", "undated"]
    assert set(listed[0]) == RECORD

    shown = byline("articles", store=store).stdout.splitlines()
    assert shown[0].split() == ["Date", "Id", "Publisher", "Headline"]
    assert shown[1].split("  ")[0] == "2024-03-05"
    assert shown[-1] == "3 articles"


def test_show_gives_the_record_with_its_text(byline: Byline, store: Path) -> None:
    record = json.loads(byline("show", "bridge-herald", "--json", store=store).stdout)
    assert set(record) == RECORD | {"text"}
    assert record["text"] == ARTICLES[0]["text"]
    assert record["published"] == "2024-03-05"
    assert record["authors"] == ["Ida Moe"]

    shown = byline("show", "bridge-herald", store=store).stdout
    assert "Harbour Herald, 5 March 2024" in shown
    assert "https://herald.example/bridge" in shown


def test_remove_takes_all_or_none(byline: Byline, own_store: Path) -> None:
    refused = byline("remove", "undated", "unknown", store=own_store)
    assert refused.exit_code == 2
    assert "'unknown'" in refused.stderr
    assert byline("show", "undated", store=own_store).exit_code == 0

    assert byline("remove", "undated", store=own_store).stdout == "Removed 1 article.\n"
    gone = byline("show", "undated", store=own_store)
    assert gone.exit_code == 2
    assert "'undated'" in gone.stderr


def test_text_of_articles_is_neither_markup_nor_control_codes(
    byline: Byline, tmp_path: Path
) -> None:
    row = {"id": "odd", "title": "[red]Late[/red] :smile:", "text": "Bell \x1b[2J\x07 [bold]x[/]."}
    source = write_lines(tmp_path / "odd.jsonl", [row])
    byline("add", source, store=tmp_path / "store")
    for command in (["articles"], ["show", "odd"], ["search", "bell"], ["ask", "[red]bell[/nope]"]):
        result = byline(*command, store=tmp_path / "store")
        assert result.exit_code == 0
        assert "[red]Late[/red] :smile:" in result.stdout
        assert "\x1b" not in result.stdout
        assert "\x07" not in result.stdout


AMENDED = "This article was amended on 6 March 2024 to name the river."


@pytest.fixture
def amended_store(byline: Byline, tmp_path: Path) -> Path:
    """A store in which one article has changed, and tells so, and another has not."""
    first = {"url": "https://herald.example/bridge?utm_source=x", "title": "Old bridge closes"}
    second = {"url": "https://HERALD.example/bridge", "title": "Bridge over the Wend closes"}
    store, text = tmp_path / "store", "The old bridge over the Wend closed on Monday."
    for number, fields in enumerate((first, second)):
        row = fields | {"text": f"{text}\n\n{AMENDED}" if number else f"{text} It carried cars."}
        source = write_lines(tmp_path / f"{number}.jsonl", [row, ARTICLES[2]])
        report = json.loads(byline("add", source, "--json", store=store).stdout)
        assert (report["updated"], report["unchanged"]) == (number, number)
    return store


def test_a_new_headline_at_the_same_address_is_a_new_version(
    byline: Byline, amended_store: Path
) -> None:
    [article] = json.loads(byline("articles", "--changed", "--json", store=amended_store).stdout)
    assert article["title"] == "Bridge over the Wend closes"
    assert (article["version"], article["correction"]) == (2, AMENDED)
    old = byline("show", article["id"], "--version", "1", "--json", store=amended_store)
    assert json.loads(old.stdout)["text"].endswith("It carried cars.")
    missing = byline("show", article["id"], "--version", "3", store=amended_store)
    assert missing.exit_code == 2


def test_a_correction_is_shown(byline: Byline, amended_store: Path) -> None:
    listed = byline("articles", "--changed", store=amended_store).stdout
    assert listed.splitlines()[0].split() == ["Date", "Id", "Version", "Headline", "Correction"]
    assert AMENDED in listed
    assert "undated" not in listed
    [article] = json.loads(byline("articles", "--changed", "--json", store=amended_store).stdout)
    shown = " ".join(byline("show", article["id"], store=amended_store).stdout.split())
    assert f"Corrected: “{AMENDED}”" in shown


KILLED = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:wire:1" version="2">
<itemMeta><pubStatus qcode="stat:canceled"/><edNote>KILL: he did not resign.</edNote></itemMeta>
<contentMeta><headline>Mayor resigns</headline></contentMeta></newsItem>"""


def test_a_withdrawn_story_answers_nothing_and_is_shown_as_withdrawn(
    byline: Byline, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    text = "Mayor Karl Brandt of Ottermouth resigned on Monday."
    row = {"id": "urn:wire:1", "title": "Mayor resigns", "text": text}
    byline("add", write_lines(tmp_path / "a.jsonl", [row, *ARTICLES]), store=store)
    question = "When did Karl Brandt of Ottermouth resign?"
    assert json.loads(byline("ask", question, "--json", store=store).stdout)["citations"]
    (tmp_path / "kill.xml").write_text(KILLED)
    assert byline("add", str(tmp_path / "kill.xml"), store=store).exit_code == 0
    answer = json.loads(byline("ask", question, "--json", store=store).stdout)
    cited = {c["article_id"] for c in (*answer["citations"], *answer["nearest"])}
    assert "urn:wire:1" not in cited
    shown = " ".join(byline("show", "urn:wire:1", store=store).stdout.split())
    assert "Withdrawn: “KILL: he did not resign.”" in shown
    assert "Withdrawn: Mayor resigns" in byline("articles", store=store).stdout
    assert "Withdrawn" in byline("articles", "--changed", store=store).stdout
    old = byline("show", "urn:wire:1", "--version", "1", "--json", store=store)
    assert json.loads(old.stdout)["text"] == text


def test_a_given_id_is_kept_also_at_an_address_that_is_known(
    byline: Byline, amended_store: Path, tmp_path: Path
) -> None:
    row = {"id": "mine", "url": "https://herald.example/bridge", "text": "The bridge closed."}
    source = write_lines(tmp_path / "mine.jsonl", [row])
    assert byline("add", source, store=amended_store).exit_code == 0
    assert byline("show", "mine", store=amended_store).exit_code == 0


def test_an_emptied_database_is_told_by_every_command(byline, store, tmp_path):
    shutil.copytree(store, tmp_path / "store")
    (tmp_path / "store" / "byline.sqlite").write_bytes(b"")
    for command in (["doctor"], ["articles"], ["add", tmp_path]):
        result = byline(*command, store=tmp_path / "store")
        assert result.exit_code == 3
        assert "is damaged: it is empty" in result.stderr
        assert "restore it from a copy" in result.stderr


def test_a_word_that_changed_on_the_disk_is_not_shown(byline, store, tmp_path):
    shutil.copytree(store, tmp_path / "store")
    database = sqlite3.connect(tmp_path / "store" / "byline.sqlite")
    with closing(database), database:
        database.execute("UPDATE articles SET text = replace(text, 'Mara Lind', 'Mara Lynd')")
    for command in (["show", "bridge-herald"], ["show", "bridge-herald", "--json"]):
        result = byline(*command, store=tmp_path / "store")
        assert result.exit_code == 3
        assert result.stdout == ""
        assert "'bridge-herald' (version 1) is no longer what was stored" in result.stderr
    assert byline("show", "ferry-post", store=tmp_path / "store").exit_code == 0
    assert byline("doctor", store=tmp_path / "store").exit_code == 1
