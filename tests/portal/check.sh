#!/bin/sh
# check.sh - self test of the sample portal, as TAP lines
# PORTAL: the program (build/portal); PORTAL_UNDER: a command to run it under
set -u
LC_ALL=C
export LC_ALL
portal=${PORTAL:-build/portal}
under=${PORTAL_UNDER:-}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/portal-check.XXXXXX") || exit 1
count=0
failed=0
pid=

cleanup() {
	[ -z "$pid" ] || kill "$pid" 2>/dev/null
	rm -rf "$tmp"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

# result STATUS NAME
result() {
	count=$((count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $count - $2"
	else
		echo "not ok $count - $2"
		echo "# code=${code:-} exit=${exit:-}"
		[ ! -s "$tmp/b" ] || head -c 300 "$tmp/b" | tr '\n' ' ' | sed 's/^/# /'
		echo
		failed=$((failed + 1))
	fi
}

# start [OPTION ...]: sets url; the portal ends when descriptor 9 is closed
start() {
	rm -f "$tmp/in" "$tmp/out"
	mkfifo "$tmp/in" "$tmp/out"
	# shellcheck disable=SC2086
	$under "$portal" --until-eof --token-contributor CC --token-editor EE "$@" \
		< "$tmp/in" > "$tmp/out" 9>&- &
	pid=$!
	exec 9> "$tmp/in"
	{ read -r _ url; read -r a b c; read -r d e f; } < "$tmp/out"
	url=${url%/}
	tokens="$a $b $c $d $e $f"
}

# stop NAME: ends it by closing its input
stop() {
	exec 9>&-
	wait "$pid"
	exit=$?
	pid=
	result "$exit" "$1"
}

# ask PATH [CURL OPTION ...]: sets code and exit, fills $tmp/h and $tmp/b
ask() {
	path=$1
	shift
	: > "$tmp/h"
	: > "$tmp/b"
	code=$(curl -s -g --noproxy '*' -D "$tmp/h" -o "$tmp/b" -w '%{http_code}' "$@" "$url$path")
	exit=$?
}

# bulletin USER KEY BODY [CURL OPTION ...]
bulletin() {
	user=$1 key=$2 body=$3
	shift 3
	ask /micropub -H "Authorization: Bearer $user" -H 'Content-Type: application/json' \
		-H "Idempotency-Key: \"$key\"" -d "$body" "$@"
}

# change USER BODY: an update without a key
change() {
	ask /micropub -H "Authorization: Bearer $1" -H 'Content-Type: application/json' -d "$2"
}

# query USER QUERY
query() {
	ask "/micropub?$2" -H "Authorization: Bearer $1"
}

# plan RULES: replaces the plan; the next request is number 1
plan() {
	ask /_plan --data-binary "$1"
}

entry() {	# NAME UID [MORE PROPERTIES]
	printf '{"type":["h-entry"],"properties":{"name":["%s"],"content":[{"html":"<p>%s</p>"}],"category":["thong-bao"],"uid":["%s"]%s}}' \
		"$1" "$1" "$2" "${3:-}"
}

header() {	# NAME: its value in the last answer
	sed -n "s/^$1: *//Ip" "$tmp/h" | tr -d '\r'
}

is() {	# CODE NAME
	[ "$code" = "$1" ]
	result $? "$2"
}

has() {	# TEXT NAME
	grep -qF -- "$1" "$tmp/b"
	result $? "$2"
}

lacks() {	# TEXT NAME
	! grep -qF -- "$1" "$tmp/b"
	result $? "$2"
}

head_is() {	# HEADER VALUE NAME
	[ "$(header "$1")" = "$2" ]
	result $? "$3"
}

ledger_is() {	# LINE COUNT NAME: so many bulletins with this uid
	ask '/_ledger?format=text'
	[ "$(grep -cF -- " $1 " "$tmp/b")" -eq "$2" ]
	result $? "$3"
}

check_reading() {
	ask /
	has 'rel="alternate" type="application/feed+json"' 'home page names the feed'
	has '<link rel="micropub" href="/micropub">' 'home page names the Micropub endpoint'
	ask /feed.json
	is 200 'feed'
	head_is Content-Type 'application/feed+json; charset=utf-8' 'feed type'
	has '"version":"https://jsonfeed.org/version/1.1"' 'feed version'
	has '"total":2240627' 'visit counters'
	has '"next_url":"' 'first page has a next one'
	has 'Hội nghị giao ban' 'first page begins with the latest news'
	first=$(cksum < "$tmp/b")
	etag=$(header ETag)
	modified=$(header Last-Modified)
	ask /feed.json -H "If-None-Match: $etag"
	is 304 'same ETag: 304'
	[ ! -s "$tmp/b" ]
	result $? '304 has no body'
	ask /feed.json -H "If-Modified-Since: $modified"
	is 304 'not modified since: 304'
	ask /feed.json -H 'If-None-Match: "other"' -H "If-Modified-Since: $modified"
	is 200 'If-None-Match wins over If-Modified-Since'
	ask /feed.json -H 'If-Modified-Since: Mon, 01 Jan 2018 00:00:00 GMT'
	is 200 'modified since: 200'
	ask /feed.json --compressed
	head_is Content-Encoding gzip 'gzip when asked'
	[ "$(cksum < "$tmp/b")" = "$first" ]
	result $? 'gzip holds the same bytes'
	gzip_tag=$(header ETag)
	[ "$gzip_tag" != "$etag" ]
	result $? 'gzip has an ETag of its own'
	ask /feed.json --compressed -H "If-None-Match: $gzip_tag"
	is 304 'gzip ETag: 304'
	ask /feed.json -H 'Accept-Encoding: gzip;q=0'
	head_is Content-Encoding '' 'no gzip with q=0'
	ask /feed.json -I
	is 200 'HEAD'
	head_is ETag "$etag" 'HEAD has the ETag of GET'
	ask '/feed.json?page=9999'
	has '"items":[]' 'a page past the end is empty'
	ask '/feed.json?page=x'
	is 400 'a bad page number'
	ask /feed/nong-thon-moi.json
	has '"section":"nong-thon-moi"' 'section feed'
	lacks '"section":"thong-bao"' 'section feed has no other section'
	ask /feed/khong-co.json
	is 404 'unknown section'
	ask /nothing
	is 404 'unknown path'
	ask /feed.json -X DELETE
	is 405 'wrong method'
	head_is Allow 'GET, HEAD' 'wrong method: Allow'
}

check_pages() {
	pages=0 items=0 path=/feed.json
	while [ -n "$path" ] && [ "$pages" -lt 10 ]; do
		ask "$path"
		pages=$((pages + 1))
		items=$((items + $(grep -o '"date_published"' "$tmp/b" | wc -l)))
		next=$(grep -o '"next_url":"[^"]*' "$tmp/b" | cut -d '"' -f 4)
		path=${next#"$url"}
		grep -o "/files/[a-z0-9.-]*" "$tmp/b" >> "$tmp/files"
		grep -o "\"url\":\"$url/tin/[^\"]*" "$tmp/b" | sed "s,.*$url,," >> "$tmp/articles"
	done
	[ "$items" -ge 41 ]
	result $? "next_url leads through all articles ($items on $pages pages)"
	[ "$(sort -u "$tmp/articles" | wc -l)" -eq "$items" ]
	result $? 'no article twice'
	bad=
	for path in $(sort -u "$tmp/files"); do
		ask "$path"
		[ "$code" = 200 ] || bad="$bad $path"
	done
	[ -z "$bad" ]
	result $? "every file is there$bad"
	ask "$(head -n 1 "$tmp/articles")"
	is 200 'article page'
	has '<p>Đăng lúc: ' 'article page has its time'
	ask /tin/khong-co.html
	is 404 'unknown article'
	path=$(grep -m 1 '\.pdf$' "$tmp/files")
	ask "$path"
	head_is Content-Type application/pdf 'PDF'
	cp "$tmp/b" "$tmp/whole"
	etag=$(header ETag)
	[ "$(head -c 8 "$tmp/b")" = '%PDF-1.4' ] && tail -n 1 "$tmp/b" | grep -q '^%%EOF$'
	result $? 'PDF is whole'
	ask "$path" -r 0-99
	is 206 'range'
	ask "$path" -r 100- -o "$tmp/rest" -H "If-Range: $etag"
	size=$(($(wc -c < "$tmp/whole")))
	head_is Content-Range "bytes 100-$((size - 1))/$size" 'Content-Range'
	ask "$path" -r 0-99
	cat "$tmp/b" > "$tmp/joined"
	ask "$path" -r 100-
	cat "$tmp/b" >> "$tmp/joined"
	cmp -s "$tmp/whole" "$tmp/joined"
	result $? 'two ranges make the whole'
	ask "$path" -r -20
	[ "$(($(wc -c < "$tmp/b")))" -eq 20 ]
	result $? 'range of the last bytes'
	ask "$path" -r 999999-
	is 416 'range past the end'
	ask "$path" -r 0-9 -H 'If-Range: "old"'
	is 200 'If-Range of another version: whole'
	ask "$(grep -m 1 '\.png$' "$tmp/files")"
	head_is Content-Type image/png 'PNG'
}

check_poll() {
	vote() { ask /poll.json -d "$2" -H "Idempotency-Key: \"$1\""; }
	ask /poll.json
	has 'Bạn quan tâm đến chuyên mục nào trên trang?' 'poll question'
	has '"voted":null' 'no vote yet'
	before=$(grep -o '"id":"thong-bao"[^}]*' "$tmp/b" | grep -o '[0-9]*$')
	vote v1 '{"option":"thong-bao"}'
	has '"voted":"thong-bao"' 'vote'
	vote v1 '{"option":"thong-bao"}'
	is 200 'the same vote again'
	vote v1 '{"option":"nong-thon-moi"}'
	is 422 'the same key for another vote'
	vote v2 '{"option":"khong-co"}'
	is 422 'unknown option'
	vote v3 'abc'
	is 400 'a vote that is not JSON'
	ask /poll.json
	has "\"votes\":$((before + 1))}" 'one vote was counted'
}

check_create() {
	ask /micropub -d x
	is 401 'no token'
	has '"error":"unauthorized"' 'no token: error'
	[ -n "$(header WWW-Authenticate)" ]
	result $? 'no token: WWW-Authenticate'
	bulletin wrong k0 "$(entry A urn:uuid:0)"
	is 401 'wrong token'
	bulletin CC k1 "$(entry 'Lịch tiêm chủng' urn:uuid:1)"
	is 202 'contributor: 202'
	head_is Location "$url/tin/lich-tiem-chung.html" 'Location'
	has "{\"url\":\"$url/tin/lich-tiem-chung.html\",\"id\":\"" 'url and id in the body'
	has '"status":"pending"' 'pending'
	cp "$tmp/b" "$tmp/first"
	bulletin CC k1 "$(entry 'Lịch tiêm chủng' urn:uuid:1)"
	is 202 'same key, same body: same status'
	head_is Location "$url/tin/lich-tiem-chung.html" 'same key, same body: same Location'
	cmp -s "$tmp/b" "$tmp/first"
	result $? 'same key, same body: same answer'
	bulletin CC k1 "$(entry 'Khác' urn:uuid:1)"
	is 422 'same key, other body'
	bulletin EE k1 "$(entry 'Khác' urn:uuid:9)"
	is 201 'another user may use the same key'
	ledger_is urn:uuid:1 1 'one bulletin in the ledger'
	ask /_ledger
	has '"user":"contributor","key":"k1","times_posted":2' 'ledger counts the posts'
	ask /tin/lich-tiem-chung.html
	is 404 'a pending bulletin has no public page'
	ask /feed.json
	etag=$(header ETag)
	bulletin EE k2 "$(entry 'Tin của biên tập' urn:uuid:2 ',"mp-slug":["tin-bt"],"summary":["Tóm tắt"]')"
	is 201 'editor: 201'
	head_is Location "$url/tin/tin-bt.html" 'mp-slug'
	ask /feed.json -H "If-None-Match: $etag"
	is 200 'a new bulletin changes the feed'
	has 'Tin của biên tập' 'the feed has it'
	has '"authors":[{"name":"Ban biên tập"}]' 'by the editors'
	ask /tin/tin-bt.html
	is 200 'a published bulletin has a page'
	bulletin CC k3 '{"type":'
	is 400 'bad JSON'
	bulletin CC k3 '{"type":["h-entry"],"properties":{"content":["x"]}}'
	is 400 'no name'
	has 'Thiếu tiêu đề' 'no name: told in Vietnamese'
	bulletin CC k3 '{"type":["h-entry"],"properties":{"name":["x"]}}'
	is 400 'no content'
	ask /micropub -H 'Authorization: Bearer CC' -d 'h=entry'
	is 415 'a form instead of JSON'
	head -c 2200000 /dev/zero > "$tmp/large"
	ask /micropub -H 'Authorization: Bearer CC' -H 'Content-Type: application/json' \
		--data-binary "@$tmp/large"
	is 413 'too large'
	bulletin CC k4 "$(entry 'Bản nháp' urn:uuid:4 ',"post-status":["draft"]')"
	is 201 'a draft'
	has '"status":"draft"' 'a draft stays one'
}

check_change() {
	at() { printf '{"action":"%s","url":"%s/tin/%s.html"%s}' "$1" "$url" "$2" "${3:-}"; }
	query CC q=config
	has "\"media-endpoint\":\"$url/media\"" 'q=config'
	query CC q=category
	has '"chi-dao-dieu-hanh"' 'q=category'
	query CC q=syndicate-to
	has '{"syndicate-to":[]}' 'q=syndicate-to'
	query CC q=what
	is 400 'unknown q'
	query CC 'q=source&uid=urn:uuid:1'
	has '{"items":[{"type":["h-entry"],"properties":{"uid":["urn:uuid:1"]' 'q=source by uid'
	query CC 'q=source&uid=urn:uuid:2'
	has '{"items":[]}' 'q=source by uid: not of others'
	query CC "q=source&url=$url/tin/lich-tiem-chung.html"
	has '"post-status":["pending"]' 'q=source by url'
	query CC "q=source&url=$url/tin/tin-bt.html"
	is 403 'q=source by url: not of others'
	query CC q=source
	has 'urn:uuid:1' 'q=source lists my own'
	lacks 'urn:uuid:2' 'q=source lists nobody else'
	change CC "$(at update lich-tiem-chung ',"replace":{"name":["Lịch tiêm chủng tháng 8"]}')"
	is 200 'owner changes a pending bulletin'
	change CC "$(at update tin-bt ',"replace":{"name":["x"]}')"
	is 403 'others may not'
	change CC "$(at update lich-tiem-chung ',"replace":{"remark":["tốt"]}')"
	is 403 'a contributor decides nothing'
	has '"error":"insufficient_scope"' 'insufficient_scope'
	change EE "$(at update lich-tiem-chung ',"replace":{"post-status":["draft"],"remark":["Thiếu địa điểm."]}')"
	has '"status":"draft"' 'editor returns it'
	query CC 'q=source&uid=urn:uuid:1'
	has '"remark":["Thiếu địa điểm."]' 'the remark is told'
	change CC "$(at update lich-tiem-chung ',"replace":{"content":["Tại trạm y tế."],"post-status":["published"]}')"
	has '"status":"pending"' 'sent in again it is pending'
	ask /_review -d '{"uid":"urn:uuid:1","status":"published","remark":"Đã đăng."}'
	has '"status":"published"' '/_review publishes'
	ask /tin/lich-tiem-chung.html
	has '<p>Tại trạm y tế.</p>' 'plain text became a paragraph'
	change CC "$(at update lich-tiem-chung ',"replace":{"name":["x"]}')"
	is 403 'a published bulletin is closed for its owner'
	change EE "$(at delete lich-tiem-chung)"
	is 200 'delete'
	ask /tin/lich-tiem-chung.html
	is 410 'a deleted page is gone'
	change EE "$(at undelete lich-tiem-chung)"
	has '"status":"published"' 'undelete'
	change EE "$(at delete khong-co)"
	is 404 'delete of nothing'
	change EE "$(at explode tin-bt)"
	is 400 'unknown action'
	ask /_review -d '{"uid":"urn:uuid:1","status":"what"}'
	is 400 '/_review with a bad status'
}

check_media() {
	as='Authorization: Bearer CC'
	cp "$tmp/whole" "$tmp/Giấy mời.pdf"
	ask /media -H "$as" -F "file=@$tmp/Giấy mời.pdf;type=application/pdf"
	is 201 'multipart upload'
	file=$(header Location)
	path=${file#"$url"}
	case $path in /files/giay-moi-*.pdf) true ;; *) false ;; esac
	result $? 'upload has a Location'
	ask "$path"
	cmp -s "$tmp/b" "$tmp/whole"
	result $? 'upload comes back the same'
	bulletin CC m1 "$(entry 'Kèm tệp' urn:uuid:m1 ",\"attachment\":[{\"value\":\"$file\",\"name\":\"Giấy mời\"}]")"
	is 202 'a bulletin with an attachment'
	query CC 'q=source&uid=urn:uuid:m1'
	has "\"attachment\":[{\"value\":\"$file\",\"name\":\"Giấy mời\"}]" 'attachment is kept'
	bulletin CC m2 "$(entry 'Kèm tệp' urn:uuid:m2 ',"photo":["http://127.0.0.1/files/no.png"]')"
	is 400 'a photo that is not here'
	ask /media -H "$as" -H 'Content-Type: application/pdf' \
		-H 'Content-Disposition: attachment; filename="raw.pdf"' --data-binary "@$tmp/whole"
	is 201 'raw upload'
	ask /media -F "file=@$tmp/whole;type=application/pdf"
	is 401 'upload without a token'
	ask /media -H "$as" -F "file=@$tmp/whole;type=text/html"
	is 415 'upload of another type'
	ask /media -H "$as" -F "file=@$tmp/whole;type=image/png"
	is 415 'upload that is not what it says'
	ask /media -H "$as" -F "other=x"
	is 400 'upload without a file'
	head -c 8500000 /dev/zero > "$tmp/large"
	ask /media -H "$as" -F "file=@$tmp/large;type=image/png"
	is 413 'upload too large'
	ask /media -H "$as" -H 'Content-Type: image/png' \
		-H 'Content-Disposition: attachment; filename="a.png"' --data-binary "@$tmp/large"
	is 413 'raw upload too large'
}

check_running() {
	plan 'path=/micropub nth=1 delay=700'
	for i in 1 2; do
		curl -s --noproxy '*' -o "$tmp/run$i" -w '%{http_code}' -d "$(entry Chậm urn:uuid:r)" \
			-H 'Authorization: Bearer CC' -H 'Content-Type: application/json' \
			-H 'Idempotency-Key: "r"' "$url/micropub" > "$tmp/code$i" &
		eval "job$i=$!"
	done
	wait "$job1" "$job2"
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
	plan 'redirect=http://127.0.0.1:9/elsewhere'
	bulletin CC f9 "$(entry F9 urn:uuid:f9)"
	is 302 'redirect'
	head_is Location http://127.0.0.1:9/elsewhere 'redirect: Location'
	for rule in 'status=abc' 'n=0 delay=1' 'n=1' 'what=1' 'reset=maybe' \
	    'status=500 body=html' 'commit delay=1'; do
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
	printf 'title: Một\nsection: thong-bao\npublished: 2020-08-05T07:00:00+07:00\ndocument: 05/TB-UBND | 2020-08-05 | UBND huyện\nattachment: Thông báo | tb-05.pdf | application/pdf\nimage: anh.png | Ảnh\ntags: a, b\n\n<p>Một &amp; hai</p>\n' \
		> "$tmp/content/01-mot.article"
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

start
[ "$tokens" = 'token contributor CC token editor EE' ]
result $? 'tokens are printed'
check_reading
check_pages
check_poll
check_create
check_change
check_media
check_running
check_faults
stop 'ends after all'
check_switches
check_files
check_content
check_review
echo "1..$count"
[ "$failed" -eq 0 ]
