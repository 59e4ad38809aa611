"""`make journey OUT=DIR`: a report's whole way as people drive it, on a real server process, window and browser.

    tests/journeys/journey.py --out DIR

The officer taps and types scene S1 into the tablet; a supervisor returns it with a comment and approves it in Chromium,
a clerk exports the case. DIR then holds numbered pictures, bundle.zip, bundle-redacted.zip and trust.json. Exit status
0 only if both bundles verify, and a damaged and a forged one do not.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "screens"), str(Path(__file__).parent)]

import window  # sets Kivy's environment: before anything imports Kivy
from office import Browser, Server

COMMENT = "Which gate did they leave by?"
ANSWER = " They left by the north gate."
FIELD = "narrative/-/narrative_text"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    for old in [*out.glob("[0-9][0-9]-*.png"), *out.glob("bundle*.zip"), *out.glob("trust.json")]:
        old.unlink()
    work = Path(tempfile.mkdtemp(prefix="scenebook-journey-"))
    try:
        with Server(work / "server") as server:
            travel(server, out, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return judge(out, work)


def travel(server: Server, out: Path, work: Path) -> None:
    """The way, step by step. Raises AssertionError where it is blocked."""
    from shared.answers import Address
    from shared.samples import scene

    told = scene("S1")
    shots = window.Shots(out)
    officer = told.author
    server.people(officer)
    with Browser(server, shots) as browser, window.Tablet(work / "tablet", shots) as tablet:
        say("the officer enrols with a one-time code")
        tablet.enrol(server.address, server.offer(officer["serial"]))
        say("the first minute, on the card")
        report = tablet.first_minute(told)
        tablet.delivered_interim(report)
        say("the supervisor sees it while the officer is still on the scene")
        browser.sign_in("supervisor")
        browser.sees_on_scene()
        say("the officer locks, unlocks, writes the rest and finishes")
        tablet.lock_and_unlock()
        tablet.write(report, told.answers)
        tablet.finish(report)
        say("the supervisor returns it with a comment on the account")
        browser.return_with(FIELD, COMMENT)
        say("the comment reaches the tablet; the officer answers with a new version")
        tablet.answer_return(report, Address.parse(FIELD), COMMENT, ANSWER)
        say("the supervisor confirms the footage holds and approves")
        browser.hold_and_approve(ANSWER)
        tablet.approved(report)
        say("the clerk opens a case and exports both copies")
        browser.sign_in("clerk")
        browser.export_case("Union Avenue lot", out / "bundle.zip", out / "bundle-redacted.zip")
        server.run("trust", str(out / "trust.json"))


def judge(out: Path, work: Path) -> int:
    """Verify both bundles in processes of their own; damage one and forge one, and see both refused."""
    from forging import forged_like
    from office import scenebook

    trust = ("--trust", str(out / "trust.json"))
    wrong = []
    for name in ("bundle.zip", "bundle-redacted.zip"):
        for options, expected in ((trust, 0), ((), 0)):
            done = scenebook("verify", *options, str(out / name))
            said = done.stdout.splitlines()[0] if done.stdout else done.stderr
            print(f"{name} {'with' if options else 'without'} the published key: {said}")
            if done.returncode != expected or (not options and "unproven" not in said.lower()):
                wrong.append(name)
    work.mkdir(exist_ok=True)
    try:
        data = bytearray((out / "bundle.zip").read_bytes())
        data[len(data) // 2] ^= 1
        (work / "damaged.zip").write_bytes(data)
        (work / "forged.zip").write_bytes(forged_like(out / "bundle.zip", work / "forger"))
        for name in ("damaged.zip", "forged.zip"):
            done = scenebook("verify", *trust, str(work / name))
            print(f"{name}: {done.stdout.splitlines()[0] if done.stdout else done.stderr}")
            if done.returncode != 1:
                wrong.append(name)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if wrong:
        print(f"not as it should be: {', '.join(wrong)}", file=sys.stderr)
        return 1
    print(f"The whole way was gone. Pictures and bundles are in {out}.")
    return 0


def say(step: str) -> None:
    print(f"- {step}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
