$version: "2"
namespace example
structure User { name: String }
