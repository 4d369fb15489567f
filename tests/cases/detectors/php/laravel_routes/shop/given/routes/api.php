<?php

use App\Http\Controllers\{CartController, OrderController, PhotoController as Pictures};
use Illuminate\Support\Facades\Route;

$hint = "Route::get('/no-route', 'x')";
// Route::get('/comment', 'x');

Route::get('health', fn () => 'ok');

Route::middleware(['auth:sanctum', 'throttle:60,1'])->prefix('v1')->group(function () {
    Route::controller(CartController::class)->group(function () {
        Route::post('cart', 'add')->name('cart.add')->withoutMiddleware('throttle:60,1');
        Route::match(['put', 'patch'], 'cart/{item?}', 'change');
    });
    Route::apiResource('orders', OrderController::class)->only(['index', 'show']);
    Route::resource('albums.photos', Pictures::class, ['except' => ['create', 'edit']])->shallow();
    Route::singleton('profile', ProfileController::class);
    Route::group(['prefix' => 'admin', 'namespace' => 'Admin', 'middleware' => 'can:manage'], function () {
        Route::get('users/{user:slug}', 'UserController@show');
        Route::any('ping', ['uses' => 'PingController@ping', 'middleware' => 'signed']);
    });
});

Route::redirect('/here', '/there');
Route::view('/welcome', 'welcome');
Auth::routes(['register' => false, 'reset' => false, 'confirm' => false]);
