use diesel::prelude::*;

pub fn find(conn: &mut PgConnection, id: i32) -> QueryResult<User> {
    users::table.find(id).first(conn)
}

pub fn list(conn: &mut PgConnection) -> QueryResult<Vec<User>> {
    for name in names {
        users::table.filter(users::name.eq(name)).order(users::id.desc()).limit(10).load(conn)?;
    }
    diesel::delete(users::table.filter(users::id.eq(1))).execute(conn)?;
    diesel::insert_into(orders::table).values(new).get_result(conn)
}
