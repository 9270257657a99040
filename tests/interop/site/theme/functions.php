<?php
// functions.php - the theme shows featured images
add_theme_support('post-thumbnails');
