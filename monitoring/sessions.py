"""Sessions that end some time after the last request."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.models import Session


class SessionStore(DatabaseSessionStore):
    """Django's sessions in the database, whose end moves on as they are used.

    With ``SESSION_SAVE_EVERY_REQUEST`` each page would write the whole session, and a slow page
    would write back what another one has changed meanwhile. Here only the end is written, and
    only when a twentieth of the time is gone.
    """

    ends_at: datetime | None = None

    def _get_session_from_db(self) -> Session | None:
        found: Session | None = super()._get_session_from_db()  # type: ignore[misc]
        self.ends_at = found.expire_date if found else None
        return found

    def live_on(self) -> None:
        """Move the end on, from now; one query now and then."""
        step = timedelta(seconds=settings.SESSION_COOKIE_AGE) / 20
        later = self.get_expiry_date()
        if self.ends_at is not None and later - self.ends_at >= step:
            Session.objects.filter(session_key=self.session_key).update(expire_date=later)
            self.ends_at = later
