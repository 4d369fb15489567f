// tide tables
pub fn look(list: &List) -> Item {
    list.at(3)
}
