"""The rows of a file of many articles in; the articles out, their fields under Byline's names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from index.loaders.record import article_and_oddities, listed
from index.loaders.release import USABLE
from index.loaders.shapes import looked_up, recognised
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
        roots = {*present}
        missing = [
            name
            for name in self.names.values()
            if name not in roots and name.partition(".")[0] not in roots
        ]
        if missing:
            raise Unreadable(f"there is no field `{missing[0]}` (its fields: {listed(present)})")

    def renamed(self, row: Mapping[str, object]) -> dict[str, object]:
        """The row under Byline's names; Unreadable without its text.

        A field that is neither named here nor called as Byline calls it is looked for under the
        other names that are in use for it: `Author`, `source`, `pub_date`.
        """
        named = {ours: looked_up(row, theirs)[1] for ours, theirs in self.names.items()}
        for theirs, value in row.items():
            ours = our_name(theirs)
            taken = theirs in self.names.values() or row.get(ours or theirs) not in (None, "")
            if ours and not taken and value not in (None, "", [], {}):
                named.setdefault(ours, value)
        if not self.has_text(row):
            text = self.names.get("text", "text")
            raise Unreadable(f"there is no field `{text}` (its fields: {listed(row)})")
        return {**row, **named}

    def has_text(self, row: Mapping[str, object]) -> bool:
        """Whether there is the field that is the text, whatever it holds."""
        given = self.names.get("text")
        return looked_up(row, given)[0] if given else any(our_name(n) == "text" for n in row)

    def found_in(self, row: Mapping[str, object]) -> set[str]:
        """Those of the names given here that a row has."""
        return {name for name in self.names.values() if looked_up(row, name)[0]}


AS_NAMED = FieldNames()

_OTHER_NAMES = {
    "id": "",
    "text": "",
    "title": "headline head heading",
    "url": "link permalink weburl articleurl",
    "publisher": "source publication newspaper outlet sourcename publishername",
    "authors": "author byline writer writers authorname creator",
    "published": "date pubdate publicationdate publisheddate publishdate publishedat publishedon "
    "datepublished datepublish dateofpublication",
    "language": "lang languagecode",
}
_OURS = {name: ours for ours, names in _OTHER_NAMES.items() for name in [ours, *names.split()]}


def our_name(name: str) -> str | None:
    """What Byline calls a field of this name, in letters of any case; None where it knows none."""
    return _OURS.get(re.sub(r"[\s_-]", "", name).lower())


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
        unseen -= names.found_in(row.fields)
        try:
            known = recognised(row.fields)
            given = row.fields if known is None else {**row.fields, **known.fields}
            yield from article_and_oddities(
                names.renamed(given),
                source=source,
                place=row.place,
                one_of_many=not row.alone,
                release=known.release if known else USABLE,
            )
        except Unreadable as reason:
            yield Skipped(source=row.place, reason=str(reason))
    for name in sorted(unseen) if fields else []:
        slip = f"no article here has a field `{name}` (the fields of the last: {listed(fields)})"
        yield Skipped(source=source.shown, reason=slip)
