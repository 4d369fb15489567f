<?php

namespace App\Entity;

// not an ApiResource
class Plain {}
