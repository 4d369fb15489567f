<?php

use Slim\App;

return function (App $app) {
    $app->get('/items', ItemsAction::class);
    $app->map(['GET', 'POST', 'PUT', 'DELETE', 'PATCH'], '/{routes:.+}', function ($request) {
        throw new HttpNotFoundException($request);
    });
};
