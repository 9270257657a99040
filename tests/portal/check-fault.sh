# check-fault.sh - part of check.sh: running keys, planned faults, options
# shellcheck shell=sh

post_slowly() {	# N: in the background
	curl -s --noproxy '*' -o "$tmp/run$1" -w '%{http_code}' -d "$(entry Chậm urn:uuid:r)" \
		-H 'Authorization: Bearer CC' -H "$json" -H 'Idempotency-Key: "r"' \
		"$url/micropub" > "$tmp/code$1" &
}

check_running() {
	plan 'path=/micropub nth=1 delay=2000'
	post_slowly 1
	job=$!
	post_slowly 2
	wait "$job" $!
	code=$(cat "$tmp/code1" "$tmp/code2")
	[ "$code" = 202409 ] || [ "$code" = 409202 ]
	result $? 'the same key while the first is running: 409'
	cat "$tmp/run1" "$tmp/run2" > "$tmp/b"
	has '"error":"idempotency_key_in_progress"' '409 says why'
	bulletin CC r "$(entry Chậm urn:uuid:r)"
	is 202 'afterwards the first answer'
	ledger_is urn:uuid:r 1 'and one bulletin'
}

check_faults() {
	plan 'n=2 status=503 retry-after=7
path=/poll.json times=1 status=500   # the first one only
path=/micropub method=POST nth=2 status=429'
	is 200 'a plan comes at run time'
	ask /
	is 200 'n=2 spares the first'
	ask /
	is 503 'n=2 meets the second'
	head_is Retry-After 7 'retry-after'
	has '"error":"planned"' 'status has a JSON body'
	ask /poll.json
	is 500 'path, times=1'
	ask /poll.json
	is 200 'times=1 is over'
	query CC q=config
	bulletin CC f1 "$(entry F1 urn:uuid:f1)"
	is 202 'nth=2 spares the first POST'
	bulletin CC f2 "$(entry F2 urn:uuid:f2)"
	is 429 'nth=2 meets the second POST'
	ledger_is urn:uuid:f2 0 'status commits nothing'
	ask /_requests
	has '"n":2,"method":"GET","path":"/","query":"","status":503,' '/_requests tells'
	has '"fault":1' '/_requests names the rule'

	plan 'status=504 commit'
	bulletin CC f3 "$(entry F3 urn:uuid:f3)"
	is 504 'status with commit'
	ledger_is urn:uuid:f3 1 'status with commit commits'
	plan 'reset=before'
	bulletin CC f4 "$(entry F4 urn:uuid:f4)"
	[ "$exit" -eq 56 ]
	result $? 'reset=before'
	ledger_is urn:uuid:f4 0 'reset=before commits nothing'
	plan 'reset=after'
	bulletin CC f5 "$(entry F5 urn:uuid:f5)"
	[ "$exit" -eq 56 ]
	result $? 'reset=after'
	ledger_is urn:uuid:f5 1 'reset=after commits'
	plan ''
	bulletin CC f5 "$(entry F5 urn:uuid:f5)"
	is 202 'after a reset the same key gets the first answer'
	ledger_is urn:uuid:f5 1 'and there is still one'

	plan 'truncate=40'
	bulletin CC f6 "$(entry F6 urn:uuid:f6)"
	[ "$exit" -eq 18 ] && [ "$(($(wc -c < "$tmp/b")))" -eq 40 ]
	result $? 'truncate'
	ledger_is urn:uuid:f6 1 'truncate commits'
	plan 'truncate-head=40'
	bulletin CC f7 "$(entry F7 urn:uuid:f7)"
	[ ! -s "$tmp/b" ] && [ -z "$(header Content-Length)" ]
	result $? 'truncate-head'
	ledger_is urn:uuid:f7 1 'truncate-head commits'
	plan 'truncate-head=0'
	ask /
	[ "$exit" -eq 52 ]
	result $? 'truncate-head=0 is an empty answer'
	plan 'truncate=1000'
	ask /feed.json --compressed
	[ "$exit" -ne 0 ]
	result $? 'truncate of gzip'
	plan 'slow=2000'
	ask /poll.json -w '%{http_code} %{time_total}'
	echo "$code" | awk '{exit !($1 == 200 && $2 > 0.25)}'
	result $? 'slow'
	plan 'delay=300'
	ask /poll.json -w '%{http_code} %{time_total}'
	echo "$code" | awk '{exit !($1 == 200 && $2 > 0.29)}'
	result $? 'delay'
	plan 'type=text/plain'
	ask /feed.json
	head_is Content-Type text/plain 'type'
	has jsonfeed.org 'type keeps the body'
	plan 'body=html'
	bulletin CC f8 "$(entry F8 urn:uuid:f8)"
	is 200 'body=html is a captive page'
	has '<!DOCTYPE html>' 'body=html'
	ledger_is urn:uuid:f8 0 'body=html commits nothing'
	plan 'status=502 body=html'
	ask /feed.json
	is 502 'body=html with status'
	plan 'status=422 body=problem'
	bulletin CC f8 "$(entry F8 urn:uuid:f8)"
	head_is Content-Type application/problem+json 'body=problem'
	has '"status":422,"detail":"' 'body=problem has a detail'
	plan 'status=201 body=empty'
	bulletin CC f8 "$(entry F8 urn:uuid:f8)"
	[ "$code" = 201 ] && [ ! -s "$tmp/b" ]
	result $? 'body=empty'
	printf '{"version":"x"}' > "$tmp/fixture"
	plan "path=/feed.json file=$tmp/fixture header=X-Test:1"
	ask /feed.json
	has '{"version":"x"}' 'file'
	head_is X-Test 1 'header'
	plan 'header=Location:'
	bulletin CC f10 "$(entry F10 urn:uuid:f10)"
	is 202 'header on a real answer'
	grep -q '^Location: *.$' "$tmp/h"
	result $? 'header without a value'
	plan 'file=/nothing/there'
	ask /feed.json
	is 500 'file that is not there'
	plan 'redirect=http://127.0.0.1:9/elsewhere'
	bulletin CC f9 "$(entry F9 urn:uuid:f9)"
	is 302 'redirect'
	head_is Location http://127.0.0.1:9/elsewhere 'redirect: Location'
	for rule in 'status=abc' 'n=0 delay=1' 'n=1' 'what=1' 'reset=maybe' \
	    'body=problem' 'commit delay=1' 'header=x' 'redirect=/ status=500'; do
		plan "
$rule"
		is 400 "bad plan: $rule"
		has 'line 2:' 'bad plan: the line is named'
	done
	plan ''
}

check_switches() {
	start --no-extension --no-idempotency --no-lookup
	ask /feed.json
	lacks _newsroom 'no extension'
	bulletin CC k1 "$(entry A urn:uuid:1)"
	bulletin CC k1 "$(entry A urn:uuid:1)"
	is 202 'no idempotency: accepted again'
	ledger_is urn:uuid:1 2 'no idempotency: two bulletins'
	query CC 'q=source&uid=urn:uuid:1'
	is 400 'no look-up'
	stop 'ends when its input does'
	start --no-idempotency
	ask /feed.json
	has '"submissions":{"idempotency_key":false,"lookup_by_uid":true,"remarks":true}' \
		'submissions tell the switches'
	kill "$pid"
	stop 'ends on SIGTERM'
}

check_files() {
	printf 'path=/poll.json status=502\n' > "$tmp/plan"
	start --plan "$tmp/plan" --db "$tmp/db"
	port=${url##*:}
	ask /poll.json
	is 502 '--plan'
	bulletin CC k1 "$(entry A urn:uuid:1)"
	is 202 '--db'
	stop 'ends with a database'
	start --db "$tmp/db" --port "$port"
	[ "${url##*:}" = "$port" ]
	result $? 'the same port at once again'
	ledger_is urn:uuid:1 1 '--db keeps bulletins'
	bulletin CC k1 "$(entry A urn:uuid:1)"
	is 202 '--db keeps answers'
	ledger_is urn:uuid:1 1 'the key is remembered across a restart'
	stop 'ends again'
	printf '# fine\n\nn=1 stauts=3\n' > "$tmp/plan"
	$under "$portal" --plan "$tmp/plan" > "$tmp/b" 2>&1
	[ $? -eq 2 ]
	result $? 'a bad plan file: exit 2'
	has 'line 3: bad word' 'a bad plan file: the line'
	$under "$portal" --what > "$tmp/b" 2>&1
	[ $? -eq 2 ]
	result $? 'a bad option: exit 2'
	$under "$portal" -h > "$tmp/b"
	has 'usage: portal' '-h'
}

check_content() {
	mkdir "$tmp/content"
	cat > "$tmp/content/01-mot.article" <<-'END'
		title: Một
		section: thong-bao
		published: 2020-08-05T07:00:00+07:00
		document: 05/TB-UBND | 2020-08-05 | UBND huyện
		attachment: Thông báo | tb-05.pdf | application/pdf
		image: anh.png | Ảnh
		tags: a, b

		<p>Một &amp; hai</p>
	END
	start --content "$tmp/content" --review 0
	ask /feed.json
	has '"content_html":"<p>Một &amp; hai</p>\n"' '--content'
	has '"document":{"number":"05/TB-UBND","issued":"2020-08-05","issuer":"UBND huyện"}' \
		'document'
	has "\"url\":\"$url/files/tb-05.pdf\"" 'attachment'
	has "\"image\":\"$url/files/anh.png\"" 'image'
	has '"tags":["a","b"]' 'tags'
	stop 'ends with content'
	printf 'title: Hai\nwhat: x\n\n<p>x</p>' > "$tmp/content/02-hai.article"
	$under "$portal" --content "$tmp/content" > "$tmp/b" 2>&1
	[ $? -eq 1 ]
	result $? 'bad content: exit 1'
	has '02-hai.article: bad line: what' 'bad content: the file and line'
}

check_review() {
	start --review 1
	for i in 1 2; do
		bulletin CC "k$i" "$(entry "Tin $i" "urn:uuid:$i")"
	done
	tries=0
	until ask /_ledger && ! grep -q '"pending"' "$tmp/b" || [ "$tries" -gt 5000 ]; do
		tries=$((tries + 1))
	done
	has '"status":"published"' 'the stand-in editor approves'
	has 'Đề nghị bổ sung' 'and returns'
	stop 'ends with reviews'
}
