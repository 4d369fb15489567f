<?php

/** @var \Laravel\Lumen\Routing\Router $router */
$router->group(['prefix' => 'api'], function () use ($router) {
    $router->get('books', ['uses' => 'BookController@index', 'middleware' => 'auth']);
    $router->delete('books/{id}', 'BookController@destroy');
});
