"""Importers: facts about a source, and one function from its file to our tables.

Each column of the source is used, left out by name with a reason, or reported. What an importer writes is
reviewed before it is published: it runs by hand, never inside a build.
"""
