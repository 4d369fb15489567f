<?php

class Mapping
{
    #[GetMapping(path: '/x')]
    public function x() {}
}
