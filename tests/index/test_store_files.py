"""The files of a store are never opened as articles: what was reported as added stays."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index.embed import HashingEmbedder
from index.library import Library
from index.loaders import load
from index.records import Article, Skipped

REPOSITORY = Path(__file__).parents[2]


def open_library(folder):
    return Library.open(folder, embedder=HashingEmbedder())


def skipped(source):
    return [item for item in load(str(source)) if isinstance(item, Skipped)]


def beside(_folder, _file):
    """The store lies in the folder that is added, and nothing else is done."""


def hard_linked(folder, file):
    os.link(file, folder / f"{file.name}.txt")


def linked(folder, file):
    (folder / f"{file.name}.txt").symlink_to(file)


@pytest.mark.parametrize("reached", [beside, hard_linked, linked])
@pytest.mark.parametrize("place", ["articles", "articles/store", "elsewhere"])
def test_adding_the_folder_of_the_store_loses_nothing(tmp_path, place, reached):
    folder, store = tmp_path / "articles", tmp_path / place
    folder.mkdir()
    (folder / "a.txt").write_text("The harbour was closed.")
    library = open_library(store)
    library.add([Article(id="before", text="The rail link is delayed.")])
    # While the store is open, its log is there too.
    for file in list(store.glob("byline.sqlite*")):
        reached(folder, file)
    library.close()
    program = [sys.executable, "-m", "tests.index.add_folder", str(folder), str(store), "0", "25"]
    with subprocess.Popen(
        program, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as adding:
        assert adding.stdout.readline() == "1\n"
        open_library(store).close()  # as any command does that reads it
        assert adding.communicate("go on\n")[0] == "25\n"
    again = open_library(store)
    assert again.status().articles == 27
    assert again.problems() == []
    again.close()


def test_a_folder_that_holds_a_store_is_passed_over_with_a_word(tmp_path):
    library = open_library(tmp_path / "articles" / "store")
    library.add([Article(id="a", text="The harbour was closed.")])
    (tmp_path / "articles" / "b.txt").write_text("The rail link is delayed.")
    (tmp_path / "articles" / "store" / "c.txt").write_text("The ferry sails again.")
    loaded = list(load(str(tmp_path / "articles")))
    assert [item.text for item in loaded if isinstance(item, Article)] == [
        "The rail link is delayed.",
        "The ferry sails again.",
    ]
    assert [item.source for item in loaded if isinstance(item, Skipped)] == [
        str(tmp_path / "articles" / "store")
    ]
    assert "a Byline store lies in this folder" in loaded[1].reason
    library.close()


@pytest.mark.parametrize("name", ["byline.sqlite", "byline.sqlite-wal", "vectors.faiss"])
def test_a_file_of_a_store_that_is_named_is_refused(tmp_path, name):
    library = open_library(tmp_path)
    library.add([Article(id="a", text="The harbour was closed.")])
    (refused,) = skipped(tmp_path / name)
    assert "belongs to a Byline store" in refused.reason
    library.close()


def test_a_file_of_the_open_store_is_told_under_any_name(tmp_path):
    library = open_library(tmp_path / "store")
    os.link(tmp_path / "store" / "byline.sqlite-shm", tmp_path / "a.txt")
    (tmp_path / "b.md").symlink_to(tmp_path / "store" / "byline.sqlite")
    for name in ("a.txt", "b.md"):
        (refused,) = skipped(tmp_path / name)
        assert "belongs to a Byline store" in refused.reason
    library.close()
    shutil.rmtree(tmp_path / "store")
    (tmp_path / "a.txt").unlink()
    (tmp_path / "a.txt").write_text("The harbour was closed.")
    assert skipped(tmp_path / "a.txt") == []
