// swift-tools-version:6.0
import PackageDescription

let package = Package(
    name: "shop",
    dependencies: [
        .package(url: "https://github.com/vapor/vapor.git", from: "4.110.1"),
        .package(name: "Fluent", url: "https://github.com/vapor/fluent", branch: "main"),
    ],
    targets: [.executableTarget(name: "App")]
)
