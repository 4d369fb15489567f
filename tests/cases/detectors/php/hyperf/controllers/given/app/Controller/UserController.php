<?php

namespace App\Controller;

use App\Middleware\AuthMiddleware;
use Hyperf\HttpServer\Annotation\AutoController;
use Hyperf\HttpServer\Annotation\Controller;
use Hyperf\HttpServer\Annotation\GetMapping;
use Hyperf\HttpServer\Annotation\Middleware;
use Hyperf\HttpServer\Annotation\RequestMapping;

#[Controller(prefix: '/users')]
#[Middleware(AuthMiddleware::class)]
class UserController
{
    #[GetMapping(path: '{id:\d+}')]
    public function show(int $id) {}

    #[RequestMapping(path: '', methods: 'POST,PUT')]
    public function save() {}
}

#[AutoController]
class StockItemController
{
    public function listAll() {}

    private function hidden() {}
}
