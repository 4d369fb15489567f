import 'package:dart_frog/dart_frog.dart';

Future<Response> onRequest(RequestContext context, String id) async {
  return switch (context.request.method) {
    HttpMethod.get => _show(id),
    HttpMethod.put => _change(id),
    HttpMethod.post || HttpMethod.delete => Response(statusCode: 405),
    _ => Response(statusCode: 405),
  };
}
