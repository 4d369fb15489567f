import 'package:shelf_router/shelf_router.dart';
import 'orders.dart';
import 'admin.dart' as admin;

final app = Router()
  ..get('/', home)
  ..mount('/orders/', Orders().router)
  ..mount('/admin', admin.router.call);

void extend() {
  app.add('PURGE', '/cache/<key>', purge);
}
