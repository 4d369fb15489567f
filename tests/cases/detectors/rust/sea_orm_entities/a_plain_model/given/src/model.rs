// belongs_to nobody
#[derive(Clone)]
pub struct Model {
    pub id: i32,
}
