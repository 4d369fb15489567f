module main
// vweb.Result is told of here
fn words() string { return '/words' }
