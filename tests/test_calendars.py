"""Calendar files hold the right events, and a newer file moves them without making doubles."""

import datetime as dt
from dataclasses import replace

import icalendar
from district_fixture import repository

from msi_build import schedule
from msi_build.render.calendars import calendar_files
from msi_build.render.district_view import view_of

AS_OF = dt.date(2027, 6, 30)
CANARY = "Hall; 2, \\n<script>alert(1)</script>\r\nEND:VEVENT\nBEGIN:VEVENT"


def files(data, as_of=AS_OF):
    return {one.path: one.content for one in calendar_files(data, as_of)}


def events(content):
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def read_into(book, content):
    """What a program does that reads a file: the same event stays one, the newer version wins."""
    for one in events(content):
        old = book.get(str(one["uid"]))
        if old is None or _version(one) >= _version(old):
            book[str(one["uid"])] = one
    return book


def _version(event):
    return int(event["sequence"]), event.decoded("dtstamp")


def changed(group="adinkra", **values):
    """The repository with other values in the first meeting of the group."""
    data = repository()
    old = data.group(group)
    meetings = tuple(
        one.model_copy(update=values) if (one.type, one.number) == ("inter-district-meeting", 1) else one
        for one in old.events
    )
    new = old.model_copy(update={"events": meetings})
    return replace(data, groups=tuple(new if one is old else one for one in data.groups))


def test_each_district_and_group_has_a_file_with_every_event_of_its_cycle():
    data = repository()
    made = files(data)
    assert len(made) == len(data.districts) + len(data.groups)
    for district in data.districts:
        told = {(one.decoded("dtstart"), one.decoded("dtend")) for one in events(made[f"districts/{district.country}/{district.id}/calendar.ics"])}
        wanted = [one for one in view_of(data, district).events if one.slug in schedule.DAYS]
        assert told == {(one.start, one.end + schedule.DAY) for one in wanted}


def test_an_event_of_the_group_is_one_event_in_all_files():
    made = files(repository())
    book = {}
    for path in ("districts/gh/adinkra-east", "districts/gh/adinkra-south", "districts/gh/adinkra-west", "groups/gh/adinkra"):
        read_into(book, made[f"{path}/calendar.ics"])
    assert len(book) == len(events(made["groups/gh/adinkra/calendar.ics"])) == 4 + 3 * 5
    meeting = book["adinkra-east-cycle-1-inter-district-meeting-1@msi-toolkit"]
    assert meeting["summary"] == "Meeting 1: Adinkra East, Adinkra South and Adinkra West"
    assert (meeting["location"], meeting["status"]) == ("municipal assembly hall, Adinkra East", "CONFIRMED")


def test_a_newer_file_moves_an_event_and_takes_back_a_cancelled_one():
    path = "groups/gh/adinkra/calendar.ics"
    uid = "adinkra-east-cycle-1-inter-district-meeting-1@msi-toolkit"
    book = read_into({}, files(repository())[path])
    count = len(book)
    later = dt.date(2027, 7, 9)
    read_into(book, files(changed(planned=dt.date(2027, 7, 26)), later)[path])
    assert (len(book), book[uid].decoded("dtstart")) == (count, dt.date(2027, 7, 26))
    read_into(book, files(repository())[path])
    assert book[uid].decoded("dtstart") == dt.date(2027, 7, 26)
    read_into(book, files(changed(state="cancelled"), later)[path])
    assert (len(book), book[uid]["status"]) == (count, "CANCELLED")


def test_the_same_data_give_the_same_bytes():
    assert files(repository()) == files(repository())


def test_what_people_typed_stays_text():
    content = files(changed(place=CANARY))["groups/gh/adinkra/calendar.ics"]
    assert len(events(content)) == len(events(files(repository())["groups/gh/adinkra/calendar.ics"]))
    places = [str(one.get("location")) for one in events(content)]
    assert CANARY.replace("\r\n", "\n") in places
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
