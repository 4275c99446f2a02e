"""The codes a table's cells may hold, with the words a page uses for each and what each means.

Source of every list: the codebook of the embedded data (`content/data/CODEBOOK.md`); of armed_incident and
attack_on_civilians: the types of organised violence of the UCDP GED codebook.
"""

from __future__ import annotations

from generator.schema.column import Code

KINDS_OF_ACTOR = (
    Code("state", "state", "A state or its government as a whole."),
    Code("government_force", "government force", "A state's army, police or other official force."),
    Code("armed_group", "armed group", "An armed group that fights for itself or within a coalition."),
    Code(
        "coalition",
        "coalition",
        "Several groups acting under one name: an operations room, an alliance; also protesters and civil "
        "administrations, for which the list has no kind of their own.",
    ),
    Code("militia", "militia", "An armed group beside or behind a state's forces."),
    Code("international_body", "international body", "The United Nations, its agencies, and similar bodies."),
)

SIDES = (
    Code("regime", "Government", "The Assad government and its forces."),
    Code(
        "regime-backer",
        "Government’s backers",
        "States and groups that backed the government with force or means: Russia, Iran, Hezbollah, Iraqi "
        "militias, Fatemiyoun.",
    ),
    Code(
        "regime-neighbour",
        "Neighbours (Iraq)",
        "Iraq and its Popular Mobilisation Forces: voiced support for the government, denied fighting for "
        "it.",
    ),
    Code(
        "opposition",
        "Opposition",
        "The HTS-led command, the Syrian National Army, southern groups, the Syrian Free Army and, later, "
        "the caretaker government.",
    ),
    Code("opposition-backer", "Opposition’s backers", "A state that backed the opposition: Turkey."),
    Code("sdf", "Syrian Democratic Forces", "The Syrian Democratic Forces and their allies."),
    Code(
        "sdf-backer",
        "Backers of the SDF",
        "States that backed the Syrian Democratic Forces: the United States.",
    ),
    Code("isis", "Islamic State", "The Islamic State."),
    Code(
        "external-neutral",
        "Other states",
        "States not coded as a backer of one Syrian side (Israel, Jordan, Gulf and Western states); it does"
        " not say that the state was passive.",
    ),
    Code("international", "International bodies", "The United Nations and other international bodies."),
)

KINDS_OF_PLACE = (
    Code("city", "city", "A large settlement, as a rule a governorate’s capital."),
    Code("town", "town", "A settlement between a city and a village."),
    Code("village", "village", "A small settlement."),
    Code("base", "base", "A military base; also a military hilltop or a prison."),
    Code("airport", "airport", "A civil or military airfield."),
    Code("crossing", "crossing", "A border crossing."),
    Code("region", "region", "A countryside sector, a governorate, a hill, a quarter of a city, a dam."),
    Code("country", "country", "A country."),
)

POSITIONS = (
    Code("exact", "exact", "Centre of a known settlement or site, good to about 1–2 km."),
    Code("approx", "approximate", "Position or extent known only roughly, to a few kilometres."),
    Code("admin", "stand-in point", "An arbitrary centre point that stands for a governorate or a country."),
)

DATE_PRECISIONS = (
    Code("day", "that day", "The event took place on that day."),
    Code("approx", "about that day", "A neighbouring day is possible, or the sources disagree on the day."),
    Code(
        "range", "within a span", "The event took place somewhere between date and date_end, both included."
    ),
)

TYPES_OF_EVENT = (
    Code("capture", "capture", "A place or a site was taken over."),
    Code("withdrawal", "withdrawal", "Forces left a place."),
    Code("advance", "advance", "Movement without a named take-over, or a cumulative picture of one."),
    Code("clash", "clash", "Ground fighting, shelling, a drone or blast incident."),
    Code("airstrike", "air strike", "A strike from the air."),
    Code(
        "armed_incident",
        "armed incident",
        "Armed violence between organised actors whose form the source does not say: fighting, shelling, a "
        "strike. Who attacked whom is not said either.",
    ),
    Code(
        "attack_on_civilians",
        "attack on civilians",
        "Armed violence by an organised actor against civilians.",
        plural="attacks on civilians",
    ),
    Code("defection", "defection", "Members of one side left it or went over to another."),
    Code("protest", "protest", "People gathered in protest."),
    Code("statement", "statement", "Somebody said or announced something; its date is the day it was said."),
    Code("meeting", "meeting", "Actors met or spoke by telephone."),
    Code("deployment", "deployment", "Forces or means were sent or moved up."),
    Code("evacuation", "evacuation", "People were brought out of a place."),
    Code("agreement", "agreement", "Actors agreed on something: a deal, a safe passage, a handover."),
)

CONFIDENCES = (
    Code(
        "confirmed",
        "confirmed",
        "Reported as fact by a news agency, a monitor or several independent pages; for a statement: the "
        "statement itself is documented.",
    ),
    Code(
        "claimed", "claimed", "The claim of one party or of one unnamed source, or a single secondary page."
    ),
    Code("disputed", "disputed", "Sources contradict each other, or the party concerned denies it."),
)

EXTENTS = (
    Code("place", "the place itself", "The named place itself changed hands."),
    Code(
        "area",
        "an area",
        "The row stands for an area. It usually includes the place rows of the same day and front, so the "
        "two are never added up.",
    ),
)

CATEGORIES_OF_SUPPORT = (
    Code("troops", "troops", "Fighters on the ground."),
    Code("advisers", "advisers", "Officers and specialists who advise, train or plan."),
    Code("air_power", "air power", "Strikes and cover from the air."),
    Code("missiles_drones", "missiles and drones", "Missiles and drones, given or fired."),
    Code("funding", "funding", "Money."),
    Code("logistics", "logistics", "Supplies, equipment, intelligence, coordination of fire."),
    Code("diplomatic", "diplomatic backing", "Words, votes, mediation."),
    Code("withdrawal", "withdrawal", "The backer pulled out; scope says how far that reaches."),
)

REACHES = (
    Code("local", "local", "One place or unit was given up; the other categories of this backer go on."),
    Code(
        "general",
        "general",
        "Every category of this backer for this recipient ends on that day, until a later row opens one "
        "again.",
    ),
)

STEPS_OF_SUPPORT = (
    Code("requested", "requested", "The recipient asked for it."),
    Code("considered", "considered", "The backer was weighing it."),
    Code("conditional", "conditional", "The backer tied it to a condition."),
    Code("pledged", "pledged", "The backer promised it."),
    Code("delivered", "delivered", "It was given."),
    Code("withheld", "withheld", "It was refused, ruled out or not given."),
    Code("withdrawn", "withdrawn", "It was pulled out or ended."),
)

LEVELS = (
    Code("0", "none", "Nothing given, refused, or ended."),
    Code("1", "political backing", "Political or diplomatic backing only."),
    Code("2", "indirect support", "Indirect material support: advisers, intelligence, logistics, weapons."),
    Code(
        "3",
        "limited combat support",
        "Direct but limited combat support: air strikes, artillery, hundreds to a few thousand fighters in "
        "a limited role.",
    ),
    Code("4", "large-scale combat", "Direct large-scale combat: a ground force able to change the front."),
)

ANSWERS = (
    Code("yes", "met", "The condition was met."),
    Code("no", "not met", "The condition was not met."),
    Code("unknown", "not known whether met", "No source says whether the condition was met."),
)

OUTCOMES = (
    Code("true", "right", "It came out as stated, its word of likelihood included."),
    Code("false", "wrong", "It did not come out as stated."),
    Code("open", "open", "It has not been judged."),
)

KINDS_OF_CHANGE = (
    Code("added", "added", "The row is new in this edition."),
    Code("changed", "changed", "A cell of the row has another value than in the edition before."),
    Code("removed", "removed", "The row stood in the edition before and does not stand in this one."),
    Code(
        "moved",
        "moved",
        "The row stands elsewhere in its table; rows of one day count in table order where control passes twice.",
    ),
    Code("layout", "files", "The files or the columns of the table changed, and no value by that."),
)

RULES_OF_GUARD = (
    Code(
        "reversed",
        "reversed within days",
        "A place passes back to the actor that lost it within a few days, or a cell of control goes back to what it "
        "was a few days before.",
    ),
    Code(
        "far", "far from its others", "A place passes to an actor that holds or held no other place near it."
    ),
    Code(
        "outsider",
        "not of its event",
        "A place passes to an actor that its event does not name, or is now said to have passed from one; an actor "
        "counts as named where its umbrella or one of its members is.",
    ),
    Code("lost_source", "lost a source", "The row rests on a source no longer."),
    Code("removed_row", "row removed", "A row that was published is there no longer."),
    Code(
        "raised_confidence",
        "surer without a new source",
        "The row is said to be better established, and rests on no source that it did not rest on before.",
    ),
    Code(
        "many_rows",
        "many rows",
        "More than a set share of the rows that the table had was changed, removed or moved.",
    ),
)
