use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "cakes", schema_name = "bakery")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    #[sea_orm(column_name = "title", unique)]
    pub name: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub recipe: Option<String>,
    pub fruit_id: Uuid,
    pub baked: Option<DateTimeWithTimeZone>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::fruit::Entity",
        from = "Column::FruitId",
        to = "super::fruit::Column::Id",
        on_delete = "Cascade"
    )]
    Fruit,
    #[sea_orm(has_many = "super::slice::Entity")]
    Slice,
}
