<?php
$route['default_controller'] = 'home';
$route['products/(:num)/parts/(:num)'] = 'catalog/part/$1/$2';
$route['products']['post'] = 'catalog/create';
