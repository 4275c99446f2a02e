"""robots.txt as RFC 9309 has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.evidence.robots import parse

RULES = """
# ours stand last
User-agent: other
User-Agent: Another/2.0
Disallow: /

User-agent: *
Disallow: /private/
Disallow: /*.pdf$
Allow: /private/open
Disallow:
Crawl-delay: 3

user-agent: FrontMark
Disallow: /*?print=
Disallow: /news
Allow: /news
Allow: /news/2024*old
Crawl-delay: 900
"""


@pytest.mark.parametrize(
    ("agent", "target", "allowed"),
    [
        ("Frontmark", "/private/x", True),
        ("Frontmark", "/story?print=1", False),
        ("Frontmark", "/news/1", True),  # of two rules as long the one that allows
        ("Somebody", "/private/x", False),
        ("Somebody", "/private/open/1", True),  # the longest rule holds
        ("Somebody", "/a/b.pdf", False),
        ("Somebody", "/a/b.pdf?page=2", True),
        ("another", "/", False),
        ("other", "/x", False),
    ],
)
def test_the_longest_rule_of_our_group_holds(agent: str, target: str, allowed: bool) -> None:
    assert parse(RULES, agent).allows(target) == allowed


@pytest.mark.parametrize(
    ("pattern", "target", "fits"),
    [
        ("/fish", "/fish.html", True),
        ("/fish", "/Fish", False),
        ("/fish*", "/fishheads/yummy", True),
        ("/fish/", "/fish", False),
        ("/*.php", "/folder/any.php?x", True),
        ("/*.php$", "/any.php?x", False),
        ("/*.php$", "/any.php/b.php", True),
        ("/fish*.php", "/fishheads/cat.php?p", True),
        ("/$", "/", True),
        ("/$", "/a", False),
        ("/a*a$", "/a", False),
        ("/a*$", "/abc", True),
    ],
)
def test_stars_and_the_end(pattern: str, target: str, fits: bool) -> None:
    assert parse(f"user-agent: *\ndisallow: {pattern}", "Frontmark").allows(target) != fits


def test_the_pause_that_is_asked_for_has_a_bound() -> None:
    assert parse(RULES, "Somebody").delay == 3
    assert parse(RULES, "Frontmark").delay == 30
    assert parse("user-agent: *\ncrawl-delay: soon", "Frontmark").delay == 0


@given(st.text(), st.text())
def test_whatever_stands_there_is_read(text: str, target: str) -> None:
    parse(text, "Frontmark").allows(target)
