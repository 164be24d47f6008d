"""A made-up programme of any size, for benchmarks and tests.

    python tests/generate_districts.py 300 FOLDER --seed 1

writes FOLDER/districts/ with programme.yml and, for each country, country.yml, groups/ and one file a district;
`--overlay` adds FOLDER/overlay/ with invented people. The same count and seed give the same bytes.

- Districts come in groups (three, or `--group-size`); the groups take turns in the countries (`xa` and `xb`, or the
  one of `--country FILE`, whose codes of roles, cadres and facilities are used).
- Groups take turns in the states of `STATES`, so thirty districts show each of them: not begun, preparing, between
  the workshops, implementing, deciding, and a second cycle of each kind. What lies before 2027-06-30 is recorded.
- The files are good: `msi check` has nothing to say. Together they use every field of the model
  (tests/test_scale.py holds that), in the styles that people type: plain, 'single', "double" and folded texts, lists
  and blocks in one line or many, comments.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

AS_OF = dt.date(2027, 6, 30)
WEEK = dt.timedelta(weeks=1)
DAY = dt.timedelta(days=1)

#: State of a group -> its cycles, each with its kind and the weeks since its start.
STATES: dict[str, tuple[tuple[str, int], ...]] = {
    "not begun": (),
    "preparing": (("new", 3),),
    "between the workshops": (("new", 7),),
    "implementing": (("new", 29),),
    "deciding": (("new", 46),),
    "second cycle, new problem": (("new", 54), ("new", 7)),
    "second cycle, adapted": (("new", 60), ("same_adapted", 12)),
    "second cycle, continued": (("new", 62), ("continue", 13)),
}

#: Weeks from the start of a cycle to its events, and to the implementation, by kind; the first cycle apart.
FIRST = {"orientation-visit": 0, "situation-analysis-visit": 3, "workshop-1": 5, "workshop-2": 10, "implementation": 11}
LATER = {
    "new": {"situation-analysis-visit": 2, "workshop-1": 4, "workshop-2": 9, "implementation": 10},
    "same_adapted": {"workshop-2": 3, "implementation": 4},
    "continue": {"implementation": 0},
}
DECISIONS = {"new": "new_problem", "same_adapted": "adapt_same_problem", "continue": "continue"}

# ---------------------------------------------------------------- words

FIRST_PARTS = (
    "Kalo", "Mbara", "Éwuna", "Tindo", "Olusa", "Ñkeri", "Bafwa", "Sönde", "Luvya", "Amani", "Zikere", "Hohoe", "Wadu",
    "Chipa", "Nyero", "Gbando", "Iramba", "Kété", "Pemba", "Quilo",
)  # fmt: skip
SECOND_PARTS = ("North", "South", "East", "West", "Hill", "Lakeside", "Upper", "Lower", "Central", "Riverside")
PLACES = ("hall of the district hospital", "council chamber", "training room no. 4", "meeting room: first floor")

PROBLEMS = (
    "Rostered staff are absent without approved reason in {n} of {m} health centres",
    "{n} of {m} health centres had no supervision visit in two quarters",
    "Only {n} of {m} staff had an appraisal last year",
    "Monthly reports of {n} of {m} facilities come late or not at all",
    "Low case detection of yaws: {n} cases were found where {m} were expected",
)
#: A word of each problem -> what it is about.
PROBLEM_KINDS = {
    "absent": "absence",
    "supervision": "supervision",
    "appraisal": "appraisal",
    "reports": "information",
    "yaws": "service",
}
CAUSES = (
    "In-charges were never shown how",
    'Nobody asks: "who came today?"',
    "Each programme makes its own plan",
    "Absence has no consequence",
    "Staff live far from the facility (an hour's walk, or more)",
    "The register is kept & summed up nowhere",
    "Fuel is bought in the last quarter: 71% of it",
    "Transport stops at 10:30",
)
STRATEGIES = (
    "Rosters made and shown each month",
    "One calendar of visits for all programmes",
    "Written feedback on the same day",
    "Attendance talked about at every review meeting",
    "Reports checked by a neighbour, then sent",
    "Praise for full attendance: in public",
)
SENTENCES = (
    "Team and in-charges looked at the figures together.",
    "Three facilities said they'd rather begin after the harvest; the others began at once.",
    "Costs: none that were not planned already.",
    'The chair asked: "Is 80% enough?" and the answer was no.',
    "NO vehicle was free between 08:00 and 10:30.",
    "In the café of the hospital people spoke about it for a week — that helped.",
    "About ¾ of the staff (n = 48) had heard of it, half of them from a colleague.",
    "Registers #1 to #4 were found; the fifth was lost in the rains.",
    "Women were asked apart from men, in Kiswahili and English.",
    "We do it again in the next quarter, only earlier in the morning.",
    "The plan says 3 × a month, the people say: once is what can be done.",
    "It took longer than planned [about two hours], and nobody left.",
)
AREAS = (
    "availability", "direction", "competencies", "rewards_sanctions", "health_system", "management", "community",
    "policy",
)  # fmt: skip
FINDING_AREAS = (
    "management", "planning", "financing", "information", "human_resources", "medicines_supplies", "service_delivery",
    "gender_equity",
)  # fmt: skip

PROGRAMME = """\
# EXAMPLE DATA made by tests/generate_districts.py
name: Made-up programme
as_of: 2027-06-30
last_release: 2027-04-30
month_rule: weeks
default_implementation_months: 8
meeting_plan: [4, 8]
visit_plan: [2, 6]
prices: {currency: XTS, side_black: 0.40, side_colour: 2.00, side_a3: 1, sheet: 0.10, as_of: 2026-11-01}
contact: "Programme office: second floor, ask for the coordinator"
website: https://example.org/programme
"""

COUNTRY = """\
# EXAMPLE DATA made by tests/generate_districts.py: a country that does not exist
code: {code}
name: {name}
as_of: 2027-01-01
source: invented
languages: [en]
paper: {paper}
currency: XTS
levels:
  - {{key: region, singular: region, plural: regions, count: 12, as_of: 2026, source: invented}}
  - {{key: district, singular: district, plural: districts, count: 400, as_of: 2026, source: invented}}
  - {{key: ward, singular: ward, plural: wards}}
regions: ["North", 'South', Élise Region, "Region: Lakes"]
district_types:
  - {{code: rural, label: rural district, plural: rural districts}}
  - {{code: town, label: town council}}
team_name: {team} Health Management Team
team_abbr: {abbr}
team_lead_title: {team} Health Officer
health_office_name: {team} Health Office
local_government_head: chair of the council
next_level_office: Regional Health Office
hmis_name: DHIS2
hris_name: staff list
facility_types:
  - {{code: hospital, label: hospital, plural: hospitals}}
  - {{code: health_centre, label: health centre, plural: health centres}}
  - {{code: post, label: health post, plural: health posts}}
owner_types:
  - {{code: government, label: government}}
  - {{code: faith_based, label: church or mosque}}
cadres:
  - {{code: doctor, label: doctor, plural: doctors}}
  - {{code: nurse, label: nurse, plural: nurses}}
  - {{code: midwife, label: midwife, plural: midwives}}
  - {{code: assistant, label: assistant, plural: assistants}}
roles:
  - {{code: director, label: head of the office}}
  - {{code: hr_officer, label: HR officer}}
  - {{code: nursing_officer, label: nursing officer}}
  - {{code: information_officer, label: information officer}}
  - {{code: accountant, label: accountant}}
fiscal_year_start: 7
plan_milestones: [{{name: "Plan: first draft", month: 4}}, {{name: Plan handed in, month: 6}}]
public_holidays: [{{date: 2027-05-01, name: Labour Day}}, {{date: 2027-12-25, name: Christmas Day}}]
busy_weeks: [{{start: 2027-12-20, end: 2027-12-31, reason: end of the year}}]
group_size: 3
month_rule: weeks
meeting_plan: [4, 8]
visit_plan: [2, 6]
column_labels: {{D: "Expected effect (target)", H: When}}
workshop_participants_per_district: {{min: 3, default: 4, max: 6}}
population_factors: {{year: 2026, source: invented, factors: {{under_one: 3.4, "women 15-49": 23.5}}}}
data_protection:
  law: Data Act
  authority: Data Office
  contact: the data officer
  notice: "This paper holds personal data: keep it locked."
  source: invented
phone_pattern: '\\+999[0-9]{{9}}'
rules: {{Q07: off}}
"""


@dataclass(frozen=True)
class Words:
    """The codes of a country that its districts choose from."""

    code: str
    regions: tuple[str, ...]
    types: tuple[str, ...]
    facilities: tuple[str, ...]
    cadres: tuple[str, ...]
    roles: tuple[str, ...]

    @classmethod
    def of(cls, country: str) -> Words:
        """Read them from the text of a country's file."""
        data = yaml.safe_load(country)
        codes = {
            key: tuple(entry["code"] for entry in data[key])
            for key in ("district_types", "facility_types", "cadres", "roles")
        }
        return cls(data["code"], tuple(data.get("regions") or ["Invented Region"]), *codes.values())


@dataclass(frozen=True)
class Span:
    """One cycle of a group: its kind, and the days of its events."""

    number: int
    kind: str
    start: dt.date
    days: dict[str, dt.date]

    def held(self, slug: str) -> bool:
        return slug in self.days and self.days[slug] < AS_OF


# ---------------------------------------------------------------- writing YAML as people do


class Writer:
    """Turns dicts, lists and texts into lines; the random source chooses among good styles."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def block(self, data: dict, indent: int = 0) -> Iterator[str]:
        for key, value in data.items():
            yield from self._entry(f"{' ' * indent}{self._quoted(key) if _odd(key) else key}:", value, indent)

    def _entry(self, head: str, value: object, indent: int) -> Iterator[str]:
        flow = self._flow(value)
        if not isinstance(value, (dict, list)):
            yield from self._text(head, flow, value, indent)
        elif not value or len(head) + len(flow) < 100 and _is_small(value) and self.chance.random() < 0.8:
            yield f"{head} {flow}{self.chance.choice(['', '', '', '  # see the notes'])}"
        elif isinstance(value, dict):
            yield head
            yield from self.block(value, indent + 2)
        else:
            yield head
            for one in value:
                yield from self._item(one, indent + 2)

    def _item(self, value: object, indent: int) -> Iterator[str]:
        flow = self._flow(value)
        if isinstance(value, dict) and not (len(flow) < 130 and _is_small(value)):
            first, *rest = self.block(value, indent + 2)
            yield f"{' ' * indent}- {first.lstrip()}"
            yield from rest
        else:
            yield f"{' ' * indent}- {flow}"

    def _text(self, head: str, flow: str, value: object, indent: int) -> Iterator[str]:
        if isinstance(value, str) and len(value) > 90 and "  " not in value and self.chance.random() < 0.3:
            yield f"{head} >-"
            for line in textwrap.wrap(value, 90, break_long_words=False, break_on_hyphens=False):
                yield f"{' ' * (indent + 2)}{line}"
        else:
            yield f"{head} {flow}"

    def _flow(self, value: object) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{self._flow(key)}: {self._flow(one)}" for key, one in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self._flow, value)) + "]"
        if isinstance(value, bool):
            return "true" if value else "false"
        if value is None:
            return self.chance.choice(["null", "~"])
        text = str(value)
        return self._quoted(text) if _odd(text) or self.chance.random() < 0.03 else text

    def _quoted(self, text: str) -> str:
        if self.chance.random() < 0.4:
            return "'" + text.replace("'", "''") + "'"
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _odd(text: str) -> bool:
    """Must the text stand in quotes?"""
    return not re.fullmatch(r"[\w+][\w ./()%&+-]*", text) or text != text.strip()


def _is_small(value: object) -> bool:
    inner = list(value.values()) if isinstance(value, dict) else list(value)
    return not any(isinstance(one, (dict, list)) and len(one) > 3 for one in inner) and len(inner) < 12


# ---------------------------------------------------------------- a district


class Maker:
    """Makes the content of one district or group, out of one random source."""

    def __init__(self, chance: random.Random, words: Words) -> None:
        self.chance, self.words = chance, words

    def say(self, most: int = 2) -> str:
        """One sentence or a few; now and then somebody tells the whole story."""
        long = self.chance.random() < 0.03
        return " ".join(self.chance.sample(SENTENCES, 9 if long else self.chance.randint(1, most)))

    def number(self, low: int, high: int) -> int:
        return self.chance.randint(low, high)

    def role(self) -> str:
        return self.chance.choice(self.words.roles)

    def district(self, id_: str, name: str, group: str, neighbours: list[str], spans: list[Span]) -> dict:
        female, male = self.number(20_000, 180_000), self.number(20_000, 180_000)
        return {
            "schema": 1,
            "id": id_,
            "name": name,
            "other_names": [f"{name} (old spelling)"],
            "example_data": True,
            "country": self.words.code,
            "region": self.chance.choice(self.words.regions),
            "zone": self.chance.choice(["Zone 1", "Zone: lakes"]),
            "group": group,
            "neighbours": neighbours,
            "level": self.chance.choice(self.words.types),
            "population": {
                "total": female + male, "female": female, "male": male, "year": 2026, "source": "census: projection",
            },
            "subdistricts": self.number(3, 12),
            "facilities": [
                {"type": kind, "owner": owner, "count": self.number(1, 20)}
                for kind in self.words.facilities
                for owner in ("government", "faith_based")
            ],
            "workforce": [self.staff(cadre) for cadre in self.words.cadres],
            "team": self.team(),
            "planning": {
                "plan_year": "2028", "submission_deadline": dt.date(2027, 9, 30),
                "workplan_in_plan": self.chance.choice(["not_planned", "planned", "partly", "included"]),
            },
            "colour": f"#{self.number(0x303030, 0x9F9F9F):06x}",
            "cycles": [self.cycle(span, spans, neighbours) for span in spans],
        }  # fmt: skip

    def staff(self, cadre: str) -> dict:
        women, men = self.number(0, 40), self.number(0, 30)
        return {
            "cadre": cadre, "posts": women + men + self.number(0, 9), "filled": women + men, "women": women, "men": men,
            "period": self.chance.choice(["2026-12", "2026-Q4", "2026"]),
        }  # fmt: skip

    def team(self) -> list[dict]:
        members = [
            {"role": role, "workshop_member": place < 4, "person": f"p{place + 1}",
             "sex_of_holder": self.chance.choice(["woman", "man"])}
            for place, role in enumerate(self.words.roles)
        ]  # fmt: skip
        members[1]["focal_point"] = True
        members[2]["deputy_focal_point"] = True
        return members

    # ------------------------------------------------------------ a cycle

    def cycle(self, span: Span, spans: list[Span], others: list[str]) -> dict:
        m = self.number(12, 40)
        problem = self.chance.choice(PROBLEMS).format(n=self.number(3, m), m=m)
        met, planned = span.held("workshop-1") or span.kind != "new", span.held("workshop-2") or span.kind == "continue"
        made = {
            "number": span.number,
            "start": span.start,
            "problem_choice": span.kind,
            "technique": "fishbone" if self.chance.random() < 0.4 else "tree",
            "events": list(self.events(span)),
            "implementation": {"months": 8, "month_rule": "weeks"},
            "situation_analysis": self.situation(span),
            "indicators": self.indicators(span, planned),
            "problems": self.problems(problem, met),
        }
        if planned:
            made["implementation"] = {"start": span.days["implementation"]} | made["implementation"]
        if met:
            made["problem_statement"] = self.statements(span, problem)
            made["analysis"] = self.analysis(made["technique"], planned)
            made["reviews"] = list(self.reviews(others))
            made["evaluations"] = [
                {"event": "workshop-1", "number": 1, "n": 12, "item": "The pace was right", "counts": [0, 1, 2, 5, 4]}
            ]
        if planned:
            made["workplan"] = {"version": 2, "agreed_by_full_team": span.days["implementation"],
                                "rows": [self.row(place, span) for place in range(self.number(2, 4))]}  # fmt: skip
            made |= self.observed(span)
        if span is not spans[-1] or span.held("inter-district-meeting 2"):
            made |= self.ended(span, spans)
        made["answers"] = {"Q01": self.say(1), "Q12": "Yes: at the next meeting"}
        return made

    def events(self, span: Span) -> Iterator[dict]:
        for slug in ("orientation-visit", "situation-analysis-visit"):
            if slug in span.days:
                yield self.event(slug, None, span)
        for slug in ("workshop-1", "workshop-2"):
            if span.held(slug):
                same = {"same_members_as_w1": 3} if slug == "workshop-2" else {}
                yield {"type": slug, "attended": {"women": 2, "men": 2}} | same | {"notes": self.say(1)}
        for number in (1, 2):
            yield self.event("support-visit", number, span)

    def event(self, slug: str, number: int | None, span: Span) -> dict:
        day = span.days[f"{slug} {number}" if number else slug]
        event = {"type": slug} | ({"number": number} if number else {}) | {"planned": day}
        if day >= AS_OF:
            return event | {"place": self.chance.choice(PLACES), "days": self.chance.choice([0.5, 1])}
        if self.chance.random() < 0.1:
            return event | {"state": "skipped", "reason": "Roads were closed: rains"}
        return event | {
            "actual": day + DAY * self.number(0, 3), "place": self.chance.choice(PLACES),
            "attended": {"women": self.number(1, 9), "men": self.number(1, 9), "guests": self.number(0, 3)},
            "report_done": self.chance.random() < 0.8, "notes": self.say(),
        }  # fmt: skip

    def situation(self, span: Span) -> dict:
        return {
            "completed": span.start + WEEK * 4,
            "findings": {area: [self.say(1) for _ in range(self.number(1, 3))] for area in FINDING_AREAS},
            "not_known": ["Absence by day of the week", self.say(1)],
        }

    def indicators(self, span: Span, planned: bool) -> list[dict]:
        return [
            self.percent("w03", span, planned),
            self.counted("roster", span, planned),
            {"id": "s03", "catalogue": "S03", "name": "First visit in time", "unit": "percent", "direction": "up",
             "frequency": "half_yearly", "used_for": ["situation_analysis"], "disaggregate": "facility",
             "values": [{"period": f"2026-Q{n}", "value": self.number(30, 60), "source": "DHIS2"} for n in (1, 2, 3)]},
        ]  # fmt: skip

    def percent(self, id_: str, span: Span, planned: bool) -> dict:
        base = self.number(50, 80)
        values = []
        for month in self.months(span) if planned else ():
            below = self.number(80, 200)
            above = round(below * self.number(20, 49) / 100)
            value = round(100 * above / below, 1)
            values.append(
                {"period": month, "value": value, "numerator": above, "denominator": below, "women": value + 2,
                 "men": round(value - 1.5, 1), "source": "visit: sheets", "quality": self.chance.choice(["good", "poor"]),
                 "note": self.say(1)}
            )  # fmt: skip
        return {
            "id": id_, "catalogue": "W03", "name": "Absence without approved reason",
            "definition": "Rostered staff who are not at work at an unannounced visit",
            "numerator": "staff absent: no approved reason", "denominator": "staff on the roster", "unit": "percent",
            "direction": "down", "baseline": {"value": base, "period": "2026-03/2026-05", "source": "12 visits"},
            "target": {"value": base / 2, "by": "2027-11"}, "frequency": "monthly", "responsible": self.role(),
            "used_for": ["situation_analysis", "workplan"], "disaggregate": "sex", "values": values,
        }  # fmt: skip

    def counted(self, id_: str, span: Span, planned: bool) -> dict:
        months = self.months(span) if planned else []
        return {
            "id": id_, "name": "Staff with an appraisal", "unit": "count", "direction": "up", "sensitive": True,
            "baseline": {"value": 3, "period": "2026"}, "target": {"value": 14, "by": "2027-08"},
            "frequency": "quarterly", "used_for": ["workplan"],
            "values": [{"period": month, "value": self.number(4, 14)} for month in months],
        }  # fmt: skip

    def months(self, span: Span) -> list[str]:
        """The months of implementation that have passed, at most eight."""
        first, found = span.days["implementation"].replace(day=1), []
        while first < AS_OF.replace(day=1) and len(found) < 8:
            found.append(f"{first:%Y-%m}")
            first = (first + DAY * 31).replace(day=1)
        return found

    def problems(self, problem: str, chosen: bool) -> list[dict]:
        kind = next(kind for start, kind in PROBLEM_KINDS.items() if start in problem)
        others = [text.format(n=5, m=20 + place) for place, text in enumerate(PROBLEMS[:3])]
        return [
            {"rank": 1, "text": problem, "kind": kind, "workforce_link": "direct", "evidence": ["w03"], "score": 22.5}
            | ({"chosen": True} if chosen else {}),
            *(
                {"rank": rank, "text": text, "workforce_link": self.chance.choice(["clear", "weak"]),
                 "evidence_text": "Registers: last quarter", "score": 20 - rank}
                for rank, text in enumerate(others, 2)
            ),
        ]  # fmt: skip

    def statements(self, span: Span, problem: str) -> list[dict]:
        return [
            {"version": 1, "date": span.start + WEEK, "text": "Many staff are absent: too many"},
            {"version": 2, "date": span.start + WEEK * 3, "current": True,
             "text": f"{problem}, so people were sent away in January to March 2027."},
        ]  # fmt: skip

    def analysis(self, technique: str, planned: bool) -> dict:
        texts = self.chance.sample(CAUSES, 6)
        causes = [self.cause(f"c{n}", texts[n - 1], texts[n + 2], n == 1) for n in (1, 2, 3)]
        made: dict = {"causes": causes[:1] if technique == "fishbone" else causes}
        if technique == "fishbone":
            made["fishbone"] = {self.chance.choice(AREAS[:4]): causes[1:2], self.chance.choice(AREAS[4:]): causes[2:]}
        made["effects"] = [{"text": "Patients go home again", "leads_to": [{"text": "They don't come back"}]}]
        if planned:
            made["objectives"] = [{"id": "o1", "from_cause": "c1a", "text": "Every in-charge has been shown how"}]
            made["gender_note"] = self.say()
        return made

    def cause(self, id_: str, text: str, behind: str, deep: bool) -> dict:
        far = [{"id": f"{id_}b", "text": f"{behind}, for years", "area": "policy", "evidence": "to_find_out",
                "reach": "outside"}] if deep else []  # fmt: skip
        return {
            "id": id_, "text": text, "area": self.chance.choice(AREAS), "evidence": "data", "reach": "influence",
            "because": [
                {"id": f"{id_}a", "text": behind, "area": self.chance.choice(AREAS), "evidence": "experience",
                 "reach": "ours", "chosen": True, "because": far}
            ],
        }  # fmt: skip

    def reviews(self, others: list[str]) -> Iterator[dict]:
        for other, of in zip(others, ("problem_statement", "analysis"), strict=False):
            yield {"by_district": other, "of": of, "event": "workshop-1", "strong": self.say(1),
                   "unclear": "Which staff?", "suggestion": "Say when: and how often", "answer": self.say(1)}  # fmt: skip

    # ------------------------------------------------------------ plan, diary, learning

    def row(self, place: int, span: Span) -> dict:
        begins = span.days["implementation"]
        gender = (
            {"gender_none_because": "The roster is the same for all"} if place == 1 else {"gender": self.say(1)}
        )
        links: dict = {"links_none_checked": True}
        if place == 0:
            links = {"links": [
                {"with": "s2", "kind": "helps", "text": self.say(1)},
                {"with_text": "Campaign: June", "kind": "conflicts", "action": "Stagger the two"},
            ]}  # fmt: skip
        return {
            "id": f"s{place + 1}", "problem": self.chance.choice(["c1a", "c2a", "Too few visits: all year"]),
            "strategy": STRATEGIES[place], "area": self.chance.choice(AREAS),
            "new_or_existing": self.chance.choice(["new", "existing", "improved_existing"]),
            "activities": [
                {"text": f"Agree on it: {self.say(1)}", "from": begins, "by": begins + WEEK * 8,
                 "responsible": self.role(), "status": self.chance.choice(["going", "done", "dropped", "paused"])},
                {"text": "Look at it each month"},
            ],
            "expected_effect": {"text": "From 31% to 20%", "by": "2027-11"}, "indicators": ["w03", "roster"],
            **links, **gender, "months": [1, self.number(4, 8)], "responsible": self.role(),
            "resources": {"needs_new_money": False, "source": "routine budget: visits", "budget_line": "supervision"},
            "status": self.chance.choice(["planned", "going", "modified"]),
            "changes": [{"date": begins + WEEK * 2, "what": self.say(1), "why": "It was asked for"}],
        }  # fmt: skip

    def observed(self, span: Span) -> dict:
        begins = span.days["implementation"]
        return {
            "diary": [self.entry(begins + WEEK * n) for n in range(self.number(2, 7)) if begins + WEEK * n < AS_OF],
            "support_visits": [self.visit(n, span) for n in (1, 2) if span.held(f"support-visit {n}")],
            "actions": [
                {"id": "a1", "from_event": "support-visit 1", "text": self.say(1), "owner_side": "dhmt",
                 "owner_role": self.role(), "due": begins + WEEK * 6, "status": "done", "closed": begins + WEEK * 5},
                {"id": "a2", "text": "Find a speaker: roads", "owner_side": "facilitator", "status": "open"},
            ],
            "inter_district_meetings": [
                {"number": n, "progress": self.say(), "lessons_problem_solving": self.say(1),
                 "lessons_staff_performance": self.say(1), "support_needed": "A map: all roads",
                 "share": self.chance.random() < 0.5}
                for n in (1, 2) if span.held(f"inter-district-meeting {n}")
            ],
            "environment_changes": [
                {"date": begins + WEEK, "text": "A bridge broke: two months", "effect": "hinders", "kind": "weather"}
            ],
            "learning": [{"date": begins + WEEK * 3, "text": self.say(1), "about": "method",
                          "share": self.chance.random() < 0.5}],
            "good_practices": [{"title": "One calendar", "what": self.say(1), "how": self.say(), "result": "46% to 79%",
                                "can_copy": "A map, two drivers, one calendar"}],
        }  # fmt: skip

    def entry(self, day: dt.date) -> dict:
        keys = ("did", "people", "reaction", "went_well", "less_well", "effect", "unexpected", "environment", "gender",
                "next_time")  # fmt: skip
        return {
            "date": day, "visibility": self.chance.choice(["team", "group", "public"]), "by_role": self.role(),
            "strategy": "s1", **{key: self.say(1) for key in keys},
        }  # fmt: skip

    def visit(self, number: int, span: Span) -> dict:
        return {
            "number": number, "date": span.days[f"support-visit {number}"], "length_days": self.chance.choice([0.5, 1]),
            "present": {"roles": list(self.words.roles[:3]), "women": 2, "men": 3},
            "notes": [{"strategy": "s1", "text": self.say()}], "worked_well": self.say(1), "worked_less": self.say(1),
            "change_next_time": self.say(1), "diary_ease": self.number(1, 5), "diary_help": "Fewer questions: two",
            "facilitator_reflection": self.say(1), "report_done": True,
        }  # fmt: skip

    def ended(self, span: Span, spans: list[Span]) -> dict:
        if span is spans[-1]:
            return {"next_cycle": {"decision": None, "date": None, "reason": None}}
        following = spans[spans.index(span) + 1]
        return {
            "next_cycle": {"decision": DECISIONS[following.kind], "date": following.start - WEEK,
                           "reason": self.say(1), "carried_causes": ["c2"]}
        }  # fmt: skip

    # ------------------------------------------------------------ a group

    def group(self, id_: str, name: str, districts: list[str], spans: list[Span], wave: int) -> dict:
        seats = [
            {"role": role, "organisation": f"school: {name}", "level": "national", "leads": leads, "person": f"{id_}-{key}"}
            for role, leads, key in (("crt", ["workshop-1", "workshop-2"], "f1"), ("rt", ["support-visit"], "f2"))
        ]
        return {
            "id": id_, "country": self.words.code, "name": name, "example_data": True, "districts": districts,
            "selected_on": dt.date(2026, 1, 8), "agreed_with": "Regional Health Office: planning",
            "mou": {"signed": True, "date": dt.date(2026, 2, 12)}, "facilitators": seats,
            "participants": {"members": self.number(3, 5), "guests": 3, "facilitators": 4},
            "host_rotation": districts, "events": [event for span in spans for event in self.shared(span, districts)],
            "shared_problems": [self.say(1)],
            "actions": [{"id": "g1", "from_event": "workshop-2", "text": self.say(1), "owner_side": "facilitator",
                         "due": dt.date(2027, 8, 16), "status": "open"}],
            "wave": wave, "notes": self.say(),
        }  # fmt: skip

    def shared(self, span: Span, districts: list[str]) -> Iterator[dict]:
        for key, day in span.days.items():
            slug, _, number = key.partition(" ")
            if slug not in ("workshop-1", "workshop-2", "inter-district-meeting"):
                continue
            event = {"type": slug, "cycle": span.number} | ({"number": int(number)} if number else {})
            event |= {"planned": day, "place": self.chance.choice(PLACES), "host": self.chance.choice(districts)}
            if day < AS_OF:
                event |= {
                    "actual": day, "facilitators": ["crt", "rt"], "speaker": "planner of the region: roads",
                    "attended": {"women": 5, "men": 6, "guests": 2, "districts": {one: 4 for one in districts}},
                    "report_done": True, "notes": self.say(),
                }  # fmt: skip
            elif slug == "inter-district-meeting" and number == "2":
                event |= {"days": 1.5, "state": "scheduled", "reason": "Moved: elections", "districts": districts}
            yield event

    def people(self, id_: str) -> dict:
        return {
            "id": id_,
            "people": [
                {"id": f"p{place + 1}", "name": f"Invented Person {self.number(100, 999)}", "role": role,
                 "phone": f"0{self.number(700_000_000, 799_999_999)}", "email": f"p{place + 1}.{id_}@example.org"}
                for place, role in enumerate(self.words.roles)
            ],
        }  # fmt: skip


# ---------------------------------------------------------------- a programme


def spans_of(cycles: tuple[tuple[str, int], ...]) -> list[Span]:
    """The cycles of a state with the days of their events."""
    found = []
    for number, (kind, weeks) in enumerate(cycles, 1):
        start = AS_OF - DAY * AS_OF.weekday() - WEEK * weeks
        steps = FIRST if number == 1 else LATER[kind]
        days = {slug: start + WEEK * week + DAY * slug.startswith("workshop") for slug, week in steps.items()}
        for slug, weeks_after in (("support-visit", (8, 24)), ("inter-district-meeting", (16, 32))):
            for place, after in enumerate(weeks_after, 1):
                days[f"{slug} {place}"] = days["implementation"] + WEEK * after
        found.append(Span(number, kind, start, days))
    return found


def names_of(count: int) -> list[str]:
    """So many different names: `Kalo North`, …, `Kalo North 2`."""
    pairs = [f"{first} {second}" for first in FIRST_PARTS for second in SECOND_PARTS]
    return [pairs[n % len(pairs)] + (f" {n // len(pairs) + 1}" if n >= len(pairs) else "") for n in range(count)]


def files_of(
    count: int, seed: int, group_size: int = 3, country: str | None = None, overlay: bool = False
) -> dict[str, str]:
    """Path -> text of every file. `country` is the text of a country's file; left out: two countries that do not exist."""
    countries = [country] if country else [
        COUNTRY.format(code="xa", name="Exampland", paper="a4", team="District", abbr="DHMT"),
        COUNTRY.format(code="xb", name="Éxample Isles", paper="letter", team="Council", abbr="CHMT"),
    ]  # fmt: skip
    words = [Words.of(text) for text in countries]
    files = {"districts/programme.yml": PROGRAMME}
    files |= {f"districts/{one.code}/country.yml": text for one, text in zip(words, countries, strict=True)}
    names = names_of(count)
    for place, first in enumerate(range(0, count, group_size)):
        chance = random.Random(f"{seed}/{place}")
        members = {f"district-{first + n + 1}": name for n, name in enumerate(names[first : first + group_size])}
        state = list(STATES)[(place + 3) % len(STATES)] if country else list(STATES)[place % len(STATES)]
        files |= _group_files(chance, words[place % len(words)], place + 1, members, state, overlay)
    return files


def _group_files(
    chance: random.Random, words: Words, number: int, members: dict[str, str], state: str, overlay: bool
) -> dict[str, str]:
    maker, writer, spans = Maker(chance, words), Writer(chance), spans_of(STATES[state])
    ids, group = list(members), f"group-{number}"
    remark = f"# EXAMPLE DATA made by tests/generate_districts.py: {state}\n"

    def text(data: dict) -> str:
        return remark + "\n".join(writer.block(data)) + "\n"

    files = {
        f"districts/{words.code}/groups/{group}.yml": text(maker.group(group, f"Group {number}", ids, spans, number))
    }
    for id_, name in members.items():
        neighbours = [other for other in ids if other != id_][:3]
        files[f"districts/{words.code}/{id_}.yml"] = text(maker.district(id_, name, group, neighbours, spans))
        if overlay:
            files[f"overlay/{words.code}/{id_}.yml"] = text(maker.people(id_))
    return files


def write(folder: Path, count: int, seed: int, **more: object) -> None:
    """Write the files of `files_of` below `folder`."""
    for name, text in files_of(count, seed, **more).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write a made-up programme of any size.")
    parser.add_argument("count", type=int, help="how many districts")
    parser.add_argument("folder", type=Path, help="where districts/ is written")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--group-size", type=int, default=3)
    parser.add_argument("--country", type=Path, help="a country.yml whose codes are used")
    parser.add_argument("--overlay", action="store_true", help="invented people too, in overlay/")
    given = parser.parse_args()
    own = given.country.read_text(encoding="utf-8") if given.country else None
    write(given.folder, given.count, given.seed, group_size=given.group_size, country=own, overlay=given.overlay)
