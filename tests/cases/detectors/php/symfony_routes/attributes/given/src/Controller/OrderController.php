<?php

namespace App\Controller;

use FOS\RestBundle\Controller\Annotations as Rest;
use OpenApi\Attributes as OA;
use Symfony\Component\Routing\Attribute\Route;
use Symfony\Component\Security\Http\Attribute\IsGranted;

#[Route('/orders', name: 'order_')]
#[IsGranted('ROLE_USER')]
class OrderController
{
    private const BASE = '/archive';

    #[Route('', methods: ['GET'])]
    public function index() {}

    #[Route('/{id<\d+>}', requirements: ['id' => '\d+'], methods: 'PUT|PATCH')]
    #[IsGranted('ROLE_ADMIN')]
    #[OA\Get(path: '/not-this')]
    public function change(int $id) {}

    #[Route(self::BASE . '/{page?1}')]
    public function archive() {}

    #[Rest\Post('/lines.{_format}')]
    public function add() {}

    #[Route(path: ['en' => '/about', 'nl' => '/over'], methods: ['GET'])]
    public function about() {}
}
