package app;

import retrofit2.http.GET;
import retrofit2.http.Path;

public interface Paths {
    @GET("users/{user}")
    String user(@Path("user") String user);
}
