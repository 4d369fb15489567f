<?php

return [
    'components' => [
        'urlManager' => [
            'enablePrettyUrl' => true,
            'rules' => [
                'posts' => 'post/index',
                'PUT,PATCH posts/<id:\d+>' => 'post/update',
                ['pattern' => 'feed/<name>', 'route' => 'feed/view', 'verb' => ['GET']],
                [
                    'class' => 'yii\rest\UrlRule',
                    'controller' => ['v1/user', 'people' => 'person'],
                    'only' => ['index', 'view'],
                    'extraPatterns' => ['POST login' => 'login'],
                ],
            ],
        ],
    ],
];
