package shop

import io.javalin.Javalin

fun setup(): Javalin = Javalin.create { it.contextPath = getProperty("context") }
