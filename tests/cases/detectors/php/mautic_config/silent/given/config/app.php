<?php

return ['routes' => ['prefix' => 'api'], 'debug' => true];
