func call(list: [Item]) {
    list.filter { $0.done }.first()
    switcher.turn(on: true)
}
