<?php

use App\Action\{HomeAction, UserAction};
use Slim\App;
use Slim\Routing\RouteCollectorProxy as Group;

return function (App $app) {
    $app->setBasePath('/shop');
    $app->get('/', HomeAction::class);
    $app->get('/news[/{year:\d{4}}]', 'NewsController:list');
    $app->group('/api', function (Group $group) {
        $group->map(['GET', 'post'], '/login', [UserAction::class, 'login']);
        $group->group('/users', function (Group $users) {
            $users->get('/ignored-name', UserAction::class);
        });
        $group->group('/orders', OrderRoutes::class);
        $group->delete('/users/{id}', UserAction::class . ':remove')->add(AdminMiddleware::class);
    })->add(AuthMiddleware::class);
    $app->any('/hook', function ($request, $response) {});
};
