[app: :shop]
