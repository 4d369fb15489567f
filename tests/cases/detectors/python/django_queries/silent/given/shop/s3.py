def work(bucket, client):
    for each in bucket.objects.all():
        client.objects.get(each)
    self.objects = []
    return Registry.objects
