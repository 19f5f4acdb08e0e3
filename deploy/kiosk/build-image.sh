#!/bin/sh
# Build the root file system of a kiosk, as a tar file: Debian's packages, relais-kiosk, and the files under tree/.
# Needs mmdebstrap and a relais-kiosk package. Nothing of it is secret: kiosk.env is put on each machine by hand.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
usage='usage: build-image.sh PACKAGE.deb IMAGE.tar SITE_NAME SITE_ADDRESS TIME_ADDRESS [PRINTER_ADDRESS]'
package="${1:?$usage}" image="${2:?$usage}"
site_name="${3:?$usage}" site_address="${4:?$usage}" time_address="${5:?$usage}"
printer_address="${6:-127.0.0.1}"
suite="${SUITE:-bookworm}"
mirror="${MIRROR:-}"

filled="$(mktemp -d)"
trap 'rm -rf "$filled"' EXIT
umask 022
cp -a "$here/tree/." "$filled/"
cp "$package" "$filled/relais-kiosk.deb"

# Addresses are fixed when the image is made: a kiosk asks no name server.
cat >"$filled/etc/relais/addresses.nft" <<ADDRESSES
define site_addresses = { $site_address }
define time_addresses = { $time_address }
define printer_addresses = { $printer_address }
ADDRESSES
printf '127.0.0.1 localhost\n%s %s\n' "$site_address" "$site_name" >"$filled/etc/hosts"
echo kiosk >"$filled/etc/hostname"
mkdir -p "$filled/etc/systemd/timesyncd.conf.d"
printf '[Time]\nNTP=%s\nFallbackNTP=\n' "$time_address" >"$filled/etc/systemd/timesyncd.conf.d/relais-kiosk.conf"

# Accounts come last: until then packages may still use root's shell.
# shellcheck disable=SC2016 # mmdebstrap gives each hook the folder of the image as $1
set -- --variant=minbase --components=main \
	--include="$(sed '/^#/d;/^$/d' "$here/packages.txt" | paste -sd,)" \
	--customize-hook="cp -a --no-preserve=ownership $filled/. \"\$1/\"" \
	--customize-hook='chroot "$1" dpkg --install /relais-kiosk.deb && rm "$1/relais-kiosk.deb"' \
	--customize-hook='chroot "$1" systemd-sysusers && install -m 600 /dev/null "$1/etc/relais/kiosk.env"' \
	--customize-hook='ln -sf /proc/self/mounts "$1/etc/mtab"; : >"$1/etc/machine-id"; rm -rf "$1/var/log/journal"' \
	--customize-hook='chroot "$1" systemctl enable --quiet seatd.service pcscd.socket' \
	--customize-hook='sed -i "s#:/bin/\(ba\)\?sh\$#:/usr/sbin/nologin#" "$1/etc/passwd"' \
	--customize-hook='chroot "$1" passwd --quiet --lock root 2>/dev/null || sed -i "s/^root:[^:]*:/root:*:/" "$1/etc/shadow"' \
	"$suite" "$image"
if [ -n "$mirror" ]; then set -- "$@" "$mirror"; fi
mmdebstrap "$@"
