"""What people set for themselves."""

from tracker.models import Person


def choose_language(language: str, *, by: Person) -> None:
    """Remember the language of a person's own pages and mails; no trail, it concerns no one else.

    ``language`` is a code of ``settings.LANGUAGES``.
    """
    Person.objects.filter(pk=by.pk).update(language=language)
