#!/bin/sh
# tls.sh - certificates good and bad, old TLS and captive networks, as TAP lines
# nginx stands before the sample portal. BANTIN, PORTAL: the programs (build/...).
set -u
LC_ALL=C.UTF-8
export LC_ALL
cd "${0%/*}/../.." || exit 1
bantin=${BANTIN:-build/bantin} portal=${PORTAL:-build/portal}
unset http_proxy https_proxy all_proxy HTTPS_PROXY ALL_PROXY BANTIN_HOME
place=$(mktemp -d "${TMPDIR:-/tmp}/interop.XXXXXX") || exit 1
nginx=$(PATH=$PATH:/usr/sbin command -v nginx) || nginx=nginx
profile=$place/profile
portal_pid='' nginx_pid=''

# shellcheck source-path=SCRIPTDIR
. tests/interop/tap.sh

leave() {
	exec 9>&-
	for process in $nginx_pid $portal_pid; do
		kill "$process" 2>/dev/null
		wait "$process" 2>/dev/null
	done
	rm -rf "$place"
}
trap leave EXIT
trap 'exit 1' HUP INT TERM

# --- certificates -------------------------------------------------------------

# authority NAME: NAME.pem signs
authority() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 \
		-subj "/CN=$1" -keyout "$place/$1.key" -out "$place/$1.pem" \
		-addext 'basicConstraints=critical,CA:TRUE' 2>/dev/null
}

# certificate NAME AUTHORITY SAN [FROM TO]: FROM and TO as YYYYMMDDHHMMSSZ
certificate() {
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" \
		-keyout "$place/$1.key" -out "$place/$1.csr" 2>/dev/null
	printf 'subjectAltName=%s\n' "$3" >"$place/$1.ext"
	: >"$place/index.txt"
	openssl ca -batch -notext -config "$place/ca.conf" -cert "$place/$2.pem" \
		-keyfile "$place/$2.key" -in "$place/$1.csr" -out "$place/$1.pem" \
		-extfile "$place/$1.ext" -startdate "${4:-20200101000000Z}" \
		-enddate "${5:-20991231000000Z}" 2>/dev/null
}

make_certificates() {
	cat >"$place/ca.conf" <<-END
		[ca]
		default_ca = own
		[own]
		database = $place/index.txt
		new_certs_dir = $place
		rand_serial = yes
		default_md = sha256
		policy = any
		[any]
		commonName = supplied
	END
	authority trusted
	authority stranger
	certificate good trusted IP:127.0.0.1,DNS:localhost
	certificate expired trusted IP:127.0.0.1 20200101000000Z 20210101000000Z
	certificate early trusted IP:127.0.0.1 20980101000000Z
	certificate other trusted DNS:khac.example
	certificate unknown stranger IP:127.0.0.1
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 \
		-subj /CN=alone -addext subjectAltName=IP:127.0.0.1 \
		-keyout "$place/alone.key" -out "$place/alone.pem" 2>/dev/null
}

# --- servers ------------------------------------------------------------------

portal_start() {
	mkfifo "$place/in" "$place/out"
	"$portal" --token-contributor CC --token-editor EE --until-eof \
		<"$place/in" >"$place/out" &
	portal_pid=$!
	exec 9>"$place/in"
	read -r _ portal_url <"$place/out"
	portal_url=${portal_url%/}
}

# front SCHEME PORT [LINE ...]: a server before the portal. While the files `page` or
# `away` are there, a network with a sign-in page answers in its place.
front() {
	scheme=$1 port=$2
	shift 2
	echo "server { listen 127.0.0.1:$port;"
	[ $# -eq 0 ] || printf '%s\n' "$@"
	cat <<-END
		if (-f $place/page) { return 200 '<!DOCTYPE html><title>Wi-Fi</title>'; }
		if (-f $place/away) { return 302 $scheme://localhost:$wifi/; }
		location / {
			proxy_pass $portal_url;
			proxy_set_header Accept-Encoding '';
			proxy_redirect $portal_url/ $scheme://127.0.0.1:$port/;
			sub_filter $portal_url $scheme://127.0.0.1:$port;
			sub_filter_once off;
			sub_filter_types *;
		}
		}
	END
}

# secure PORT CERTIFICATE [LINE ...]
secure() {
	port=$1 name=$2
	shift 2
	front https "$port" "ssl_certificate $place/$name.pem;" \
		"ssl_certificate_key $place/$name.key;" "$@" |
		sed "s/^server { listen 127.0.0.1:$port/& ssl/"
}

# The certificate of `changing` is a copy: it can be another one after `show_instead`.
nginx_configure() {
	cat <<-END
		user $(id -un) $(id -gn);
		daemon off;
		worker_processes 1;
		pid $place/nginx.pid;
		error_log $place/nginx.log;
		events { worker_connections 64; }
		http {
		access_log off;
		default_type text/html;
		client_body_temp_path $place/body;
		proxy_temp_path $place/proxy;
		fastcgi_temp_path $place/fastcgi;
		uwsgi_temp_path $place/uwsgi;
		scgi_temp_path $place/scgi;
	END
	secure "$changing" changing
	secure "$expired" expired
	secure "$early" early
	secure "$other" other
	secure "$unknown" unknown
	secure "$alone" alone
	secure "$old" good 'ssl_protocols TLSv1.1;' 'ssl_ciphers ALL:@SECLEVEL=0;'
	front http "$clear"
	cat <<-END
		server {
			listen 127.0.0.1:$wifi;
			return 200 '<!DOCTYPE html><title>Wi-Fi</title><p>Đăng nhập';
		}
		}
	END
}

present() {	# CERTIFICATE: what `changing` shows from now on
	cp "$place/$1.pem" "$place/changing.pem"
	cp "$place/$1.key" "$place/changing.key"
}

answers() {
	curl -s -k -o "$place/answer" --noproxy '*' "https://127.0.0.1:$changing/"
}

# until_true COMMAND...: ten seconds for it
until_true() {
	tries=0
	until "$@" || [ "$tries" -gt 100 ]; do
		tries=$((tries + 1))
		sleep 0.1
	done
	[ "$tries" -le 100 ]
}

nginx_run() {
	"$nginx" -p "$place" -c "$place/nginx.conf" -e "$place/nginx.log" \
		>/dev/null 2>&1 &
	nginx_pid=$!
	until_true answers
}

nginx_end() {
	kill "$nginx_pid" 2>/dev/null
	wait "$nginx_pid"
}

# Ended and begun again: after a reload alone, a worker of before still takes
# connections for a moment, with the certificate of before.
show_instead() {	# CERTIFICATE
	present "$1"
	nginx_end
	nginx_run
}

# Free ports have no registry: where another process was quicker, others are tried.
nginx_start() {
	attempt=0
	while [ "$attempt" -lt 5 ]; do
		attempt=$((attempt + 1))
		base=$(awk -v seed="$$$attempt" \
			'BEGIN {srand(seed); print 20000 + int(rand() * 10000)}')
		changing=$base expired=$((base + 1)) early=$((base + 2))
		other=$((base + 3)) unknown=$((base + 4)) alone=$((base + 5))
		old=$((base + 6)) clear=$((base + 7)) wifi=$((base + 8))
		nginx_configure >"$place/nginx.conf"
		nginx_run && return 0
		nginx_end
	done
	sed 's/^/# /' "$place/nginx.log"
	return 1
}

# --- checks -------------------------------------------------------------------

# run ARGUMENT...: bantin's words in $place/said, its status in $status
run() {
	"$bantin" --profile "$profile" "$@" >"$place/said" 2>&1 <"$place/input"
	status=$?
	: >"$place/input"
}

# said STATUS TEXT NAME
said() {
	[ "$status" -eq "$1" ] && grep -qF -- "$2" "$place/said"
	result $? "$3" "$place/said"
}

# refused PORT NAME ENGLISH VIETNAMESE [OPTION ...]
refused() {
	address=https://127.0.0.1:$1/ name=$2 english=$3 vietnamese=$4
	shift 4
	run --lang en portal add "$address" --name xau "$@"
	said 3 "$english" "$name: refused, in English"
	run --lang vi portal add "$address" --name xau "$@"
	said 3 "$vietnamese" "$name: refused, in Vietnamese"
}

check_refusals() {
	ca="--ca $place/trusted.pem"
	# shellcheck disable=SC2086 # two words
	{
		refused "$expired" expired 'has expired' 'đã hết hạn' $ca
		refused "$early" 'not yet valid' 'not valid yet' 'chưa đến ngày dùng' $ca
		refused "$other" 'wrong name' 'for another name' 'cho một tên khác' $ca
		refused "$alone" self-signed 'signed by itself' 'do cổng tự ký' $ca
		refused "$unknown" 'another authority' 'nobody whom this machine trusts' \
			'máy này không tin ký' $ca
		refused "$old" 'TLS 1.1' 'only an old TLS' 'kiểu bảo mật (TLS) cũ' $ca
	}
	refused "$changing" 'no authority named' 'nobody whom this machine trusts' \
		'máy này không tin ký'
	refused "$clear" 'plain HTTP behind https' 'does not speak TLS' \
		'không có kết nối bảo mật (TLS)'
	run --lang en portal list
	! grep -q xau "$place/said"
	result $? 'none of them was kept' "$place/said"
}

bulletins() {
	curl -s --noproxy '*' "$portal_url/_ledger?format=text" | grep -cF "$1"
}

check_trusted() {
	run --lang en portal add "https://127.0.0.1:$changing/" --name cong \
		--ca "$place/trusted.pem"
	said 0 cong 'an authority named with --ca: the portal is added'
	grep -q '^ca *=' "$profile/config"
	result $? 'the authority stands in the config' "$profile/config"
	echo CC >"$place/input"
	run --lang en login cong
	said 0 '' 'signed in over TLS'
	run --lang en sync
	said 0 '' 'synced over TLS'
	run list --limit 3
	[ "$(wc -l <"$place/said")" -eq 3 ]
	result $? 'articles are there' "$place/said"
	echo 'Nội dung bản tin.' >"$place/input"
	run draft new --title 'Tin qua đường kín' -
	run --lang en submit "$(cat "$place/said")"
	said 0 '' 'a bulletin is sent over TLS'
	[ "$(bulletins urn:uuid)" -eq 1 ]
	result $? 'and is there once'
}

# The certificate of a portal in use runs out.
check_runs_out() {
	show_instead expired
	run --lang en sync
	said 3 'has expired' 'sync: a certificate that ran out is named'
	run --lang en list --limit 3
	[ "$status" -eq 0 ] && [ "$(wc -l <"$place/said")" -eq 3 ]
	result $? 'what was read stays' "$place/said"
	echo 'Nội dung bản tin.' >"$place/input"
	run draft new --title 'Tin chờ chứng thư' -
	run --lang en submit "$(cat "$place/said")"
	said 3 'has expired' 'submit: the same'
	run --lang en outbox
	said 0 'waiting' 'and it waits in the outbox'
	show_instead good
	run --lang en outbox retry 2
	said 0 '' 'with a new certificate it goes out'
	[ "$(bulletins urn:uuid)" -eq 2 ]
	result $? 'once'
}

# captive FILE NAME WORDS VIETNAMESE: a network that answers in the portal's place
captive() {
	: >"$place/$1"
	run --lang en sync
	said 3 "$3" "$2: named on sync"
	run --lang vi sync
	said 3 "$4" "$2: in Vietnamese"
	echo 'Nội dung bản tin.' >"$place/input"
	run draft new --title "Tin gặp $2" -
	before=$(bulletins urn:uuid)
	run --lang en submit "$(cat "$place/said")"
	said 3 'a sign-in page of the network' "$2: named on submit"
	[ "$(bulletins urn:uuid)" -eq "$before" ]
	result $? "$2: nothing arrived"
	rm "$place/$1"
	run --lang en sync
	[ "$(bulletins urn:uuid)" -eq $((before + 1)) ]
	result $? "$2: afterwards it is there once" "$place/said"
}

check_captive() {
	captive away 'https, sent to another host' 'another address that is not secure' \
		'địa chỉ khác không an toàn'
	profile=$place/second
	run portal add "http://127.0.0.1:$clear/" --name ro
	echo CC >"$place/input"
	run login ro
	captive away 'http, sent to a page' 'A web page came' 'Nhận được một trang web'
	captive page 'http, a page' 'A web page came' 'Nhận được một trang web'
}

make_certificates
: >"$place/input"
portal_start
present good
nginx_start || exit 1
check_refusals
check_trusted
check_runs_out
check_captive
verdict
