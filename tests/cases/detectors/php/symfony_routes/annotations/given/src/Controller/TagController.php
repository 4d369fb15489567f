<?php

namespace App\Controller;

use Symfony\Component\Routing\Annotation\Route;

/**
 * @Route("/tags")
 */
final class TagController
{
    /**
     * Lists them.
     *
     * @Route("/{slug}", name="tags", methods={"GET", "POST"}, requirements={"slug"="[a-z]+"})
     * @Security("is_granted('ROLE_EDITOR')")
     */
    public function index() {}
}
