"""Computed sentences: templates over measures. None says more than its rows; a claim reads as a claim."""
