<?php
$routes->find('x');
$config['a'] = 'b';
