pub fn print() {
    println!("table!");
    table!(rows);
}
