fn plain(Json(order): Json<Order>) {}

#[cfg(test)]
mod tests {
    async fn tested(user: AuthUser, Json(order): Json<Order>) {}
}
