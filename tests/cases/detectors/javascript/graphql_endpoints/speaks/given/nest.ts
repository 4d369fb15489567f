import { GraphQLModule } from "@nestjs/graphql";
GraphQLModule.forRoot({ path: "/gql" });
