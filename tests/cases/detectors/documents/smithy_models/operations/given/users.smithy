$version: "2"
namespace example
service Users { operations: [GetUser] }

@readonly
@http(method: "GET", uri: "/users/{userId}?full", code: 200)
@documentation("one user")
operation GetUser {
    input: GetUserInput
}

// @http(method: "GET", uri: "/old")
@http(uri: "/files/{path+}", method: "PUT")
operation PutFile {}

operation Bare {}
