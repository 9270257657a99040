#!/bin/sh
# table.sh FILE.json - lines of figures from the standard input as a table, and as JSON
#
# A line: what, at how many articles, unit, bantin, the floor, newsboat, sfeed, aim; between
# them a tab, and nothing where there is no figure.
export LC_ALL=C
exec awk -F '\t' -v json="$1" '
function ratio(a, b) {
	return a != "" && b + 0 > 0 ? sprintf("%.2f", a / b) : "-"
}
function shown(v) {
	return v == "" ? "-" : v
}
function number(v) {
	return v == "" ? "null" : v + 0
}
# Columns are counted in letters; awk counts bytes.
function padded(s, width,	bare) {
	bare = s
	gsub(/[\200-\277]/, "", bare)
	return sprintf("%s%*s", s, width - length(bare), "")
}
BEGIN {
	printf "%s %9s %-12s %10s %10s %10s %10s %8s %8s %8s\n", padded("", 42), "at", "",
		"bantin", "floor", "newsboat", "sfeed", "aim", "/floor", "/aim"
	printf "[" > json
}
NF >= 4 {
	printf "%s %9s %-12s %10s %10s %10s %10s %8s %8s %8s\n", padded($1, 42), $2, $3,
		shown($4), shown($5), shown($6), shown($7), shown($8), ratio($4, $5),
		ratio($4, $8)
	printf "%s\n{\"what\":\"%s\",\"articles\":%s,\"unit\":\"%s\",\"bantin\":%s," \
		"\"floor\":%s,\"newsboat\":%s,\"sfeed\":%s,\"aim\":%s}", sep, $1, number($2),
		$3, number($4), number($5), number($6), number($7), number($8) > json
	sep = ","
}
END { printf "\n]\n" > json }'
