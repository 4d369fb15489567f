<?php
class Client {
    function item($id) {
        return $this->http->get("http://stock:8080/items/{$id}");
    }
}
