"""What groups, countries and the programme count and date is what the files say: counted here from the YAML text alone.

No function of ours works out an expected number; the words of kinds and areas are written down once more on purpose.
"""

import calendar
import datetime as dt
from collections import Counter
from functools import cache

import html5lib
import pytest
import yaml
from conftest import ROOT
from test_portals import AS_OF, pages

COUNTRIES = ("gh", "mw", "ug")
KINDS = {
    "absence": "Absence from work", "staffing": "Posts and rosters", "supervision": "Supervision", "appraisal": "Appraisal",
    "skills": "Skills", "information": "Reports and data", "supplies": "Medicines and supplies", "service": "A health service",
}  # fmt: skip
AREAS = {
    "availability": "Availability of staff", "direction": "Direction", "competencies": "Competencies",
    "rewards_sanctions": "Rewards and sanctions", "health_system": "Health system",
}  # fmt: skip
NEW = {"new": "New", "existing": "Existing", "improved_existing": "Existing, improved"}
PLANS = {
    "included": "In the district's plan", "partly": "Partly in the plan", "planned": "To be taken into the plan",
    "not_planned": "Not in the plan, or not said",
}  # fmt: skip
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
SHORT = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"]
NAMES = {
    "orientation-visit": "Orientation", "situation-analysis-visit": "Analysis visit", "workshop-1": "Workshop 1",
    "workshop-2": "Workshop 2", "support-visit": "Support visit", "inter-district-meeting": "Meeting",
}  # fmt: skip
DAYS = {"orientation-visit": 1, "situation-analysis-visit": 1, "workshop-1": 2, "workshop-2": 2.5, "inter-district-meeting": 1}


# ---------------------------------------------------------------- the files


def read(path) -> dict:
    """Every scalar as it was typed."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


@cache
def districts(code: str) -> list[dict]:
    found = [read(path) for path in sorted((ROOT / "districts" / code).glob("*.yml")) if path.name != "country.yml"]
    return sorted(found, key=lambda one: one["name"])


@cache
def groups(code: str) -> list[dict]:
    return [read(path) for path in sorted((ROOT / "districts" / code / "groups").glob("*.yml"))]


def cycle_of(district: dict) -> dict:
    return max(district["cycles"], key=lambda one: int(one["number"]))


def rows_of(district: dict) -> list[dict]:
    return cycle_of(district).get("workplan", {}).get("rows", [])


def shared(group: dict, district: dict) -> list[dict]:
    """The group's events in the district's present cycle; who keeps a problem has fewer workshops."""
    number, choice = cycle_of(district)["number"], cycle_of(district).get("problem_choice", "new")
    left_out = {"new": (), "same_adapted": ("workshop-1",), "continue": ("workshop-1", "workshop-2")}[choice]
    return [
        one for one in group["events"]
        if one.get("cycle", "1") == number and district["id"] in one.get("districts", group["districts"])
        and one["type"] not in left_out
    ]  # fmt: skip


# ---------------------------------------------------------------- the pages


def text(element) -> str:
    return " ".join("".join(element.itertext()).split())


@cache
def section(path: str, name: str, edition: str = "public"):
    page = html5lib.parse(pages(edition)[path].content, namespaceHTMLElements=False)
    return next(one for one in page.iter("section") if any(head.get("id") == name for head in one.iter("h2")))


def table(place, head: str) -> dict[str, list[str]]:
    """Rows of the table whose first column is called so: first cell to the others."""
    for one in place.iter("table"):
        if text(next(one.iter("th"))) == head:
            return {text(row.find("th")): [text(cell) for cell in row.iter("td")] for row in one.find("tbody").iter("tr")}
    raise AssertionError(f"no table {head}")


def counted(words: dict[str, str], keys) -> dict[str, list[str]]:
    counts = Counter(keys)
    return {said: [str(counts[key])] for key, said in words.items() if counts[key]}


# ---------------------------------------------------------------- countries


@pytest.mark.parametrize("code", COUNTRIES)
def test_coverage_is_the_share_of_the_count_with_its_year(code):
    (level,) = (one for one in read(ROOT / "districts" / code / "country.yml")["levels"] if one["key"] == "district")
    begun = sum(bool(one.get("cycles")) for one in districts(code))
    share = f"{100 * begun / int(level['count']):.0f}%"
    said = f"{begun} of {level['count']} {level['plural']} ({level['as_of']}) have begun a cycle: {share}."
    page = " ".join(text(html5lib.parse(pages()[f"countries/{code}/index.html"].content, namespaceHTMLElements=False)).split())
    assert said in page
    assert said in table(section("programme/index.html", "countries"), "Fact")["Coverage"]


@pytest.mark.parametrize("code", COUNTRIES)
def test_problems_and_strategies_are_counted_by_kind_and_area(code):
    page = f"countries/{code}/index.html"
    chosen = [one["kind"] for district in districts(code) for one in cycle_of(district).get("problems", []) if one.get("chosen") == "true"]
    assert table(section(page, "problems"), "About") == counted(KINDS, chosen)
    rows = [row for district in districts(code) for row in rows_of(district)]
    strategies = section(page, "strategies")
    assert table(strategies, "Area") == counted(AREAS, (one["area"] for one in rows))
    assert table(strategies, "New or existing") == counted(NEW, (one["new_or_existing"] for one in rows))
    planned = [one["planning"]["workplan_in_plan"] for one in districts(code) if rows_of(one)]
    assert table(strategies, "Workplan") == counted(PLANS, planned)
    with_gender = sum(bool(one.get("gender")) for one in rows)
    assert f"{len(rows)} strategies stand in the current workplans. {with_gender} of them" in text(strategies)


def end_of(period: str) -> dt.date:
    """The last day of `2026`, `2026-Q3`, `2026-03`, `2026-03/2026-05`."""
    year, _, part = period.split("/")[-1].partition("-")
    month = 12 if not part else 3 * int(part[1:]) if part[0] == "Q" else int(part)
    return dt.date(int(year), month, calendar.monthrange(int(year), month)[1])


def newest(district: dict, group: dict) -> dt.date:
    """The newest day that the public data of the present cycle speak of."""
    cycle, plan = cycle_of(district), cycle_of(district).get("workplan", {})
    said = [one.get("actual") for one in (*cycle.get("events", []), *shared(group, district))]
    said += [one["date"] for one in cycle.get("problem_statement", []) if one.get("current") == "true"]
    said += [change["date"] for row in rows_of(district) for change in row.get("changes", [])]
    said += [one["date"] for one in cycle.get("diary", []) if one.get("visibility") == "public"]
    said += [cycle.get("situation_analysis", {}).get("completed"), plan.get("agreed_by_full_team")]
    said += [cycle["next_cycle"]["date"]] if cycle.get("next_cycle", {}).get("decision") else []
    ends = [end_of(one["values"][-1]["period"]) for one in cycle.get("indicators", []) if one.get("values")]
    return max([*(dt.date.fromisoformat(one) for one in said if one and one != "null"), *(min(one, AS_OF) for one in ends)])


@pytest.mark.parametrize("code", COUNTRIES)
def test_how_old_the_data_are_is_the_newest_day_in_the_file(code):
    (group,) = groups(code)
    ages = []
    for district in districts(code):
        days = (AS_OF - newest(district, group)).days
        limits = {"In the last month": 31, "One to three months ago": 92, "Three to six months ago": 183}
        ages.append(next((words for words, most in limits.items() if days <= most), "More than six months ago"))
    assert table(section(f"countries/{code}/index.html", "data-age"), "Newest entry") == counted(dict(zip(ages, ages, strict=True)), ages)


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_board_tells_the_newest_day_of_each_row(code):
    (group,) = groups(code)
    seen = []
    for head, cells in table(section(f"countries/{code}/index.html", "board"), "Group").items():
        here = [one for one in districts(code) if one["name"] in head]
        last = max(newest(one, group) for one in here)
        assert cells[-1] == f"{last.day} {MONTHS[last.month - 1]} {last.year}", head
        seen += here
    assert len(seen) == len(districts(code))


# ---------------------------------------------------------------- days in the field


def ahead(group: dict, district: dict) -> list[tuple[dt.date, str, float, float]]:
    """Day, event, least and most days of what the district has from this month on.

    What nobody agreed follows the rule: Workshop 2 is 5 weeks after Workshop 1, implementation begins on the Monday
    after it; visits 8 and 24 weeks after that, meetings 16 and 32 weeks. A team that adapts has one workshop of 2 days.
    """
    dated = {}
    for one in (*shared(group, district), *cycle_of(district).get("events", [])):
        if when := one.get("actual") or one.get("planned"):
            days = DAYS.get(one["type"], 1.0 if one.get("actual") else None)
            dated[one["type"], int(one.get("number", 0))] = (dt.date.fromisoformat(when), days)
    begin = cycle_of(district).get("implementation", {}).get("start")
    if not begin and ("workshop-2", 0) not in dated:
        dated["workshop-2", 0] = (dated["workshop-1", 0][0] + dt.timedelta(weeks=5), DAYS["workshop-2"])
    last = dated.get(("workshop-2", 0))
    if cycle_of(district).get("problem_choice") == "same_adapted":
        dated["workshop-2", 0] = (last[0], 2)
    start = dt.date.fromisoformat(begin) if begin else last[0] + dt.timedelta(7 - last[0].weekday())
    weeks = {("support-visit", 1): 8, ("support-visit", 2): 24, ("inter-district-meeting", 1): 16, ("inter-district-meeting", 2): 32}
    for key, number in weeks.items():
        dated.setdefault(key, (start + dt.timedelta(weeks=number), DAYS.get(key[0])))
    first = AS_OF.replace(day=1)
    return [
        (when, f"{slug}-{number}", days or 0.5, days or 1.0)
        for (slug, number), (when, days) in dated.items() if when >= first
    ]  # fmt: skip


def span(least: float, most: float) -> str:
    return f"{least:g}" if least == most else f"{least:g} to {most:g}"


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_load_of_a_month_is_the_sum_of_its_events(code):
    (group,) = groups(code)
    own = [(district["id"], *one) for district in districts(code) for one in ahead(group, district)]
    shown = table(section(f"countries/{code}/index.html", "load"), "Month")
    seen = 0
    for name, cells in shown.items():
        here = [one for one in own if f"{MONTHS[one[1].month - 1]} {one[1].year}" == name]
        trips = {(event, when) if not event.startswith("support") else (event, id_): (least, most) for id_, when, event, least, most in here}
        if not here:
            assert cells == ["none", "none", "none"]
            continue
        assert cells[0] == str(len(trips)), name
        assert cells[1] == span(*map(sum, zip(*trips.values(), strict=True))), name
        assert cells[2] == span(sum(one[3] for one in here), sum(one[4] for one in here)), name
        seen += len(here)
    assert seen == len(own) > 8


# ---------------------------------------------------------------- groups


@pytest.mark.parametrize("code", COUNTRIES)
def test_a_group_shows_its_hosts_and_what_it_agreed(code):
    (group,) = groups(code)
    page, edition = f"groups/{code}/{group['id']}/index.html", f"group:{group['id']}"
    names = {one["id"]: one["name"] for one in districts(code)}
    assert [text(one) for one in section(page, "hosts").iter("a")] == [names[one] for one in group["host_rotation"]]
    agreed = table(section(page, "actions", edition), "What")
    for one in group["actions"]:
        due = dt.date.fromisoformat(one["due"])
        assert agreed[one["text"]][1:] == [f"{due.day} {MONTHS[due.month - 1]} {due.year}", one["status"]]
    assert len(agreed) == len(group["actions"])
    assert [text(one) for one in section(page, "shared", edition).iter("li")] == group["shared_problems"]


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_date_of_a_group_is_the_one_in_the_files(code):
    (group,) = groups(code)
    dates = table(section(f"groups/{code}/{group['id']}/index.html", "dates"), "Event")
    numbers = {cycle_of(one)["number"] for one in districts(code)}
    seen = 0
    for place, district in enumerate(districts(code)):
        cycle = cycle_of(district)
        for one in (*shared(group, district), *cycle.get("events", [])):
            if not (when := one.get("actual") or one.get("planned")):
                continue
            day = dt.date.fromisoformat(when)
            name = f"{NAMES[one['type']]} {one['number']}" if "number" in one else NAMES[one["type"]]
            cells = dates[f"{name}, cycle {cycle['number']}" if len(numbers) > 1 else name]
            if len(cells) == 2:  # all together: the day stands under When
                assert cells[0].startswith((f"{day.day} ", f"{day.day}–")) and f"{MONTHS[day.month - 1]} {day.year}" in cells[0]
                assert ("held" in cells[1]) == ("actual" in one)
            else:
                assert cells[1 + place].startswith(f"{day.day} {SHORT[day.month - 1]}"), name
                assert cells[1 + place].endswith("held") == ("actual" in one), name
            seen += 1
    assert seen >= 10


# ---------------------------------------------------------------- the programme


def test_the_programme_adds_up_what_the_files_say():
    facts = table(section("programme/index.html", "countries"), "Fact")
    everybody = [[*districts(code)] for code in COUNTRIES]
    columns = [*everybody, [one for part in everybody for one in part]]
    for place, part in enumerate(columns):
        rows = [row for district in part for row in rows_of(district)]
        chosen = [one["kind"] for district in part for one in cycle_of(district).get("problems", []) if one.get("chosen") == "true"]
        expected = {
            "Districts": str(len(part)),
            "Groups": str(len({one["group"] for one in part})),
            "Problems chosen": lines(counted(KINDS, chosen)),
            "Strategies by area": lines(counted(AREAS, (one["area"] for one in rows))),
            "New or existing": lines(counted(NEW, (one["new_or_existing"] for one in rows))),
            "How women and men are reached": f"said of {sum(bool(one.get('gender')) for one in rows)} of {len(rows)} strategies",
        }
        for name, said in expected.items():
            assert facts[name][place] == said, (name, place)


def lines(found: dict[str, list[str]]) -> str:
    """As the cells of the programme say it; lines follow each other without a space."""
    return "".join(f"{name}: {count}" for name, (count,) in found.items())
