<?php
// router.php - what a rewrite rule does: files as they are, all else is WordPress
$file = __DIR__ . '/site' . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (is_file($file))
	return false;
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = __DIR__ . '/site/index.php';
unset($_SERVER['PATH_INFO']);
require __DIR__ . '/site/index.php';
