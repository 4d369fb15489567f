<?php

class Route
{
    public function load()
    {
        require __DIR__.'/helpers.php';
    }
}
