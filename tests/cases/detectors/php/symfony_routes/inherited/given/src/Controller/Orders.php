<?php

namespace App\Controller;

use Symfony\Component\Routing\Attribute\Route;

#[Route('/orders')]
final class Orders extends Base
{
    #[Route('/{id}', methods: ['DELETE'])]
    public function remove() {}
}
