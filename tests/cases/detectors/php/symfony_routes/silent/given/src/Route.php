<?php

namespace App;

#[Attribute]
final class Route
{
    #[\Other\Get('/x')]
    public function path() {}
}
