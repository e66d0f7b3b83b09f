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
DECLARING = frozenset(
    "say tell warn predict demand urge deny estimate allege recommend claim".split()
)
"""Verbs of saying whose bare object or infinitive is somebody's words too: "predicted a fall"."""
SUPPOSING = MODAL - {"would"}
"""Helping verbs of what is not said, or not yet."""
MESSAGES = frozenset(
    "statement letter tweet post message email memo note release comment response report".split()
)
"""What says something for whoever issues it: "a statement saying that"."""
SHOWING = frozenset("show indicate suggest reveal find put point".split())
"""Verbs of saying whose subject need not speak: "the move suggests that"."""
REPORTS = MESSAGES | frozenset("study survey poll analysis research data document paper".split())
"""What tells something that was found out."""
MASCULINE = frozenset(
    "man boy father son brother husband uncle nephew grandfather grandson widower boyfriend".split()
)
FEMININE = frozenset(
    "woman girl mother daughter sister wife aunt niece grandmother widow girlfriend".split()
)
"""Nouns that only "he", and only "she", goes on from."""
VAGUE = frozenset(
    "company firm group organisation organization business man woman person source".split()
)
"""Nouns that tell nothing of who is meant: "the company"."""
SHARES = frozenset("cent percent half third quarter majority minority".split())
"""Nouns for a part of those asked, who say nothing by themselves."""
OUTLETS = frozenset(
    """
    newspaper paper magazine broadcaster programme program station channel website outlet
    publication network
    """.split()
)
"""Nouns for what people speak to: "told the newspaper"."""
