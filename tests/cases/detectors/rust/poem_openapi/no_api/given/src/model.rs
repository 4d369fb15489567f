impl User {
    #[oai(skip)]
    fn name(&self) -> String {}
}
