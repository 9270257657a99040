#!/bin/sh
# po.sh - every string that people see has its Vietnamese, and none is stale
set -u
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

xgettext --from-code=UTF-8 --language=C --keyword=_ --keyword=N_ --no-location \
	-o "$work/now.pot" $(find src include -name '*.[ch]' | sort)

if msgfmt --check -o /dev/null po/vi.po 2>"$work/says"; then
	echo "ok - po/vi.po is well-formed, its formats agree"
else
	sed 's/^/# /' "$work/says"
	echo "not ok - po/vi.po is well-formed, its formats agree"
fi

msgmerge --quiet --no-fuzzy-matching -o "$work/merged.po" po/vi.po "$work/now.pot"
msgattrib --untranslated --no-obsolete "$work/merged.po" >"$work/missing"
n=$(grep -c '^msgid "' "$work/missing")
if [ "$n" -le 1 ]; then	# the head's own empty msgid is always there
	echo "ok - every string is translated"
else
	sed 's/^/# /' "$work/missing"
	echo "not ok - every string is translated ($n are not)"
fi

n=$(msgattrib --only-obsolete "$work/merged.po" | grep -c '^#~ msgid')
if [ "$n" -eq 0 ]; then
	echo "ok - no translation of what nobody says any more"
else
	msgattrib --only-obsolete "$work/merged.po" | sed 's/^/# /'
	echo "not ok - no translation of what nobody says any more ($n; run: make po)"
fi
! msgattrib --only-fuzzy po/vi.po | grep -q . && echo "ok - nothing is fuzzy" ||
	echo "not ok - nothing is fuzzy"
