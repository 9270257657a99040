# tap.sh - lines of TAP and the verdict at the end
# shellcheck shell=sh
passed=0 failed=0

# result STATUS NAME [FILE]: FILE is shown where it failed
result() {
	if [ "$1" -eq 0 ]; then
		passed=$((passed + 1))
		echo "ok $((passed + failed)) - $2"
	else
		failed=$((failed + 1))
		echo "not ok $((passed + failed)) - $2"
		[ -z "${3-}" ] || head -c 2000 "$3" | sed 's/^/#   /'
	fi
}

verdict() {
	echo "1..$((passed + failed))"
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ]
}
