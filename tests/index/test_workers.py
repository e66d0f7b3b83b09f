"""Articles embedded by several processes, some of which are killed."""

import os
from functools import partial
from itertools import chain

import pytest

from index.embed import HashingEmbedder
from index.errors import Unavailable
from index.intake import AtOnce
from index.records import Article
from index.workers import Workers
from tests.index.add_many import numbered_article
from tests.index.kill_workers import ARTICLES_A_KILL, added_under_fire, embedder_of, stored


def test_workers_that_are_killed_lose_nothing(tmp_path):
    report, library, peaceful = added_under_fire(tmp_path, kills=6)
    assert report.added >= 6 * ARTICLES_A_KILL
    assert (report.unchanged, report.skipped) == (0, ())
    assert stored(library) == stored(peaceful)
    assert library.problems() == []
    again = library.add([numbered_article(number) for number in range(48)], workers=2)
    assert again.unchanged == 48


def test_processes_that_are_killed_again_and_again_are_told_of(monkeypatch):
    monkeypatch.setattr("index.workers.TRIES", 1)
    with Workers(1, dies) as workers:
        embedding = chain(workers.put([Article(id="a", text="Rain fell.")]), workers.rest())
        with pytest.raises(Unavailable, match="fewer --workers"):
            list(embedding)


def dies():
    os._exit(1)


def test_batches_come_back_in_order_as_they_do_from_one_process():
    batches = [[numbered_article(number)] for number in range(9)]
    alone = AtOnce(HashingEmbedder(), progress=lambda *_: None)
    with Workers(2, partial(embedder_of, "hashing:64")) as workers:
        found = [done for batch in batches for done in workers.put(batch)] + list(workers.rest())
    expected = [done for batch in batches for done in alone.put(batch)]
    assert list(map(plain, found)) == list(map(plain, expected))
    assert len(found) == len(batches)


def plain(done):
    return [(each.sentences, each.vector.tolist()) for passages in done for each in passages]
