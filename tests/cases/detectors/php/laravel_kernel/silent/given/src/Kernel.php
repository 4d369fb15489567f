<?php

class Kernel extends Other
{
    protected $middleware = ['a'];
}
