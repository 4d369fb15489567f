component {
    function configure() {
        var base = "/shops/:shop";
        get( "/ping", "main.ping" );
        route( "/orders/:id-numeric" ).withAction( { get : "show", delete : "remove" } );
        // post( "/commented", "x.y" );
        group( { pattern : "/admin" }, function( options ){
            apiResources( resource = "users", only = "index,show" );
        } );
        resources( resource = "items", pattern = "#base#/items", except = "new,edit" );
    }
}
