<?php

use Illuminate\Support\Facades\Http;

class Client
{
    public function books($app)
    {
        $app->get('books');

        return Http::get('https://example.org/books', ['page' => 1]);
    }
}
