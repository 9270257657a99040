<?php
// seed.php - fills the empty site: users, sections, thirty bulletins and their files

const CLOSED = 9;	// this one asks for a password
const STICKY = 11;

function make_user($login, $name, $role) {
	$id = wp_insert_user(['user_login' => $login, 'display_name' => $name,
		'user_email' => "$login@example.org", 'role' => $role,
		'user_pass' => wp_generate_password()]);
	[$password] = WP_Application_Passwords::create_new_application_password($id,
		['name' => 'bantin']);
	echo "$role $login:$password\n";
	return $id;
}

function make_section($slug, $name, $parent = 0, $about = '') {
	$made = wp_insert_term($name, 'category', ['slug' => $slug, 'parent' => $parent,
		'description' => $about]);
	return $made['term_id'];
}

// A file in the uploads folder, as an attachment.
function make_file($name, $title, $type, $bytes) {
	require_once ABSPATH . 'wp-admin/includes/image.php';
	$file = wp_upload_bits($name, null, $bytes);
	$id = wp_insert_attachment(['post_title' => $title, 'post_mime_type' => $type,
		'post_status' => 'inherit', 'guid' => $file['url']], $file['file']);
	wp_update_attachment_metadata($id,
		wp_generate_attachment_metadata($id, $file['file']));
	return $id;
}

function make_picture() {
	$image = imagecreatetruecolor(640, 400);
	$green = imagecolorallocate($image, 60, 130, 70);
	imagefilledrectangle($image, 0, 0, 639, 399, $green);
	ob_start();
	imagejpeg($image);
	return ob_get_clean();
}

function make_document() {
	return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n" .
		"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
}

function paragraphs($texts) {
	$html = '';
	foreach ($texts as $text)
		$html .= "<!-- wp:paragraph -->\n<p>" . esc_html($text) .
			"</p>\n<!-- /wp:paragraph -->\n\n";
	return $html;
}

// What some of the thirty have beside their paragraphs, by their place in the list.
function special($at, $picture, $document) {
	$picture_url = wp_get_attachment_url($picture);
	$document_url = wp_get_attachment_url($document);
	switch ($at) {
	case 0:
		return "<!-- wp:heading -->\n<h2>Kết quả</h2>\n<!-- /wp:heading -->\n" .
			"<!-- wp:list -->\n<ul><!-- wp:list-item -->\n<li>Thu ngân sách: 54,2%" .
			"</li>\n<!-- /wp:list-item -->\n<!-- wp:list-item -->\n<li>Trồng rừng: " .
			"61 ha</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->\n";
	case 1:
		return "<!-- wp:table -->\n<figure class=\"wp-block-table\"><table><tbody>" .
			"<tr><td>Ngày</td><td>Người tiếp</td></tr><tr><td>04/12</td>" .
			"<td>Chủ tịch</td></tr></tbody></table></figure>\n<!-- /wp:table -->\n";
	case 2:
		return "<!-- wp:image {\"id\":$picture} -->\n<figure class=\"wp-block-image\">" .
			"<img src=\"$picture_url\" alt=\"Cánh đồng Gò Dưa\"/><figcaption>Cánh " .
			"đồng Gò Dưa</figcaption></figure>\n<!-- /wp:image -->\n";
	case 4:
		return "<!-- wp:file {\"id\":$document,\"href\":\"$document_url\"} -->\n" .
			"<div class=\"wp-block-file\"><a href=\"$document_url\">Toàn văn kế " .
			"hoạch</a><a href=\"$document_url\" class=\"wp-block-file__button\" " .
			"download>Tải về</a></div>\n<!-- /wp:file -->\n";
	case 5:
		return "<!-- wp:shortcode -->\n[lien_he phong=\"mot-cua\"]\n" .
			"<!-- /wp:shortcode -->\n";
	case 6:
		return "[caption width=\"640\"]<img src=\"$picture_url\" alt=\"Ống nước\" /> " .
			"Chỗ ống nứt[/caption]\n";
	default:
		return '';
	}
}

function make_post($title, $content, $section, $author, $when, $more = []) {
	$id = wp_insert_post(wp_slash($more + ['post_title' => $title,
		'post_content' => $content, 'post_category' => [$section],
		'post_author' => $author, 'post_status' => 'publish',
		'post_date_gmt' => gmdate('Y-m-d H:i:s', $when),
		'post_date' => wp_date('Y-m-d H:i:s', $when)]), true);
	if (is_wp_error($id))
		give_up($id->get_error_message());
	return $id;
}

function fill_site() {
	make_user('congtac', 'Cộng tác viên thôn Đông', 'contributor');
	$author = make_user('vietbai', 'Ban Văn hóa xã', 'author');
	$editor = make_user('bientap', 'Ban Biên tập', 'editor');

	$news = make_section('tin-tuc', 'Tin tức');
	$sections = [
		'chinh-quyen' => make_section('chinh-quyen', 'Hoạt động chính quyền',
			$news),
		'thong-bao' => make_section('thong-bao', 'Thông báo'),
		'nong-nghiep' => make_section('nong-nghiep', 'Nông nghiệp & nông thôn', 0,
			'Mùa vụ, giá cả & "mẹo" nhà nông'),
		'van-hoa' => make_section('van-hoa', 'Văn hóa – Xã hội'),
		'chi-dao' => make_section('chi-dao', 'Chỉ đạo điều hành'),
	];
	make_section('chua-co-bai', 'Chưa có bài');

	$picture = make_file('canh-dong.jpg', 'Cánh đồng', 'image/jpeg', make_picture());
	update_post_meta($picture, '_wp_attachment_image_alt', 'Cánh đồng lúa chín');
	$document = make_file('ke-hoach-45.pdf', 'Kế hoạch số 45/KH-UBND',
		'application/pdf', make_document());

	foreach (require __DIR__ . '/posts.php' as $at => $row) {
		[$section, $title] = $row;
		$id = make_post($title, paragraphs(array_slice($row, 2)) .
			special($at, $picture, $document), $sections[$section],
			$at % 3 ? $author : $editor, time() - 3600 - $at * 86400,
			$at === CLOSED ? ['post_password' => 'mat-khau'] : []);
		if ($at === 2)
			set_post_thumbnail($id, $picture);
		if ($at === STICKY)
			stick_post($id);
		echo "post $id $title\n";
	}
	// What no reader may see.
	make_post('Bài hẹn giờ', 'Chưa đến giờ.', $sections['thong-bao'], $editor,
		time() + 7 * 86400);
	make_post('Bài nội bộ', 'Chỉ trong cơ quan.', $sections['thong-bao'], $editor,
		time() - 86400, ['post_status' => 'private']);
	make_post('Bài đang viết', 'Còn dở.', $sections['thong-bao'], $editor,
		time() - 86400, ['post_status' => 'draft']);
}
