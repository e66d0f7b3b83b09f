"""One LanceDB table in a folder or on object storage: rows in, rows and nearest rows out.

A change is one commit of the table: a crash leaves the old rows or the new ones. Every read is of
the last commit, whoever made it. This is the only file that imports lancedb.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from textwrap import shorten
from typing import Any

import lancedb
import numpy as np
import pyarrow as pa
from lancedb.index import FTS, BTree, IvfFlat
from lancedb.query import ColumnOrdering, FullTextOperator, MatchQuery

from index.embed import Vectors
from index.errors import StoreUnavailable, no_store
from index.rows import findable

Values = dict[str, Any]
Scored = list[tuple[Any, float]]
"""Values of a column, best first, each with its score; a higher one is better."""
Kinds = Mapping[str, pa.DataType]

TEXT, NUMBER, YES_OR_NO = pa.string(), pa.int64(), pa.bool_()
KEY, VECTOR = "key", "vector"
LONGEST_REASON = 200
"""Characters of what the engine says."""
KEPT = timedelta(hours=1)
"""How long a version of the table stays for those who are reading it."""
FRAGMENTS = 32
"""So many pieces that steps left behind are joined, and what is new is put in the indexes."""
INDEXED_FROM = 20_000
"""Vectors. Fewer are searched one by one, exactly; they are read from the disk for that."""
CELLS_SEARCHED = 0.25
FEW = 50_000
"""Rows that pass a filter: the vectors of so few are searched one by one, past the index."""


class LanceTable:
    """A table whose rows are told apart by `key`. Safe to use from several threads and processes.

    Raises StoreUnavailable from every method, and on opening where there is no table and none is
    to be made.
    """

    def __init__(  # noqa: PLR0913 - what makes a table
        self,
        uri: str,
        name: str,
        *,
        columns: Kinds,
        looked_up: Sequence[str],
        words: str | None,
        create: bool,
    ) -> None:
        self._words = words
        with self._told(uri):
            # No interval: who reads sees what others have just written.
            database = lancedb.connect(uri, read_consistency_interval=timedelta(0))
            if name in database.list_tables().tables:
                self._table = database.open_table(name)
            elif create:
                self._table = _made(database, name, columns)
            else:
                raise no_store(uri)
            if create:
                self._index((KEY, *looked_up))

    def _index(self, looked_up: Sequence[str]) -> None:
        """Makes the indexes that are not there: who made the table may have been stopped."""
        there = {column for index in self._table.list_indices() for column in index.columns}
        for column in looked_up:
            if column not in there:
                self._table.create_index(column, config=BTree())
        if self._words is not None and self._words not in there:
            # Its words are stems, parted by spaces: nothing is left out, nothing made of them.
            whole = FTS(
                base_tokenizer="whitespace",
                stem=False,
                remove_stop_words=False,
                ascii_folding=False,
                lower_case=False,
                with_position=False,
                max_token_length=None,
            )
            self._table.create_index(self._words, config=whole)

    @property
    def version(self) -> int:
        """Grows with every change."""
        with self._told():
            return int(self._table.version)

    @property
    def dimension(self) -> int | None:
        """How long the vectors are; None where there are none yet."""
        with self._told():
            place = self._table.schema.get_field_index(VECTOR)
            return self._table.schema.field(place).type.list_size if place >= 0 else None

    def set_dimension(self, dimension: int) -> None:
        """Makes room for vectors of another length, and forgets those that are there."""
        with self._told():
            if self.dimension is not None:
                self._table.drop_columns([VECTOR])
            vector = pa.field(VECTOR, pa.list_(pa.float16(), dimension))
            self._table.add_columns(pa.schema([vector]))

    def merge(self, rows: Sequence[Values], *, gone: str | None = None) -> None:
        """Puts rows in, each in the place of the one with its key; takes out others, in one commit.

        Out go the rows for which the condition `gone` holds and that are not put in. A row without
        a value for a column has none there.
        """
        if not rows:
            if gone is not None:
                self.delete(gone)
            return
        with self._told():
            schema = self._table.schema
            columns = [
                _vectors([row.get(VECTOR) for row in rows], field.type)
                if field.name == VECTOR
                else pa.array([row.get(field.name) for row in rows], field.type)
                for field in schema
            ]
            merging = (
                self._table.merge_insert(KEY)
                .when_matched_update_all()
                .when_not_matched_insert_all()
            )
            if gone is not None:
                merging = merging.when_not_matched_by_source_delete(gone)
            # A row without a vector is meant; vectors of a wrong length have been refused above.
            merging.execute(pa.table(columns, schema=schema), on_bad_vectors="null")

    def append(self, rows: Sequence[Values]) -> None:
        """Puts rows in whose keys are known to be new."""
        with self._told():
            self._table.add(pa.Table.from_pylist(list(rows), schema=self._table.schema))

    def delete(self, condition: str) -> None:
        """Takes rows out."""
        with self._told():
            self._table.delete(condition)

    def count(self, condition: str) -> int:
        """How many rows it holds for."""
        with self._told():
            return int(self._table.count_rows(condition))

    def rows(
        self,
        condition: str,
        columns: Sequence[str],
        *,
        order: Sequence[tuple[str, bool]] = (),
        limit: int | None = None,
        skip: int = 0,
    ) -> list[Values]:
        """The rows it holds for, by column. `order` names columns, and whether they ascend.

        What has no value comes last.
        """
        with self._told():
            query = self._table.search().where(condition).select(list(columns))
            if order:
                query = query.order_by(
                    [
                        ColumnOrdering(column_name=name, ascending=ascending, nulls_first=False)
                        for name, ascending in order
                    ]
                )
            if limit is not None:
                query = query.limit(limit)
            if skip:
                query = query.offset(skip)
            found: list[Values] = query.to_arrow().to_pylist()
            return found

    def with_words(
        self,
        words: Sequence[str],
        column: str,
        *,
        condition: str = "",
        limit: int,
        every: bool = False,
    ) -> Scored:
        """The values of `column` of the rows with the best BM25 for any or every word.

        Of those for which the condition holds, if there is one: to hold it against every row takes
        longer than to search.
        """
        if not words or limit < 1:
            return []
        operator = FullTextOperator.AND if every else FullTextOperator.OR
        with self._told():
            wanted = MatchQuery(" ".join(words), self._words, operator=operator)
            query = self._table.search(wanted)
            if condition:
                query = query.where(condition, prefilter=True)
            found = query.limit(limit).select([column, "_score"]).to_arrow()
        return _scored(found, column, "_score", score=lambda value: value)

    def nearest(self, vector: Vectors, column: str, *, condition: str = "", limit: int) -> Scored:
        """The values of `column` of the rows with the greatest inner products.

        Never fewer than `limit` while that many pass.
        """
        if self.dimension is None or limit < 1:
            return []
        with self._told():
            exact = not self._has_vector_index() or (
                bool(condition) and self.count(condition) <= FEW
            )
            found = self._nearest(vector, column, condition=condition, limit=limit, exact=exact)
            if len(found) < limit and not exact:
                found = self._nearest(vector, column, condition=condition, limit=limit, exact=True)
            return found

    def nearest_to_each(self, vectors: Vectors, column: str, *, limit: int) -> list[set[Any]]:
        """For each row of (n, dimension): the values of `column` of the nearest rows, as `nearest`.

        The vectors that are there are read once for all.
        """
        found: list[set[Any]] = [set() for _ in vectors]
        if self.dimension is None:
            return found
        with self._told():
            query = self._table.search(vectors.astype(np.float32), vector_column_name=VECTOR)
            query = self._probing(query.distance_type("dot").limit(limit))
            # One query alone is not numbered.
            rows = query.select([column, "_distance"]).to_arrow()
            numbers = rows["query_index"].to_pylist() if len(vectors) > 1 else [0] * len(rows)
        for number, value in zip(numbers, rows[column].to_pylist(), strict=True):
            found[number].add(value)
        return found

    def _nearest(
        self, vector: Vectors, column: str, *, condition: str, limit: int, exact: bool
    ) -> Scored:
        query = self._table.search(vector.astype(np.float32), vector_column_name=VECTOR)
        query = query.distance_type("dot").limit(limit)
        if condition:
            query = query.where(condition, prefilter=True)
        query = query.bypass_vector_index() if exact else self._probing(query)
        found = query.select([column, "_distance"]).to_arrow()
        return _scored(found, column, "_distance", score=lambda value: 1.0 - value)

    def _probing(self, query: Any) -> Any:  # noqa: ANN401 - lancedb has several kinds of them
        """The query, that is to look at a part of the cells of the vector index."""
        stored = self._table.index_stats(f"{VECTOR}_idx")
        cells = int(stored.num_indexed_rows**0.5) if stored else 0
        return query.nprobes(max(1, int(CELLS_SEARCHED * cells)))

    def _has_vector_index(self) -> bool:
        return any(VECTOR in index.columns for index in self._table.list_indices())

    def tidy(self) -> None:
        """Joins what many steps left in pieces, and brings the indexes up to date with it."""
        with self._told():
            if self._table.stats()["fragment_stats"]["num_fragments"] < FRAGMENTS:
                return
            if self.dimension is not None and not self._has_vector_index():
                stored = self.count(f"{VECTOR} IS NOT NULL")
                if stored >= INDEXED_FROM:
                    cells = int(stored**0.5)
                    index = IvfFlat(distance_type="dot", num_partitions=cells)
                    self._table.create_index(VECTOR, config=index)
            self._table.optimize(cleanup_older_than=KEPT)

    @contextmanager
    def _told(self, uri: str | None = None) -> Iterator[None]:
        """What the engine raises, of whatever kind, becomes StoreUnavailable."""
        try:
            yield
        except StoreUnavailable:
            raise
        except (RuntimeError, ValueError, OSError, pa.ArrowException) as error:
            said = shorten(str(error), LONGEST_REASON, placeholder=" …")
            raise StoreUnavailable(
                f"the store at {uri or self._table.uri} cannot be read or written ({said}): see to "
                "its folder or address, or name another with --store"
            ) from error


def _made(database: lancedb.DBConnection, name: str, columns: Kinds) -> lancedb.table.Table:
    """A new table, or the one that another program has made meanwhile."""
    schema = pa.schema([pa.field(KEY, TEXT), *(pa.field(*one) for one in columns.items())])
    try:
        return database.create_table(name, schema=schema)
    except (RuntimeError, ValueError):
        return database.open_table(name)


def text(value: str) -> str:
    """A text as a condition holds it: quoted, so that nothing in it is taken for an operator."""
    return "'" + findable(value).replace("'", "''") + "'"


def among(column: str, values: Sequence[str] | Sequence[int]) -> str:
    """The condition that a column has one of these values."""
    if not values:
        return "false"
    listed = ", ".join(text(one) if isinstance(one, str) else str(int(one)) for one in values)
    return f"{column} IN ({listed})"


def _vectors(vectors: Sequence[Vectors | None], kind: pa.DataType) -> pa.Array:
    lengths = {len(vector) for vector in vectors if vector is not None}
    if lengths - {kind.list_size}:
        raise ValueError(f"a vector of {lengths}, where {kind.list_size} are stored")
    return pa.array([v if v is None else v.astype(np.float16) for v in vectors], kind)


def _scored(found: pa.Table, column: str, by: str, *, score: Callable[[float], float]) -> Scored:
    pairs = zip(found[column].to_pylist(), found[by].to_pylist(), strict=True)
    return sorted(((one, score(value)) for one, value in pairs), key=lambda p: (-p[1], p[0]))
