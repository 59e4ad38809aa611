"""The thread that exchanges by itself: at once when there is something, patiently when nobody answers.

What it knows is one frozen `Banner`; `changed` is called (from this thread, at most four times a second) when a screen
should read it again. Pausing holds the queue, stopping waits for no timer.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from mobile.restored import RESTORED_AT
from mobile.retention import Retention
from mobile.store import StoreError, exchanges, files, settings, versions
from mobile.syncing import Exchanged, exchange_once
from mobile.transport import Transport
from mobile.uploading import Pace, upload_next
from mobile.vault import Vault
from shared.ports import Chance, Clock

_LOG = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 2.0, 300.0
POLL_SECONDS = 60.0
TELL_SECONDS = 0.25


@dataclass(frozen=True)
class Banner:
    """What the footer says. Words: `tablet.sync.<state>`.

    state     idle (all delivered), waiting, sending, files, offline, refused, paused, alarm, store
    waiting   reports with a version in the outbox
    files     files of sealed versions that the server has not confirmed
    up_at     when the last exchange carried versions up, down_at when one last brought news, "" for never
    tried_at  when it was last tried
    code      why not, for offline, refused, alarm and store
    sending   digests that are on their way right now
    alarms    how many replies had proofs that did not hold
    restored_at   when it turned out that the server had been restored from a backup, "" if it was not
    """

    state: str = "idle"
    waiting: int = 0
    files: int = 0
    up_at: str = ""
    down_at: str = ""
    tried_at: str = ""
    code: str = ""
    sending: tuple[str, ...] = ()
    alarms: int = 0
    restored_at: str = ""


def wait_asked(seconds: int, chance: Chance) -> float:
    """Seconds to wait when the server says when to come back: not earlier, and not all at the same moment."""
    return seconds * (1 + int.from_bytes(chance.token(4), "big") / 2**34)


def wait_after(failures: int, chance: Chance) -> float:
    """Seconds to wait after `failures` in a row: doubling with full jitter, so that 500 tablets do not come at once."""
    most = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(failures, 20))
    return FIRST_WAIT / 2 + (most - FIRST_WAIT / 2) * int.from_bytes(chance.token(4), "big") / 2**32


class Runner:
    """Exchanges for one open vault until it is stopped."""

    def __init__(
        self,
        vault: Vault,
        transport: Transport,
        clock: Clock,
        chance: Chance,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._vault, self._transport, self._clock, self._chance, self._changed = (
            vault,
            transport,
            clock,
            chance,
            changed,
        )
        self._quit, self._go, self._running = threading.Event(), threading.Event(), threading.Event()
        self._running.set()
        self._thread: threading.Thread | None = None
        self._failures = 0
        self._told = float("-inf")
        self._pace = Pace()
        self._retention = Retention(vault)
        self.banner = self._first_banner()

    def start(self) -> None:
        """Begin. Does nothing if it runs already."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="exchange", daemon=True)
            self._thread.start()

    def kick(self) -> None:
        """Something was sealed, or a person asks: try now, whatever the waiting time."""
        self._failures = 0
        self._go.set()

    def pause(self) -> None:
        """Hold the queue after the exchange, or the chunk of a file, that is under way."""
        self._running.clear()
        self._go.set()
        self._show(replace(self.banner, state="paused", sending=()), at_once=True)

    def resume(self) -> None:
        """Go on."""
        self._running.set()
        self.kick()

    def stop(self, patience: float = 15.0) -> bool:
        """End the thread; True once it ended. An exchange or chunk under way is waited for up to `patience` seconds."""
        self._quit.set()
        self._running.set()
        self._go.set()
        if self._thread is not None:
            self._thread.join(patience)
            return not self._thread.is_alive()
        return True

    def once(self) -> Exchanged:
        """One exchange, then a file if no version waits, then reports whose days here are over leave. In the caller's
        thread. Raises StoreError."""
        queued = self._queued()
        self._show(replace(self.banner, state="sending" if queued else self.banner.state, sending=queued))
        done = exchange_once(self._vault, self._transport, self._clock, self._chance)
        self._settle(done)
        if done.kind == "done" and not done.more and self.banner.files and not self._held():
            done = self._send_file(done)
        if done.kind == "done" and not done.more and not self.banner.alarms and self._retention.let_go():
            self._changed()
        return done

    def _send_file(self, done: Exchanged) -> Exchanged:
        """The next file, for at most a poll's time: the exchange after it confirms it and brings what is new."""
        begun = self._clock.monotonic()
        self._show(replace(self.banner, state="files"), at_once=True)
        sent = upload_next(
            self._vault,
            self._transport,
            self._clock,
            self._chance,
            self._pace,
            lambda: self._held() or self._clock.monotonic() - begun > POLL_SECONDS,
        )
        if sent.kind in ("silence", "refused", "failed"):
            done = replace(done, kind=sent.kind, code=sent.code, wait=sent.wait)
        elif sent.kind != "nothing":
            done = replace(done, more=True)
        self._settle(done)
        return done

    def _held(self) -> bool:
        """Whether a file must stand back: somebody wants to stop or pause, or a version waits."""
        return self._quit.is_set() or not self._running.is_set() or self._go.is_set()

    def _run(self) -> None:
        while not self._quit.is_set():
            if not self._running.is_set():
                self._running.wait(POLL_SECONDS)
                continue
            self._go.clear()
            asked = 0
            try:
                done = self.once()
            except StoreError as error:
                if self._quit.is_set() or error.code == "store.closed":
                    return
                self._failures += 1
                self._show(replace(self.banner, state="store", code=error.code, sending=()), at_once=True)
            except Exception:
                # A fault of ours must not end the exchange for the rest of the watch; it is said and tried again.
                _LOG.exception("an exchange failed")
                self._failures += 1
                self._show(replace(self.banner, state="offline", code="sync.fault", sending=()), at_once=True)
            else:
                # A file that the server does not take is no reason to ask less often for what is new.
                self._failures = 0 if done.kind in ("done", "failed", "busy") else self._failures + 1
                if done.kind == "done" and done.more:
                    continue
                asked = done.wait
            self._go.wait(self._pause(asked))

    def _pause(self, asked: int) -> float:
        """Seconds until the next try: what the server asked for, and after failures not less than our own patience."""
        own = wait_after(self._failures, self._chance) if self._failures else 0.0 if asked else POLL_SECONDS
        return max(wait_asked(asked, self._chance), own) if asked else own

    def _settle(self, done: Exchanged) -> None:
        now = self._clock.now().isoformat(timespec="seconds")
        with self._vault.store.reading() as database:
            waiting, beside = versions.reports_queued(database), files.waiting(database)
            alarms = len(exchanges.alarms(database))
        banner = replace(
            self.banner, waiting=waiting, files=beside, tried_at=now, sending=(), code=done.code, alarms=alarms
        )
        if done.kind == "done":
            up = now if done.sent else banner.up_at
            code = "log.changed" if alarms else ""
            banner = replace(banner, state=_rest(alarms, waiting, beside), up_at=up, down_at=now, code=code)
            if done.code == exchanges.RESTORED:
                banner = replace(banner, restored_at=now)
            with self._vault.store.writing() as database:
                settings.put(database, "up_at", up)
                if banner.restored_at and not done.more and not waiting and not beside:
                    # It stays on the screen until the app is closed, and is not said again.
                    settings.put(database, RESTORED_AT, "")
        elif done.kind == "alarm":
            banner = replace(banner, state="alarm")
        elif done.kind in ("failed", "busy"):
            banner = replace(banner, state=_rest(alarms, waiting, beside))
        else:
            state = "refused" if done.kind == "refused" else "offline"
            banner = replace(banner, state="alarm" if alarms else state)
        if not self._running.is_set():
            banner = replace(banner, state="paused")
        self._show(banner, at_once=True)

    def _queued(self) -> tuple[str, ...]:
        with self._vault.store.reading() as database:
            return tuple(versions.queued(database))

    def _first_banner(self) -> Banner:
        with self._vault.store.reading() as database:
            up, down = settings.get(database, "up_at"), settings.get(database, "exchanged_at")
            waiting, alarms = versions.reports_queued(database), len(exchanges.alarms(database))
            beside, restored = files.waiting(database), settings.get(database, RESTORED_AT)
        state = _rest(alarms, waiting, beside)
        return Banner(
            state,
            waiting,
            beside,
            up_at=str(up or ""),
            down_at=str(down or ""),
            alarms=alarms,
            restored_at=str(restored or ""),
        )

    def _show(self, banner: Banner, *, at_once: bool = False) -> None:
        if banner == self.banner:
            return
        self.banner = banner
        now = self._clock.monotonic()
        if at_once or now - self._told >= TELL_SECONDS:
            self._told = now
            self._changed()


def _rest(alarms: int, waiting: int, beside: int) -> str:
    """The state between two exchanges."""
    return "alarm" if alarms else "waiting" if waiting else "files" if beside else "idle"
