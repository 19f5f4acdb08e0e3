"""An S3 server for tests: moto's own, on a free port of this machine, ended with the block."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
from moto.server import ThreadedMotoServer

from core.storage.blobs import S3Access

SECRET = "c2VjcmV0LXRoYXQtbXVzdC1ub3QtYmUtdG9sZA"


@dataclass(frozen=True)
class S3Server:
    """Where it listens, and what a site is told to reach it."""

    endpoint: str
    client: httpx.Client

    @property
    def access(self) -> S3Access:
        """Any key is good until `refusing`."""
        return S3Access(
            endpoint=self.endpoint, region="us-east-1", access_key_id="AKIARELAISTEST", secret_access_key=SECRET
        )

    def make_bucket(self, name: str) -> None:
        """A new, empty bucket."""
        self.client.put(f"/{name}").raise_for_status()

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Look at credentials: ours are unknown, so everything is refused."""
        self._free_requests("0")
        try:
            yield
        finally:
            self._free_requests("inf")

    def _free_requests(self, count: str) -> None:
        """How many requests moto lets through before it asks who they come from."""
        plain = {"Content-Type": "text/plain"}
        self.client.post("/moto-api/reset-auth", content=count, headers=plain).raise_for_status()


@contextmanager
def s3_server() -> Iterator[S3Server]:
    """The server, while the block lasts."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        with httpx.Client(base_url=endpoint, trust_env=False) as client:
            client.post("/moto-api/reset").raise_for_status()  # its buckets outlive its servers in this process
            yield S3Server(endpoint, client)
    finally:
        server.stop()
