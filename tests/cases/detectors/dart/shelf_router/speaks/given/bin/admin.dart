import 'package:shelf_router/shelf_router.dart';

final router = Router()..delete('/users/<id>', remove);
