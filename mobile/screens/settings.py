"""Settings: looks, text size, language, when the tablet locks, and whether it exchanges."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from kivy.clock import mainthread
from kivy.metrics import dp
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.screenmanager import Screen

from mobile.preferences import LANGUAGES, LOCKS, MODES, SCALES
from mobile.screens.page import Page, line
from mobile.store import StoreError
from mobile.widgets import Question, QuietButton, Segments, TopBar

if TYPE_CHECKING:
    from mobile.screens.host import Host
    from mobile.session import Session
    from mobile.unsent import Written


class SettingsScreen(Screen):
    """Every choice takes effect with the tap."""

    def __init__(self, app: Host, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self._app = app
        self._whole = BoxLayout(orientation="vertical")
        self.add_widget(self._whole)

    def show(self) -> None:
        """Lay the choices out as they are now."""
        app, say = self._app, self._app.say
        top = TopBar(title=say("tablet.settings.title"), goes_back=True)
        top.bind(on_back=lambda _bar: app.back())
        page = Page(wide=dp(820))
        page.anchor_y = "top"

        def choice(name: str, options: list[tuple[str, str]], now: str, make: type = str) -> Question:
            control = Segments(options=options, value=now)
            control.bind(on_value=lambda _control, value: app.choose(**{name: make(value)}))
            return Question(input=control, label=say(f"tablet.settings.{name}"), whole_row=True)

        person = app.session.vault.person if app.session else None
        page.show(
            choice("mode", [(mode, say(f"tablet.settings.mode.{mode}")) for mode in MODES], app.chosen.mode),
            choice("scale", [(str(each), f"{each} %") for each in SCALES], str(app.chosen.scale), int),
            choice("language", [(each, say(f"tablet.language.{each}")) for each in LANGUAGES], app.chosen.language),
            choice(
                "lock",
                [(str(each), say("tablet.settings.minutes", count=each)) for each in LOCKS],
                str(app.chosen.lock),
                int,
            ),
            *(
                [
                    self._exchange(),
                    self._passphrase(),
                    self._unsent(),
                    line(f"{person.rank} {person.name} · {person.serial}"),
                ]
                if person
                else []
            ),
        )
        self._whole.clear_widgets()
        self._whole.add_widget(top)
        self._whole.add_widget(page)

    def _exchange(self) -> QuietButton:
        say, session = self._app.say, self._app.session
        paused = session is not None and session.runner.banner.state == "paused"
        button = QuietButton(
            words=say("tablet.settings.resume" if paused else "tablet.settings.pause"), icon="exchange"
        )

        def turn(_button: object) -> None:
            if session is not None:
                (session.runner.resume if paused else session.runner.pause)()
                self.show()

        button.bind(on_release=turn)
        return button

    def _passphrase(self) -> QuietButton:
        button = QuietButton(words=self._app.say("tablet.passphrase"), icon="lock")
        button.bind(on_release=lambda _button: self._app.go("passphrase"))
        return button

    def _unsent(self) -> Question:
        """Everything undelivered into a file, for a tablet that finds no network any more."""
        app, say = self._app, self._app.say
        button = QuietButton(words=say("tablet.unsent.do"), icon="save")
        asked = Question(input=button, label=say("tablet.unsent"), help=say("tablet.unsent?"), whole_row=True)

        @mainthread
        def telling(done: int, count: int) -> None:
            asked.help = say("tablet.unsent.doing.files", done=done + 1, count=count)

        @mainthread
        def done(written: Written | None, error: str) -> None:
            button.disabled, asked.error = False, error
            if error:
                asked.help = say("tablet.unsent?")
            elif written is None:
                asked.help = say("tablet.unsent.none")
            else:
                asked.help = say("tablet.unsent.done", count=written.versions, files=written.files, path=written.path)
                asked.warning = say("tablet.unsent.left", names=", ".join(written.left)) if written.left else ""

        def work(session: Session) -> None:
            try:
                done(session.write_unsent(app.home / "unsent", telling), "")
            except StoreError as error:
                done(None, app.say(error.code))

        def write(_button: object) -> None:
            if app.session is None or button.disabled:
                return
            button.disabled, asked.error, asked.warning = True, "", ""
            asked.help = say("tablet.unsent.doing")
            threading.Thread(target=work, args=(app.session,), daemon=True).start()

        button.bind(on_release=write)
        return asked
