@Module({ providers: [Orders] })
export class OrdersModule {}
