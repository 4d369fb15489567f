<?php

namespace Shop;

use Laminas\Router\Http\Literal;
use Laminas\Router\Http\Segment;

return [
    'router' => [
        'routes' => [
            'orders' => [
                'type' => Segment::class,
                'options' => [
                    'route' => '/api/orders[/:id]',
                    'defaults' => ['controller' => Controller\OrderController::class],
                ],
            ],
            'admin' => [
                'type' => Literal::class,
                'options' => [
                    'route' => '/admin',
                    'defaults' => ['controller' => Controller\AdminController::class, 'action' => 'index'],
                ],
                'may_terminate' => true,
                'child_routes' => [
                    'save' => [
                        'type' => 'segment',
                        'options' => ['route' => '/save/:name', 'verb' => 'post', 'defaults' => ['action' => 'save']],
                    ],
                ],
            ],
        ],
    ],
];
