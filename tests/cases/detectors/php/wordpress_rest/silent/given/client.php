<?php

// register_rest_route is not called here
wp_remote_get('https://example.org/wp-json/shop/v1/orders');
