"""Home: start a report, what came back, what is being written, what waits, what arrived; and how the exchange stands.

Lists come from the store page by page, so ten thousand reports scroll like ten.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.screenmanager import Screen

from mobile.drafting import DraftError
from mobile.reports import GROUPS, ReportRow
from mobile.screens.left import show_left
from mobile.screens.moving import AWAY, show_away, tell
from mobile.screens.pages import Pages
from mobile.screens.times import clock_words
from mobile.screens.ways import Ways
from mobile.store import StoreError
from mobile.theme import theme
from mobile.widgets import (
    Banner,
    EmptyState,
    IconButton,
    PrimaryButton,
    QuietButton,
    Segments,
    Sheet,
    Text,
    TextBox,
    TopBar,
)
from mobile.widgets.long_list import LongList
from mobile.widgets.words import say_day

if TYPE_CHECKING:
    from mobile.drafting import Unfinished
    from mobile.screens.host import Host
    from mobile.session import Session

LOOKS = {
    "draft_new": "draft",
    "draft_errors": "begun",
    "draft_ready": "ready",
    "facts_waiting": "waiting",
    "facts_sent": "begun",
    "waiting": "waiting",
    "sending": "sending",
    "files": "partial",
    "delivered": "delivered",
    "branched": "warned",
    "needs_you": "needs-you",
    "set_aside": "set-aside",
    "returned": "returned",
    "approved": "approved",
    "note": "note",
    "practice": "practice",
    "left_delivered": "delivered",
    "left_approved": "approved",
    "left_returned": "returned",
    "left_lost": "warned",
    "moving": "elsewhere",
    "offered": "free",
    "taking": "elsewhere",
    "moved": "elsewhere",
}
"""How each row state looks: a code of `mobile.icons.STATES`."""

ICONS = {"note": "note", "practice": "practice"}
"""What stands before a row that is not a report like the others."""

BANNERS = {
    "idle": ("ok", "check-double"),
    "waiting": ("neutral", "clock"),
    "sending": ("primary", "upload"),
    "files": ("primary", "clip"),
    "offline": ("warn", "offline"),
    "refused": ("danger", "hand"),
    "paused": ("warn", "exchange"),
    "alarm": ("danger", "warning"),
    "store": ("danger", "error"),
}
"""Tone and icon of each state of the exchange."""


class HomeScreen(Screen):
    """The list of one group at a time; Returned comes first and is counted."""

    def __init__(self, app: Host, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self._app = app
        self._build()

    def _build(self) -> None:
        say = self._app.say
        self.heading = TopBar(title=say("tablet.name"))
        self.settings = IconButton(icon="settings", words=say("tablet.home.settings"))
        self.settings.bind(on_release=lambda _button: self._app.go("settings"))
        self.lock = IconButton(icon="lock", words=say("tablet.home.lock"))
        self.lock.bind(on_release=lambda _button: self._app.locked())
        self.start = PrimaryButton(words=say("tablet.home.start"), icon="plus")
        self.start.bind(on_release=lambda _button: self._start())
        self.note = QuietButton(words=say("tablet.home.note"), icon="note")
        self.note.bind(on_release=lambda _button: self._note())
        self.practise = QuietButton(words=say("tablet.home.practise"), icon="practice")
        self.practise.bind(on_release=lambda _button: self._start(practice=True))
        for control in (self.note, self.start, self.settings, self.lock):
            self.heading.actions.add_widget(control)
        self.groups = Segments(options=[(group, group) for group in GROUPS], value="drafts", wraps=True)
        self.groups.bind(on_value=lambda *_: self._list())
        self.search = TextBox(hint=say("tablet.home.search"), limit=80)
        self.search.bind(on_value=lambda *_: self._search())
        self._later = Clock.create_trigger(lambda _dt: self._list(), 0.2)
        self.rows = LongList()
        self._pages = Pages()
        self.empty = EmptyState(icon="inbox")
        self.place = AnchorLayout(anchor_x="center", anchor_y="center")
        self.banner = Banner(size_hint_y=None)
        self.banner.bind(on_act=lambda _banner: self._session.runner.kick())
        theme.bind(scale=self._measure)
        self._measure()
        choose = BoxLayout(orientation="vertical", size_hint_y=None, padding=(dp(24), dp(16)), spacing=dp(12))
        choose.bind(minimum_height=choose.setter("height"))
        choose.add_widget(self.groups)
        finds = BoxLayout(size_hint_y=None, spacing=dp(12))
        finds.bind(minimum_height=finds.setter("height"))
        for control in (self.search, self.practise):
            finds.add_widget(control)
        choose.add_widget(finds)
        foot = BoxLayout(orientation="vertical", size_hint_y=None, padding=(dp(16), dp(12)))
        foot.bind(minimum_height=foot.setter("height"))
        self.ways = Ways()
        for part in (self.banner, self.ways):
            foot.add_widget(part)
        whole = BoxLayout(orientation="vertical")
        for part in (self.heading, choose, self.place, foot):
            whole.add_widget(part)
        self.add_widget(whole)

    @property
    def _session(self) -> Session:
        session = self._app.session
        assert session is not None, "home is shown to an unlocked tablet only"
        return session

    def show(self, arriving: bool = False) -> None:
        """Read everything again. `arriving`: just unlocked, so what a crash interrupted is offered first."""
        person = self._session.vault.person
        self.heading.subtitle = f"{person.rank} {person.name} · {person.serial}"
        if arriving:
            self.search.show(None)
            self.groups.show("returned" if self._session.reports.counts()["returned"] else "drafts")
        self.refresh()
        if arriving:
            self._offer(list(self._session.drafting.unfinished()))

    def refresh(self) -> None:
        """The exchange or a report changed."""
        self._count()
        self._list()
        self._say_banner()
        tell(self._app, self._session.moving.news())

    def _count(self) -> None:
        say, counts = self._app.say, self._session.reports.counts()
        # Most officers have one tablet: what stands on others is shown while there is some.
        shown = [each for each in GROUPS if each != "elsewhere" or counts[each] or self.groups.value == each]
        self.groups.options = [(group, say(f"tablet.home.{group}", count=counts[group])) for group in shown]
        self.groups.urgent = ["returned"] if counts["returned"] else []

    def _search(self) -> None:
        self._later()

    def _list(self) -> None:
        if self._app.session is None:
            return
        group, search = self.groups.value or "drafts", self.search.value or ""
        banner = self._session.runner.banner
        before, self._pages = self._pages, Pages(self._session.reports, group, search, banner.sending)
        held = self._pages.count
        elsewhere = (before.group, before.search) != (group, search)
        self.rows.show(held, self._at, top=elsewhere)
        self.empty.title = self._app.say("tablet.home.nothing" if search else f"tablet.home.{group}.none")
        self.empty.words = self._app.say(f"tablet.home.{group}.none?") if not search else ""
        wanted = self.rows if held else self.empty
        if wanted.parent is None:
            self.place.clear_widgets()
            self.place.add_widget(wanted)

    def _at(self, place: int) -> dict[str, Any]:
        each = self._pages.at(place) if self._app.session is not None else None  # it may have locked meanwhile
        return self._row(each) if each is not None else {}

    def _row(self, each: ReportRow) -> dict[str, Any]:
        return {
            "title": self._title(each),
            "subtitle": f"{each.reference} · {self._state(each)}",
            "icon": ICONS.get(each.code, "document" if each.here else "devices" if each.code in AWAY else "box"),
            "state_code": LOOKS[each.code],
            "state_words": self._state(each, "pill"),
            "key": each,
            "pick": self._pick,
        }

    def _state(self, each: ReportRow, kind: str = "state") -> str:
        params = {**each.params, "at": self._when(str(each.params.get("at", "")))}
        return self._app.say(f"tablet.{kind}.{each.code}", **params)

    def _title(self, each: ReportRow) -> str:
        if each.here or each.code in AWAY:
            return each.title or self._app.say("tablet.home.untitled")
        begun = datetime.fromisoformat(each.started_at)
        return self._app.say("tablet.left.title", day=say_day(begun.date()))

    def _when(self, text: str) -> str:
        """A stored time as the officer's wall clock shows it; with its day when that is not today."""
        if not text:
            return ""
        now = self._session.clock.now()
        return clock_words(datetime.fromisoformat(text).astimezone(now.tzinfo), now)

    def _pick(self, row: ReportRow) -> None:
        if row.code in AWAY:
            show_away(self._app, self._session, row, self._state(row), self.refresh)
            return
        if not row.here:
            behind = self._session.reports.behind(row.report)
            show_left(self._app, behind, self._title(row), self._state(row), self._when)
            return
        self._app.go("note" if row.code == "note" else "form", report=row.report)

    def _start(self, *, practice: bool = False) -> None:
        self._begin("card", lambda: self._session.drafting.start(practice=practice))

    def _note(self) -> None:
        self._begin("note", lambda: self._session.drafting.note())

    def _begin(self, screen: str, make: Callable[[], str]) -> None:
        try:
            report = make()
        except (StoreError, DraftError) as error:
            self._app.toast(self._app.say(error.code), "danger", "error")
            return
        self._app.go(screen, report=report)

    def _say_banner(self) -> None:
        say, banner = self._app.say, self._session.runner.banner
        tone, icon = BANNERS[banner.state]
        idle = "idle" if banner.up_at else "none"  # what was never sent was not delivered either
        kind = "left" if not banner.files else "left_files" if banner.waiting else "left_only_files"
        left = say(f"tablet.sync.{kind}", reports=banner.waiting, count=banner.files)
        state = say(f"tablet.sync.{idle if banner.state == 'idle' else banner.state}", left=left, count=banner.files)
        up = say("tablet.sync.up", at=self._when(banner.up_at)) if banner.up_at else ""
        never = "" if up else say("tablet.sync.down.never")
        down = say("tablet.sync.down", at=self._when(banner.down_at)) if banner.down_at else never
        why = say(banner.code) if banner.code and banner.state in ("files", "refused", "alarm", "store") else ""
        self.banner.tone, self.banner.icon = tone, icon
        restored = say("log.restored", at=self._when(banner.restored_at)) if banner.restored_at else ""
        self.banner.words = " · ".join(filter(None, (state, why, restored)))
        self.ways.show(up, down)
        stuck = ("offline", "waiting", "files", "refused")
        self.banner.action = say("tablet.sync.try") if banner.state in stuck else ""

    def _offer(self, left: list[Unfinished]) -> None:
        """What was open when the app stopped: recover or discard, one after the other."""
        if not left:
            return
        first, rest = left[0], left[1:]
        say, drafting = self._app.say, self._session.drafting
        text = say("tablet.recover.text", at=self._when(first.saved_at), words=first.words or first.reference)

        # Neither is what happens when the sheet is closed or the tablet locks: then it is asked again next time.
        sheet = Sheet(title=say("tablet.recover.title"), auto_dismiss=False)
        sheet.body.add_widget(Text(words=text))

        def recover(*_: object) -> None:
            sheet.dismiss()
            drafting.left(first.report)
            self._pick(self._session.reports.behind(first.report).row)

        def discard(*_: object) -> None:
            sheet.dismiss()
            drafting.discard(first.report)
            self.refresh()
            self._offer(rest)

        yes = PrimaryButton(words=say("tablet.recover.yes"))
        yes.bind(on_release=recover)
        if drafting.may_discard(first.report):
            no = QuietButton(words=say("tablet.recover.no"))
            no.bind(on_release=discard)
            sheet.buttons.add_widget(no)
        sheet.buttons.add_widget(yes)
        sheet.open()

    def _measure(self, *_: object) -> None:
        self.rows.high = dp(88) * theme.scale
