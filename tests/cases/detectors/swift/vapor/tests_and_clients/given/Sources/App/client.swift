struct Application {}
func call(client: Client) async throws {
    try await client.get("https://example.org")
}
