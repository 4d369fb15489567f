# kafka is not used here
def run(mailer):
    mailer.send("hello")
