"""Names of static files."""

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names that change with the content, so that browsers may keep files for ever.

    Before ``collectstatic`` has run there is nothing to name (tests, a first look with a shell):
    the plain names serve then, instead of an error on every page. A script's own imports get
    such names too, so that a browser never runs half of the last version.
    """

    support_js_module_import_aggregation = True

    def url(self, name: str | None, force: bool = False) -> str:
        if self.hashed_files:
            return str(super().url(name, force))
        return StaticFilesStorage.url(self, name)
