<?php

class Car extends Model3
{
    protected $table = 'wood';
}
