"""The webhooks of a zone, as its plan administrator keeps them."""

import pytest

from tests import make
from tracker.models import Posting, TrailEntry, Webhook
from tracker.terms import MessageState

pytestmark = pytest.mark.django_db

CHANNELS = "/zones/jinan-ht/channels/"
TYPED = {
    "name": "值班群",
    "preset": "wecom",
    "url": "https://robots.example.cn/send?key=keep-this",
    "secret": "",
    "language": "zh-hans",
}


@pytest.fixture
def boss(as_, story, english):
    story.people["administrator"].language = "en"
    story.people["administrator"].save()
    return as_("administrator")


def text(answer) -> str:
    return answer.content.decode()


def test_from_entering_to_removing(boss, story, django_capture_on_commit_callbacks):
    page = text(boss.post(CHANNELS, TYPED, follow=True))
    assert "“值班群” is entered, and off" in page
    hook = Webhook.objects.get()
    one = f"{CHANNELS}{hook.pk}/"
    assert "The test is on its way" in text(boss.post(one, {"do": "test"}, follow=True))
    assert "is on. It is told" in text(boss.post(one, {"do": "on"}, follow=True))
    change = {**TYPED, "name": "处长群", "url": "", "change": "1"}
    assert "处长群" in text(boss.post(one, change, follow=True))
    assert "“处长群” is removed" in text(boss.post(one, {"do": "remove"}, follow=True))
    assert not Webhook.objects.exists()
    assert boss.get(one).status_code == 404


def test_neither_key_nor_secret_is_ever_shown(boss, story):
    boss.post(CHANNELS, TYPED)
    hook = Webhook.objects.get()
    pages = [
        boss.get(CHANNELS),
        boss.get(f"{CHANNELS}{hook.pk}/"),
        boss.get("/zones/jinan-ht/trail/"),
    ]
    assert all("keep-this" not in text(page) for page in pages)
    assert "https://robots.example.cn:443/…" in text(pages[0])
    wrong = boss.post(
        f"{CHANNELS}{hook.pk}/", {"change": "1", "name": "", "url": "x", "secret": "hush"}
    )
    assert wrong.status_code == 422 and "hush" not in text(wrong)


def test_what_cannot_be_taken_is_said_beside_its_field(boss):
    answer = boss.post(CHANNELS, {**TYPED, "url": "https://robots.example.cn/send"})
    assert answer.status_code == 422
    assert "“key=” is missing" in text(answer) and 'value="值班群"' in text(answer)
    assert not Webhook.objects.exists()


def test_where_nothing_may_be_called_the_page_says_how(boss, story, settings):
    hook = make.webhook(story.zone, is_on=False)
    settings.WEBHOOK_HOSTS = []
    assert "No channel can be switched on yet" in text(boss.get(CHANNELS))
    one = f"{CHANNELS}{hook.pk}/"
    assert "may not be called" in text(boss.get(one))
    assert "add it to WEBHOOK_HOSTS" in text(boss.post(one, {"do": "on"}, follow=True))
    assert not Webhook.objects.get().is_on


def test_what_became_of_each_is_said_in_words(boss, story):
    hook = make.webhook(story.zone)
    for state, error in (
        (MessageState.FAILED, "errcode 93000 invalid webhook url"),
        (MessageState.FAILED, "inner_address: a.cn → 10.0.0.8"),
        (MessageState.QUEUED, "500 100% busy"),
    ):
        make.posting(hook, state=state, last_error=error)
    page = text(boss.get(f"{CHANNELS}{hook.pk}/"))
    assert "The robot&#x27;s key is wrong" in page and "(errcode 93000" in page
    assert "The name leads to an address inside, which is not called: a.cn → 10.0.0.8." in page
    assert "500 100% busy" in page and "tried again at" in page


def test_a_button_that_does_not_exist_does_nothing(boss, story):
    hook = make.webhook(story.zone)
    assert boss.post(f"{CHANNELS}{hook.pk}/", {"do": "explode"}).status_code == 302
    assert not TrailEntry.objects.filter(verb__contains="webhook").exists()


def test_a_webhook_of_another_zone_is_not_reached_from_here(boss, story):
    hook = make.webhook(make.zone())
    assert boss.get(f"{CHANNELS}{hook.pk}/").status_code == 404


@pytest.mark.parametrize("many", [1, 10])
def test_the_number_of_queries_does_not_grow(boss, story, many, django_assert_max_num_queries):
    for _ in range(many):
        hook = make.webhook(story.zone)
        for _ in range(3):
            make.posting(hook)
    with django_assert_max_num_queries(12):
        boss.get(CHANNELS)
    with django_assert_max_num_queries(12):
        boss.get(f"{CHANNELS}{hook.pk}/")
    assert Posting.objects.count() == 3 * many
