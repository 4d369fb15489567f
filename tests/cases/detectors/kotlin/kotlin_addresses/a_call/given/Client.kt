class Client(private val http: HttpClient) {
    suspend fun item(id: String) = http.get("http://stock:8080/items")
}
