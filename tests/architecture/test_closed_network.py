"""Tests reach this machine and nothing else."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_no_test_can_reach_another_machine():
    with (
        socket.socket() as outside,
        pytest.warns(UserWarning, match="203.0.113.1"),
        pytest.raises(SocketConnectBlockedError),
    ):
        outside.connect(("203.0.113.1", 80))


def test_a_server_on_this_machine_can_be_reached():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
    ):
        assert client.getpeername() == server.getsockname()
