<?php

namespace App\Support;

use Illuminate\Support\Facades\Cache;

class Store
{
    public function all()
    {
        Cache::get('x');

        return Helper::all();
    }
}
