"""A page that tries to reach other services of the machine it is played on, by all that browsers offer."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

WORKER = """
self.addEventListener("install", (event) => event.waitUntil(fetch("http://127.0.0.1:%(tcp)d/worker-install",
  {mode: "no-cors"}).catch(() => {})));
fetch("http://127.0.0.1:%(tcp)d/worker", {mode: "no-cors"}).catch(() => {});
"""
ATTEMPTS = """<!doctype html><html lang="en"><title>Theirs</title><meta charset="utf-8">
<link rel="preconnect" href="http://127.0.0.1:%(tcp)d"><link rel="dns-prefetch" href="//other.example">
<link rel="prefetch" href="http://127.0.0.1:%(tcp)d/prefetch">
<link rel="stylesheet" href="http://localhost:%(tcp)d/sheet.css">
<img alt="" src="http://127.0.0.1:%(tcp)d/picture"><img alt="" src="http://127.0.0.2:%(tcp)d/picture">
<img alt="" src="http://[::1]:%(tcp)d/picture"><img alt="" src="http://0.0.0.0:%(tcp)d/picture">
<img alt="" src="http://2130706433:%(tcp)d/picture"><img alt="" src="http://%(outside)s:%(tcp)d/picture">
<iframe src="http://127.0.0.1:%(tcp)d/frame"></iframe>
<form id="form" method="post" action="http://127.0.0.1:%(tcp)d/form" target="away"><input name="a"></form>
<iframe name="away"></iframe>
<script>
const there = "http://127.0.0.1:%(tcp)d/", tries = [];
const attempt = (what) => {
  try { tries.push(Promise.resolve(what()).catch(() => {})); } catch (error) { /* the browser lacks it */ }
};
attempt(() => fetch(there + "get"));
attempt(() => fetch(there + "post", {method: "POST", mode: "no-cors", body: "x"}));
attempt(() => fetch(there + "keep", {method: "POST", mode: "no-cors", body: "x", keepalive: true}));
attempt(() => { const asked = new XMLHttpRequest(); asked.open("GET", there + "xhr"); asked.send(); });
attempt(() => new WebSocket("ws://127.0.0.1:%(tcp)d/socket"));
attempt(() => new EventSource(there + "events"));
attempt(() => navigator.sendBeacon(there + "beacon", "x"));
attempt(() => document.getElementById("form").submit());
attempt(() => window.open(there + "window"));
attempt(() => navigator.serviceWorker.register("worker.js"));
attempt(() => new Worker("worker.js"));
attempt(() => import(there + "module.js"));
attempt(() => new WebTransport("https://127.0.0.1:%(udp)d/transport").ready);
attempt(() => {
  const servers = ["127.0.0.1", "%(outside)s"].flatMap((host) => [
    {urls: `stun:${host}:%(udp)d`},
    {urls: [`turn:${host}:%(udp)d`, `turn:${host}:%(tcp)d?transport=tcp`], username: "u", credential: "c"},
  ]);
  const peer = new RTCPeerConnection({iceServers: servers, iceCandidatePoolSize: 2});
  peer.createDataChannel("x");
  return peer.createOffer().then((offer) => peer.setLocalDescription(offer)).then(() => {
    for (const host of ["127.0.0.1", "%(outside)s"]) {
      peer.addIceCandidate({candidate: `candidate:1 1 udp 2113937151 ${host} %(udp)d typ host`, sdpMid: "0"})
        .catch(() => {});
    }
  });
});
</script>
%(rest)s
</html>"""


@dataclass(slots=True)
class Listener:
    """A TCP and a UDP port of this machine, and the first bytes of all that arrived there.

    outside: this machine's address on its network, where it has one, else that of loopback
    """

    tcp: int
    udp: int
    outside: str
    arrived: list[bytes] = field(default_factory=list)

    def page(self, rest: str) -> str:
        """The page that tries them all, with more markup at its end."""
        return ATTEMPTS % {"tcp": self.tcp, "udp": self.udp, "outside": self.outside, "rest": rest}

    @property
    def worker(self) -> str:
        """The script of its service worker."""
        return WORKER % {"tcp": self.tcp}


@contextmanager
def listening() -> Iterator[Listener]:
    """Ports on every address of this machine, until the block ends."""
    with (
        socket.create_server(("", 0)) as tcp,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
        selectors.DefaultSelector() as selector,
    ):
        udp.bind(("", 0))
        made = Listener(tcp.getsockname()[1], udp.getsockname()[1], _outside())
        over = threading.Event()
        for one in (tcp, udp):
            one.setblocking(False)
            selector.register(one, selectors.EVENT_READ)

        def hear() -> None:
            while not over.is_set():
                for key, _ in selector.select(0.1):
                    with contextlib.suppress(OSError):
                        made.arrived.append(_heard(key.fileobj, tcp, udp))

        thread = threading.Thread(target=hear)
        thread.start()
        try:
            yield made
        finally:
            over.set()
            thread.join()


def _heard(ready: object, tcp: socket.socket, udp: socket.socket) -> bytes:
    if ready is udp:
        return b"UDP " + udp.recv(2000)[:20]
    connection, _ = tcp.accept()
    with connection:
        connection.settimeout(2)
        return b"TCP " + connection.recv(2000)[:40]


def _outside() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation: nothing is sent by this
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
