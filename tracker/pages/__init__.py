"""What officials see: server-rendered pages, readable without JavaScript.

One module a noun. A view reads the address, asks ``standing`` or a stage's ``queries`` (or calls
one verb of ``flow``), and shows the answer; templates/tracker has one folder for each.

    board     zones × fields of work, with the zone light
    zones     one zone: its plan, its targets, what was odd in the plan
    targets   one target: chart, years, and why it is judged as it is; search
    figures   one target's figure of one year: entry and review
    planned_  what administrators keep: targets over time, values by year, compared series
    work      what a person owes, and what waits for a person's review
    method    the formulas and where they come from
    session   signing in and out, the language
    health    whether this instance can serve
    problems  every refusal and error as a page that says what to do next

``findings`` writes the sentences, ``rules`` and ``why`` the reasons behind every number.
"""
