<?php

namespace App\Controller;

use Symfony\Component\Routing\Attribute\Route;

abstract class Base
{
    #[Route('/export', methods: ['GET'])]
    public function export() {}
}
