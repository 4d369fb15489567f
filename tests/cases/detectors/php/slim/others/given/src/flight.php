<?php

Flight::route('GET|POST /users/@id', function ($id) {});
Flight::route('/all', ['Home', 'all']);
