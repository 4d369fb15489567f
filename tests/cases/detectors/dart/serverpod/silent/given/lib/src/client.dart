import 'package:serverpod_client/serverpod_client.dart';
class EndpointOrder { Future<void> list(int limit) async {} }
