pub fn execute(command: &str) {
    shell.execute("rm -rf build");
    query("what is this");
}
