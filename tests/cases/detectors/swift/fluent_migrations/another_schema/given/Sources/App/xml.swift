func prepare(document: Document) {
    document.schema("todos").validate()
}
