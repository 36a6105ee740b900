"""The rules of each kind of target, one module a family (methods §3).

Every module has ``judge_…(view) -> Answer`` functions; ``evaluate`` picks one by the kind.
"""
