<?php
// line.php - a bad line to a server: php line.php PORT SERVER-PORT FOLDER
// Passes exchanges on and notes each in FOLDER/line.log (method, address, status, bytes).
// FOLDER/fault, a file of one line, is obeyed once and removed:
//   METHOD REGEX drop          the server has it; the answer is lost
//   METHOD REGEX cut BYTES     of the answer so many bytes come
//   METHOD REGEX late SECONDS  the sender is cut off; the server gets it later
[, $port, $to, $folder] = $argv;
$listening = stream_socket_server("tcp://127.0.0.1:$port") or exit(1);
$calls = [];

// The fault that this request is to meet, or null.
function fault_for($request, $folder) {
	$file = "$folder/fault";
	if (!is_file($file))
		return null;
	$words = explode(' ', trim(file_get_contents($file)));
	[$method, $address] = explode(' ', $request);
	if ($method !== $words[0] || !preg_match("~$words[1]~", $address))
		return null;
	unlink($file);
	return [$words[2], (int)($words[3] ?? 0)];
}

function is_whole($request) {
	$end = strpos($request, "\r\n\r\n");
	if ($end === false)
		return false;
	preg_match('/^Content-Length: *(\d+)/mi', $request, $m);
	$length = (int)($m[1] ?? 0);
	return strlen($request) >= $end + 4 + $length;
}

function send_on($call, $to) {
	$call->server = stream_socket_client("tcp://127.0.0.1:$to");
	fwrite($call->server, $call->request);
	$call->due = null;
}

function request_came($call, $to, $folder) {
	$bytes = fread($call->client, 65536);
	if ($bytes === '' || $bytes === false)
		return false;
	$call->request .= $bytes;
	if (strpos($call->request, "\r\nExpect: 100-continue") && !$call->told) {
		fwrite($call->client, "HTTP/1.1 100 Continue\r\n\r\n");
		$call->told = true;
	}
	if (!is_whole($call->request))
		return true;
	$call->fault = fault_for($call->request, $folder);
	if ($call->fault && $call->fault[0] === 'late') {
		fclose($call->client);
		$call->client = null;
		$call->due = microtime(true) + $call->fault[1];
	} else {
		send_on($call, $to);
	}
	return true;
}

// Nothing is handed on before all is here: what is lost is lost after it was committed.
function answer_came($call, $folder) {
	$bytes = fread($call->server, 65536);
	if ($bytes !== '' && $bytes !== false) {
		$call->answer .= $bytes;
		return true;
	}
	fclose($call->server);
	$head = strtok($call->request, "\r");
	$status = substr($call->answer, 9, 3);
	$sent = $call->answer;
	if ($call->fault)
		$sent = substr($sent, 0, $call->fault[0] === 'cut' ? $call->fault[1] : 0);
	file_put_contents("$folder/line.log", preg_replace('~ HTTP/.*~', '', $head) .
		" $status " . (strlen($call->request) + strlen($sent)) .
		($call->fault ? ' ' . $call->fault[0] : '') . "\n", FILE_APPEND);
	if ($call->client) {
		fwrite($call->client, $sent);
		fclose($call->client);
	}
	return false;
}

for (;;) {
	$ready = [$listening];
	foreach ($calls as $call)
		if ($call->due === null)
			$ready[] = $call->server ?: $call->client;
	$none = null;
	stream_select($ready, $none, $none, 0, 100000);
	if (in_array($listening, $ready, true))
		$calls[] = (object)['client' => stream_socket_accept($listening),
			'server' => null, 'request' => '', 'answer' => '',
			'fault' => null, 'due' => null, 'told' => false];
	foreach ($calls as $i => $call) {
		$alive = true;
		if ($call->due !== null && microtime(true) > $call->due)
			send_on($call, $to);
		elseif ($call->server && in_array($call->server, $ready, true))
			$alive = answer_came($call, $folder);
		elseif (!$call->server && $call->client &&
			in_array($call->client, $ready, true))
			$alive = request_came($call, $to, $folder);
		if (!$alive)
			unset($calls[$i]);
	}
}
