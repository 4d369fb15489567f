<?php

return Application::configure()
    ->withMiddleware(function (Middleware $middleware) {
        $middleware->append(LogRequests::class);
        $middleware->alias(['x' => X::class]);
    })
    ->create();
