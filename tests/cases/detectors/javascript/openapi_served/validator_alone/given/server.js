const OpenApiValidator = require('express-openapi-validator');

app.use(OpenApiValidator.middleware({ apiSpec: './openapi.yaml', validateRequests: true }));
