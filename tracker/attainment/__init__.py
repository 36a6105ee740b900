"""The arithmetic of targets: pure functions of frozen values, no Django, no clock, no settings.

    reading ──► figures.Case ──► evaluate ──► figures.Answer ──► answering
    (JSON in)                       │                            (JSON out)
                                    ├─ series      which figures and which version count
                                    ├─ kinds/      one module a family of targets
                                    ├─ trajectory  base, path, expected  ├─ projection, student
                                    └─ progress    pace, what is required └─ verdict

``faults`` says what makes a case unfit; ``numbers`` keeps ties ties. ``rollup`` comes from single
judgements to a zone's light, ``consistency`` checks a plan's own figures (``stated``) against each
other. Rules are cited as in docs/methods.md; what it leaves open is settled in docs/decisions.md.
"""
