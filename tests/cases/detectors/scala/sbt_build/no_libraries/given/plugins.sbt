// "org.old" % "gone" % "1.0"
