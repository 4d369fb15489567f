<?php

namespace App\Entity;

use ApiPlatform\Metadata\ApiResource;
use ApiPlatform\Metadata\Get;
use ApiPlatform\Metadata\GetCollection;
use ApiPlatform\Metadata\Post;

#[ApiResource(
    operations: [
        new GetCollection(),
        new Get(uriTemplate: '/reviews/{id}{._format}'),
        new Post(security: "is_granted('ROLE_WRITER')"),
    ],
    routePrefix: '/v2'
)]
class BookReview {}
