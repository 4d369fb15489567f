<?php

use CodeIgniter\Router\RouteCollection;

/** @var RouteCollection $routes */
$routes->get('/', 'Home::index');
$routes->group('api', ['filter' => 'auth'], static function ($routes) {
    $routes->get('users/(:num)', 'Users::show/$1');
    $routes->match(['get', 'post'], 'search', 'Search::run');
    $routes->resource('photos', ['only' => ['index', 'show']]);
});
$routes->presenter('pages', ['except' => 'new,edit,remove']);
