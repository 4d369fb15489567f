<?php

use App\Controller\PingController;
use Symfony\Component\Routing\Loader\Configurator\RoutingConfigurator;

return function (RoutingConfigurator $routes): void {
    $routes->import('../src/Controller/', 'attribute')->prefix('/{_locale}');
    $routes->add('ping', '/ping/{id<\d+>}')->controller([PingController::class, 'ping'])->methods(['GET', 'HEAD']);
    $routes->import('more.php')->prefix('/more');
};
