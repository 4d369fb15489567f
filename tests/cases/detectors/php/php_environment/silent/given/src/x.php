<?php

$environment->getenv('X');
env($name);
