import 'package:http/http.dart';
// Router and shelf are words here
final answer = client.get('/orders');
