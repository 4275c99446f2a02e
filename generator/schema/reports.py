"""The tables of what is reported: events, changes of control, support, meetings, assessments."""

from __future__ import annotations

from generator.schema import vocabulary
from generator.schema.column import Column, Table, identity
from generator.schema.grades import CREDIBILITY

_SUMMARY = "What happened: one neutral sentence in own words, attributed where the source attributes it."
_SOURCES = Column(
    "sources", "list", "The sources the row rests on; at least one.", required=True, references="sources"
)
_CONFIDENCE = Column(
    "confidence",
    "string",
    "How well the row is established.",
    required=True,
    codes=vocabulary.CONFIDENCES,
)

EVENTS = Table(
    "events",
    "Events",
    "What happened: one row per event, each resting on at least one source.",
    True,
    ("id",),
    (
        identity("Name of the event within this site, as a rule its date and a few words; it never changes."),
        Column(
            "date", "date", "Day the event took place; for a statement, the day it was made.", required=True
        ),
        Column(
            "date_end",
            "date",
            "Last possible day of an event whose date is known only as a span that begins with date.",
            optional=True,
        ),
        Column(
            "date_precision",
            "string",
            "How well the date is known; empty: that day.",
            optional=True,
            codes=vocabulary.DATE_PRECISIONS,
        ),
        Column("reported", "date", "Day on which it was first reported.", optional=True),
        Column("type", "string", "What sort of event it is.", required=True, codes=vocabulary.TYPES_OF_EVENT),
        Column(
            "place",
            "slug",
            "Where it took place. A statement takes the speaker’s capital unless another place is known, a "
            "telephone call the capital of one participant.",
            optional=True,
            references="places",
        ),
        Column("actor", "slug", "Who acted; empty if not known.", references="actors"),
        Column("target", "slug", "Against, toward or with whom.", optional=True, references="actors"),
        Column("other_actors", "list", "Further actors involved.", optional=True, references="actors"),
        Column("summary", "prose", _SUMMARY, required=True),
        _CONFIDENCE,
        Column(
            "fatalities_low", "integer", "Deaths in the event, lowest estimate.", optional=True, minimum=0
        ),
        Column("fatalities_best", "integer", "Deaths in the event, best estimate.", optional=True, minimum=0),
        Column(
            "fatalities_high", "integer", "Deaths in the event, highest estimate.", optional=True, minimum=0
        ),
        _SOURCES,
        CREDIBILITY,
    ),
)

CONTROL = Table(
    "control",
    "Changes of control",
    "One row per change of hands. Sources and confidence are those of the event. Before its first row a "
    "place is held by that row’s from_actor. Who holds a place follows from the rows of scope place alone; "
    "for pace either these or the area rows of a day and front are counted, never their sum.",
    False,
    ("event", "place"),
    (
        Column("event", "slug", "The event that brought the change.", required=True, references="events"),
        Column(
            "place", "slug", "The place, or the place that stands for the area.", True, references="places"
        ),
        Column("date", "date", "Day of the change: always the date of the event.", required=True),
        Column("from_actor", "slug", "Holder before; empty if not known.", references="actors"),
        Column("to_actor", "slug", "Holder after.", required=True, references="actors"),
        Column("scope", "string", "What the row stands for.", required=True, codes=vocabulary.EXTENTS),
        Column(
            "settlements",
            "integer",
            "Number of settlements or sites the row stands for, from the source; 1 if it names just the "
            "place.",
            optional=True,
            minimum=1,
        ),
        Column("note", "prose", "Caveats.", optional=True),
    ),
)

SUPPORT = Table(
    "support",
    "Outside support",
    "What each outside backer was asked for, offered, did or refused. A row dates an act or a statement, "
    "not a span: a level that no row renews grows stale.",
    False,
    ("id",),
    (
        identity(
            "Name of the row within this site, as a rule backer, date and a few words; it never changes."
        ),
        Column("date", "date", "Day of the act or the statement.", required=True),
        Column("backer", "slug", "Who gives, offers or refuses.", required=True, references="actors"),
        Column("recipient", "slug", "For whom.", required=True, references="actors"),
        Column(
            "category",
            "string",
            "What sort of support it is.",
            required=True,
            codes=vocabulary.CATEGORIES_OF_SUPPORT,
        ),
        Column(
            "scope",
            "string",
            "How far a withdrawal reaches; empty for every other category.",
            optional=True,
            codes=vocabulary.REACHES,
        ),
        Column(
            "status", "string", "How far the step had come.", required=True, codes=vocabulary.STEPS_OF_SUPPORT
        ),
        Column(
            "level",
            "integer",
            "Level of support, ordinal. For delivered: what was given. For requested, considered, "
            "conditional and pledged: what the step would mean if carried out. For withheld and withdrawn: "
            "what remains in that category or place.",
            required=True,
            codes=vocabulary.LEVELS,
            minimum=0,
            maximum=4,
        ),
        Column("summary", "prose", _SUMMARY, required=True),
        Column("amount", "number", "How much, where a source gives a number.", optional=True, minimum=0),
        Column(
            "unit", "string", "What amount counts: fighters, aircraft, million US dollars.", optional=True
        ),
        Column("condition", "prose", "On what condition, in one clause.", optional=True),
        Column(
            "condition_met",
            "string",
            "Whether the condition was met.",
            optional=True,
            codes=vocabulary.ANSWERS,
        ),
        _CONFIDENCE,
        _SOURCES,
        CREDIBILITY,
    ),
)

MEETINGS = Table(
    "meetings",
    "Meetings",
    "Who met or telephoned whom, why, and what came of it.",
    False,
    ("id",),
    (
        identity("Name of the meeting within this site; it never changes."),
        Column("date", "date", "Day of the meeting or the call.", required=True),
        Column("place", "slug", "Where.", optional=True, references="places"),
        Column(
            "convener",
            "slug",
            "The host, or the side that asked for the contact; empty if not known.",
            optional=True,
            references="actors",
        ),
        Column("participants", "list", "Who took part.", required=True, references="actors"),
        Column("purpose", "prose", "What it was about, paraphrased."),
        Column(
            "outcome",
            "prose",
            "What came of it, paraphrased; “no outcome reported” means that none was seen.",
            optional=True,
        ),
        _SOURCES,
        CREDIBILITY,
    ),
)

ASSESSMENTS = Table(
    "assessments",
    "Assessments",
    "Forecasts and judgements by others, and what became of them. Whether one came true is judged by the "
    "site’s authors.",
    False,
    ("id",),
    (
        identity("Name of the assessment within this site; it never changes."),
        Column("date", "date", "Day it was made or published.", required=True),
        Column("author", "string", "Who made it, with the outlet that relayed it.", required=True),
        Column("statement", "prose", "The forecast or judgement in own words.", required=True),
        Column("likelihood_term", "string", "The author’s own wording of how likely it is."),
        Column(
            "horizon",
            "date",
            "Day by which it can be judged, only if the source gives one.",
            optional=True,
        ),
        Column("resolved", "string", "What became of it.", required=True, codes=vocabulary.OUTCOMES),
        Column("resolution_date", "date", "Day on which that was clear.", optional=True),
        Column("resolution_note", "prose", "Why it is judged so.", optional=True),
        _SOURCES,
        CREDIBILITY,
    ),
)
