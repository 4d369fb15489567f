<?php

class Service
{
    public function run($app, $client)
    {
        $app->get('logger');
        $app->get('settings', []);
        $client->get('/users', ['page' => 1]);
        $this->get('/x', function () {});
    }
}
