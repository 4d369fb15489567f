package site

// kafka is not used
func run(p *Press) {
	p.Publish("book", "now")
}
