"""What was reported as stored and is missing is noticed, whatever SQLite makes of its log."""

import logging
import shutil

import pytest
from add_many import numbered_article

from index.committed import Committed, DamagedRecord, read, writable, write
from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article

FIRST = Committed(store="s", passages=10, removals=2)


def note(path, record, *, seen):
    with writable(path) as descriptor:
        write(descriptor, record, seen=seen)


def open_library(folder):
    return Library.open(folder, embedder=HashingEmbedder())


@pytest.fixture
def left(tmp_path):
    """A store as a killed process leaves it: its last changes are in the log alone."""
    library = open_library(tmp_path / "live")
    for number in range(20):
        library.add([numbered_article(number)])
    library.remove(["n3"])
    shutil.copytree(tmp_path / "live", tmp_path / "left")
    library.close()
    return tmp_path / "left"


def damage_log(folder, *, at):
    log = folder / "byline.sqlite-wal"
    content = bytearray(log.read_bytes())
    content[int(len(content) * at)] ^= 1
    log.write_bytes(content)


def test_a_whole_log_lacks_nothing(left):
    library = open_library(left)
    assert library.status().articles == 19
    assert library.problems() == []
    library.close()


@pytest.mark.parametrize("at", [0.3, 0.6, 0.9])
def test_what_a_damaged_log_loses_is_told(left, at, caplog):
    damage_log(left, at=at)
    with caplog.at_level(logging.WARNING):
        library = open_library(left)
    assert library.status().articles != 19 or "n3" in {each.id for each in library.articles()}
    [problem] = library.problems()
    assert "changes of passages that were stored are missing" in problem
    assert "byline.sqlite-wal was damaged" in problem
    assert caplog.messages == [problem]
    library.close()


def test_it_is_told_until_it_is_repaired(left):
    damage_log(left, at=0.6)
    library = open_library(left)
    library.add(map(numbered_article, range(100, 140)))
    assert "are missing" in library.problems()[0]
    library.close()
    again = open_library(left)
    assert "are missing" in again.problems()[0]
    again.add(map(numbered_article, range(20)))
    again.repair()
    assert again.problems() == []
    again.close()


def test_a_database_put_back_from_an_older_copy_is_told(tmp_path):
    library = open_library(tmp_path)
    library.add([numbered_article(0)])
    library.close()
    older = (tmp_path / "byline.sqlite").read_bytes()
    library = open_library(tmp_path)
    library.add([numbered_article(1)])
    library.close()
    (tmp_path / "byline.sqlite").write_bytes(older)
    assert "put back from an older copy" in open_library(tmp_path).problems()[0]


def test_the_record_of_another_store_says_nothing(tmp_path):
    library = open_library(tmp_path / "a")
    library.add(map(numbered_article, range(5)))
    library.close()
    other = open_library(tmp_path / "b")
    other.add([Article(id="a", text="All is well.")])
    shutil.copy(tmp_path / "a" / "byline.committed", tmp_path / "b" / "byline.committed")
    assert other.problems() == []
    other.add([Article(id="b", text="All is well.")])
    assert read(tmp_path / "b" / "byline.committed") == Committed(
        store=other._store.setting("identity"), passages=2, removals=0
    )
    other.close()


def test_a_store_without_a_record_gets_one(tmp_path):
    library = open_library(tmp_path)
    library.add([Article(id="a", text="All is well.")])
    (tmp_path / "byline.committed").unlink()
    assert library.problems() == []
    library.add([Article(id="b", text="All is well.")])
    assert read(tmp_path / "byline.committed").passages == 2
    library.close()


def test_a_damaged_record_is_told_and_made_again(tmp_path):
    library = open_library(tmp_path)
    library.add([Article(id="a", text="All is well.")])
    record = tmp_path / "byline.committed"
    record.write_bytes(record.read_bytes().replace(b"1", b"2"))
    assert "byline.committed is damaged" in library.problems()[0]
    library.add([Article(id="b", text="All is well.")])
    assert library.problems() == []
    library.close()


def test_a_record_comes_back_as_it_was_written(tmp_path):
    path = tmp_path / "record"
    assert read(path) is None
    note(path, FIRST, seen=None)
    assert read(path) == FIRST
    path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(DamagedRecord):
        read(path)


def test_of_two_processes_that_commit_the_later_one_stands(tmp_path):
    """The earlier one comes to write last."""
    path = tmp_path / "record"
    note(path, FIRST, seen=None)
    later = Committed(store="s", passages=14, removals=2)
    note(path, later, seen=FIRST)
    note(path, Committed(store="s", passages=12, removals=2, lost=3), seen=FIRST)
    assert read(path) == Committed(store="s", passages=14, removals=2, lost=3)
    note(path, FIRST, seen=read(path))
    assert read(path) == FIRST
