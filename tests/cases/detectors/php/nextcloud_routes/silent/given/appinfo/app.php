<?php

return ['routes' => [['name' => 'x#y', 'url' => '/']]];
