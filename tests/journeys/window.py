"""The officer's side of the journey: the real app in its real (offscreen) window, worked by taps and keys.

The tablet's clock is the scene's: it stands where the scene stands. The server's is the machine's.
"""

import os
import tempfile
from datetime import timedelta

os.environ.update({
    "SDL_VIDEODRIVER": "offscreen",
    "KIVY_HOME": tempfile.mkdtemp(prefix="kivy-"),
    "KIVY_NO_ARGS": "1",
    "KIVY_NO_FILELOG": "1",
    "KIVY_LOG_MODE": "PYTHON",
    "KIVY_METRICS_DENSITY": "1",
    "KIVY_METRICS_FONTSCALE": "1",
    "KCFG_GRAPHICS_WIDTH": "1280",
    "KCFG_GRAPHICS_HEIGHT": "800",
    "KCFG_INPUT_MOUSE": "mouse,disable_multitouch",
})  # fmt: skip

PASSPHRASE = "blue kettle on the roof"
ALSO = {"location_block", "location_cross", "dr_number", "words_used", "federal_stated_purpose", "ra_unit", "text"}
"""Answers of the scene that the officer gives beside what a final version must hold."""


def what_is_owed(form, answers):
    """The scene without what may be left out: about 200 answers, so that the journey takes minutes."""
    from shared.answers import ROW_ID, rows_of

    kept = {}
    for part in form.parts:
        for row in rows_of(answers, part.name):
            mine = {
                name: value
                for name, value in row.items()
                if name in (ROW_ID, part.parent_field)
                or name in ALSO
                or ((spec := form.spec(part.name, name)) and spec.needed_of(row, answers))
            }
            if part.repeated:
                kept.setdefault(part.name, []).append(mine)
            elif mine:
                kept[part.name] = mine
    for part in form.parts:  # what only an answer left out would ask
        for row in rows_of(kept, part.name):
            for name in [each for each in row if (spec := form.spec(part.name, each)) and not spec.asked_of(row, kept)]:
                del row[name]
    return kept


class Shots:
    """Numbered pictures in one folder, from whichever side."""

    def __init__(self, out):
        self.out, self._number = out, 0

    def next(self, name):
        self._number += 1
        return self.out / f"{self._number:02d}-{name}.png"


class SceneClock:
    """The wall clock of the scene: set by hand, and a second further at each look, so that order shows."""

    def __init__(self, at):
        self.at, self._ticks = at, 0.0

    def now(self):
        return self.at

    def monotonic(self):
        self._ticks += 0.001
        return self._ticks


class Tablet:
    """One tablet from the box to an approved report."""

    def __init__(self, home, shots):
        self._home, self._shots = home, shots

    def __enter__(self):
        import tablet
        from pilot import Pilot
        from tablet import Tablet as Person

        from mobile.system import SystemChance
        from shared.fields import moment
        from shared.samples import scene

        started = moment(scene("S1").answers["incident"]["lapd_arrived_at"])
        tablet.AT_ONCE = 4  # words come whole, as from a keyboard that suggests them
        self._clock = SceneClock(started)
        self._pilot = Pilot(self._shots.out)
        self._hand = Person(self._pilot, self._home, self._clock, SystemChance())
        self._hand.start()
        self._shot("tablet-first-start")
        return self

    def __exit__(self, *_):
        self._pilot.clean()

    def enrol(self, address, code):
        self._hand.enrol(address, code, PASSPHRASE)
        self._exchanged()
        self._shot("tablet-home")

    def first_minute(self, told):
        """The 60-second card as S1 tells it."""
        hand = self._hand
        report = hand.start_report()
        hand.taps = hand.letters = 0
        card, say = hand.card, hand.say
        hand.tap(say("tablet.card.arrive"))
        hand.tap(say("tablet.card.camera.before"))
        hand.type_into(card.number, "3284")
        hand.tap("Present")
        hand.tap("ICE ERO")
        self._pass(60)
        hand.tap("Name and badge")
        team = card.teams.teams[card.teams.shown]
        hand.type_into(team.boxes["name_as_stated"], "Halvorsen")
        hand.type_into(team.boxes["badge_number"], "H-2?17")
        hand.tap("Border Patrol")
        self._pass(90)
        hand.tap("Refused")
        hand.tap("Safety, doxxing")
        hand.tap(card.hurt.children[-1])
        self._pass(60)
        hand.tap(say("tablet.card.ambulance"))
        hand.tap(say("tablet.card.property.private"))
        self._shot("tablet-card")
        print(f"  {hand.taps} taps and {hand.letters} letters")
        hand.done()
        self._shot("tablet-home-draft")
        return report

    def delivered_interim(self, report):
        from mobile.store import versions

        def arrived():
            with self._session.vault.store.reading() as database:
                return [each.state for each in versions.of_report(database, report)] == ["stored"]

        self._pilot.wait(arrived, "the interim version confirmed by receipt")

    def lock_and_unlock(self):
        self._hand.lock()
        self._shot("tablet-locked")
        self._hand.unlock(PASSPHRASE)
        self._hand.app.choose(mode="night")
        self._pilot.frame(4)

    def write(self, report, answers):
        """Open the draft when the scene is over and write what is owed into the form."""
        from shared.fields import moment

        self._clock.at = max(self._clock.at, moment(answers["incident"]["lapd_cleared_at"]))
        self._hand.app.go("form", report=report)
        self._pilot.frame(10)
        self._shot("tablet-form")
        self._hand.write(what_is_owed(self._hand.model.form, answers))
        for section in ("federal", "people", "cameras", "narrative"):
            self._hand.go_to(section)
            self._pilot.frame(8)
            self._shot(f"tablet-form-{section}")

    def finish(self, report):
        from shared.fields import moment
        from shared.samples import scene

        self._clock.at = max(self._clock.at, moment(scene("S1").steps[-1].at))
        self._hand.finish()
        self._delivered(report)
        self._shot("tablet-home-delivered")

    def answer_return(self, report, address, comment, answer):
        """See the return, read the comment at its field, answer it, finish again."""
        hand = self._hand
        self._session.runner.kick()
        self._pilot.wait(lambda: self._session.reports.counts()["returned"] == 1, "the return to arrive")
        self._pilot.frame(4)
        hand.app.go("home", arriving=True)
        self._pilot.frame(6)
        self._shot("tablet-home-returned")
        hand.app.go("form", report=report)
        self._pilot.frame(10)
        question = hand.question(address)
        self._pilot.frame(6)
        self._shot("tablet-form-returned")
        assert any(comment in str(each) for each in self._pilot.says()), "the comment is not at its field"
        hand.answer(address, f"{hand.model.line(question.address).value}{answer}")
        self._pass(120)
        hand.finish()
        self._delivered(report)

    def approved(self, report):
        self._session.runner.kick()

        def is_approved():
            return self._session.reports.behind(report).row.code == "approved"

        self._pilot.wait(is_approved, "the approval to arrive")
        hand = self._hand
        hand.app.go("home", arriving=True)
        hand.tap(hand.say("tablet.home.delivered", count=1))
        self._pilot.frame(6)
        self._shot("tablet-home-approved")

    @property
    def _session(self):
        return self._hand.app.session

    def _delivered(self, report):
        self._pilot.wait(
            lambda: self._session.reports.behind(report).row.code in ("delivered", "approved"), "delivery by receipt"
        )
        self._pilot.frame(6)

    def _exchanged(self):
        self._pilot.wait(lambda: self._session.runner.banner.down_at, "the first exchange")
        self._pilot.frame(6)

    def _pass(self, seconds):
        self._clock.at += timedelta(seconds=seconds)

    def _shot(self, name):
        path = self._shots.next(name)
        self._pilot.shot(path.stem)
