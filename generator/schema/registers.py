"""The tables of what there is: sources, actors, places, and the axes that places form."""

from __future__ import annotations

from generator.schema import vocabulary
from generator.schema.column import Column, Table, identity
from generator.schema.grades import RELIABILITY

SOURCES = Table(
    "sources",
    "Sources",
    "The pages and documents that every other row rests on. A source is added only when its text was seen.",
    True,
    ("id",),
    (
        identity("Name of the source within this site; it never changes."),
        Column(
            "publisher",
            "string",
            "Who published the page. “(X)” names the agency or outlet that the text credits; “repost”, "
            "“mirror” and “digest” mark copies.",
            required=True,
        ),
        Column(
            "title",
            "string",
            "Headline as seen; in [square brackets] a short description where no headline was visible.",
            required=True,
        ),
        Column("url", "url", "Address of the page; empty where the source has none."),
        Column(
            "published", "date", "Date shown with the page; empty if none was shown or it was plainly wrong."
        ),
        Column("accessed", "date", "Day on which the page was read.", optional=True),
        Column(
            "language",
            "string",
            "Language of the text, as its ISO 639-1 code.",
            optional=True,
            pattern=r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*",
            form="a language code such as en",
        ),
        Column("archived_url", "url", "Address of an archived copy of the page.", optional=True),
        Column(
            "origin",
            "slug",
            "The source that this one repeats. A source and its repeats count as one voice.",
            optional=True,
            references="sources",
        ),
        RELIABILITY,
    ),
)

ACTORS = Table(
    "actors",
    "Actors",
    "States, forces, groups and bodies that act, are acted on, or give and receive support.",
    True,
    ("id",),
    (
        identity("Name of the actor within this site and of its page; it never changes."),
        Column("name", "string", "Name as shown in headings.", required=True),
        Column(
            "short_name", "string", "Name as shown in charts and tables; empty: the full name.", optional=True
        ),
        Column("kind", "string", "What sort of actor it is.", optional=True, codes=vocabulary.KINDS_OF_ACTOR),
        Column(
            "side",
            "string",
            "The bloc the actor is coded to. A site may name further sides in mkdocs.yml.",
            required=True,
            codes=vocabulary.SIDES,
            open=True,
        ),
        Column(
            "parent",
            "slug",
            "The umbrella the actor belongs to. What its members do is also counted for the umbrella.",
            optional=True,
            references="actors",
        ),
        Column(
            "until",
            "date",
            "Last day on which the actor existed as such. Places it held then have no known holder until a "
            "later row names one.",
            optional=True,
        ),
        Column("aliases", "list", "Other names, by which a reader may look for it.", optional=True),
        Column("description", "prose", "Who it is, in one sentence.", optional=True),
        Column(
            "color",
            "string",
            "Colour of the actor in every chart; empty: one is chosen by its side.",
            optional=True,
            pattern="#[0-9A-Fa-f]{6}",
            form="a colour such as #0a7d4f",
        ),
    ),
)

PLACES = Table(
    "places",
    "Places",
    "Settlements, sites, areas and countries in which events take place.",
    False,
    ("id",),
    (
        identity("Name of the place within this site and of its page; it never changes."),
        Column("name", "string", "Name as shown.", required=True),
        Column("name_ar", "string", "Arabic name, where sure.", optional=True),
        Column("admin1", "string", "Governorate; for places abroad the country."),
        Column("kind", "string", "What sort of place it is.", codes=vocabulary.KINDS_OF_PLACE),
        Column("lat", "number", "Latitude in degrees north (WGS84).", minimum=-90, maximum=90),
        Column("lon", "number", "Longitude in degrees east (WGS84).", minimum=-180, maximum=180),
        Column("precision", "string", "How well the position is known.", codes=vocabulary.POSITIONS),
    ),
)

AXES = Table(
    "axes",
    "Axes of advance",
    "Lines of places along which an advance is measured in kilometres.",
    False,
    ("id",),
    (
        identity("Name of the axis within this site; it never changes."),
        Column("name", "string", "Name as shown.", required=True),
        Column(
            "places",
            "list",
            "The places in their order from the origin, each once, at least two. The distance of a place is"
            " the sum of the great-circle legs up to it.",
            required=True,
            references="places",
        ),
        Column("description", "prose", "What line it is, in one sentence.", optional=True),
    ),
)
