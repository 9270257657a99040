# check-read.sh - part of check.sh: what visitors see
# shellcheck shell=sh

check_reading() {
	ask /
	has 'rel="alternate" type="application/feed+json"' 'home page names the feed'
	has '<link rel="micropub" href="/micropub">' 'home page names the endpoint'
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
		grep -o "\"url\":\"$url/tin/[^\"]*" "$tmp/b" | sed "s,.*$url,," \
			>> "$tmp/articles"
	done
	[ "$items" -ge 41 ]
	result $? "next_url leads through all articles ($items on $pages pages)"
	[ "$(sort -u "$tmp/articles" | wc -l)" -eq "$items" ]
	result $? 'no article twice'
	bad=
	sort -u "$tmp/files" > "$tmp/names"
	while read -r path; do
		ask "$path"
		[ "$code" = 200 ] || bad="$bad $path"
	done < "$tmp/names"
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
