#!/bin/sh
# Build relais-kiosk_VERSION_ARCH.deb: the terminal, its libraries at the locked versions, neither core nor storage.
# Run on the Debian that the kiosk will have, with `.venv/` ready (`make .venv/ready`).
set -eu
repository="$(cd "$(dirname "$0")/../.." && pwd)"
target="${1:?usage: build-package.sh FOLDER}"
version="$(sed -n 's/^version = "\(.*\)"/\1/p' "$repository/pyproject.toml")"
stage="$(mktemp -d)"
trap 'rm -rf "$stage"' EXIT
chmod 755 "$stage"
umask 022

# The kiosk's part of the lock file, hashes included.
"$repository/.venv/bin/uv" pip compile --quiet --extra kiosk --generate-hashes --no-emit-index-url --no-annotate \
	--no-header --constraint "$repository/requirements.lock" "$repository/pyproject.toml" -o "$stage/kiosk.lock"
"$repository/.venv/bin/uv" pip install --quiet --require-hashes --python python3 \
	--target "$stage/opt/relais" -r "$stage/kiosk.lock"
rm -f "$stage/kiosk.lock" "$stage/opt/relais/.lock"
for house in hardware kiosk service; do
	cp -r "$repository/$house" "$stage/opt/relais/"
done
rm -rf "$stage/opt/relais/kiosk/gateway" "$stage/opt/relais/kiosk/present"
find "$stage/opt/relais" -name __pycache__ -prune -exec rm -rf {} +

mkdir -p "$stage/usr/bin" "$stage/DEBIAN" "$target"
cat >"$stage/usr/bin/relais" <<'LAUNCHER'
#!/bin/sh
PYTHONPATH=/opt/relais exec /usr/bin/python3 -P -s -m service "$@"
LAUNCHER
chmod 755 "$stage/usr/bin/relais"
cat >"$stage/DEBIAN/control" <<CONTROL
Package: relais-kiosk
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: Relais
Depends: python3, libpcsclite1, libcups2, espeak-ng, alsa-utils
Description: terminal of Relais, a health space reached from a kiosk
CONTROL
dpkg-deb --root-owner-group --build "$stage" "$target"
