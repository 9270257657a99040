# site.sh - a WordPress of its own in a folder of its own: started, seeded, taken away
# shellcheck shell=sh disable=SC2034 # what it gives is used by those who read it in
# Wants: here (this folder), place (an empty folder). Gives: site_url, plain_url,
# line_url (the site over line.php), contributor, author, editor (USER:PASSWORD each).

: "${here:?}" "${place:?}"
wordpress=/usr/share/wordpress
site_url='' plain_url='' line_url='' contributor='' author='' editor=''
db_pid='' pretty_pid='' plain_pid='' line_pid=''

# Becomes PHP, in a process group of its own: no mail leaves, no word on the screen.
exec_php() {
	INTEROP_PLACE=$place exec setsid -w php -d sendmail_path=/bin/true \
		-d display_errors=0 -d log_errors=1 -d "error_log=$place/php.log" \
		-d memory_limit=256M "$@"
}

free_port() {
	# shellcheck disable=SC2016
	php -r '$s = stream_socket_server("tcp://127.0.0.1:0");
		echo substr(strrchr(stream_socket_get_name($s, false), ":"), 1);'
}

# wait_until WHAT COMMAND...: half a minute for it
wait_until() {
	what=$1
	shift
	tries=0
	until "$@" >/dev/null 2>&1; do
		tries=$((tries + 1))
		if [ "$tries" -gt 300 ]; then
			echo "# $what does not come up" >&2
			return 1
		fi
		sleep 0.1
	done
}

# Nobody but this user reaches the folder's socket, so no one is asked for a password.
db_start() {
	mkdir -p "$place/db" "$place/tmp"
	mariadbd --no-defaults --user="$(id -un)" --datadir="$place/db" \
		--tmpdir="$place/tmp" --socket="$place/db.sock" \
		--pid-file="$place/db.pid" \
		--skip-networking --skip-grant-tables --skip-log-bin \
		--innodb-flush-method=nosync --innodb-flush-log-at-trx-commit=0 \
		--innodb-doublewrite=0 --innodb-log-file-size=8M \
		--innodb-buffer-pool-size=32M --performance-schema=OFF \
		>"$place/db.log" 2>&1 </dev/null &
	db_pid=$!
	# shellcheck disable=SC2016
	wait_until 'the database' php -d "mysqli.default_socket=$place/db.sock" -r '
		mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
		$db = new mysqli("localhost", "wordpress", "");
		$db->query("CREATE DATABASE wordpress");'
}

# The package's programs are read where they are; what is written is in the folder.
site_lay_out() {
	site=$place/site
	mkdir -p "$site/wp-content/mu-plugins" "$site/wp-content/themes" \
		"$site/wp-content/plugins" "$site/wp-content/uploads"
	for file in "$wordpress"/*.php; do
		case $file in
		*/wp-config*.php) ;;
		*) cp "$file" "$site/" ;;
		esac
	done
	ln -s "$wordpress/wp-includes" "$wordpress/wp-admin" "$site/"
	cp "$here/site/wp-config.php" "$site/"
	cp "$here/site/router.php" "$place/"
	cp "$here/site/variant.php" "$site/wp-content/mu-plugins/"
	cp -R "$here/site/theme" "$site/wp-content/themes/"
}

# serve PORT WORKERS LOG: in the background; sets server_pid
serve() {
	PHP_CLI_SERVER_WORKERS=$2 exec_php -d opcache.enable_cli=1 -d post_max_size=3M \
		-d upload_max_filesize=2M -S "127.0.0.1:$1" -t "$place/site" \
		"$place/router.php" >"$place/$3" 2>&1 </dev/null &
	server_pid=$!
}

# office WORD [ARGUMENT ...]: see site/office.php
office() {
	(HTTP_HOST=${line_url#http://} exec_php "$here/site/office.php" "$@")
}

site_start() {
	db_start || return 1
	site_lay_out
	site_url=http://127.0.0.1:$(free_port)
	line_url=http://127.0.0.1:$(free_port)
	office install || return 1
	office seed >"$place/seeded" || return 1
	contributor=$(sed -n 's/^contributor //p' "$place/seeded")
	author=$(sed -n 's/^author //p' "$place/seeded")
	editor=$(sed -n 's/^editor //p' "$place/seeded")
	serve "${site_url##*:}" 4 pretty.log
	pretty_pid=$server_pid
	plain_url=http://127.0.0.1:$(free_port)
	INTEROP_PLAIN=1 serve "${plain_url##*:}" 2 plain.log
	plain_pid=$server_pid
	exec_php "$here/line.php" "${line_url##*:}" "${site_url##*:}" "$place" \
		>/dev/null 2>&1 </dev/null &
	line_pid=$!
	for url in "$site_url" "$plain_url" "$line_url"; do
		wait_until "$url" curl -s -f --noproxy '*' -o /dev/null "$url/" ||
			return 1
	done
	: >"$place/line.log"
}

# PHP's server leaves its workers behind: the whole group is ended.
site_stop() {
	for server in $pretty_pid $plain_pid $line_pid; do
		kill -s TERM -- "-$server" 2>/dev/null
	done
	[ -z "$db_pid" ] || kill "$db_pid" 2>/dev/null
	for process in $pretty_pid $plain_pid $line_pid $db_pid; do
		wait "$process" 2>/dev/null
	done
	pretty_pid='' plain_pid='' line_pid='' db_pid=''
}
