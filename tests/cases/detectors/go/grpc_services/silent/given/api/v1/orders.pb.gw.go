package v1

func RegisterOrdersHandlerFromEndpoint(ctx context.Context, mux *runtime.ServeMux) error {
	return other.RegisterOrdersHandler(ctx, mux, conn)
}
