<?php

class Orders_Controller
{
    protected $namespace = 'shop/v1';
    protected $rest_base = 'orders';

    public function register_routes()
    {
        register_rest_route($this->namespace, '/' . $this->rest_base, array(
            array(
                'methods' => WP_REST_Server::READABLE,
                'callback' => array($this, 'get_items'),
                'permission_callback' => array($this, 'may_read'),
            ),
            array(
                'methods' => 'POST',
                'callback' => array($this, 'create_item'),
            ),
            'schema' => array($this, 'schema'),
        ));
        register_rest_route('shop/v1', '/orders/(?P<id>[\d]+)', ['methods' => ['DELETE', 'PUT'], 'callback' => 'shop_change']);
    }
}
