"""Plan Target Monitor: what a zone's plan promised, what was reported, and the judgement.

Data moves through seven stages, each a small package that knows the models and the arithmetic
but never another stage. ``flow`` joins them; doors call ``flow`` and show what it answers.

    plan document -> importing -> planning -> entry -> review -> assessment -> alerts
                                                                     └──────> reports

Who may import what, from the top down (checked by import-linter, see pyproject.toml):

    doors       pages  admin  tasks  management  templatetags  checks
                parse, call one verb of flow (or a stage's queries), show the answer
    flow        the verbs in the order of the year's story; the only one that joins stages
    stages      importing  planning  entry  review  assessment  alerts  reports, and people
                actions change rows, queries read them, the rest is pure
    ground      access (may this person?)  trail (who did what)  queue (jobs after commit)
    models      one file a noun; constraints hold what can be held there
    attainment  pure arithmetic on Decimal: no Django, no clock
    terms       the vocabulary as plain enums

Start reading at ``flow``, then ``attainment/evaluate.py``. Every word used here stands in
docs/glossary.md; every rule of the arithmetic cites the section it follows ("exact 20").
"""
