<?php

$app = \Slim\Factory\AppFactory::create();
$app->group('/v1', function ($group) {
    require __DIR__ . '/routes/users.php';
});
require __DIR__ . '/helpers.php';
