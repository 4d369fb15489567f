component {
    function find() { return http.get( "/orders" ); }
}
