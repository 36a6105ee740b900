"""Without a mail server, every mail is a file that a mail program opens."""

from email import message_from_bytes, policy

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from monitoring import env


@pytest.fixture
def connection(settings, tmp_path):
    settings.EMAIL_BACKEND = env.mail("IT", f"file://{tmp_path}/mails").backend
    settings.EMAIL_FILE_PATH = f"{tmp_path}/mails"
    return get_connection()


def test_each_mail_is_a_file_of_its_own(connection, tmp_path, time_machine):
    time_machine.move_to("2026-03-24T00:00Z", tick=False)
    mails = [EmailMultiAlternatives("提醒", "正文", to=["张三 <zhang@example.test>"]) for _ in "ab"]
    assert connection.send_messages(mails) == 2
    files = list((tmp_path / "mails").iterdir())
    assert len(files) == 2
    for file in files:
        assert file.name.startswith("2026-03-24-080000-zhang@example.test-")
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        assert (mail["Subject"], mail["To"]) == ("提醒", "张三 <zhang@example.test>")
        assert mail.get_content().strip() == "正文"


def test_a_recipient_names_no_other_folder(connection, tmp_path):
    connection.send_messages([EmailMultiAlternatives("提醒", "正文", to=["../../x@example.test"])])
    assert [file.parent for file in tmp_path.rglob("*.eml")] == [tmp_path / "mails"]
