"""Signing in, for every test of pages."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.pages.scene import Scene, scene


@pytest.fixture
def story(db) -> Scene:
    return scene()


@pytest.fixture
def as_(story: Scene) -> Callable[[str], Client]:
    """``as_("owner")`` is a browser in which that person has signed in."""

    def signed_in(who: str) -> Client:
        client = Client()
        if who != "anonymous":
            client.force_login(story.people[who])
        return client

    return signed_in
