"""The data folder belongs to one user; its secret is made once."""

import os
import stat
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.exceptions import ImproperlyConfigured

from monitoring import data


def test_the_secret_key_is_made_once_and_read_by_its_owner_alone(tmp_path):
    folder = tmp_path / "data"
    key = data.secret_key(folder)
    assert len(key) > 50
    assert data.secret_key(folder) == key
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [file.name for file in folder.iterdir()] == ["secret_key"]


def test_two_instances_have_two_keys(tmp_path):
    assert data.secret_key(tmp_path / "one") != data.secret_key(tmp_path / "two")


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(ImproperlyConfigured, match=r"DATA_DIR=.*may write"):
        data.make_folder(file / "data")


@pytest.mark.parametrize("folder", [Path("/srv/targets"), Path("/srv/" + "很深的目录/" * 12)])
def test_the_brokers_socket_fits_what_a_system_allows(folder):
    socket = data.broker_socket(folder)
    assert len(os.fsencode(socket)) <= data.SOCKET_PATH_BYTES
    assert unquote(data.broker_address(folder)) == f"redis+socket://{socket}"


def test_deep_folders_have_sockets_of_their_own():
    deep = Path("/srv/" + "deep/" * 30)
    assert data.broker_socket(deep / "one") != data.broker_socket(deep / "two")
