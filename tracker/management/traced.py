"""What the product's commands share."""

from typing import Any

from django.core.management.base import BaseCommand

from tracker import trail


class TracedCommand(BaseCommand):
    """A command whose entries in the trail say that they came from it."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        name = type(self).__module__.rpartition(".")[2]
        with trail.coming_from(f"command {name}"):
            return super().execute(*args, **options)
