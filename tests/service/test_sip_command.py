"""`relais site --sip`: a line of one's own in a process of its own, as an operator starts and ends it."""

from pathlib import Path

import pytest

from ivr.line.sip.settings import read_sip_settings
from tests.ivr.sip_caller import calling
from tests.ivr.sipp import free_port
from tests.service.relais_command import relais, site

PEERS, PORTS = "10.9.0.1", "20000-20999"


def test_a_site_takes_a_call_and_tells_it_that_it_ends(tmp_path: Path) -> None:
    """The welcome is heard, a key is taken; SIGTERM ends the call with a BYE, and the process cleanly."""
    port = free_port()
    with site(tmp_path / "site", "--demo", "--sip", f"127.0.0.1:{port}") as running:
        with calling(("127.0.0.1", port)) as caller:
            caller.call()
            while set(caller.hears()) == {0xFF}:
                pass
            caller.press("1")
            running.process.terminate()
            caller.signals.settimeout(15)
            assert caller.receive().startswith("BYE ")
            caller.send(f"SIP/2.0 200 OK\r\n{caller.answer.split(chr(10), 1)[1]}".encode())
            assert running.process.wait(10) == 0
        assert running.process.stderr is not None
        assert "failed" not in running.process.stderr.read()


def test_an_address_that_is_not_of_this_machine_is_told_on_one_line(tmp_path: Path) -> None:
    """Before anything is served."""
    ended = relais("site", "--data", tmp_path / "site", "--port", "0", "--sip", "192.0.2.1:5060")
    assert ended.returncode != 0
    assert "sip: 192.0.2.1:5060" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


def test_settings_are_read_as_an_operator_writes_them() -> None:
    """Several SBCs, with spaces."""
    read = read_sip_settings("10.9.0.2:5060", "10.9.0.1, 10.9.0.3", PORTS)
    assert (read.host, read.port, read.peers) == ("10.9.0.2", 5060, {"10.9.0.1", "10.9.0.3"})
    assert (read.rtp_ports[0], read.rtp_ports[-1]) == (20_000, 20_999)


@pytest.mark.parametrize(
    ("listen", "peers", "ports", "named"),
    [
        ("5060", PEERS, PORTS, "sip"),
        ("10.9.0.2", PEERS, PORTS, "sip"),
        ("10.9.0.2:70000", PEERS, PORTS, "sip"),
        ("0.0.0.0:5060", PEERS, PORTS, "sip"),
        ("site.example:5060", PEERS, PORTS, "sip"),
        ("10.9.0.2:5060", "", PORTS, "sip_peers"),
        ("10.9.0.2:5060", "10.9.0.0/24", PORTS, "sip_peers"),
        ("10.9.0.2:5060", "2001:db8::1", PORTS, "sip_peers"),
        ("10.9.0.2:5060", PEERS, "20000", "sip_rtp_ports"),
        ("10.9.0.2:5060", PEERS, "20999-20000", "sip_rtp_ports"),
        ("10.9.0.2:5060", PEERS, "60000-70000", "sip_rtp_ports"),
    ],
)
def test_a_setting_that_cannot_serve_is_named(listen: str, peers: str, ports: str, named: str) -> None:
    """With what is expected in its place."""
    with pytest.raises(ValueError, match=f"^{named}: .*expected"):
        read_sip_settings(listen, peers, ports)
