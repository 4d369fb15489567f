component extends="taffy.core.resource" taffy:uri="/cart,/basket" {
    function post(required string item) { }
    function change() taffy_verb="PATCH" { }
}
