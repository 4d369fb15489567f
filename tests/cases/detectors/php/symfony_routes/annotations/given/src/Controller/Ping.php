<?php

namespace App\Controller;

use Symfony\Component\Routing\Attribute\Route;

#[Route('/ping', methods: ['GET'])]
final class Ping
{
    public function __invoke() {}
}
