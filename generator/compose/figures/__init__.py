"""Measures → drawn charts: the message in words, the rows behind it, the form from `charts/`."""
