<?php

$group->get('/users', 'UserController:list');
