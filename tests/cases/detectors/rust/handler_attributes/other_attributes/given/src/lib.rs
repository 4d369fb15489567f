#[derive(Clone)]
struct Path(String);

#[inline]
#[get(skip)]
fn path(x: u8) -> u8 { x }

#[cfg(test)]
mod tests {
    #[get("/nothing")]
    fn nothing() {}
}
