package app;

import javax.servlet.http.HttpServlet;

public class Old extends HttpServlet {
    public void service(ServletRequest request, ServletResponse response) {
    }
}
