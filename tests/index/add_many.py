"""A program for tests: adds so many articles to a store, as another process would.

    python add_many.py STORE FIRST COUNT

Writes "ready" before it starts to add and the numbers added and unchanged when it is done.
"""

import sys
from pathlib import Path

from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article


def numbered_article(number):
    sentences = (f"Report {number} says on line {line} that all is well." for line in range(40))
    return Article(id=f"n{number}", title=f"Report {number}", text=" ".join(sentences))


def main():
    store, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    library = Library.open(store, embedder=HashingEmbedder())
    report = library.add(map(numbered_article, range(first, first + count)))
    sys.stdout.write(f"{report.added} {report.unchanged}\n")


if __name__ == "__main__":
    main()
