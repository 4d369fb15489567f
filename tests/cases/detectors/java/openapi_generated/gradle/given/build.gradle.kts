openApiGenerate {
    generatorName.set("kotlin-spring")
    inputSpec.set("$rootDir/specs/shop.yaml")
}
