diesel::table! {
    use diesel::sql_types::*;

    /// People.
    users (id) {
        id -> Int4,
        #[max_length = 80]
        name -> Varchar,
        #[sql_name = "type"]
        type_ -> Nullable<Text>,
        tags -> Array<Text>,
    }
}

table! {
    shop.memberships (user_id, group_id) {
        user_id -> Integer,
        group_id -> Integer,
    }
}

diesel::joinable!(memberships -> users (user_id));
