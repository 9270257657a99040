#!/bin/sh
# install.sh - make install puts everything in its place, and uninstall takes it away
set -u
cd "$(dirname "$0")/.."
make=${MAKE:-make}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
share=$work/usr/share

verdict() {
	if [ "$2" -eq 0 ]; then
		echo "ok - $1"
	else
		[ -s "$work/says" ] && sed 's/^/# /' "$work/says"
		echo "not ok - $1"
	fi
}

"$make" --no-print-directory -s install DESTDIR="$work" PREFIX=/usr >"$work/says" 2>&1
verdict "make install" $?

for file in bin/bantin share/locale/vi/LC_MESSAGES/bantin.mo share/bantin/keymaps/default.keys \
	share/bantin/keymaps/telex.im share/bash-completion/completions/bantin \
	share/zsh/site-functions/_bantin share/man/man1/bantin.1 share/man/man5/bantin-config.5 \
	share/man/man5/bantin-keys.5 share/man/man7/bantin-portal.7 share/man/vi/man1/bantin.1; do
	[ -s "$work/usr/$file" ] || echo "missing: $file"
done >"$work/says"
[ ! -s "$work/says" ]
verdict "every file is where it belongs" $?

find "$work/usr" -type f -perm /022 >"$work/says"
[ ! -s "$work/says" ]
verdict "nothing can be written by others" $?

# from another folder: what the program needs lies beside it
(cd / && env -i BANTIN_HOME="$work/home" "$work/usr/bin/bantin" --help) >"$work/says" 2>&1 &&
	grep -q 'Mã thoát' "$work/says"
verdict "the installed program runs, in Vietnamese" $?

bash -c '. "$1" && complete -p bantin' bash "$share/bash-completion/completions/bantin" \
	>"$work/says" 2>&1
verdict "bash takes the completion" $?

"$make" --no-print-directory -s uninstall DESTDIR="$work" PREFIX=/usr >"$work/says" 2>&1
find "$work/usr" ! -type d >>"$work/says"
[ ! -s "$work/says" ]
verdict "make uninstall leaves nothing" $?
