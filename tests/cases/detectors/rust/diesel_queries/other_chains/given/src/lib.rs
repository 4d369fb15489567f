// diesel engines
pub fn load(furniture: &Furniture) {
    furniture::table.paint();
    list.first(1);
}
