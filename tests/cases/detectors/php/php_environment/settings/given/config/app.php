<?php

return [
    'url' => env('APP_URL', 'http://localhost'),
    'key' => getenv('API_KEY'),
    'mode' => $_ENV['APP_MODE'],
    'host' => $_SERVER['HTTP_HOST'],
];
