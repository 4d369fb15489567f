<?php

namespace App\Providers;

use Illuminate\Support\Facades\Route;

class RouteServiceProvider extends ServiceProvider
{
    public function map()
    {
        Route::prefix('api/v2')->middleware('api')->group(base_path('routes/api.php'));

        Route::group(['prefix' => 'admin', 'middleware' => ['web', 'auth']], function ($router) {
            require base_path('routes/admin.php');
        });

        $this->loadRoutesFrom(__DIR__.'/../../routes/extra.php');
    }
}
