<?php

namespace App\Http\Controllers;

use Spatie\RouteAttributes\Attributes\ApiResource;
use Spatie\RouteAttributes\Attributes\Get;
use Spatie\RouteAttributes\Attributes\Middleware;
use Spatie\RouteAttributes\Attributes\Prefix;
use Spatie\RouteAttributes\Attributes\Route;

#[Prefix('shop')]
#[Middleware('auth')]
#[ApiResource('orders', only: ['index', 'show'])]
class OrderController
{
    #[Get('recent/{day?}')]
    public function recent() {}

    #[Route(['put', 'patch'], 'orders/{order}', middleware: 'can:edit')]
    public function change() {}
}
