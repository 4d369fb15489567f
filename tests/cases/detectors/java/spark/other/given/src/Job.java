package app;

import org.apache.spark.sql.SparkSession;

public class Job {
    void run() {
        get("/hello", (a, b) -> "Hello");
    }
}
