import ballerina/http;

service /shop on new http:Listener(9090) {
    resource function get .() returns string { return "shop"; }
    resource function delete orders/[int id]() returns error? { }
    // resource function get commented() { }
    resource function default files/[string... parts]() { }
}
