package worker

func run(queue *Queue) {
	queue.Handle(ctx, job)
	queue.HandleFunc(handler)
}
