pub type Way {
  Get
  Post
}
