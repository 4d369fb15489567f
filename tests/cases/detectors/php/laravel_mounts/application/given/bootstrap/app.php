<?php

use Illuminate\Foundation\Application;
use Illuminate\Support\Facades\Route;

return Application::configure(basePath: dirname(__DIR__))
    ->withRouting(
        web: __DIR__.'/../routes/web.php',
        api: __DIR__.'/../routes/api.php',
        apiPrefix: 'rest',
        health: '/up',
        then: function () {
            Route::middleware('auth')->prefix('hooks')->group(base_path('routes/hooks.php'));
        },
    )
    ->create();
