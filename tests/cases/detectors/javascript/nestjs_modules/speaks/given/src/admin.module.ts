@Module({ controllers: [OrdersController, Statistics] })
export class AdminModule {}
