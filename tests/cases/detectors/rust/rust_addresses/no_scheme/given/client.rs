const NOTE: &str = "a ://";
