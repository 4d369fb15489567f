<?php

return [
    'resources' => ['note' => ['url' => '/notes']],
    'routes' => [
        ['name' => 'page#index', 'url' => '/', 'verb' => 'GET'],
        ['name' => 'note_api#preflighted_cors', 'url' => '/api/{path}', 'verb' => 'POST'],
    ],
    'ocs' => [['name' => 'Status#get', 'url' => '/api/v1/status']],
];
