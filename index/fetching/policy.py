"""An IP address in; whether a page may be fetched from it out."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv6 for all of IPv4 (RFC 6052): the last 32 bits are the address that is reached."""

_GLOBAL_UNICAST = IPv6Network("2000::/3")
"""All that IANA has ever given out of IPv6; what lies outside stands for something else: an address
of IPv4, a network of one's own, a group of machines."""

_SPECIAL_V4 = tuple(
    map(
        IPv4Network,
        [
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
            *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24"),
            *("192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24"),
            *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        ],
    )
)
"""IANA's IPv4 Special-Purpose Address Registry, and multicast."""

_SPECIAL_V6 = tuple(
    map(
        IPv6Network,
        ["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"],
    )
)
"""What IANA's IPv6 Special-Purpose Address Registry names of the global unicast addresses."""


def is_public(address: str) -> bool:
    """Whether it belongs to the public internet, and to nobody's own machine or network.

    A page that names an address inside could otherwise make Byline read what only this machine may
    reach. Every range that IANA keeps for a special purpose is refused, also those that are reached
    from everywhere: no newspaper is there. An address of IPv6 that stands for one of IPv4 is judged
    by that one, or refused where it is never needed.
    """
    parsed = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv6Address) and parsed in _NAT64:
        parsed = IPv4Address(int(parsed) & 0xFFFFFFFF)
    if isinstance(parsed, IPv6Address):
        special = parsed not in _GLOBAL_UNICAST or any(parsed in net for net in _SPECIAL_V6)
    else:
        special = any(parsed in net for net in _SPECIAL_V4)
    # The registry may have grown: a newer Python knows what this list does not.
    return not special and parsed.is_global
