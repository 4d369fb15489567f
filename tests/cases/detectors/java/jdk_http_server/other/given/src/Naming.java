package app;

import javax.naming.Context;

class Naming {
    void bind(Context context) {
        context.createContext("/x", 1);
    }
}
