pub fn warp(speed: u8) -> u8 {
    speed.map(|x| x + 1)
}
// warp::nothing
