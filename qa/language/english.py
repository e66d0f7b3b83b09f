"""What is known of English beyond what the parser knows: closed lists of words, by lemma."""

from __future__ import annotations

NEGATIVE = frozenset("no not never none nobody nothing neither nor hardly".split())
"""Words that deny the predicate beside them."""
DENYING = frozenset("deny refuse fail decline reject dispute forbid ban bar prevent stop".split())
"""Verbs whose complement is said not to be so, or not to be done."""
CONDITIONAL = frozenset("if unless whether lest provided".split())
MODAL = frozenset("can could may might must should would ought shall".split())
FUTURE = frozenset("will shall 'll".split())
SAYING = frozenset(
    """
    say tell claim argue warn insist announce state report tweet believe note remark explain suggest
    indicate acknowledge admit allege comment conclude stress predict reply recall pledge promise
    vow mention reveal assert contend caution concede complain testify reiterate emphasize emphasise
    boast lament joke quip maintain urge demand apologise apologize write estimate add confirm deny
    declare respond continue observe repeat affirm recommend proclaim counter hint hope expect fear
    think ask answer shout whisper sigh cry exclaim call describe express put find show point agree
    """.split()
)
"""Verbs whose complement clause, or the quotation beside them, is somebody's words or thought."""
ASKING = frozenset("who whom whose what which when where why how".split())
MASCULINE = frozenset("mr sir lord baron king prince pope father".split())
FEMININE = frozenset("mrs ms miss dame lady baroness queen princess".split())
TITLES = MASCULINE | FEMININE | frozenset("dr prof professor president senator governor".split())
"""What stands before somebody's name; of the first two also whether it is a man's or a woman's."""
LOCATIVE = frozenset("in at near into across inside outside around throughout".split())
"""Prepositions behind which a name is mostly a place's."""
ASKED_BY_KEYWORD = {
    **dict.fromkeys(("date", "day", "when"), "When"),
    **dict.fromkeys(("place", "location", "where"), "Where"),
    **dict.fromkeys(("cause", "reason", "why"), "Why"),
    "who": "Who",
}
"""What a word asks for that stands alone behind others, as in a search box."""
