#!/bin/sh
# manual.sh - the manual pages are well-formed and list keys and actions; --update writes them
set -u
cd "$(dirname "$0")/.."
page=man/bantin-keys.5

# keymaps/default.keys as a list in mdoc, one a context.
keys() {
	awk '
	/^#/ || NF == 0 { next }
	/^\[[a-z]+\]/ {
		if (open)
			print ".El"
		print ".Ss " $1
		print ".Bl -column Alt-Backspace previous-charset"
		open = 1
		next
	}
	{ gsub(/\\/, "\\e", $1); print ".It Ic \\&" $1 " Ta " $2 }
	END { print ".El" }' keymaps/default.keys
}

# The table of include/bantin/ui/action.h: X(ENUM, "name", hint, N_("help line"))
actions() {
	{
		sed -n '/^#define ACTION_LIST/,/[^\\]$/p' include/bantin/ui/action.h |
			tr -d '\\\n\t'
		echo
	} | sed 's/X([A-Z]/\n&/g' |
		sed -n 's/^X([A-Z_]*, *"\([^"]*\)",.*N_("\([^"]*\)")) *$/.It Ic \1\n\u\2./p'
}

# What stands between .\" NAME and .\" /NAME in the page.
said() {
	sed -n "/^\\.\\\\\" $1\$/,/^\\.\\\\\" \\/$1\$/p" $page | sed '1d;$d'
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for block in actions keys; do
	$block >"$work/$block"
	if [ "${1-}" = --update ]; then
		sed -e "/^\\.\\\\\" $block\$/r $work/$block" \
			-e "/^\\.\\\\\" $block\$/,/^\\.\\\\\" \\/$block\$/{/^\\.\\\\\" /!d}" \
			$page >"$work/page" && cat "$work/page" >$page
		continue
	fi
	said $block >"$work/said"
	if [ -s "$work/$block" ] && cmp -s "$work/$block" "$work/said"; then
		echo "ok - $page lists the $block there are"
	else
		diff "$work/said" "$work/$block" | sed 's/^/# /'
		echo "not ok - $page lists the $block there are (tests/manual.sh --update)"
	fi
done
[ "${1-}" = --update ] && exit

for page in man/*.[1-9] man/*/*.[1-9]; do
	mandoc -T lint -W warning "$page" >"$work/says" 2>&1
	if [ $? -eq 0 ]; then
		echo "ok - $page is well-formed"
	else
		sed 's/^/# /' "$work/says"
		echo "not ok - $page is well-formed"
	fi
done

for file in src/cli/completions/bantin.bash; do
	bash -n "$file" && echo "ok - $file can be read" || echo "not ok - $file can be read"
done
if command -v zsh >/dev/null; then
	zsh -n src/cli/completions/_bantin && echo "ok - _bantin can be read" ||
		echo "not ok - _bantin can be read"
fi
