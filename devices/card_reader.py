"""Card readers: on a serial line with a thread that listens, or typing like a keyboard, faster than any finger."""

import logging
import threading
from collections.abc import Callable

from devices.card import Card, Lines, card_in
from devices.port import Port, PortTrouble

log = logging.getLogger(__name__)

KEY_GAP = 0.06  # seconds between two keys of a reader at most; quick typists need 0.08
LISTEN_SECONDS = 0.25


class Wedge:
    """Tells a keyboard-wedge reader's keys from a person's by their speed alone; knows no toolkit and no clock."""

    def __init__(self, gap: float = KEY_GAP) -> None:
        self._gap = gap
        self._lines = Lines()
        self._last = float("-inf")

    def key(self, text: str, at: float) -> Card | None:
        """Take one key (`"\\r"` for Enter) pressed at `at` seconds; the card when it completes one."""
        if at - self._last > self._gap:
            self._lines.drop()
        self._last = at
        for line in self._lines.feed(text):
            return card_in(line)
        return None

    @property
    def reading(self) -> bool:
        """Whether a card may be on its way, so that its keys should reach nobody else."""
        return self._lines.begun


class CardReader:
    """Listens on a port in its own thread for as long as it runs, and calls back there.

    `on_card` gets each card, `on_unread` hears of a line that was no whole card, so that the customer can try again.
    """

    def __init__(
        self, port: Port, on_card: Callable[[Card], None], on_unread: Callable[[], None] = lambda: None
    ) -> None:
        self._port = port
        self._on_card = on_card
        self._on_unread = on_unread
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="card-reader", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening and let go of the port."""
        self._stop.set()
        self._thread.join(timeout=3.0)
        self._port.close()

    def _listen(self) -> None:
        lines = Lines()
        well = True
        while not self._stop.is_set():
            try:
                data = self._port.read(LISTEN_SECONDS)
            except PortTrouble as trouble:
                if well:
                    log.warning("card reader lost: %s", trouble)
                well = False
                lines.drop()
                self._stop.wait(LISTEN_SECONDS)
                continue
            if not well:
                log.info("card reader %s is back", self._port.line.url)
                well = True
            if not data:
                lines.drop()  # a reader sends a line in one go: what stopped half-way never comes
            for line in lines.feed(data.decode("latin-1")):
                card = card_in(line)
                if card is None:
                    self._on_unread()
                else:
                    self._on_card(card)
