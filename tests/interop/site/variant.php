<?php
// variant.php - always-on plug-in: INTEROP_PLAIN gives the same site plain permalinks
if (getenv('INTEROP_PLAIN')) {
	add_filter('pre_option_permalink_structure', '__return_empty_string');
	add_filter('pre_option_rewrite_rules', '__return_empty_array');
}
