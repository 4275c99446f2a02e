"""Atom and JSON feeds of a site: its days, each actor, its changes; whole texts, dated by the data."""

from generator.feeds.gathered import feeds

__all__ = ("feeds",)
