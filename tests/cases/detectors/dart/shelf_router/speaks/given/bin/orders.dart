import 'package:shelf_router/shelf_router.dart';

class Orders {
  @Route.get('/<id|[0-9]+>')
  Response show(Request request, String id) => Response.ok(id);

  Router get router => _$OrdersRouter(this);
}
