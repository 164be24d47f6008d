"""What portals and papers say about each event: in one sentence what happens, and what to do before the
day.
"""

from __future__ import annotations

ABOUT = {
    "orientation-visit": "The facilitators explain how the cycle works, and the team agrees dates, focal point and members.",
    "situation-analysis-visit": "The facilitators help to read the numbers and to write the list of problems.",
    "workshop-1": "Each team shows its situation, chooses one problem and looks for its causes.",
    "workshop-2": "Each team improves its analysis and makes its workplan.",
    "support-visit": "The facilitators look at the work with the whole team: what was done, what changed, what was learned.",
    "inter-district-meeting": "The teams show what they did, what changed and what they learned.",
    "next-cycle": "The team looks back on the cycle and decides how to go on.",
}

#: The three ways on after the last meeting.
WAYS = (
    "Continue: the problem and its causes are the right ones, and the plan goes on without a workshop.",
    "Adapt: the problem stays, some causes or strategies need a new look, and one workshop of two days is enough.",
    "New problem: this one is no longer the worst, and the team begins again with a situation analysis.",
)

BEFORE = {
    "orientation-visit": (
        "Choose a day on which most of the team can come",
        "Have the plan of this year at hand",
        "Think about who could be the focal point",
    ),
    "situation-analysis-visit": (
        "Fill what you can of the situation analysis tool",
        "Have last year's reports at hand",
        "Write down what you could not find",
    ),
    "workshop-1": (
        "Bring the situation analysis with its numbers",
        "Prepare the presentation, 20 minutes",
        "Bring the list of problems, the most important first",
    ),
    "workshop-2": (
        "Bring the problem tree, with the data you found since",
        "Bring the newest version of the problem statement",
        "Bring the district's plan and budget",
    ),
    "support-visit": (
        "Bring the status of each activity up to date",
        "Write the newest value of each indicator",
        "Choose one diary entry to talk about",
    ),
    "inter-district-meeting": (
        "Write the newest value of each indicator",
        "Prepare the presentation, 20 minutes",
        "Choose one question to the other districts",
    ),
    "next-cycle": (
        "Lay baseline, target and newest value side by side",
        "Write down what was learned",
        "Think about it: go on, adapt, or a new problem",
    ),
}

#: Ids of the tools that a team fills before the day and brings along.
TO_PRINT = {
    "orientation-visit": ("expanded-briefing-note",),
    "situation-analysis-visit": ("district-situation-analysis-tool", "hmis-synthesis-tool"),
    "workshop-1": ("situation-analysis-presentation-template", "prioritised-problem-list"),
    "workshop-2": ("further-analysis-worksheet",),
    "support-visit": ("activity-log", "indicator-tracking-sheet", "diary-pages"),
    "inter-district-meeting": ("district-presentation-inter-district-meeting", "indicator-tracking-sheet"),
    "next-cycle": ("next-cycle-decision-sheet",),
}

#: The phase that a team is in until the event comes.
PHASES = {
    "situation-analysis-visit": "in the situation analysis",
    "workshop-1": "in the situation analysis",
    "workshop-2": "in the further analysis",
}
