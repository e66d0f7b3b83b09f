"""A text in; its sentences, and passages of whole sentences, out, as exact offsets.

Sentence ends are found by sentencex (Wikimedia). It keeps a quotation in one piece however many
sentences were said; an answer should quote one of them, so it is shown the text without quotation
marks, and what it then gets wrong in newspaper text is put right here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import sentencex

from index.records import Span

LONGEST_SENTENCE = 4_000
"""Characters after which a sentence is cut, at white space if there is any."""

LONGEST_WORD = 24
"""Characters after which a run of non-space counts as a further word, so that a passage stays
of bounded size in a script that does not use spaces."""

_BROKEN_PARAGRAPH = 0.25
"""What ending a passage inside a paragraph costs, where leaving it half empty costs the same."""

_LINE_BREAKS = r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{_LINE_BREAKS}]+")
_LINE_BREAK = re.compile(f"[{_LINE_BREAKS}]")
_WORD = re.compile(rf"\S{{1,{LONGEST_WORD}}}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD_CHARACTER = re.compile(r"\w")
_OPENING = re.compile(r"""(?<![^\s(\[—–-])["'“‘«„‹]+""")
_QUOTE = re.compile(r'["“‘«„‹»›]')
_CLOSING = re.compile(r"""[)\]"'”’»›]+(?!\w)""")

_ENUMERATOR = re.compile(r"\W*(?:\d{1,3}|[A-Za-z])\.")
_STATES = (
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|"
    "Nev|Okla|Ore|Pa|Tenn|Tex|Vt|Va|Wash|Wis|Wyo"
)
_ABBREVIATED = re.compile(
    rf"\b(?:vs|Ms|Mx|Amb|Atty|Cllr|Ft|Ste|[Aa]pprox|[DIR]-(?:[A-Z]|{_STATES}))\.$"
)
# Words of their own, which sentencex takes for abbreviations also where they end a sentence.
_NO_ABBREVIATION = re.compile(
    r"(?<![\w.-])(?:me|no|miss|art|ill|id|ok|ore|fed|may|mar|fig|op|dec|jan)"
    r"(?P<end>\.[\"'”’)]*)(?=\s+[\"'“‘(]*(?:[A-Z][\w’']*[a-z]|[AI]\s))"
)
_HOUR = re.compile(r"\b[ap]\.m\.$")
_ZONE_OR_DAY = re.compile(
    r"\s+(?:(?:[ECMP][DS]?|CES|AE[DS]|BS|GM|IS|JS)T|UTC|Eastern|Central|Mountain|Pacific"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d+)\b"
)
_EXCLAIMED = re.compile(r"[?!]+[\"'”’]+$")
_ATTRIBUTION = re.compile(
    r"\s*(?:[,–—]|[a-z]|(?:[A-Z]\S*\s+){1,4}"
    r"(?:added|asked|asks|recalled|replied|said|says|told|tweeted|wondered|wrote)\b)"
)


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of any string, trimmed, in order; between them stands only white space.

    A line break always ends a sentence, so a heading on its own line is one. A sentence longer
    than LONGEST_SENTENCE characters is cut. Takes time in proportion to the text's length.
    """
    return tuple(
        Span(line.start() + span.start, line.start() + span.end)
        for line in _LINE.finditer(text)
        for span in _line_sentences(line[0])
    )


def passages(text: str, *, words: int = 220) -> tuple[tuple[Span, ...], ...]:
    """The sentences of `text`, grouped into consecutive passages of at most `words` words.

    Each sentence is in exactly one passage. A word is a run of non-space (one of more than
    LONGEST_WORD characters counts as several); a sentence of more than `words` words is cut into
    pieces that take its place. Of all ways to group them, the one is chosen that leaves the least
    squared room unused while ending passages at line ends, as Knuth and Plass (1981) break a
    paragraph into lines; so no short rest is left at the end where that can be avoided.

    Raises ValueError when `words` is less than 1.
    """
    if words < 1:
        msg = f"a passage needs room for at least one word, not {words}"
        raise ValueError(msg)
    pieces: list[Span] = []
    for span in sentences(text):
        fits = _count_words(text[span.start : span.end]) <= words
        pieces += [span] if fits else _cut(text, span, words=words)
    # A run of non-space that is too long for a passage has to be one all the same.
    sizes = [min(words, _count_words(text[start:end])) for start, end in pieces]
    broken = [_LINE_BREAK.search(text, a.end, b.start) is None for a, b in pairwise(pieces)]
    breaks = _best_breaks(sizes, [*broken, False], room=words)
    return tuple(tuple(pieces[start:end]) for start, end in pairwise(breaks))


def _line_sentences(line: str) -> Iterator[Span]:
    """The sentences of one line, looked at a window at a time.

    sentencex takes quadratic time on unpaired quotation marks; the window bounds that.
    """
    start = 0
    while start < len(line):
        window = line[start : start + LONGEST_SENTENCE]
        ends = _sentence_ends(window)
        if start + len(window) < len(line):
            ends = ends[:-1] or [_last_space(window)]
        for begin, end in pairwise([0, *ends]):
            part = window[begin:end]
            if stripped := part.strip():
                left = start + begin + len(part) - len(part.lstrip())
                yield Span(left, left + len(stripped))
        start += ends[-1]


def _last_space(window: str) -> int:
    """Where to cut a window that is all one sentence: after its last white space, or its end."""
    return window.rfind(" ", 1) + 1 or len(window)


def _sentence_ends(line: str) -> list[int]:
    """The offsets where the sentences of a line end, the last being the line's length."""
    line = _SURROGATE.sub("x", line)  # sentencex takes UTF-8 only
    ends = []
    begin = 0
    for end in _likely_ends(line):
        has_words = _WORD_CHARACTER.search(line, begin, end) and _WORD_CHARACTER.search(line, end)
        if has_words and not _goes_on(line[begin:end], line[end:]):
            ends.append(end)
            begin = end
    return [*ends, len(line)]


def _likely_ends(line: str) -> Iterator[int]:
    """Where sentencex ends a sentence, in code points; closing marks belong to the sentence.

    It never ends one inside a quotation, so it is shown closing marks only, which have no effect.
    """
    unquoted = _QUOTE.sub("”", _OPENING.sub(lambda mark: " " * len(mark[0]), line))
    further = [end.end("end") for end in _NO_ABBREVIATION.finditer(line)]
    found: list[int] = []
    for boundary in sentencex.get_sentence_boundaries("en", unquoted):
        end = len(unquoted[: boundary["end_index"]].rstrip())
        closing = _CLOSING.match(line, end)
        found.append(closing.end() if closing else end)
    yield from sorted({*found, *further})


def _goes_on(before: str, after: str) -> bool:
    """Whether the sentence goes on after what looked like its end, in ways of newspapers."""
    return bool(
        _ENUMERATOR.fullmatch(before)
        or _ABBREVIATED.search(before)
        or (_HOUR.search(before) and _ZONE_OR_DAY.match(after))
        or (_EXCLAIMED.search(before) and _ATTRIBUTION.match(after))
    )


def _count_words(text: str) -> int:
    return len(_WORD.findall(text))


def _cut(text: str, span: Span, *, words: int) -> Iterator[Span]:
    """The pieces of one long sentence, cut at semicolons and commas where there are enough.

    The cutter's own start index is a search for the piece's words and can land on an earlier copy
    of them. It keeps every character here, so lengths added up give the true place. White space
    stays with the word before it: the cutter repeats a piece that counts as empty.
    """
    # Imported here as it takes most of a second, and few articles have such a sentence.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    cutter = RecursiveCharacterTextSplitter(
        separators=[r"[;:]\s+", r",\s+", r"\s+"],
        is_separator_regex=True,
        keep_separator="end",
        strip_whitespace=False,
        chunk_size=words,
        chunk_overlap=0,
        length_function=_count_words,
    )
    start = span.start
    for piece in cutter.split_text(text[span.start : span.end]):
        if stripped := piece.strip():
            left = start + len(piece) - len(piece.lstrip())
            yield Span(left, left + len(stripped))
        start += len(piece)


def _best_breaks(sizes: list[int], broken: list[bool], *, room: int) -> list[int]:
    """Where passages begin, and the end: indices into `sizes`, from 0 to its length.

    `sizes` are the words of each piece, none above `room`; `broken[i]` says that a passage ending
    after piece i would break a paragraph.
    """
    cost = [0.0]
    begins = [0]
    for end in range(1, len(sizes) + 1):
        penalty = _BROKEN_PARAGRAPH if broken[end - 1] else 0.0
        best, best_begin = float("inf"), end - 1
        size = 0
        for begin in range(end - 1, -1, -1):
            size += sizes[begin]
            if size > room:
                break
            total = cost[begin] + (1 - size / room) ** 2 + penalty
            if total < best:
                best, best_begin = total, begin
        cost.append(best)
        begins.append(best_begin)
    breaks = [len(sizes)]
    while breaks[-1] > 0:
        breaks.append(begins[breaks[-1]])
    return breaks[::-1]
