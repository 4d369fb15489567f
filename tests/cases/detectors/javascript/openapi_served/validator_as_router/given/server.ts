import * as OpenApiValidator from 'express-openapi-validator';

app.use(OpenApiValidator.middleware({ apiSpec: './openapi.yaml', operationHandlers: handlers }));
