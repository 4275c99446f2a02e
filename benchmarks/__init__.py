"""Measuring Frontmark: large content that is made up, and what is timed on it. No part of what is installed."""
