import OpenAPIBackend from 'openapi-backend';
import pkg from './package.json';

const api = new OpenAPIBackend({ definition: './api/openapi.yml', quick: true });
// './old.yml'
