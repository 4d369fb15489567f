<?php

return [
    'name' => 'Shop',
    'routes' => [
        'main' => [
            'shop_index' => ['path' => '/shop/{page}', 'controller' => 'ShopBundle:Default:index'],
        ],
        'public' => [
            'shop_hook' => [
                'path'       => '/shop/hook',
                'controller' => 'Shop\Controller\HookController::receiveAction',
                'method'     => 'GET|POST',
            ],
        ],
        'api' => [
            'shop_list' => ['path' => '/shops', 'controller' => 'Shop\Controller\ApiController::listAction'],
        ],
    ],
];
