"""How a row of UCDP GED is worded, and what a site made of it says about its data."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from generator.importers.imported import Row

SIDES = {"ucdp-states": "States", "ucdp-groups": "Armed groups"}
CREDIT = (
    'Data: <a href="https://ucdp.uu.se/">Uppsala Conflict Data Program</a>, '
    '<a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>'
)
ABOUT = """# About

*{title}* shows events of the [Uppsala Conflict Data Program](https://ucdp.uu.se/) (UCDP), from its
Georeferenced Event Dataset (GED). Licence of the data:
[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). Cite UCDP, with the article it names for the version
you downloaded, and:

> Sundberg, Ralph, and Erik Melander (2013). Introducing the UCDP Georeferenced Event Dataset. *Journal of Peace
> Research* 50(4), 523–532.

What was changed: rows were put into the tables of this site, as follows.

- **Event.** Use of armed force with at least one death by one of the estimates. UCDP does not record its form;
  “armed incident” is violence between organised actors (state-based and non-state), “attack on civilians”
  one-sided violence. Between organised actors it does not say who attacked whom.
- **Deaths.** UCDP’s best, low and high estimates of people killed, as reported; they are not counts. Where the
  best estimate lay outside its own bounds, the contradicting bound was left out.
- **Day.** An event whose day is known only as a span stands on the first day of the span and says so.
- **Place.** “Near” a place means within about 25 km. Where only a district, governorate or country is known, the
  position is a point that stands for it.
- **Actors.** UCDP writes joint sides as one name; where its parts are known they were told apart. Civilians are
  not an actor.
- **Sources.** The publications that UCDP names, with their dates. Their texts were read by UCDP’s coders; headlines
  are left out because some name victims.
- **Confidence.** Rows that UCDP has cleared read “confirmed”; candidate rows that it still checks read “claimed”.
"""

_PLACED = {
    "1": "in {place}",
    "2": "in or near {place}",
    "3": "in {place}",
    "4": "in {place}",
    "5": "in the area of {place}",
    "6": "in {place}, where exactly is not known",
    "7": "at sea or in the air near {place}",
}
UNNAMED = "an actor not identified"


def summary(row: Row) -> str:
    """One neutral sentence; how many died stands beside it on every page."""
    one_sided = row["type_of_violence"] == "3"
    side_a, side_b = (known(row[side]) or UNNAMED for side in ("side_a", "side_b"))
    told = (
        f"Violence by {side_a} against civilians"
        if one_sided
        else f"Armed violence between {side_a} and {side_b}"
    )
    place = row["where_coordinates"] or row["adm_2"] or row["adm_1"] or row["country"]
    if place:
        told += " " + _PLACED.get(row["where_prec"], "in {place}").format(place=place)
    notes = []
    civilians = row["deaths_civilians"].removesuffix(".0")
    if civilians.isdigit() and int(civilians) and not one_sided:
        notes.append(f"civilians among the dead: {int(civilians):,} by the best estimate")
    if row["event_clarity"] == "2":
        notes.append("one row for several incidents")
    return "; ".join([told, *notes]).translate(_PLAIN) + "."


# A summary may hold emphasis and links; a name with such marks means the marks.
_PLAIN = str.maketrans({"*": "", "`": "’", "[": "(", "]": ")"})


def known(side: str) -> str:
    """The name of a side; "" for the stand-ins that UCDP writes where it does not know one."""
    stand_in = side.lower() in ("unknown", "unidentified") or (side.startswith("XXX") and side[3:].isdigit())
    return "" if stand_in or side == "XXX" else side


def title(countries: Collection[str], dated: Sequence[Row]) -> str:
    """What a site of these events is called: "Syria: organised violence, 2016–2019"."""
    first, last = dated[0]["date"][:4], dated[-1]["date"][:4]
    years = first if first == last else f"{first}–{last}"
    return (
        f"{next(iter(countries))}: organised violence, {years}"
        if len(countries) == 1
        else f"Organised violence, {years}"
    )
