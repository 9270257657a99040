<?php
// office.php - the people behind the site: php office.php WORD [ARGUMENT ...]
//   install               an empty site
//   seed                  users, sections and bulletins; prints the passwords
//   status ID             what the post is now; nothing where there is none
//   edit ID TEXT          the text is changed on the site
//   return ID REMARK      back to draft, with the editor's comment
//   publish|trash ID      the editor's decision
//   section SLUG          its number
//   sections ID           the slugs of those that the post is in
//   tags ID               the names of its tags
//   written NAME [STATUS] the ids of all posts of this user
//   show ID               title, excerpt and text as the site keeps them
//   permalink ID          where it stands
//   role NAME ROLE        what this user may do from now on
//   texts                 the paragraphs of all bulletins that anybody may read
$word = $argv[1];
define('WP_INSTALLING', $word === 'install');
require getenv('INTEROP_PLACE') . '/site/wp-load.php';
require __DIR__ . '/seed.php';

function give_up($why) {
	fwrite(STDERR, "office.php: $why\n");
	exit(1);
}

function make_site() {
	require_once ABSPATH . 'wp-admin/includes/upgrade.php';
	wp_install('Cổng thông tin xã Tân Hòa', 'quantri', 'quantri@example.org',
		true, '', wp_generate_password());
	foreach (get_posts(['numberposts' => -1, 'post_type' => ['post', 'page'],
		'post_status' => 'any']) as $post)
		wp_delete_post($post->ID, true);
	update_option('timezone_string', 'Asia/Ho_Chi_Minh');
	update_option('blogdescription', 'Tin tức & thông báo');
	update_option('comments_notify', 0);
	update_option('moderation_notify', 0);
	global $wp_rewrite;
	$wp_rewrite->set_permalink_structure('/%year%/%postname%/');
	$wp_rewrite->flush_rules(false);
}

function change_post($id, $fields) {
	$done = wp_update_post(wp_slash(['ID' => $id] + $fields), true);
	if (is_wp_error($done))
		give_up($done->get_error_message());
}

function add_remark($id, $text) {
	$editor = wp_get_current_user();
	wp_insert_comment(wp_slash(['comment_post_ID' => $id, 'comment_content' => $text,
		'user_id' => $editor->ID, 'comment_author' => $editor->display_name,
		'comment_author_email' => $editor->user_email, 'comment_approved' => 1]));
}

function list_written($name, $status) {
	$posts = get_posts(['numberposts' => -1, 'orderby' => 'ID', 'order' => 'ASC',
		'author' => get_user_by('login', $name)->ID, 'post_type' => 'post',
		'post_status' => $status ?: ['draft', 'pending', 'publish', 'future',
			'private', 'trash']]);
	foreach ($posts as $post)
		echo $post->ID, "\n";
}

if ($word !== 'install') {
	$who = $word === 'seed' ? 'quantri' : 'bientap';
	wp_set_current_user(get_user_by('login', $who)->ID);
}
$id = (int)($argv[2] ?? 0);
switch ($word) {
case 'install':
	make_site();
	break;
case 'seed':
	fill_site();
	break;
case 'status':
	echo get_post_status($id), "\n";
	break;
case 'edit':
	change_post($id, ['post_content' => "<!-- wp:paragraph -->\n<p>$argv[3]</p>\n" .
		"<!-- /wp:paragraph -->"]);
	break;
case 'return':
	change_post($id, ['post_status' => 'draft']);
	add_remark($id, $argv[3]);
	break;
case 'publish':
	change_post($id, ['post_status' => 'publish']);
	break;
case 'trash':
	wp_trash_post($id) or give_up("no post $id");
	break;
case 'section':
	echo get_category_by_slug($argv[2])->term_id, "\n";
	break;
case 'sections':
	echo implode(' ', wp_get_post_categories($id, ['fields' => 'slugs'])), "\n";
	break;
case 'tags':
	echo implode("\n", wp_get_post_tags($id, ['fields' => 'names'])), "\n";
	break;
case 'written':
	list_written($argv[2], $argv[3] ?? '');
	break;
case 'show':
	$post = get_post($id);
	echo "$post->post_title\n$post->post_excerpt\n$post->post_content\n";
	break;
case 'permalink':
	echo get_permalink($id), "\n";
	break;
case 'role':
	get_user_by('login', $argv[2])->set_role($argv[3]);
	break;
case 'texts':
	foreach (require __DIR__ . '/posts.php' as $at => $row)
		if ($at !== CLOSED)
			echo implode("\n", array_slice($row, 2)), "\n";
	break;
default:
	give_up("unknown word: $word");
}
