"""The sheets between writing and sealing: what is wrong, what is still owed, what happens then.

Sealing itself is `Editing.seal`; a refusal comes back as problems and is shown as a list, each with the way to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mobile.drafting import NotReady
from mobile.form import ON_TABLET
from mobile.screens.desk import Desk
from mobile.screens.second_look import SecondLook, warnings_of
from mobile.store import StoreError
from mobile.store.versions import Version
from mobile.widgets import ListRow, PrimaryButton, QuietButton, Sheet, Text
from shared.answers import ALL_ROWS, ONLY_ROW, Address
from shared.problems import Level, Problem

SHOWN = 6  # of what is owed; the rest is a number
FITS = 2  # warnings beside which the sheet need not fill the window

Done = Callable[[], None]


def where(desk: Desk, address: Address | None) -> str:
    """A place in words: the question, or the row and the question."""
    model = desk.model
    if address is None:
        return desk.say("tablet.form.whole_report")
    spec = model.form.spec(address.part, address.field)
    question = model.label(spec) if spec is not None else desk.say(f"part.{address.part}")
    if address.row in (ONLY_ROW, ALL_ROWS):
        return question
    row = model.title(address.part, address.row)
    return f"{row}: {question}" if spec is not None else row


def errors_of(desk: Desk) -> list[Problem]:
    """What keeps a final version from being sealed, in the order of the rail."""
    found = [each for each in desk.model.problems() if each.level is Level.ERROR]

    def place(problem: Problem) -> int:
        section = desk.model.section_of(problem.address) if problem.address else ""
        return ON_TABLET.index(section) if section in ON_TABLET else -1

    return sorted(found, key=place)


def show_problems(
    desk: Desk,
    problems: Sequence[Problem],
    title: str = "tablet.finish.problems",
    text: str = "tablet.finish.problems.text",
) -> Sheet:
    """The list of what is to be put right; a tap jumps there."""
    sheet = Sheet(title=desk.say(title), wide=760, fills=len(problems) > 4)
    sheet.body.add_widget(Text(words=desk.say(text, count=len(problems))))
    for problem in problems:
        row = ListRow(
            title=where(desk, problem.address), subtitle=desk.model.sentence(problem), icon="error", key=problem.address
        )
        row.pick = lambda address: _jump(desk, sheet, address)
        sheet.body.add_widget(row)
    sheet.open()
    return sheet


def ask_interim(desk: Desk, done: Done) -> Sheet:
    """Say what sending now means and what is still owed; then seal an interim version."""
    desk.keeper.judge()
    sheet = Sheet(title=desk.say("tablet.finish.interim"))
    sheet.body.add_widget(Text(words=desk.say("tablet.finish.interim.text")))
    wrong = [each.address for each in errors_of(desk)]
    if any(desk.model.line(each).raw is not None for each in wrong if each is not None and each.row != ALL_ROWS):
        sheet.body.add_widget(Text(words=desk.say("tablet.finish.left_out"), tone="warn"))
    _list_owed(desk, sheet)
    _buttons(desk, sheet, "tablet.finish.send", lambda: seal(desk, "interim", done))
    return sheet


def ask_final(desk: Desk, done: Done) -> Sheet:
    """List what is wrong; when nothing is, say what finishing means and seal the final version."""
    desk.keeper.judge(final=True)
    wrong = errors_of(desk)
    if wrong:
        return show_problems(desk, wrong)
    sheet = Sheet(title=desk.say("tablet.finish.final"), wide=760)
    sheet.body.add_widget(Text(words=desk.say("tablet.finish.final.text")))
    warned = warnings_of(desk)
    if warned:
        sheet.fills = len(warned) > FITS
        sheet.body.add_widget(Text(words=desk.say("tablet.finish.warned", count=len(warned)), tone="warn", bold=True))
        for each in warned:
            sheet.body.add_widget(
                SecondLook(desk, each, where(desk, each.address), lambda address: _jump(desk, sheet, address))
            )
    _buttons(desk, sheet, "tablet.finish.seal", lambda: seal(desk, "final", done))
    return sheet


def seal(desk: Desk, kind: str, done: Done) -> bool:
    """Seal, let it leave, say so. False when it was refused: the reasons are on the screen, nothing was changed."""
    if not desk.keeper.flush():
        return False
    try:
        version = _sealed(desk, kind)
    except NotReady as refused:
        show_problems(desk, refused.problems)
        return False
    except StoreError:
        desk.shell.toast(desk.say("tablet.finish.store"), tone="danger", icon="error")
        return False
    if version is None:
        desk.shell.toast(desk.say("tablet.finish.practised"), tone="primary", icon="info")
    else:
        desk.session.runner.kick()
        desk.shell.toast(desk.say("tablet.finish.sealed"), icon="shield-check")
    done()
    return True


def _sealed(desk: Desk, kind: str) -> Version | None:
    """Asked twice where the store fails: the first try may have taken effect, and closed what would be written on."""
    try:
        return desk.editing.seal(kind)
    except StoreError:
        return desk.session.drafting.seal(desk.editing.report, kind)


def _list_owed(desk: Desk, sheet: Sheet) -> None:
    owed = desk.model.owed
    if not owed:
        return
    sheet.body.add_widget(Text(words=desk.say("tablet.finish.owed", count=len(owed)), bold=True))
    for each in owed[:SHOWN]:
        sheet.body.add_widget(Text(words=f"· {where(desk, each.address)}", style="label"))
    if len(owed) > SHOWN:
        more = desk.say("tablet.finish.more", count=len(owed) - SHOWN)
        sheet.body.add_widget(Text(words=more, style="label", tone="muted"))


def _buttons(desk: Desk, sheet: Sheet, yes: str, act: Callable[[], object]) -> None:
    later, go = QuietButton(words=desk.say("tablet.finish.not_yet")), PrimaryButton(words=desk.say(yes), icon="send")
    later.bind(on_release=lambda _b: sheet.dismiss())

    def press(_button: object) -> None:
        sheet.dismiss()
        act()

    go.bind(on_release=press)
    sheet.buttons.add_widget(later)
    sheet.buttons.add_widget(go)
    sheet.open()


def _jump(desk: Desk, sheet: Sheet, address: Address | None) -> None:
    sheet.dismiss()
    if address is not None:
        desk.jump(address)
