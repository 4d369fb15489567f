import { applyMiddleware } from "redux";
createStore(reducer, applyMiddleware(thunk));
ConfigModule.forRoot({}); // no GraphQLModule
