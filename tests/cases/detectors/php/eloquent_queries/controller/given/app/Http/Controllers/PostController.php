<?php

namespace App\Http\Controllers;

use App\Models\Post;
use App\User;
use Illuminate\Support\Facades\DB;

class PostController
{
    public function index()
    {
        Post::where('state', 'open')->where(['kind' => 1])->latest()->paginate(20);
        foreach ($this->ids as $id) {
            User::findOrFail($id);
        }
        Post::create(['title' => 'x']);

        return DB::table('votes')->where('votes.post_id', 1)->orderBy('weight', 'desc')->delete();
    }
}
