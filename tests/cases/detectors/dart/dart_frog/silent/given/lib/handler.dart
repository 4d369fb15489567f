Response onRequest(RequestContext context) => Response();
