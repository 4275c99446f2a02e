"""The report for slow lines, old phones and text browsers: `lite/`, plain HTML in pages of at most 30 KB."""

from generator.lite.pages import LIMIT, STYLE, lite

__all__ = ("LIMIT", "STYLE", "lite")
