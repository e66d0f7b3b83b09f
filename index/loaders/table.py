"""The rows of a file of many articles in; the articles out, their fields under Byline's names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from index.loaders.record import article, listed
from index.loaders.source import Source, Unreadable
from index.records import Article, Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a file says of one article; `place` is what a report calls it.

    `alone` is true where the file holds this one article and is not a list of them.
    """

    fields: Mapping[str, object]
    place: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class FieldNames:
    """What a file calls the fields of an article: {"text": "body"} where the text is in `body`.

    A field that is not named here is called as Byline calls it.
    """

    names: Mapping[str, str] = field(default_factory=dict)

    def require(self, present: Collection[str]) -> None:
        """Raises Unreadable where a field that is named here is not `present`."""
        missing = [name for name in self.names.values() if name not in present]
        if missing:
            raise Unreadable(f"there is no field `{missing[0]}` (its fields: {listed(present)})")

    def renamed(self, row: Mapping[str, object]) -> dict[str, object]:
        """The row with the fields named here under Byline's names; Unreadable without its text."""
        text = self.names.get("text", "text")
        if text not in row:
            raise Unreadable(f"there is no field `{text}` (its fields: {listed(row)})")
        return {**row, **{ours: row.get(theirs) for ours, theirs in self.names.items()}}


AS_NAMED = FieldNames()


def articles(
    rows: Iterator[Row | Skipped], *, source: Source, names: FieldNames
) -> Iterator[Article | Skipped]:
    """An article for each row; a row that cannot be taken in is a Skipped.

    A field that `names` looks for and no row has, which is most likely a slip, is told at the end.
    """
    unseen = set(names.names.values())
    fields: Mapping[str, object] = {}
    for row in rows:
        if isinstance(row, Skipped):
            yield row
            continue
        fields = row.fields or fields
        unseen.difference_update(row.fields)
        try:
            yield article(names.renamed(row.fields), source=source, one_of_many=not row.alone)
        except Unreadable as reason:
            yield Skipped(source=row.place, reason=str(reason))
    for name in sorted(unseen) if fields else []:
        slip = f"no article here has a field `{name}` (the fields of the last: {listed(fields)})"
        yield Skipped(source=source.shown, reason=slip)
