"""Findings are opened and cleared, people are told once, and mails are sent from an outbox.

    queries --views--> rules --findings--> actions.reconcile --> rows of alerts
                       (pure)
    rows of alerts --> telling --> digests --> messages --> outbox rows --> delivery

``rules`` say what needs someone and how urgently. ``reconcile`` keeps the rows of open alerts
equal to that. ``telling`` reads these rows alone, at any later time: ``digests`` decides who has
not been told at that urgency yet, ``messages`` writes one mail a person; ``delivery`` claims each
row before it sends it.
"""
