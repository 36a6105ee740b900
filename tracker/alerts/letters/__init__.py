"""What mails about alerts and figures say: groups by what is to be done, the most pressing first.

Names are left as objects, so that the templates write them in the language of the person; what
is text already was written in the language that was active.
"""
