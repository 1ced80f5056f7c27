#!/bin/sh
# Make .venv hold this project with the extras named as arguments; does nothing when it already does.
# Usage: tools/environment.sh portal [dev]
set -eu
cd "$(dirname "$0")/.."

missing=
for command in git make; do
    command -v "$command" >/dev/null 2>&1 || missing="$missing $command"
done

python=
for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    missing="$missing python3 python3-venv"
elif ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    missing="$missing python3-venv"
fi
if [ -n "$missing" ]; then
    echo "Guichet needs git, make and Python 3.11 or later with venv. Missing here:$missing" >&2
    echo "On Debian or Ubuntu: sudo apt install$missing" >&2
    exit 1
fi

# The stamp says where the project stood, how it was described, and which extras were installed.
stamp=.venv/guichet-installed
description=$(cksum pyproject.toml | cut -d ' ' -f 1-2 | tr ' ' -)
at= was= installed=
if [ -e "$stamp" ]; then
    { read -r at && read -r was && read -r installed; } <"$stamp" || true
fi

# A virtual environment does not survive being moved.
if [ -n "$at" ] && [ "$at" != "$PWD" ]; then
    rm -rf .venv
    was= installed=
fi

complete=yes
[ "$was" = "$description" ] || complete=no
for extra in "$@"; do
    case " $installed " in *" $extra "*) ;; *) complete=no ;; esac
done
[ "$complete" = yes ] && exit 0

if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    echo "Preparing .venv with $("$python" --version)…" >&2
    "$python" -m venv .venv
fi
# What another command installed stays: `make run` after `make test` installs nothing.
extras=$(printf '%s\n' $installed "$@" | sort -u | paste -sd , -)
echo "Installing the project and what it needs ($extras); the first time takes a minute or two…" >&2
.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[$extras]"
printf '%s\n%s\n%s\n' "$PWD" "$description" "$(echo "$extras" | tr , ' ')" >"$stamp"
