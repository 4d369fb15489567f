<?php

use Other\Get;

class Other
{
    #[Get('x')]
    public function x() {}
}
