import { createYoga } from "graphql-yoga";
import { expressMiddleware } from "@as-integrations/express5";
app.use("/graph", cors(), expressMiddleware(server));
createYoga({ schema, graphqlEndpoint: "/yoga" });
server.applyMiddleware({ app });
fastify.register(mercurius, { schema });
