<?php

$dispatcher = FastRoute\simpleDispatcher(function (FastRoute\RouteCollector $r) {
    $r->addGroup('/admin', function ($r) {
        $r->addRoute(['GET', 'POST'], '/reports/{id:\d+}', 'report');
    });
});
