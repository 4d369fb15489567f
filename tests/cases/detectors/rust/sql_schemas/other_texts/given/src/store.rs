pub fn help() {
    println!("CREATE TABLE is a statement");
    db.execute("SELECT 1");
}
