<?php

namespace App\Entity;

use Doctrine\ORM\EntityManagerInterface;

class View
{
    #[Column(name: 'x')]
    private int $x;
}
