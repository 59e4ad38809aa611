"""`make screenshots`: every screen of the tablet as a picture, in each look, for people who have no tablet at hand.

    tests/journeys/pictures.py --out docs/screens [--only PART-OF-A-NAME ...]

The real app in its real (offscreen) window, invented people, a small server in this process. Pictures are 960 pixels
wide with 64 colours, so that they can stay in the repository; README.md beside them shows them all.
"""

import argparse
import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "screens"), str(Path(__file__).parent)]

import window  # noqa: F401  sets Kivy's environment: before anything imports Kivy
from PIL import Image

WIDE, COLOURS = 960, 64
PASSPHRASE = "invented lantern 9"
SUSPECT = "The agent said he is undocumented and ran."
LOOKS = {
    "day": ("Day", {}),
    "night": ("Night", {"mode": "night"}),
    "contrast": ("High contrast", {"mode": "contrast"}),
    "large": ("Text at 160 %", {"scale": 160}),
    "spanish": ("Spanish", {"language": "es"}),
}
"""A part of each picture's name, its heading, and what is chosen in the settings."""
SECTIONS = ("scene", "federal", "narrative")
"""Sections that are shown in every look; the others by day only."""
SPANISH = (
    "unlock", "home", "card", "form-federal", "practice-card", "note", "handover-language", "handover-statement",
    "handover-receipt", "returned",
)  # fmt: skip
STATEMENT = "They did not say who they were. One of them pushed my cart over, and it broke."
REMARKS = (
    ("incident", "location_landmark", "Which gate was it? The footage shows two."),
    ("incident", "", "Good account. Two small things, then it can go."),
)
"""What a supervisor wrote: part, field ("" for the whole report), words."""
TITLES = {
    "unlock": "Unlock", "enrol": "Enrolment", "recover": "A forgotten passphrase", "home": "Home",
    "home-delivered": "Home, what was delivered", "card": "The 60-second card", "form": "The form",
    "finish": "Before finishing", "send": "Before sending what is there", "problems": "What is to be put right",
    "owed": "What is owed, by when", "hand-on": "Handing a draft on", "passphrase": "Another passphrase",
    "files": "Choosing a file", "words": "Words that must not be held", "practice-card": "Practice, the card",
    "practice-form": "Practice, the form", "note": "A quick note", "settings": "Settings",
    "handover-language": "Handed over, the language", "handover-statement": "Handed over, to read",
    "handover-writing": "Handed over, to write", "handover-receipt": "Handed over, the receipt",
    "handover-officer": "Handed over, the way back", "returned": "A returned report",
    "comments": "A reviewer's comments",
}  # fmt: skip


class Tour:
    """One enrolled tablet with something on it, and the way to each of its screens."""

    def __init__(self, work, out, only):
        from pilot import Pilot
        from tablet import Tablet

        from mobile.enrolling import enrol
        from mobile.vault import Cost
        from tests.mobile.small_server import ADDRESS, CountingChance, FrozenClock, Network, SmallServer

        server, clock, chance = SmallServer(), FrozenClock(), CountingChance()
        network = Network(server)
        self.server = server
        self.out, self.only, self.work = out, only, work
        self.pilot = Pilot(work)
        self.look = ""
        self.made = []
        os.chdir(work)  # so that the path on a picture is the same each time
        home = Path("tablet")
        enrol(
            home, address=ADDRESS, code=server.code, passphrase=PASSPHRASE, transport=lambda _a: network,
            clock=clock, chance=chance, cost=Cost(memory=64, passes=1, lanes=1),
        ).lock()  # fmt: skip
        self.hand = Tablet(self.pilot, home, clock, chance, lambda _a: network)

    def go(self):
        """Put something on the tablet, then take every picture."""
        self.hand.start()
        self.hand.unlock(PASSPHRASE)
        self.begin()
        for _ in self.looks():
            self.outside()
            self.inside()
        self.go_on()
        for look in self.looks():
            self.outside(shown=False)
            self.handed_over(sealing=look == "day")
            self.came_back()

    def looks(self):
        """Every look, one after the other."""
        for look, (_, chosen) in LOOKS.items():
            self.look = look
            self.hand.app.choose(**{"mode": "day", "scale": 100, "language": "en", **chosen})
            yield look

    # what is on the tablet

    def begin(self):
        from mobile.devices import Devices
        from shared.fields import moment
        from shared.samples import scene

        hand, drafting = self.hand, self.hand.app.session.drafting
        clock = hand.clock
        for name, step in (("S1", -1), ("S2", 1)):
            told = scene(name)
            clock.at = moment(told.steps[step].at)
            self.report = drafting.start()
            self.fill(self.report, told.answers)
            if name == "S1":
                drafting.seal(self.report, "final")
        pictures = self.work / "machine" / "Pictures"
        pictures.mkdir(parents=True)
        for number, name in enumerate(("IMG_0417.JPG", "IMG_0418.JPG", "notice.pdf")):
            stream = io.BytesIO()
            Image.effect_mandelbrot((320, 240), (-2, -1.2, 1, 1.2), 60).save(stream, "JPEG")
            (pictures / name).write_bytes(stream.getvalue() if name.endswith("JPG") else b"%PDF-1.7 invented")
            written = clock.at.timestamp() - 60 * number
            os.utime(pictures / name, (written, written))
        self.devices = Devices({}, self.work / "machine", self.work / "no cards")
        clock.wait(60)
        self.first = drafting.start()
        self.fill(self.first, scene("S1").interim)
        self.practice = drafting.start(practice=True)
        self.fill(self.practice, scene("S3").interim)
        clock.wait(120)
        self.suspect = drafting.start()
        self.fill(self.suspect, {"incident": {"location_landmark": "Lot B, south gate"}})
        row = drafting.add_row(self.suspect, "entry", {"kind": "note", "at": drafting.instant(), "text": SUSPECT})
        self.words = f"entry/{row}/text"
        self.note = drafting.note()
        from shared.answers import Address

        line = drafting.content(self.note).rows["entry"][0]
        drafting.answer(self.note, Address("entry", line, "text"), "White van, no plates, left by the alley.")

    def go_on(self):
        """What others add to reports; later than the rest, so that home is shown as an officer alone fills it."""
        from shared.fields import moment
        from shared.samples import scene

        drafting, clock = self.hand.app.session.drafting, self.hand.clock
        self.handed = drafting.start()
        self.fill(self.handed, {"incident": {"location_landmark": "Lot B, south gate"}})
        first = {"statement_original": STATEMENT, "channel": "in_person"}
        self.person = drafting.add_row(self.handed, "misconduct_report", first)
        self.receipt = ""
        self.returned = drafting.start()
        self.fill(self.returned, scene("S1").answers)
        now, clock.at = clock.at, moment(scene("S1").steps[-1].at)  # a report that is late asks why
        version = drafting.seal(self.returned, "final")
        clock.at = now
        comments = [{"at": f"{part}/-/{field}" if field else "", "text": words} for part, field, words in REMARKS]
        self.server.say("returned", self.returned, {
            "version": version.digest, "by": "Sgt. Okafor", "at": clock.now().isoformat(timespec="seconds"),
            "note": "", "comments": comments,
        })  # fmt: skip

    def fill(self, report, answers):
        """Write answers straight into the store: the journeys do it by hand."""
        from mobile.drafting import DraftError
        from shared.answers import ROW_ID, Address, row_id, rows_of

        drafting = self.hand.app.session.drafting
        ids = {}
        for part in drafting.content(report).form.parts:
            for row in rows_of(answers, part.name) if part.name not in ("author", "media", "lint_decision") else ():
                values = {}
                for name, value in row.items():
                    spec = part.by_name.get(name)
                    known = name in (ROW_ID, part.parent_field, "local_ref")
                    if not known and spec is not None and spec.about.stage.officers:
                        values[name] = ids.get(value, value) if isinstance(value, str) else value
                if part.repeated:
                    parent = ids.get(str(row.get(part.parent_field)), "") if part.parent else ""
                    ids[row_id(row)] = drafting.add_row(report, part.name, values, parent=parent)
                    continue
                for name, value in values.items():
                    try:
                        drafting.answer(report, Address(part.name, "-", name), value)
                    except DraftError:
                        print(f"  left out: {part.name}.{name}")

    # the way

    def outside(self, shown=True):
        """What is seen before anybody unlocked."""
        app = self.hand.app
        self.app_go("home")
        app.locked()
        self.pilot.frame(6)
        for name in ("unlock", "enrol", "recover") if shown else ():
            app.go(name)
            self.pilot.frame(6)
            self.shot(name)
        app.go("unlock")
        self.pilot.frame(6)
        self.hand.unlock(PASSPHRASE)
        app.session.devices = self.devices
        banner = lambda: app.session.runner.banner  # noqa: E731
        self.pilot.wait(lambda: banner().down_at and banner().state == "idle", "everything delivered")
        self.close_sheets()

    def inside(self):
        hand = self.hand
        self.app_go("home")
        hand.screen("home").groups.show("drafts")
        hand.screen("home").refresh()
        self.shot("home")
        if self.look == "day":
            hand.tap(hand.screen("home").groups.children[0])
            self.shot("home-delivered")
        self.app_go("card", report=self.first)
        self.shot("card")
        self.app_go("form", report=self.report)
        self.judged()
        for section in [each.name for each in hand.model.sections()]:
            if section in SECTIONS or self.look == "day":
                hand.form.turn_to(section)
                self.pilot.frame(12)
                self.shot(f"form-{section}")
        hand.tap(hand.form.acts[2])
        self.shot("finish")
        self.close_sheets()
        self.app_go("form", report=self.first)
        self.judged()
        hand.tap(hand.form.acts[1])
        self.shot("send")
        self.close_sheets()
        hand.tap(hand.form.acts[2])
        self.shot("problems")
        self.close_sheets()
        for name, button in (("owed", hand.form.owes), ("hand-on", hand.form.move)):
            hand.tap(button)
            self.pilot.frame(12)
            self.shot(name)
            self.close_sheets()
        self.app_go("form", report=self.suspect, at=self.words)
        self.judged()
        self.pilot.frame(20)
        self.shot("words")
        self.app_go("note", report=self.note)
        self.judged("note")
        self.shot("note")
        hand.tap(hand.screen("note").photo.ways.children[0])
        hand.settle()
        self.shot("files")
        self.close_sheets()
        self.app_go("card", report=self.practice)
        self.shot("practice-card")
        self.app_go("form", report=self.practice)
        self.judged()
        self.shot("practice-form")
        self.app_go("settings")
        self.shot("settings")
        self.app_go("passphrase")
        self.shot("passphrase")
        self.app_go("home")

    def handed_over(self, *, sealing):
        """A member of the public at the tablet, step by step, and the way back. `sealing`: they seal it."""
        from shared.answers import rows_of

        hand, app = self.hand, self.hand.app
        screen = self.give(app, "")
        self.shot("handover-language")
        screen._choose("es" if self.look == "spanish" else "en")
        self.pilot.frame(8)
        self.shot("handover-statement")
        screen.to_writing()
        self.pilot.frame(8)
        self.shot("handover-writing")
        if sealing:
            screen.seal()
            (media,) = rows_of(app.session.drafting.content(self.handed).nested, "media")
            self.receipt = str(media["id"])
        else:
            self.take_back(screen)
            screen = self.give(app, self.receipt)
            screen.language = "es" if self.look == "spanish" else "en"
            screen.to_receipt()
        self.pilot.frame(8)
        self.shot("handover-receipt")
        self.take_back(screen)
        hand.wait_for("form")

    def give(self, app, media):
        """Hand the report over, or show the receipt `media` again."""
        self.app_go("form", report=self.handed)
        app.screens.get_screen("form").hand_over(self.person, media)
        self.pilot.frame(12)
        return app.screens.get_screen("handover")

    def take_back(self, screen):
        """The officer's passphrase."""
        screen.to_officer()
        self.pilot.frame(8)
        if ("handover-officer", self.look) not in self.made:
            self.shot("handover-officer")
        self.hand.type_into(screen.passphrase, PASSPHRASE)
        self.hand.tap(screen.button)
        self.pilot.wait(lambda: not screen.held, "the officer has it back")

    def came_back(self):
        """A report with what a supervisor remarked, at its question and as a list."""
        from shared.answers import Address

        part, field, _ = REMARKS[0]
        self.app_go("form", report=self.returned, at=Address(part, "-", field).text())
        self.judged()
        self.pilot.frame(12)
        self.shot("returned")
        self.hand.form.show_comments()
        self.shot("comments")
        self.close_sheets()

    def app_go(self, name, **args):
        self.hand.app.go(name, **args)
        self.pilot.frame(12)

    def judged(self, name="form"):
        """Until the rules have answered."""
        from mobile.screens.warming import warmed

        self.pilot.wait(warmed)
        self.hand.screen(name).desk.keeper.judge()
        self.pilot.frame(8)

    def close_sheets(self):
        from kivy.core.window import Window
        from kivy.uix.modalview import ModalView

        for each in [child for child in Window.children if isinstance(child, ModalView)]:
            each.dismiss(animation=False)
        self.pilot.frame(6)

    def shot(self, name):
        if self.look == "spanish" and name not in SPANISH:
            return
        whole = f"{name}-{self.look}"
        self.made.append((name, self.look))
        if not any(each in whole for each in self.only):
            return
        self.hand.settle()
        taken = self.pilot.shot(whole)
        keep(taken, self.out / taken.name)


def keep(taken, target):
    """A picture of a size fit for the repository."""
    with Image.open(taken) as picture:
        small = picture.convert("RGB")
        small = small.resize((WIDE, round(small.height * WIDE / small.width)), Image.Resampling.LANCZOS)
        small.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


def page(made):
    """The page that shows them, by screen."""
    lines = [
        "# The tablet's screens",
        "",
        "Made by `make screenshots` from the running app; every person and place is invented. 1280 x 800, scaled down.",
    ]
    shown = {}
    for name, look in made:
        shown.setdefault(name, []).append(look)
    for name, looks in shown.items():
        title = TITLES.get(name) or f"The form: {name.removeprefix('form-').replace('_', ' ')}"
        lines += ["", f"## {title}"]
        for look in looks:
            lines += ["", f"![{title}, {LOOKS[look][0].lower()}]({name}-{look}.png)"]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=[""], help="take only pictures whose name holds one of these")
    given = parser.parse_args()
    out = given.out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="scenebook-pictures-"))
    try:
        tour = Tour(work, out, given.only)
        tour.go()
        tour.pilot.clean()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    (out / "README.md").write_text(page(tour.made), encoding="utf-8")
    wanted = {f"{name}-{look}.png" for name, look in tour.made}
    for old in [each for each in out.glob("*.png") if each.name not in wanted]:
        old.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
