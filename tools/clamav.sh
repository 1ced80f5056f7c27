#!/bin/sh
# Bring ClamAV's daemon for the tests: taken from Debian's packages into tools/clamav, so that nothing of it runs by
# itself, no signatures are fetched (the tests write their own), and no right to install is needed.
set -eu
cd "$(dirname "$0")"
[ ! -x clamav/usr/sbin/clamd ] || exit 0
absent() {
    echo "Skipped: the tests with a real antivirus; $1" >&2
    exit 0
}
command -v apt-get >/dev/null 2>&1 || absent "no apt-get here"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo "Taking ClamAV from Debian…" >&2
(cd "$folder" && apt-get download -qq clamav-daemon libclamav12 libmspack0 >/dev/null 2>&1) ||
    absent "its packages could not be downloaded (sudo apt-get update may help)"
for package in "$folder"/*.deb; do
    dpkg-deb -x "$package" "$folder/root"
done
mkdir -p clamav
cp -R "$folder/root/usr" clamav/
