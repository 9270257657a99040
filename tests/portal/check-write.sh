# check-write.sh - part of check.sh: bulletins and uploads
# shellcheck shell=sh

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
	has "{\"url\":\"$url/tin/lich-tiem-chung.html\",\"id\":\"" \
		'url and id in the body'
	has '"status":"pending"' 'pending'
	cp "$tmp/b" "$tmp/first"
	bulletin CC k1 "$(entry 'Lịch tiêm chủng' urn:uuid:1)"
	is 202 'same key, same body: same status'
	head_is Location "$url/tin/lich-tiem-chung.html" 'same key: same Location'
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
	bulletin EE k2 "$(entry 'Tin của biên tập' urn:uuid:2 \
		',"mp-slug":["tin-bt"],"summary":["Tóm tắt"]')"
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
	ask /micropub -H 'Authorization: Bearer CC' -H "$json" \
		--data-binary "@$tmp/large"
	is 413 'too large'
	bulletin CC k4 "$(entry 'Bản nháp' urn:uuid:4 ',"post-status":["draft"]')"
	is 201 'a draft'
	has '"status":"draft"' 'a draft stays one'
}

check_change() {
	mine=lich-tiem-chung
	at() {	# ACTION SLUG [MORE]
		printf '{"action":"%s","url":"%s/tin/%s.html"%s}' "$1" "$url" "$2" "${3:-}"
	}
	query CC q=config
	has "\"media-endpoint\":\"$url/media\"" 'q=config'
	query CC q=category
	has '"chi-dao-dieu-hanh"' 'q=category'
	query CC q=syndicate-to
	has '{"syndicate-to":[]}' 'q=syndicate-to'
	query CC q=what
	is 400 'unknown q'
	query CC 'q=source&uid=urn:uuid:1'
	has '{"items":[{"type":["h-entry"],"properties":{"uid":["urn:uuid:1"]' \
		'q=source by uid'
	query CC 'q=source&uid=urn:uuid:2'
	has '{"items":[]}' 'q=source by uid: not of others'
	query CC "q=source&url=$url/tin/lich-tiem-chung.html"
	has '"post-status":["pending"]' 'q=source by url'
	query CC "q=source&url=$url/tin/tin-bt.html"
	is 403 'q=source by url: not of others'
	query CC q=source
	has 'urn:uuid:1' 'q=source lists my own'
	lacks 'urn:uuid:2' 'q=source lists nobody else'
	change CC "$(at update "$mine" \
		',"replace":{"name":["Lịch tiêm chủng tháng 8"]}')"
	is 200 'owner changes a pending bulletin'
	change CC "$(at update tin-bt ',"replace":{"name":["x"]}')"
	is 403 'others may not'
	change CC "$(at update "$mine" \
		',"replace":{"remark":["tốt"]}')"
	is 403 'a contributor decides nothing'
	has '"error":"insufficient_scope"' 'insufficient_scope'
	change EE "$(at update "$mine" \
		',"replace":{"post-status":["draft"],"remark":["Thiếu địa điểm."]}')"
	has '"status":"draft"' 'editor returns it'
	query CC 'q=source&uid=urn:uuid:1'
	has '"remark":["Thiếu địa điểm."]' 'the remark is told'
	change CC "$(at update "$mine" \
		',"replace":{"content":["Tại trạm y tế."],"post-status":["published"]}')"
	has '"status":"pending"' 'sent in again it is pending'
	ask /_review -d '{"uid":"urn:uuid:1","status":"published","remark":"Đã đăng."}'
	has '"status":"published"' '/_review publishes'
	ask /tin/lich-tiem-chung.html
	has '<p>Tại trạm y tế.</p>' 'plain text became a paragraph'
	change CC "$(at update "$mine" \
		',"replace":{"name":["x"]}')"
	is 403 'a published bulletin is closed for its owner'
	change EE "$(at delete "$mine")"
	is 200 'delete'
	ask /tin/lich-tiem-chung.html
	is 410 'a deleted page is gone'
	change CC "$(at update "$mine" ',"replace":{"name":["x"]}')"
	is 403 'a deleted bulletin is closed for its owner'
	change EE "$(at undelete "$mine")"
	has '"status":"published"' 'undelete'
	change EE "$(at delete "$mine")"
	change CC "$(at undelete "$mine")"
	has '"status":"draft"' 'undeleted by its owner it is a draft'
	change EE "$(at update "$mine" ',"replace":{"post-status":["published"]}')"
	has '"status":"published"' 'editor approves it'
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
	bulletin CC m1 "$(entry 'Kèm tệp' urn:uuid:m1 \
		",\"attachment\":[{\"value\":\"$file\",\"name\":\"Giấy mời\"}]")"
	is 202 'a bulletin with an attachment'
	query CC 'q=source&uid=urn:uuid:m1'
	has "\"attachment\":[{\"value\":\"$file\",\"name\":\"Giấy mời\"}]" \
		'attachment is kept'
	bulletin CC m2 "$(entry 'Kèm tệp' urn:uuid:m2 \
		',"photo":["http://127.0.0.1/files/no.png"]')"
	is 400 'a photo that is not here'
	ask /media -H "$as" -H 'Content-Type: application/pdf' \
		-H 'Content-Disposition: attachment; filename="raw.pdf"' \
		--data-binary "@$tmp/whole"
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
		-H 'Content-Disposition: attachment; filename="a.png"' \
		--data-binary "@$tmp/large"
	is 413 'raw upload too large'
}
