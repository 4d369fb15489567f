Response onRequest(RequestContext context) => Response(body: 'shop');
