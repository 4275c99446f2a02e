"""A day as a newsletter and a channel send it: a mail (`digests/<date>.html`) and a message (`digests/<date>.txt`)."""

from generator.digest.digests import digests

__all__ = ("digests",)
