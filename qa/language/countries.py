"""A country or its people in, one name for both out: "American", "U.S." and "United States".

Only those that share no root with each other; of "Russian" the country can be read.
"""

from __future__ import annotations

_NAMES = (
    "united states, united states of america, us, u.s, usa, america, american, americans",
    "united kingdom, uk, u.k, britain, great britain, british, briton, britons",
    "france, french, frenchman, frenchwoman",
    "spain, spanish, spaniard, spaniards",
    "netherlands, dutch, dutchman",
    "denmark, danish, dane, danes",
    "sweden, swedish, swede, swedes",
    "finland, finnish, finn, finns",
    "poland, polish, pole, poles",
    "turkey, turkish, turk, turks",
    "ireland, irish, irishman, irishwoman",
    "scotland, scottish, scot, scots",
    "wales, welsh, welshman",
    "england, english, englishman, englishwoman",
    "greece, greek, greeks",
    "switzerland, swiss",
    "norway, norwegian, norwegians",
    "philippines, philippine, filipino, filipinos",
    "thailand, thai, thais",
    "germany, german, germans",
    "european union, eu",
    "united nations, un, u.n",
)
_COUNTRY = {name: row.split(", ")[0] for row in _NAMES for name in row.split(", ")}


def country_of(name: str) -> str | None:
    """The country, or the union of some, of whose name this is a form; None where it is none."""
    plain = " ".join(name.casefold().split()).removeprefix("the ").rstrip(".")
    return _COUNTRY.get(plain)
