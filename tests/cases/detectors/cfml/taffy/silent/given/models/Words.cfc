component {
    function get() { }
}
