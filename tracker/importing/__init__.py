"""Plan documents become targets: register files are read, matched, stored and checked.

``extraction`` is pure: text to drafts, drafts to the fields of a target. ``matching`` knows the
catalogue of indicators, ``actions`` stores, ``queries`` says what was found odd in a plan.
"""
