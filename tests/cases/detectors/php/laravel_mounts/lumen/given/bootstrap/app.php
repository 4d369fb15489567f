<?php

$app = new Laravel\Lumen\Application(dirname(__DIR__));
$app->router->group(['namespace' => 'App\Http\Controllers', 'prefix' => 'api'], function ($router) {
    require __DIR__.'/../routes/web.php';
});
