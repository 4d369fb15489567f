<?php

use Cake\Routing\RouteBuilder;

return static function (RouteBuilder $routes) {
    $routes->scope('/', function (RouteBuilder $builder) {
        $builder->connect('/', ['controller' => 'Pages', 'action' => 'home']);
        $builder->connect('/pages/*', 'Pages::display');
        $builder->get('/articles/:id', ['controller' => 'Articles', 'action' => 'view']);
        $builder->fallbacks();
    });
    $routes->prefix('Admin', function (RouteBuilder $builder) {
        $builder->resources('BlogPosts', ['only' => ['index', 'update']], function ($routes) {
            $routes->resources('Comments', ['only' => 'create']);
        });
    });
};
