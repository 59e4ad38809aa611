#!/bin/sh
# Makes .venv with everything Scenebook needs, and the system libraries and programs where it may.
#
#   scripts/setup.sh        what running needs (make setup, make demo)
#   scripts/setup.sh test   also what the tests drive: a browser, a display without a screen, a PDF reader
#
# A second call with nothing changed does nothing. PYTHON=... chooses another interpreter.
set -eu
cd "$(dirname "$0")/.."
need=${1:-run}
venv=$PWD/.venv
stamp=$({ cat setup.cfg pyproject.toml scripts/setup.sh; echo "$venv"; } | cksum)

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

# Prints the Debian packages that are missing here; run with whichever interpreter there is.
missing_packages() {
    "$1" - "$need" <<'PYTHON'
import ctypes, pathlib, shutil, sys

def loads(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True

def runs(*programs):
    return any(map(shutil.which, programs))

if sys.platform != "linux":
    sys.exit()
found = {"libgl1": loads("libGL.so.1"), "libegl1": loads("libEGL.so.1"), "libmtdev1": loads("libmtdev.so.1")}
fonts = pathlib.Path("/usr/share/fonts/truetype")
for package, file in {
    "fonts-dejavu-core": "dejavu/DejaVuSans.ttf",
    "fonts-droid-fallback": "droid/DroidSansFallbackFull.ttf",
    "fonts-nanum": "nanum/NanumGothic.ttf",
}.items():
    found[package] = (fonts / file).exists()
if sys.argv[1] == "test":
    found["chromium"] = runs("chromium", "chromium-browser", "google-chrome")
    found["xvfb"] = runs("Xvfb")
    found["xdotool"] = runs("xdotool")
    found["poppler-utils"] = runs("pdftotext")
    found["fonts-liberation"] = any(pathlib.Path("/usr/share/fonts").rglob("*.ttf"))
print(*(package for package, there in found.items() if not there))
PYTHON
}

install_packages() {
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" = 0 ]; then
        root=
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        root="sudo -n"
    else
        return 1
    fi
    say "installing the system packages: $*"
    # 9<&-: a service that an installation starts must not keep our lock.
    $root apt-get -q -o DPkg::Lock::Timeout=120 update >>"$log" 2>&1 9<&- || true
    $root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 \
        install --no-install-recommends "$@" >>"$log" 2>&1 9<&-
}

find_python() {
    for name in ${PYTHON:-python3} python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# Two calls at once (make demo beside make test) take turns.
if command -v flock >/dev/null; then
    exec 9<scripts/setup.sh
    flock 9
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT

if [ "$(cat "$venv/setup-stamp" 2>/dev/null)" != "$stamp" ] || ! "$venv/bin/python" -c '' 2>/dev/null; then
    if ! python=$(find_python); then
        install_packages python3 python3-venv || true
        python=$(find_python) || fail "Scenebook needs Python 3.11, 3.12 or 3.13 and finds none. Install one" \
            "(Debian: apt-get install python3 python3-venv), then run this again; PYTHON=... names another."
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        { install_packages "$package" && "$python" -c 'import ensurepip, venv' 2>/dev/null; } ||
            fail "this Python cannot make a virtual environment. As administrator: apt-get install $package"
    fi
    # A checkout that was moved has the old place in its scripts, so it starts anew.
    if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1 || ! grep -qF "$venv" "$venv/pyvenv.cfg"; then
        say "making .venv with $("$python" --version)"
        "$python" -m venv --clear "$venv"
    fi
    say "installing the Python packages (about a minute)"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --editable '.[field,server,postgres,dev]' >>"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        fail "the Python packages could not be installed; pip's own words are above. Nothing else was changed."
    }
    "$venv/bin/python" -m pip check >>"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        fail "the installed Python packages do not fit together. Remove .venv and run this again."
    }
    echo "$stamp" >"$venv/setup-stamp"
    say "Python packages are ready in .venv"
fi

missing=$(missing_packages "$venv/bin/python")
if [ -n "$missing" ]; then
    # shellcheck disable=SC2086  # a list of words on purpose
    install_packages $missing || true
    missing=$(missing_packages "$venv/bin/python")
fi
if [ -n "$missing" ]; then
    tail -n 5 "$log" >&2
    line="missing on this machine and not mine to install. As administrator: apt-get install $missing"
    [ "$need" = run ] || fail "$line"
    say "$line (the server works; the tablet's window needs them)"
fi
