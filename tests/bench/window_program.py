"""What the programs that are measured in a window of their own have in common: the window, frames, an app unlocked."""

import time

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.graphics.opengl import glFinish

from mobile.app import FieldApp
from mobile.system import SystemChance, SystemClock
from mobile.vault import unlock
from mobile.vaultfile import listed
from tests.bench.practice import PASSPHRASE


def window():
    """Open it; frames come as fast as they can."""
    EventLoop.ensure_window()
    EventLoop.start()
    Clock._max_fps = 0


def frames(number):
    """Let so many frames pass, drawn."""
    for _ in range(number):
        EventLoop.idle()
        glFinish()


def cpu(work):
    """CPU seconds of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def opened(home):
    """The app on home, with the vault that `practising` made in this folder unlocked and its exchange paused."""
    app = FieldApp(home, SystemClock(), SystemChance())
    app._run_prepare()
    frames(4)
    app.unlocked(unlock(listed(home)[0].folder, PASSPHRASE, app.clock))
    app.session.runner.pause()
    frames(4)
    return app
