"""A program for tests: searches a store, and adds to it, whose folder becomes read-only meanwhile.

    python -m tests.index.serve_read_only STORE

Writes how many articles a new thread finds by words, by meaning and in all, after adding was tried;
and how many were reported as added.
"""

import json
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from index.embed import HashingEmbedder
from index.errors import StoreUnavailable
from index.library import Library
from tests.index.add_many import numbered_article

NOBODY = 65534
THREADS = 4


def main():
    folder = Path(sys.argv[1])
    library = Library.open(folder, embedder=HashingEmbedder())
    added = library.add(map(numbered_article, range(3))).added
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    if os.geteuid() == 0:
        os.setresuid(NOBODY, NOBODY, 0)  # to whom such folders are read-only
    try:
        added += library.add([numbered_article(3)]).added
    except StoreUnavailable as error:
        sys.stderr.write(f"{error}\n")
    together = threading.Barrier(THREADS)

    def look(_):
        together.wait()  # so that each needs a connection of its own
        words = library.search_words("all is well", limit=100)
        meaning = library.search_meaning("all is well", limit=100)
        found = [articles_of(library, hits) for hits in (words, meaning)]
        return [*found, library.status().articles]

    with ThreadPoolExecutor(THREADS) as threads:
        looked = list(threads.map(look, range(THREADS)))
    sys.stdout.write(json.dumps([added, looked, library.problems()]) + "\n")


def articles_of(library, hits):
    passages = library.passages([hit.passage_id for hit in hits])
    return len({library.article(passage.article_id).id for passage in passages})


if __name__ == "__main__":
    main()
