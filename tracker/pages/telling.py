"""A verb is carried out, and what came of it is said on the page."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied

from tracker.errors import Incomplete, NotAllowed, Refused
from tracker.models.explaining import explain
from tracker.pages.common import SignedIn
from tracker.pages.people_forms import TellingForm


def told(request: SignedIn, verb: Callable[[], str], form: TellingForm | None = None) -> bool:
    """Whether the verb was carried out.

    What a ``form`` can correct is said beside its fields, everything else above the page.
    """
    try:
        messages.success(request, verb())
    except NotAllowed as refused:
        raise PermissionDenied(" ".join(map(str, explain(refused)))) from refused
    except Refused as refused:
        if form is not None and isinstance(refused, Incomplete):
            form.tell(refused)
        else:
            for line in explain(refused):
                messages.error(request, line)
        return False
    return True
