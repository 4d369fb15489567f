<?php

use Cake\Routing\Router;

Router::extensions(['json']);
