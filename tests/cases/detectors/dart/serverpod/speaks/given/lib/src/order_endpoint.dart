import 'package:serverpod/serverpod.dart';

class OrderEndpoint extends Endpoint {
  Future<List<Order>> list(Session session, {int? limit}) async => [];
  Future<void> _clear(Session session) async {}
}

class HookRoute extends Route {
  HookRoute() : super(methods: {Method.post});
}

void run() {
  pod.webServer.addRoute(HookRoute(), '/hook');
}
