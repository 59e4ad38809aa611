"""The form: sections at the side, the five duties on top, one section's questions in the middle, acts at the bottom.

Section pages are built at their first visit and kept. Everything a person does goes through the keeper, so what the
bottom bar calls saved is on the disk.
"""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.uix.widget import Widget

from mobile.form import EMPTY, ON_TABLET, OWED, PROBLEMS, PROGRESS, Changed
from mobile.screens.desk import Desk, open_desk
from mobile.screens.duty_strip import DutyStrip
from mobile.screens.finish import ask_final, ask_interim, errors_of, show_problems, where
from mobile.screens.form_page import SectionPage
from mobile.screens.moving import AWAY, ask_release
from mobile.screens.owed_list import show_owed
from mobile.screens.practice import show_practice
from mobile.screens.report_screen import ReportScreen
from mobile.screens.shell import Shell
from mobile.widgets import Banner, LinkButton, ListRow, PrimaryButton, QuietButton, Sheet
from mobile.widgets.loading import load_kv
from shared.answers import Address
from shared.duties import duties

RAIL = {EMPTY: "blank", PROGRESS: "begun", OWED: "owed", PROBLEMS: "wrong"}


class FormScreen(ReportScreen):
    """One open report. `show(report=..., at="")` opens it; `at` is an address's text to start at."""

    def __init__(self, shell: Shell, **kwargs: Any) -> None:
        super().__init__(shell, name="form", **kwargs)
        self.pages: dict[str, SectionPage] = {}
        self.section = ""
        self._checked = self._was_read_only = False
        ids, say = self.ids, shell.say
        self.duties: DutyStrip = ids.duties.__self__
        ids.top.bind(on_back=lambda _bar: self.shell.back())
        self.move = LinkButton(words=say("tablet.move.do"), icon="devices")
        self.move.bind(on_release=lambda _b: self.hand_on())
        ids.top.actions.add_widget(self.move)
        self.owes = LinkButton(icon="checklist")
        self.owes.bind(on_release=lambda _b: self.desk and show_owed(self.desk, self.jump))
        ids.top.actions.add_widget(self.owes)
        card = LinkButton(words=say("tablet.form.card"), icon="clock")
        card.bind(on_release=lambda _b: self.to_card())
        ids.top.actions.add_widget(card)
        ids.rail.bind(on_pick=lambda _rail, code: self.turn_to(code))
        self.acts = [
            QuietButton(words=say("tablet.form.check"), icon="checklist"),
            QuietButton(words=say("tablet.form.interim"), icon="upload"),
            PrimaryButton(words=say("tablet.form.finish"), icon="shield-check"),
        ]
        for button, act in zip(self.acts, (self.check, self.send_interim, self.finish), strict=True):
            button.bind(on_release=lambda _b, act=act: act())
        self.check_bar = Banner(icon="error", tone="danger", action=say("tablet.form.list"))
        self.check_bar.bind(on_act=lambda _bar: self.desk and show_problems(self.desk, errors_of(self.desk)))

    # coming and going

    def show(self, *, report: str, at: str = "") -> None:
        """Open a report, or come back to it. Raises DraftError, StoreError."""
        self.close()
        again = self.desk is not None and self.desk.editing.report == report
        self.desk = desk = open_desk(self.shell, report)
        desk.jump, desk.removed, desk.hand_over = self.jump, self.offer_undo, self.hand_over
        desk.keeper.bind(on_kept=self._kept, on_judged=self._judged, state=self.say_saved, saved_at=self.say_saved)
        self._checked, self.opened = False, True
        if not again or desk.read_only != self._was_read_only:
            self._drop_pages()
            self.section = ""
        self._was_read_only = desk.read_only
        self._dress(desk)
        for page in self.pages.values():
            page.desk = desk
            page.renew()
        desk.keeper.judge_soon()
        desk.model.duties = duties(desk.model.form, desk.model.answers, desk.session.clock.now())
        self.duties.follow(desk)
        self._draw_rail(desk, None)
        start = Address.parse(at) if at else None
        self.turn_to(desk.model.section_of(start) if start else self.section or ON_TABLET[0])
        self.say_saved()
        if start is not None:
            self.jump(start)

    def thrown_away(self) -> None:
        """The report is gone, and its pages with it."""
        self._drop_pages()
        super().thrown_away()

    # what is shown

    def turn_to(self, section: str) -> None:
        """Show a section: at its first visit it is built, afterwards it is only put back."""
        if self.desk is None or (section == self.section and self.ids.middle.children):
            return
        self.desk.keeper.flush()
        page = self.pages.get(section)
        if page is None:
            page = self.pages[section] = SectionPage(self.desk, section)
        self.section = self.ids.rail.chosen = section
        self.ids.middle.clear_widgets()
        self.ids.middle.add_widget(page)

    def jump(self, address: Address) -> None:
        """Show a place of the form and put the focus there."""
        if self.desk is None:
            return
        self.turn_to(self.desk.model.section_of(address))
        page = self.pages[self.section]
        # Two frames: a page that has just been put in has no heights yet.
        Clock.schedule_once(lambda _dt: Clock.schedule_once(lambda _dt2: page.look_at(address), 0), 0)

    # acts

    def check(self) -> None:
        """Check the whole report as for finishing, and go to the first thing to put right."""
        if self.desk is None:
            return
        self._checked = True
        self.desk.keeper.flush()
        self.desk.keeper.judge(final=True)
        wrong = errors_of(self.desk)
        first = next((each.address for each in wrong if each.address is not None), None)
        if first is not None:
            self.jump(first)
        elif not wrong:
            self.shell.toast(self.shell.say("tablet.form.clean"))

    def send_interim(self) -> None:
        """Send a version of what is here and go on writing."""
        if self.desk is not None and self.desk.keeper.flush():
            ask_interim(self.desk, lambda: None)

    def finish(self) -> None:
        """Seal the report for good."""
        if self.desk is not None and self.desk.keeper.flush():
            self._checked = True
            ask_final(self.desk, lambda: self.shell.go("home"))

    def hand_on(self) -> None:
        """Close the report here, so that it can be continued on another tablet."""
        if self.desk is not None and self.desk.keeper.flush():
            ask_release(self.desk, lambda: self.shell.go("home"))

    def to_card(self) -> None:
        """The same report as a card."""
        if self.desk is not None and self.desk.keeper.flush():
            self.close()  # before the card opens it: what is open at a kill is offered for recovery
            self.shell.go("card", report=self.desk.editing.report)

    def hand_over(self, row: str, media: str) -> None:
        """A member of the public reads and writes their own statement, and sees nothing else."""
        if self.desk is not None and self.desk.keeper.flush():
            self.close()
            self.shell.go("handover", report=self.desk.editing.report, row=row, media=media)

    def show_comments(self) -> None:
        """The reviewer's comments; a tap jumps to the field."""
        desk = self.desk
        if desk is None:
            return
        sheet = Sheet(title=self.shell.say("tablet.form.comments"), wide=760)
        for comment in desk.comments:
            row = ListRow(
                title=str(comment.body.get("text", "")),
                subtitle=where(desk, comment.address),
                icon="reply",
                key=comment.address,
            )
            row.pick = lambda address: self._to_comment(sheet, address)
            sheet.body.add_widget(row)
        sheet.open()

    def _to_comment(self, sheet: Sheet, address: Address | None) -> None:
        sheet.dismiss()
        if address is not None:
            self.jump(address)

    # following

    def _kept(self, _keeper: object, changed: Changed, addresses: list[Address]) -> None:
        desk = self.desk
        if desk is None:
            return
        self.opened = True
        for page in self.pages.values():
            page.follow(changed, addresses)
            for address in addresses:
                if address in page.asked:
                    page.asked[address].kept("saved")
        self._draw_rail(desk, changed.sections)

    def _judged(self, _keeper: object, changed: Changed) -> None:
        if self.desk is None:
            return
        for page in self.pages.values():
            page.follow(changed)
        self._draw_rail(self.desk, None)
        self.duties.follow(self.desk)
        wrong = len(errors_of(self.desk)) if self._checked else 0
        self.check_bar.words = self.shell.say("tablet.form.wrong", count=wrong)
        self._bar(self.check_bar, bool(wrong))

    def _draw_rail(self, desk: Desk, sections: frozenset[str] | None) -> None:
        if sections is not None and not sections:
            return
        said = []
        for section in desk.model.sections():
            words = self.shell.say(f"tablet.section.{section.state}", count=section.count)
            said.append(
                (section.name, self.shell.say(f"section.{section.name}"), RAIL.get(section.state, "done"), words)
            )
        if self.ids.rail.items != said:
            self.ids.rail.items = said
        self.owes.words = self.shell.say("tablet.form.owed", count=len(desk.model.owed))
        self.owes.disabled = desk.read_only

    def _dress(self, desk: Desk) -> None:
        """Title, banners and buttons for this report."""
        ids, say, draft, person = self.ids, self.shell.say, desk.editing.draft, desk.session.vault.person
        ids.top.title = draft.title or say("tablet.form.title", reference=draft.reference)
        ids.top.subtitle = say("tablet.form.by", reference=draft.reference, name=person.name, serial=person.serial)
        ids.bars.clear_widgets()
        ids.below.clear_widgets()
        ids.bottom.actions.clear_widgets()
        show_practice(desk, ids.top, ids.bars, self.thrown_away)
        self._bar(self.move, desk.session.moving.may_release(draft.report))
        if draft.state in AWAY:
            ids.bars.add_widget(Banner(words=say("tablet.form.away"), icon="devices"))
        elif desk.read_only:
            done, count = desk.session.reports.files(draft.report)
            beside = say("tablet.form.files", done=done, count=count) if count else ""
            ids.bars.add_widget(Banner(words=f"{say('tablet.form.closed')} {beside}".rstrip(), icon="lock"))
        else:
            for button in self.acts:
                ids.bottom.actions.add_widget(button)
        if desk.comments:
            words, act = say("tablet.form.returned", count=len(desk.comments)), say("tablet.form.show")
            returned = Banner(words=words, icon="reply", tone="danger", action=act)
            returned.bind(on_act=lambda _bar: self.show_comments())
            ids.bars.add_widget(returned)

    def _bar(self, bar: Widget, shown: bool) -> None:
        ids = self.ids
        place = ids.top.actions if bar is self.move else ids.bars
        if shown and bar.parent is None:
            place.add_widget(bar)
        elif not shown and bar.parent is not None:
            bar.parent.remove_widget(bar)

    def _drop_pages(self) -> None:
        self.ids.middle.clear_widgets()
        self.pages.clear()


load_kv(__file__)
