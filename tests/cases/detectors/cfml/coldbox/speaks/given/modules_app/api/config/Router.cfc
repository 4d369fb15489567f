component {
    function configure() {
        post( "/login", "auth.login" );
    }
}
